"""The one primitive: reconcile one setting.

reach → find → read → compare (a dry run and a check stop here) → set → prove. Plan and apply are the
same code up to the click. Only here do a setting's errors become a status.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from offswitch.engine.acting import look, press, refuse_unconfirmed, refuse_unwanted
from offswitch.engine.control import Fingerprint, changed_others, others
from offswitch.engine.desk import Desk, Goal, Task
from offswitch.engine.landing import Arrival, opened_place
from offswitch.engine.reach import reach, reach_action, visit_form
from offswitch.engine.reading import Reading, read_stable
from offswitch.engine.switching import read_same_page, refuse_unknown_value, switch
from offswitch.errors import SettingError, Unreachable
from offswitch.model.results import Proof, Result
from offswitch.model.variant import Variant
from offswitch.model.words import BY_HAND, REASONS, Kind, ProofKind, Reason, State, Status
from offswitch.screen import Screen, page_errors

__all__ = ["Desk", "Goal", "Outcome", "Task", "blank", "reconcile"]


@dataclass
class _Draft:
    """A result in the making; what was read stays in it when the setting ends early."""

    task: Task
    before: State = State.UNKNOWN
    after: State = State.UNKNOWN
    value: str = ""
    proofs: list[Proof] = field(default_factory=list)
    reached: list[bool] = field(default_factory=list)
    selectors: str = ""
    url: str = ""
    language: str = ""
    warnings: list[str] = field(default_factory=list)
    accounts: tuple[str, ...] = ()
    done: dt.date | None = None

    def arrived(self, variant: Variant, screen: Screen) -> None:
        """Note where the control was found."""
        self.selectors = variant.source
        self.url = screen.address.partition("?")[0]
        self.language = screen.language
        self.warnings += screen.warnings

    def ended_at(self, screen: Screen) -> None:
        """Note where it ended, when no control was reached: the newest layout that was tried."""
        tried = [v for v in self.task.variants if self.task.setting.id in v.file.routes]
        self.selectors = self.selectors or (tried[0].source if tried else "")
        if not self.url and screen.address.startswith("http"):
            self.url = screen.address.partition("?")[0]
        with suppress(Unreachable), page_errors(screen.address):
            self.language = self.language or screen.language

    def prove(self, kind: ProofKind, reading: Reading | None) -> State:
        """Note one reading and return its state; no reading is an unknown state."""
        state = reading.state if reading else State.UNKNOWN
        signals = reading.signals if reading else {}
        self.proofs.append(Proof(kind=kind, state=state, signals=signals, at=_now()))
        goal = self.task.goal
        self.reached.append(reading is not None and reading.shows(goal.state, goal.value))
        self.after = state
        return state

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
            url=self.url,
            language=self.language,
            hint=hint,
            warnings=tuple(self.warnings),
            accounts=self.accounts,
            done=self.done,
        )


@dataclass(frozen=True)
class Outcome:
    """One setting's result, and the alarm when another control changed meanwhile."""

    result: Result
    alarm: str = ""


def reconcile(task: Task, desk: Desk) -> Outcome:
    """Bring one setting to its wanted state, or say exactly why not.

    Args:
        task: the setting and the layouts it is known in.
        desk: the run's tools.

    Returns:
        The outcome. What went wrong is a result, not an error: ``unreachable`` ends the platform,
        an alarm ends the run.
    """
    draft = _Draft(task)
    try:
        with page_errors(desk.screen.address):
            return _reconcile(task, desk, draft)
    except (SettingError, Unreachable) as error:
        hint = "; ".join(text for text in (error.message, error.hint) if text)
        draft.ended_at(desk.screen)
        if error.reason in BY_HAND and (day := desk.done_by_hand(task)):
            draft.done, hint = day, f"you said on {day} that you did this"
        return Outcome(draft.result(status_of(error.reason), error.reason, hint))


def blank(task: Task, reason: Reason, hint: str) -> Result:
    """Return the result of a setting that was not looked at."""
    return _Draft(task).result(status_of(reason), reason, hint)


def status_of(reason: Reason) -> Status:
    """Return the status that a reason belongs to."""
    return next(status for status, reasons in REASONS.items() if reason in reasons)


def _reconcile(task: Task, desk: Desk, draft: _Draft) -> Outcome:
    if task.setting.kind is Kind.GUIDE:
        raise SettingError(Reason.GUIDE, "only you can do this", "`offswitch guide` shows how")
    if task.setting.kind is Kind.FORM:
        visit_form(task, desk)
    if task.setting.kind is Kind.ACTION:
        return _act(task, desk, draft)
    arrival = reach(task, desk, desk.screen)
    draft.arrived(arrival.variant, arrival.screen)
    desk.say("reading")
    before = _read(task, arrival)
    desk.saw(arrival.screen, arrival.variant, opened_place(arrival.route))
    draft.before = draft.after = before.state
    draft.value = before.value
    if before.disabled:
        raise SettingError(Reason.LOCKED, "the site does not let this be changed here")
    refuse_unknown_value(arrival, task.goal)
    if before.shows(task.goal.state, task.goal.value):
        draft.prove(ProofKind.FRESH_LOAD, before)
        return Outcome(draft.result(Status.OK))
    if desk.read_only:
        return Outcome(_pending(task, desk, draft, before))
    return _switch(task, desk, draft, arrival, before)


def _pending(task: Task, desk: Desk, draft: _Draft, before: Reading) -> Result:
    draft.prove(ProofKind.FRESH_LOAD, before)
    drifted = Reason.DRIFT if desk.proved_off(task) else None
    only = f" --only {task.id}" if task.setting.kind is Kind.ACTION else ""
    story = "it was off and is on again" if drifted else "it is on"
    hint = f"{story}; `offswitch run{only}` switches it off"
    return draft.result(Status.PENDING, drifted, hint)


