"""The content of a report, gathered from the journal: the state and the history of each setting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from offswitch import __version__
from offswitch.journal import (
    FindingRow,
    HistoryRow,
    IntentRow,
    JournalReader,
    RunRow,
    TransitionRow,
)
from offswitch.model.results import Result, SettingInfo
from offswitch.model.scope import Scope
from offswitch.model.words import BY_HAND, Attestation, Kind, Reason, State, Status
from offswitch.report.looks import Look, looks_of

_ONLY_YOU = BY_HAND | {Reason.APP_ONLY, Reason.LOCKED}


class ReportState(StrEnum):
    """What may be said of a setting."""

    OFF = "off"
    ON = "on"
    UNKNOWN = "unknown"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Period:
    """A period in which every result was the same.

    Attributes:
        state: of the setting.
        transition: Its first result.
        until: When the next period begins, or the last run.
    """

    state: ReportState
    transition: TransitionRow
    until: dt.datetime


@dataclass(frozen=True, kw_only=True)
class SettingHistory:
    """One setting.

    Attributes:
        latest: Its last result of any kind.
        read: Its last result whose state was read with certainty.
        periods: Its whole history, oldest first.
        info: What it does; None if no selector file contains it any longer.
        pictures: ``before`` and ``after`` as data URLs, if they were taken.
    """

    latest: HistoryRow
    read: HistoryRow | None
    periods: tuple[Period, ...]
    info: SettingInfo | None
    pictures: Mapping[str, str]

    @property
    def id(self) -> str:
        """Its full id."""
        return self.latest.result.setting

    @property
    def result(self) -> Result:
        """Its last result."""
        return self.latest.result

    @property
    def state(self) -> ReportState:
        """What may be said of it now: only what its last result read."""
        return state_of(self.result.status, self.result.after)

    @property
    def drifts(self) -> int:
        """How often it came back on."""
        return len(self.returns)

    @property
    def returns(self) -> tuple[Period, ...]:
        """When it came back on; an unreadable result in between does not count as another time."""
        found, on = [], False
        for each in self.periods:
            if each.transition.reason is Reason.DRIFT and not on:
                found.append(each)
            if each.state in {ReportState.ON, ReportState.OFF}:
                on = each.state is ReportState.ON
        return tuple(found)

    @property
    def switchable(self) -> bool:
        """Whether there was ever anything to switch."""
        return any(each.state is not ReportState.NONE for each in self.periods)

    @property
    def is_by_socket(self) -> bool:
        """Whether its page saves over a web socket, where the guard enforces no dry run."""
        return self.info is not None and self.info.by_socket

    @property
    def only_you(self) -> bool:
        """Whether only a person can do the rest."""
        return self.result.reason in _ONLY_YOU


@dataclass(frozen=True, kw_only=True)
class ReportContent:
    """The content of a report.

    Attributes:
        scope: Whose data it is about.
        made: When it was made, in UTC.
        head: Head of the journal's chain.
        problems: What is wrong with the journal.
        runs: Every run, oldest first.
        looks: The newest runs with any results, oldest first.
        settings: Every setting that was ever looked at, by platform.
        begun: Changes whose outcome is unknown.
        findings: What changed on the pages, newest first.
        to_do: Every known setting that only a person can change.
        done: For each full setting id, the day on which the person last said that they did it.
        titles: The title of each platform.
    """

    scope: Scope
    made: dt.datetime
    head: str
    problems: tuple[str, ...]
    runs: tuple[RunRow, ...]
    looks: tuple[Look, ...]
    settings: tuple[SettingHistory, ...]
    begun: tuple[IntentRow, ...]
    findings: tuple[FindingRow, ...]
    to_do: tuple[SettingInfo, ...]
    done: Mapping[str, dt.date]
    titles: Mapping[str, str]
    version: str = __version__

    def count(self, state: ReportState) -> int:
        """Count the settings of which this may be said."""
        return sum(1 for each in self.settings if each.state is state)


def gather(
    journal: JournalReader,
    scope: Scope,
    catalogue: Sequence[SettingInfo],
    pictures: Mapping[str, Mapping[str, str]],
    *,
    made: dt.datetime,
    titles: Mapping[str, str] = MappingProxyType({}),
    verify: bool = True,
) -> ReportContent:
    """Gather the content of a report.

    Args:
        journal: The journal.
        scope: Whose data the report is about.
        catalogue: What is known about every setting.
        pictures: ``before`` and ``after`` as data URLs, for each full setting id.
        made: The present time.
        titles: The title of each platform.
        verify: Walk the whole chain, so that the report can say whether every row is intact.
    """
    infos = {info.setting: info for info in catalogue}
    runs = tuple(reversed(journal.runs(scope)))
    end = runs[-1].started if runs else made
    periods = _periods(journal.transitions(scope), end)
    read = {row.result.setting: row for row in journal.latest(scope, read=True)}
    settings = [
        SettingHistory(
            latest=row,
            read=read.get(row.result.setting),
            periods=tuple(periods[row.result.setting]),
            info=infos.get(row.result.setting),
            pictures=pictures.get(row.result.setting, {}),
        )
        for row in journal.latest(scope)
    ]
    return ReportContent(
        scope=scope,
        made=made,
        head=journal.head(),
        problems=tuple(journal.verify() if verify else ()),
        runs=runs,
        looks=looks_of(journal, runs),
        settings=tuple(sorted(settings, key=lambda each: (each.result.platform, each.id))),
        begun=tuple(journal.open_intents(scope)),
        findings=tuple(journal.findings(scope)),
        to_do=tuple(info for info in catalogue if info.kind in {Kind.FORM, Kind.GUIDE}),
        done={
            each.setting: each.day for each in journal.last_attestations(scope, Attestation.DONE)
        },
        titles=titles,
    )


def state_of(status: Status, after: State) -> ReportState:
    """Return what may be said after a result; never more than what was read."""
    if status is Status.SKIPPED:
        return ReportState.NONE
    if status in {Status.FAILED, Status.UNREACHABLE} or after is State.UNKNOWN:
        return ReportState.UNKNOWN
    return ReportState.OFF if after is State.OFF else ReportState.ON


def _periods(transitions: Sequence[TransitionRow], end: dt.datetime) -> dict[str, list[Period]]:
    by_setting: dict[str, list[TransitionRow]] = {}
    for transition in transitions:
        by_setting.setdefault(transition.setting, []).append(transition)
    return {
        setting: [
            Period(
                state=state_of(transition.status, transition.after),
                transition=transition,
                until=own[index + 1].at if index + 1 < len(own) else max(end, transition.at),
            )
            for index, transition in enumerate(own)
        ]
        for setting, own in by_setting.items()
    }
