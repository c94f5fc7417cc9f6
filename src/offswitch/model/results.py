"""What a run says: the contract of ``--json``, of the journal and of the terminal's table."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from offswitch.exitcodes import ExitCode
from offswitch.model.scope import Scope
from offswitch.model.text import one_line, without_emails
from offswitch.model.timings import Timings
from offswitch.model.visits import Visits
from offswitch.model.words import (
    BY_HAND,
    REASONS,
    Category,
    Kind,
    ProofKind,
    Reason,
    State,
    Status,
)

Mode = Literal["run", "dry_run", "check", "undo"]
Line = Annotated[str, AfterValidator(one_line)]
"""Words that a page may have had a say in: they end on terminals, in reports, and in messages."""
Told = Annotated[Line, AfterValidator(without_emails)]
"""Words that may quote a page, of which nobody knows what it says: without email addresses."""


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Proof(_Frozen):
    """One reading of a control.

    Attributes:
        kind: where it was taken.
        state: of the data use.
        signals: each signal of the control, in its own words.
        lacking: names of the page's requests that had no good answer then.
        at: when, in UTC.
    """

    kind: ProofKind
    state: State
    signals: dict[str, str] = Field(default_factory=dict)
    lacking: tuple[Line, ...] = ()
    at: dt.datetime

    @property
    def contradicts_itself(self) -> bool:
        """Whether every signal told a state, and not all the same one."""
        return self.state is State.UNKNOWN and set(self.signals.values()) == {"true", "false"}

    @property
    def tells_nothing(self) -> bool:
        """Whether the control was not there to be read, as after a menu has closed."""
        return self.state is State.UNKNOWN and not self.signals


class EvidenceNote(_Frozen):
    """Where the knowledge about a setting comes from, and whether somebody has tried it live.

    ``reports`` counts the field reports that tell of it, in any layout; ``worked`` those by which it worked,
    the first of them in the month ``since``.
    """

    grade: str
    seen: dt.date
    source: str
    live: bool
    reports: int = 0
    worked: int = 0
    since: str = ""
    note: str = ""


class SettingInfo(_Frozen):
    """One setting as ``offswitch settings`` shows it.

    ``by_socket`` tells that its page saves over a web socket: a dry run presses nothing there, and
    that is all that keeps the page from saving.

    ``worked_here`` is the last day on which it was proved on the real site, on this machine.
    """

    platform: str
    setting: str
    category: Category
    title: str
    kind: Kind
    wanted: State
    effect: str = ""
    limits: str = ""
    warning: str = ""
    help: str = ""
    steps: tuple[str, ...] = ()
    by_socket: bool = False
    evidence: EvidenceNote | None = None
    worked_here: dt.date | None = None

    @property
    def is_tried(self) -> bool:
        """Whether it worked on the real site: here, or by what others have reported."""
        note = self.evidence
        return self.worked_here is not None or (note is not None and (note.live or note.worked > 0))


class Result(_Frozen):
    """One setting's outcome. ``before`` and ``after`` are of the data use.

    ``selector_files`` has the SHA-256 of the file that ``selectors`` names, and of every other one of
    the person's own that had a part in it.

    ``done`` is the day on which the person said that they did themselves what only they can do. It
    is their word: nothing was read.
    """

    platform: str
    setting: str
    category: Category
    title: str
    status: Status
    reason: Reason | None = None
    before: State = State.UNKNOWN
    after: State = State.UNKNOWN
    wanted: State = State.OFF
    value_before: str = ""
    proofs: tuple[Proof, ...] = ()
    selectors: str = ""
    selector_files: dict[str, str] = Field(default_factory=dict)
    url: Line = ""
    language: Line = ""
    hint: Told = ""
    warnings: tuple[Told, ...] = ()
    accounts: tuple[Line, ...] = ()
    done: dt.date | None = None

    @model_validator(mode="after")
    def _honest(self) -> Self:
        """Refuse a result that claims more than was read."""
        if self.reason is not None and self.reason not in REASONS[self.status]:
            message = f"{self.reason} is no reason for {self.status}"
            raise ValueError(message)
        if self.reason is None and self.status in {
            Status.SKIPPED,
            Status.FAILED,
            Status.UNREACHABLE,
        }:
            message = f"{self.status} needs a reason"
            raise ValueError(message)
        if self.done is not None and self.reason not in BY_HAND:
            message = f"{self.status} {self.reason or ''} is nothing that a person's word is about"
            raise ValueError(message)
        if self.status in {Status.OK, Status.CHANGED}:
            # A site may answer with what was there before for some seconds; the last look counts.
            last = {proof.kind: proof for proof in self.proofs}
            fresh = set(last) - {ProofKind.SAME_PAGE}
            # What a page makes of a click may contradict itself, or be gone, until the page is loaded anew.
            page = last.get(ProofKind.SAME_PAGE)
            if fresh and page and (page.contradicts_itself or page.tells_nothing):
                del last[ProofKind.SAME_PAGE]
            if not fresh or any(proof.state is not self.wanted for proof in last.values()):
                message = f"{self.status} without a fresh proof of {self.wanted}"
                raise ValueError(message)
        return self


class NewControl(_Frozen):
    """A control, or a setting, that came, went or changed since the former visit.

    Attributes:
        section: the heading that it stands under.
        label: what it says; the title of a setting that no control on the pages shows.
        before: its former label or section.
        setting: full id, where a setting that offswitch knows came or went.
    """

    platform: str
    section: Told
    label: Told
    state: Line
    url: Line
    change: Literal["new", "renamed", "moved", "merged", "vanished"] = "new"
    before: Told = ""
    setting: str = ""


class RunInfo(_Frozen):
    """One execution over one profile.

    Attributes:
        browser: name and version of the browser that it opened, such as ``Chromium 140.0.7339.16``;
            empty where it opened none.
        error: what ended it early, or kept it from doing all it was asked: Ctrl-C and an alarm, too.
        hint: what to do about that.
        loads: pages that it loaded.
        clicks: clicks that it made.
        denied: each ``host:port`` that a page tried to reach past every request filter, and that no
            selector file lists; nothing reached it.
        by_socket: the settings whose page saves over a web socket, where the guard enforces no dry run.
    """

    id: str
    mode: Mode
    profile: str
    started: dt.datetime
    finished: dt.datetime | None = None
    version: str
    browser: str = ""
    replica: str | None = None
    alarm: Told | None = None
    error: Told | None = None
    hint: Told = ""
    interrupted: bool = False
    loads: int = 0
    clicks: int = 0
    denied: tuple[Line, ...] = ()
    by_socket: tuple[str, ...] = ()

    @property
    def scope(self) -> Scope:
        """Whose data it is."""
        return Scope.of(self.profile, self.replica)


class Report(_Frozen):
    """Everything that a run found, in the shape that ``--json`` prints.

    Attributes:
        visits: the plan that was made before anything was opened; None in a report from the journal.
        timings: where they were asked for.
    """

    schema_: Annotated[int, Field(serialization_alias="schema")] = 1
    run: RunInfo
    results: tuple[Result, ...] = ()
    new_controls: tuple[NewControl, ...] = ()
    visits: Visits | None = None
    timings: Timings | None = None

    def summary(self) -> dict[str, int]:
        """Count results by status; every status is there, also with 0."""
        counts = Counter(result.status.value for result in self.results)
        return {status.value: counts[status.value] for status in Status}

    def exit_code(self) -> ExitCode:
        """Return the exit code of this report, worst first."""
        if self.run.interrupted:
            return ExitCode.INTERRUPTED
        bad = self.run.alarm is not None or self.run.error is not None
        return exit_code(self.results, bad=bad)

    def to_json(self) -> str:
        """Return the report as one JSON object."""
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False)

    @classmethod
    def of_dict(cls, told: Mapping[str, Any]) -> Self:
        """Return a report from what ``to_dict`` returned."""
        return cls.model_validate({k: v for k, v in told.items() if k not in {"schema", "summary"}})

    def to_dict(self) -> dict[str, Any]:
        """Return the report as what ``--json`` prints; it has no plan and no timings where there are none."""
        lacking = {name for name in ("visits", "timings") if getattr(self, name) is None}
        data = self.model_dump(mode="json", by_alias=True, exclude=lacking)
        data["summary"] = {**self.summary(), "exit_code": int(self.exit_code())}
        return data


def exit_code(results: Sequence[Result], *, bad: bool = False) -> ExitCode:
    """Return the exit code for some results: unreachable, failed, pending, else ok.

    Nothing at all is ``UNREACHABLE``: a run that evaluated nothing has proved nothing.
    """
    statuses = {result.status for result in results}
    if Status.UNREACHABLE in statuses or not statuses:
        return ExitCode.UNREACHABLE
    if Status.FAILED in statuses or bad:
        return ExitCode.FAILED
    return ExitCode.PENDING if Status.PENDING in statuses else ExitCode.OK