def _act(task: Task, desk: Desk, draft: _Draft) -> Outcome:
    """Do what cannot be undone, where the person named it and said yes; else only look, or not even that."""
    refuse_unwanted(task)
    way = reach_action(task, desk, desk.screen)
    draft.arrived(way.variant, way.screen)
    desk.say("reading")
    before = look(way)
    draft.before = draft.after = before.state
    if before.shows(task.goal.state):
        draft.prove(ProofKind.FRESH_LOAD, before)
        return Outcome(draft.result(Status.OK))
    if desk.read_only:
        return Outcome(_pending(task, desk, draft, before))
    refuse_unconfirmed(task)
    problem = None
    way = reach_action(task, desk, desk.screen)
    draft.accounts = (way.screen.account,) if way.screen.account else ()
    desk.say("doing it")
    try:
        press(task, desk, way)
    except SettingError as error:
        problem = error
    refused = bool(desk.save_errors())
    desk.say("proving it in a fresh window")
    with desk.fresh() as screen:
        try:
            after = look(reach_action(task, desk, screen))
        except SettingError:
            after = None
        draft.prove(ProofKind.FRESH_CONTEXT, after)
    return Outcome(_verdict(draft, problem, refused=refused))


def _switch(task: Task, desk: Desk, draft: _Draft, arrival: Arrival, before: Reading) -> Outcome:
    standing = _others(arrival)
    desk.keep_picture(task, "before", _picture(arrival))
    desk.say("putting it back" if task.restore else "switching off")
    with _begun(draft, arrival.screen):
        problem, refused = _operate(task, desk, draft, arrival, before)
        desk.say("proving it in a fresh window")
        after = _prove_afresh(task, desk, draft, arrival.by)
    changed = changed_others(standing, after)
    alarm = f"{task.id}: another control changed with it: {', '.join(changed)}" if changed else ""
    return Outcome(_verdict(draft, problem, refused=refused), alarm)


@contextmanager
def _begun(draft: _Draft, screen: Screen) -> Iterator[None]:
    """Where a change was begun and the account is lost before its proof, nothing read since counts.

    Raises:
        Unreachable: as it came, saying that a change was begun.
    """
    try:
        with page_errors(screen.address):
            yield
    except Unreachable as error:
        draft.prove(ProofKind.FRESH_CONTEXT, None)
        begun = f"a change was begun, and how it ended is not known: {error.message}"
        raise Unreachable(error.reason, begun, error.hint) from error


def _operate(
    task: Task, desk: Desk, draft: _Draft, arrival: Arrival, before: Reading
) -> tuple[SettingError | None, bool]:
    """Switch the control and read it on the same page; return what went wrong, and whether the site refused."""
    alerts = frozenset(arrival.screen.survey().alerts)
    problem: SettingError | None = None
    before_commit: Reading | None = None
    try:
        before_commit = switch(task, desk, arrival, before)
    except SettingError as error:
        problem = error
    refused = bool(desk.save_errors())
    new_alerts = frozenset(arrival.screen.survey().alerts) - alerts
    same = read_same_page(arrival, task.goal, before_commit)
    draft.prove(ProofKind.SAME_PAGE, same)
    # A page that says "saved" also does so in an alert; only one that shows "on" again complains.
    refused |= bool(new_alerts) and not draft.reached[-1]
    return problem, refused


def _prove_afresh(task: Task, desk: Desk, draft: _Draft, begin: str) -> Fingerprint:
    with desk.fresh() as screen:
        try:
            arrival = reach(task, desk, screen, begin)
            reading = _read(task, arrival)
        except SettingError:
            draft.prove(ProofKind.FRESH_CONTEXT, None)
            return {}
        draft.prove(ProofKind.FRESH_CONTEXT, reading)
        desk.keep_picture(task, "after", _picture(arrival))
        after = _others(arrival)
        if task.setting.shared:
            draft.accounts = desk.accounts(screen)
        return after


def _verdict(draft: _Draft, problem: SettingError | None, *, refused: bool) -> Result:
    """Every reading must show the wanted state; else say what is known to have gone wrong."""
    if all(draft.reached):
        if problem is not None:
            draft.warnings.append(problem.message)
        return draft.result(Status.CHANGED)
    if problem is not None and problem.reason is Reason.UNEXPECTED_DIALOG:
        return draft.result(Status.FAILED, problem.reason, f"{problem.message}; {problem.hint}")
    if refused:
        hint = "the site refused the change; try again later"
        return draft.result(Status.FAILED, Reason.SAVE_ERROR, hint)
    told = f" ({problem.message})" if problem else ""
    shown = [p.state for p in draft.proofs if p.kind is ProofKind.SAME_PAGE]
    page = "".join(f"the page showed {state} after the change, " for state in shown)
    hint = f"{page}a fresh window showed {draft.proofs[-1].state}{told}"
    return draft.result(Status.FAILED, Reason.NOT_VERIFIED, hint)


def _read(task: Task, arrival: Arrival) -> Reading:
    arrival.screen.mark_parts(list(arrival.found.parts.values()), "reading")
    reading = read_stable(arrival.screen, arrival.found.read)
    if task.setting.read_state is None:
        return reading
    state = task.setting.read_state(arrival.screen)
    return Reading(state, reading.value, reading.signals, reading.disabled)


def _picture(arrival: Arrival) -> bytes | None:
    return arrival.screen.picture(list(arrival.found.parts.values()))


def _others(arrival: Arrival) -> Fingerprint:
    return others(arrival.screen.survey(), list(arrival.found.parts.values()))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
