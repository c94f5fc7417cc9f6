"""What the journal's queries return; a row of the file that is not of these types is refused."""

import datetime as dt
from typing import Literal

from pydantic import AwareDatetime, ConfigDict
from pydantic.dataclasses import dataclass

from offswitch.model.results import Mode, NewControl, Result
from offswitch.model.words import Attestation, Reason, State, Status

_STRICT = ConfigDict(strict=True)


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class RunRow:
    """One run.

    Attributes:
        id: Id of the run.
        mode: What the run was for.
        profile: The profile whose sessions it used.
        started: When it started, in UTC.
        finished: When it finished; None while it runs, or if it was interrupted.
        state: ``interrupted`` if its process is gone and never recorded an end.
        version: Version of offswitch.
        browser: Name and version that the browser reported; may be empty.
        replica: Address of the replica; None for the real sites.
        alarm: Why the run stopped, if a control changed that was not in the plan.
    """

    id: str
    mode: Mode
    profile: str
    started: AwareDatetime
    finished: AwareDatetime | None
    state: Literal["finished", "running", "interrupted"]
    version: str
    browser: str
    replica: str | None
    alarm: str | None


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class HistoryRow:
    """One result of one run.

    Attributes:
        seq: Number of the row in the chain.
        run: Id of the run.
        mode: What the run was for.
        profile: The profile whose sessions it used.
        at: When the row was written, in UTC.
        result: The result.
    """

    seq: int
    run: str
    mode: Mode
    profile: str
    at: AwareDatetime
    result: Result


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class TransitionRow:
    """A result that differs from the previous one for the same setting, or its first result.

    Attributes:
        setting: Full id of the setting.
        run: Id of the run.
        at: When the row was written, in UTC.
        status: Status of the result.
        reason: Reason of the result.
        after: State of the data use, as read last.
    """

    setting: str
    run: str
    at: AwareDatetime
    status: Status
    reason: Reason | None
    after: State


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class IntentRow:
    """A change that was begun.

    Attributes:
        seq: Number of the row in the chain.
        run: Id of the run.
        mode: What the run was for.
        profile: The profile whose sessions it used.
        at: When the row was written, just before the click, in UTC.
        platform: Name of the platform.
        setting: Full id of the setting.
        before: State of the data use, as read.
        value_before: The control's own value, as read.
        url: Address of the page.
        outcome_known: Whether a result has recorded how the change ended.
    """

    seq: int
    run: str
    mode: Mode
    profile: str
    at: AwareDatetime
    platform: str
    setting: str
    before: State
    value_before: str
    url: str
    outcome_known: bool


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class FindingRow:
    """A change in the controls of a page, as a run found it.

    Attributes:
        seq: Number of the row in the chain.
        run: Id of the run.
        at: When the row was written, in UTC.
        control: What changed, and how.
    """

    seq: int
    run: str
    at: AwareDatetime
    control: NewControl


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class AttestationRow:
    """What a person says about something that only they can do.

    Attributes:
        seq: Number of the row in the chain.
        at: When they said it, in UTC.
        profile: The profile it is about.
        platform: Name of the platform.
        setting: Full id of the setting.
        what: What they say.
    """

    seq: int
    at: AwareDatetime
    profile: str
    platform: str
    setting: str
    what: Attestation

    @property
    def day(self) -> dt.date:
        """The date on which they said it, in the local time zone."""
        return self.at.astimezone().date()


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class SeenControl:
    """A control, as seen on a page.

    Attributes:
        label: Its label.
        section: The heading above it; may be empty.
        kind: switch, checkbox, radio, menu or row.
        state: Its state, in the control's own words.
        url: Address of the page.
    """

    label: str
    section: str = ""
    kind: str = ""
    state: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class ControlRow:
    """A control in the inventory.

    Attributes:
        platform: Name of the platform.
        page: The caller's name for the page.
        control: The control, as last seen.
        first_seen: When it was first seen, in UTC.
        last_seen: When it was last seen, in UTC.
        last_run: Id of the run that saw it last.
    """

    platform: str
    page: str
    control: SeenControl
    first_seen: AwareDatetime
    last_seen: AwareDatetime
    last_run: str
