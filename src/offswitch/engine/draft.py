"""A result in the making: what was read stays in it when the setting ends early."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field

from offswitch.engine.reading import Reading
from offswitch.engine.task import Task
from offswitch.errors import SettingError, Unreachable
from offswitch.model.results import Proof, Result
from offswitch.model.variant import Variant
from offswitch.model.words import REASONS, ProofKind, Reason, State, Status
from offswitch.screen import Screen, page_errors


class CutShort(Exception):
    """A setting's work ended in the middle: the run was stopped, or what it needs is gone.

    Args:
        result: what is known of the setting.
        error: what ended it.
    """

    def __init__(self, result: Result, error: BaseException) -> None:
        super().__init__(result.setting)
        self.result = result
        self.error = error


@dataclass(frozen=True)
class Place:
    """A page that a control was found on.

    Attributes:
        variant: the layout by which it was found.
        url: without its query.
        warnings: what was noticed on the way.
    """

    variant: Variant
    url: str
    language: str
    warnings: tuple[str, ...]


@dataclass
class Draft:
    """What is known of a setting so far.

    Attributes:
        known: names of requests without which the setting's page has shown it on, so that an "off"
            there is no mere default.
        trouble: why a fresh window could not tell.
    """

    task: Task
    before: State = State.UNKNOWN
    after: State = State.UNKNOWN
    value: str = ""
    proofs: list[Proof] = field(default_factory=list)
    selectors: str = ""
    selector_files: dict[str, str] = field(default_factory=dict)
    url: str = ""
    language: str = ""
    warnings: list[str] = field(default_factory=list)
    accounts: tuple[str, ...] = ()
    done: dt.date | None = None
    known: set[str] = field(default_factory=set)
    trouble: str = ""
    _reached: dict[ProofKind, bool] = field(default_factory=dict)

    @property
    def is_proved(self) -> bool:
        """Whether the last reading of each kind showed what is wanted."""
        return all(self._reached.values())

    @property
    def is_proved_afresh(self) -> bool:
        """Whether fresh windows showed what is wanted, while the page itself contradicts itself, or tells nothing.

        Where it tells nothing, two windows must have shown it.
        """
        page = [proof for proof in self.proofs if proof.kind is ProofKind.SAME_PAGE]
        fresh = [proof for proof in self.proofs if proof.kind is ProofKind.FRESH_CONTEXT]
        if not page or not self.last_reached(ProofKind.FRESH_CONTEXT):
            return False
        is_twice = len(fresh) > 1 and all(each.state is self.task.goal.state for each in fresh)
        return page[-1].contradicts_itself or (page[-1].tells_nothing and is_twice)

    def last_reached(self, kind: ProofKind) -> bool:
        """Tell whether the last reading of a kind showed what is wanted."""
        return self._reached.get(kind, False)

    def arrived(self, variant: Variant, screen: Screen) -> Place:
        """Note where the control was found, and return it."""
        address = screen.address.partition("?")[0]
        place = Place(variant, address, screen.language, tuple(screen.warnings))
        self.stood_at(place)
        return place

    def stood_at(self, place: Place) -> None:
        """Note where the control was found on a visit for another setting."""
        self._read_by(place.variant)
        self.url = place.url
        self.language = place.language
        self.warnings += [text for text in place.warnings if text not in self.warnings]

    def ended_at(self, screen: Screen) -> None:
        """Note where it ended, when no control was reached: the newest layout that was tried."""
        tried = [v for v in self.task.variants if self.task.setting.id in v.file.routes]
        if tried and not self.selectors:
            self._read_by(tried[0])
        if not self.url and screen.address.startswith("http"):
            self.url = screen.address.partition("?")[0]
        with suppress(SettingError, Unreachable), page_errors(screen.address):
            self.language = self.language or screen.language

    def _read_by(self, variant: Variant) -> None:
        self.selectors, self.selector_files = variant.source, dict(variant.files)

    def prove(
        self, kind: ProofKind, reading: Reading | None, lacking: Collection[str] = ()
    ) -> State:
        """Note one reading and return its state; no reading is an unknown state.

        Args:
            kind: where it was taken.
            reading: what was read; None where nothing could be.
            lacking: names of the page's requests without a good answer.
        """
        state = reading.state if reading else State.UNKNOWN
        signals = reading.signals if reading else {}
        self.proofs.append(
            Proof(kind=kind, state=state, signals=signals, lacking=tuple(sorted(lacking)), at=now())
        )
        goal = self.task.goal
        self._reached[kind] = reading is not None and reading.shows(goal.state, goal.value)
        self.after = state
        return state

    def cut_short(self, why: str, *, begun: bool) -> Result:
        """Close the draft of a setting whose work ended in the middle.

        Args:
            why: what ended it.
            begun: whether a change of it was written down as begun: then nothing read since counts.
        """
        if not begun:
            return self.result(Status.FAILED, Reason.STOPPED, why)
        self.prove(ProofKind.FRESH_CONTEXT, None)
        hint = f"a change was begun, and how it ended is not known: {why}"
        return self.result(Status.FAILED, Reason.NOT_VERIFIED, hint)

    def result(self, status: Status, reason: Reason | None = None, hint: str = "") -> Result:
        """Close the draft."""
        setting = self.task.setting
        return Result(
            platform=self.task.platform.name,
            setting=self.task.id,
            category=setting.category,
            title=setting.title,
            status=status,
            reason=reason,
            before=self.before,
            after=self.after,
            wanted=self.task.goal.state,
            value_before=self.value,
            proofs=tuple(self.proofs),
            selectors=self.selectors,
            selector_files=self.selector_files,
            url=self.url,
            language=self.language,
            hint=hint,
            warnings=tuple(self.warnings),
            accounts=self.accounts,
            done=self.done,
        )


def blank(task: Task, reason: Reason, hint: str) -> Result:
    """Return the result of a setting that was not looked at."""
    return Draft(task).result(status_of(reason), reason, hint)


def status_of(reason: Reason) -> Status:
    """Return the status that a reason belongs to."""
    return next(status for status, reasons in REASONS.items() if reason in reasons)


def now() -> dt.datetime:
    """Return the time, in UTC."""
    return dt.datetime.now(dt.UTC)
