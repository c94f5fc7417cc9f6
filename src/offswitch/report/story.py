"""What a report tells, gathered from the journal: the state of each setting, and how it came to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from offswitch import __version__
from offswitch.journal import FindingRow, HistoryRow, IntentRow, Journal, RunRow, TurnRow
from offswitch.model.results import Result, SettingInfo
from offswitch.model.scope import Scope
from offswitch.model.words import Attestation, Kind, Reason, State, Status
from offswitch.report.looks import Look, looks_of

_ONLY_YOU = frozenset(
    {Reason.FORM_ONLY, Reason.APP_ONLY, Reason.GUIDE, Reason.ONE_WAY, Reason.LOCKED}
)


class ReportState(StrEnum):
    """What may be said of a setting."""

    OFF = "off"
    ON = "on"
    UNKNOWN = "unknown"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A time over which every result said the same.

    Attributes:
        state: of the setting.
        turn: the first result of it.
        until: when the next stretch begins, or the last run.
    """

    state: ReportState
    turn: TurnRow
    until: dt.datetime


@dataclass(frozen=True, kw_only=True)
class SettingStory:
    """One setting.

    Attributes:
        latest: its last result, whatever it said.
        read: its last result that read it for certain.
        stretches: its whole time, oldest first.
        info: what it does; None where no selector file knows it any more.
        pictures: ``before`` and ``after`` as data addresses, where they were taken.
    """

    latest: HistoryRow
    read: HistoryRow | None
    stretches: tuple[Stretch, ...]
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
        """How often it came back."""
        return len(self.returns)

    @property
    def returns(self) -> tuple[Stretch, ...]:
        """Where it came back; what could not be read in between is no second time."""
        found, on = [], False
        for each in self.stretches:
            if each.turn.reason is Reason.DRIFT and not on:
                found.append(each)
            if each.state in {ReportState.ON, ReportState.OFF}:
                on = each.state is ReportState.ON
        return tuple(found)

    @property
    def switchable(self) -> bool:
        """Whether there was ever anything to switch."""
        return any(each.state is not ReportState.NONE for each in self.stretches)

    @property
    def only_you(self) -> bool:
        """Whether only a person can do what is left to do."""
        return self.result.reason in _ONLY_YOU


@dataclass(frozen=True, kw_only=True)
class Story:
    """Everything that a report tells.

    Attributes:
        scope: whose data it tells of.
        made: when, in UTC.
        head: of the journal's chain.
        problems: what is wrong with the journal.
        runs: every run, oldest first.
        looks: the newest runs that said something, oldest first, with what they said.
        settings: every setting that was ever looked at, by platform.
        begun: changes whose outcome is not known.
        findings: what changed on the pages, newest first.
        to_do: what only a person can do, of all that is known.
        done: full setting id → the day on which they last said that they did it.
        titles: platform → what it calls itself.
    """

    scope: Scope
    made: dt.datetime
    head: str
    problems: tuple[str, ...]
    runs: tuple[RunRow, ...]
    looks: tuple[Look, ...]
    settings: tuple[SettingStory, ...]
    begun: tuple[IntentRow, ...]
    findings: tuple[FindingRow, ...]
    to_do: tuple[SettingInfo, ...]
    done: Mapping[str, dt.date]
    titles: Mapping[str, str]
    version: str = __version__

    def count(self, state: ReportState) -> int:
        """Count the settings of which this may be said."""
        return sum(1 for each in self.settings if each.state is state)


def tell_story(
    journal: Journal,
    scope: Scope,
    catalogue: Sequence[SettingInfo],
    pictures: Mapping[str, Mapping[str, str]],
    *,
    made: dt.datetime,
    titles: Mapping[str, str] = MappingProxyType({}),
    verify: bool = True,
) -> Story:
    """Gather what a report tells.

    Args:
        journal: where it stands.
        scope: whose data to tell of.
        catalogue: what is known of every setting.
        pictures: full setting id → ``before`` and ``after`` as data addresses.
        made: now.
        titles: platform → what it calls itself.
        verify: walk the whole chain, so that the report can say whether every row is as written.
    """
    infos = {info.setting: info for info in catalogue}
    runs = tuple(reversed(journal.runs(scope)))
    end = runs[-1].started if runs else made
    stretches = _stretches(journal.turns(scope), end)
    read = {row.result.setting: row for row in journal.latest(scope, read=True)}
    settings = [
        SettingStory(
            latest=row,
            read=read.get(row.result.setting),
            stretches=tuple(stretches[row.result.setting]),
            info=infos.get(row.result.setting),
            pictures=pictures.get(row.result.setting, {}),
        )
        for row in journal.latest(scope)
    ]
    return Story(
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


def _stretches(turns: Sequence[TurnRow], end: dt.datetime) -> dict[str, list[Stretch]]:
    by_setting: dict[str, list[TurnRow]] = {}
    for turn in turns:
        by_setting.setdefault(turn.setting, []).append(turn)
    return {
        setting: [
            Stretch(
                state=state_of(turn.status, turn.after),
                turn=turn,
                until=own[index + 1].at if index + 1 < len(own) else max(end, turn.at),
            )
            for index, turn in enumerate(own)
        ]
        for setting, own in by_setting.items()
    }
