"""What the journal answers with."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from offswitch.model.results import Mode, NewControl, Result
from offswitch.model.words import Attestation, Reason, State, Status


@dataclass(frozen=True, kw_only=True)
class RunRow:
    """One run.

    Attributes:
        id: of the run.
        mode: what it was for.
        profile: whose sessions it used.
        started: when, in UTC.
        finished: when; None while it runs and where it was interrupted.
        state: ``interrupted`` where its process is gone and it never said that it finished.
        version: of offswitch.
        browser: as it said itself; may be empty.
        replica: address of the replica; None for the real sites.
        alarm: why it stopped, where a control changed that no plan named.
    """

    id: str
    mode: Mode
    profile: str
    started: dt.datetime
    finished: dt.datetime | None
    state: Literal["finished", "running", "interrupted"]
    version: str
    browser: str
    replica: str | None
    alarm: str | None


@dataclass(frozen=True, kw_only=True)
class HistoryRow:
    """One result of one run.

    Attributes:
        seq: its number in the chain.
        run: id of the run.
        mode: what the run was for.
        profile: whose sessions it used.
        at: when it was written, in UTC.
        result: what was found.
    """

    seq: int
    run: str
    mode: Mode
    profile: str
    at: dt.datetime
    result: Result


@dataclass(frozen=True, kw_only=True)
class TurnRow:
    """Where a setting's story takes another turn: its first result, and each that differs.

    Attributes:
        setting: full id.
        run: id of the run.
        at: when it was written, in UTC.
        status: of the result.
        reason: of the result.
        after: state of the data use, as read last.
    """

    setting: str
    run: str
    at: dt.datetime
    status: Status
    reason: Reason | None
    after: State


@dataclass(frozen=True, kw_only=True)
class IntentRow:
    """One change that was begun.

    Attributes:
        seq: its number in the chain.
        run: id of the run.
        mode: what the run was for.
        profile: whose sessions it used.
        at: when it was written, just before the click, in UTC.
        platform: of the setting.
        setting: of the platform.
        before: state of the data use, as read.
        value_before: the control's own value, as read.
        url: address of the page.
        outcome_known: whether the run then said how it ended, or a later one read the setting.
    """

    seq: int
    run: str
    mode: Mode
    profile: str
    at: dt.datetime
    platform: str
    setting: str
    before: State
    value_before: str
    url: str
    outcome_known: bool


@dataclass(frozen=True, kw_only=True)
class FindingRow:
    """One change of what is on the pages, as a run found it.

    Attributes:
        seq: its number in the chain.
        run: id of the run.
        at: when it was written, in UTC.
        control: what changed, and how.
    """

    seq: int
    run: str
    at: dt.datetime
    control: NewControl


@dataclass(frozen=True, kw_only=True)
class AttestationRow:
    """What a person said of a thing that only they can do.

    Attributes:
        seq: its number in the chain.
        at: when they said it, in UTC.
        profile: whose accounts it is about.
        platform: of the setting.
        setting: full id.
        what: what they said.
    """

    seq: int
    at: dt.datetime
    profile: str
    platform: str
    setting: str
    what: Attestation

    @property
    def day(self) -> dt.date:
        """The date on which they said it, as their own calendar had it."""
        return self.at.astimezone().date()


@dataclass(frozen=True, kw_only=True)
class SeenControl:
    """A control as it was seen on a page.

    Attributes:
        label: what it says.
        section: the heading that it stands under; may be empty.
        kind: switch, checkbox, radio, menu, row.
        state: as it was read, in the control's own words.
        url: of the page.
    """

    label: str
    section: str = ""
    kind: str = ""
    state: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class ControlRow:
    """A control that the inventory knows.

    Attributes:
        platform: where it was seen.
        page: the caller's name for the page.
        control: as it was seen last.
        first_seen: when, in UTC.
        last_seen: when, in UTC.
        last_run: id of the run that saw it last.
    """

    platform: str
    page: str
    control: SeenControl
    first_seen: dt.datetime
    last_seen: dt.datetime
    last_run: str
