"""The one primitive: reconcile one setting.

reach → find → read → compare (a dry run and a check stop here) → set → prove. Plan and apply are the
same code up to the click. Only here do a setting's errors become a status.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from offswitch.engine import neighbors
from offswitch.engine.acting import look_at_action, perform, refuse_unconfirmed, refuse_unwanted
from offswitch.engine.answers import names, refuse_default
from offswitch.engine.draft import CutShort, Draft, status_of
from offswitch.engine.landing import Arrival, opened_place
from offswitch.engine.neighbors import Fingerprint
from offswitch.engine.reach import reach, reach_action, visit_form
from offswitch.engine.reading import (
    HOLD_SECONDS,
    PRESS_SECONDS,
    UNPROVED_SECONDS,
    Reading,
    read_stable,
)
from offswitch.engine.services import Services
from offswitch.engine.switching import read_same_page, refuse_unknown_value, saving_story, switch
from offswitch.engine.task import Task
from offswitch.errors import SettingError, Unreachable, as_told
from offswitch.model.results import Result
from offswitch.model.words import BY_HAND, Kind, ProofKind, Reason, State, Status
from offswitch.screen import Screen, page_errors

_LAG_SECONDS = 9.0
"""How long a site may answer with what was there before a change: copies of its data lag."""
_POLL_MS = 250


@dataclass(frozen=True)
class Outcome:
    """One setting's result, and the alarm when another control changed meanwhile."""

    result: Result
    alarm: str = ""


@dataclass(frozen=True)
class _Look:
    """A control that was reached and read.

    Attributes:
        lacking: names of the page's requests that had no good answer.
    """

    arrival: Arrival
    reading: Reading
    lacking: frozenset[str]

    def others(self) -> Fingerprint:
        """Describe every control of the page, before anything was opened on it and now."""
        arrival = self.arrival
        parts = list(arrival.found.parts.values())
        now = neighbors.watched_fingerprint(arrival.screen, parts)
        return arrival.before_opening.joined(now)


def reconcile(task: Task, services: Services) -> Outcome:
    """Bring one setting to its wanted state, or say exactly why not.

    Args:
        task: the setting and the layouts it is known in.
        services: the run's tools.

    Returns:
        The outcome. What went wrong is a result, not an error: ``unreachable`` ends the platform,
        an alarm ends the run.

    Raises:
        CutShort: the run cannot go on, because of the error that is its cause. It carries the result.
    """
    draft = Draft(task)
    try:
        with page_errors(services.screen.address):
            draft.known |= services.proof_lacked(task)
            return _reconcile(task, services, draft)
    except (SettingError, Unreachable) as error:
        hint = "; ".join(text for text in (error.message, error.hint) if text)
        draft.ended_at(services.screen)
        if error.reason in BY_HAND and (day := services.done_by_hand(task)):
            draft.done, hint = day, f"you said on {day} that you did this"
        return Outcome(draft.result(status_of(error.reason), error.reason, hint))
    except KeyboardInterrupt as error:
        why = "you stopped the run"
        raise CutShort(draft.cut_short(why, begun=services.has_begun(task)), error) from error
    except Exception as error:
        why = as_told(error).message
        raise CutShort(draft.cut_short(why, begun=services.has_begun(task)), error) from error


def _reconcile(task: Task, services: Services, draft: Draft) -> Outcome:
    if task.setting.kind is Kind.GUIDE:
        raise SettingError(Reason.GUIDE, "only you can do this", "`offswitch guide` shows how")
    if task.setting.kind is Kind.FORM:
        visit_form(task, services)
    if task.setting.kind is Kind.ACTION:
        return _act(task, services, draft)
    first = _look(task, services, draft, services.screen)
    if not first.reading.shows(task.goal.state, task.goal.value):
        return _conclude(task, services, draft, first)
    if services.wrote:
        # This window may have been told by itself what it shows.
        with services.fresh() as screen:
            second = _look(task, services, draft, screen, begin=first.arrival.by)
            return _conclude(task, services, draft, second, ProofKind.FRESH_CONTEXT, former=first)
    if services.proved_off(task) or task.restore is not None:
        return _conclude(task, services, draft, first)
    second = _look(
        task, services, draft, services.screen, begin=first.arrival.by, off=UNPROVED_SECONDS
    )
    return _conclude(task, services, draft, second, former=first)


def _look(
    task: Task,
    services: Services,
    draft: Draft,
    screen: Screen,
    *,
    begin: str = "",
    off: float = HOLD_SECONDS,
) -> _Look:
    """Reach the control on a page that is loaded anew, and read it.

    Raises:
        SettingError: it is not there, cannot be read, or the page may draw a mere default.
        Unreachable: the account could not be reached.
    """
    arrival = reach(task, services, screen, begin)
    draft.arrived(arrival.variant, arrival.screen)
    services.say("reading")
    arrival.screen.quiet.await_retries(arrival.screen.checkpoint, draft.known)
    try:
        reading = _read(task, services, arrival, off)
    except SettingError as error:
        if error.reason is Reason.UNREADABLE:
            refuse_default(arrival.screen, State.UNKNOWN, draft.known)
        raise
    services.saw(arrival.screen, arrival.variant, opened_place(arrival.route))
    lacking = names(arrival.screen.quiet.unanswered())
    refuse_default(arrival.screen, reading.state, draft.known)
    if reading.state is State.ON:
        draft.known |= lacking
    return _Look(arrival, reading, lacking)


def _conclude(
    task: Task,
    services: Services,
    draft: Draft,
    look: _Look,
    kind: ProofKind = ProofKind.FRESH_LOAD,
    *,
    former: _Look | None = None,
) -> Outcome:
    """Say how it is, and switch it where it is not as wanted; an earlier look showed what is wanted."""
    reading = look.reading
    draft.before = draft.after = reading.state
    draft.value = reading.value
    if reading.disabled:
        raise SettingError(Reason.LOCKED, "the site does not let this be changed here")
    refuse_unknown_value(look.arrival, task.goal)
    if reading.shows(task.goal.state, task.goal.value):
        if former is not None:
            draft.prove(ProofKind.FRESH_LOAD, former.reading, former.lacking)
        draft.prove(kind, reading, look.lacking)
        if task.planned is not None:
            draft.warnings.append(
                "it was on when the plan was shown; something else switched it off"
            )
        return Outcome(draft.result(Status.OK))
    if former is not None:
        draft.warnings.append(
            f"a first look showed {former.reading.state}, a second one {reading.state}"
        )
    if services.read_only:
        return Outcome(_pending(task, services, draft, look, kind))
    if task.planned is not None and reading.value != task.planned:
        draft.warnings.append(f"the plan showed “{task.planned}”, and it is “{reading.value}” now")
        return Outcome(_pending(task, services, draft, look, kind))
    return _switch(task, services, draft, look)


def _pending(task: Task, services: Services, draft: Draft, look: _Look, kind: ProofKind) -> Result:
    draft.prove(kind, look.reading, look.lacking)
    return _left_on(task, services, draft)


def _left_on(task: Task, services: Services, draft: Draft) -> Result:
    drifted = Reason.DRIFT if services.proved_off(task) else None
    only = f" --only {task.id}" if task.setting.kind is Kind.ACTION else ""
    story = "it was off and is on again" if drifted else "it is on"
    hint = f"{story}; `offswitch run{only}` switches it off"
    return draft.result(Status.PENDING, drifted, hint)


def _act(task: Task, services: Services, draft: Draft) -> Outcome:
    """Do what cannot be undone, where the person named it and said yes; else only look, or not even that."""
    refuse_unwanted(task)
    way = reach_action(task, services, services.screen)
    draft.arrived(way.variant, way.screen)
    services.say("reading")
    before = look_at_action(way)
    draft.before = draft.after = before.state
    refuse_default(way.screen, before.state, draft.known)
    if before.shows(task.goal.state):
        draft.prove(ProofKind.FRESH_LOAD, before)
        return Outcome(draft.result(Status.OK))
    if services.read_only:
        draft.prove(ProofKind.FRESH_LOAD, before)
        return Outcome(_left_on(task, services, draft))
    refuse_unconfirmed(task)
    problem = None
    way = reach_action(task, services, services.screen)
    draft.accounts = (way.screen.account,) if way.screen.account else ()
    services.say("doing it")
    try:
        perform(task, services, way)
    except SettingError as error:
        problem = error
    refused = bool(services.save_errors())
    services.say("proving it in a fresh window")
    with services.fresh() as screen:
        try:
            after = look_at_action(reach_action(task, services, screen))
        except SettingError:
            after = None
        draft.prove(ProofKind.FRESH_CONTEXT, after)
    return Outcome(_verdict(draft, problem, refused=refused, sent=services.saves().sent))


def _switch(task: Task, services: Services, draft: Draft, before: _Look) -> Outcome:
    arrival = before.arrival
    standing = before.others()
    services.keep_picture(task, "before", _picture(arrival))
    services.say("putting it back" if task.restore else "switching off")
    with _begun(draft, arrival.screen):
        problem, refused = _operate(task, services, draft, before)
        services.say("proving it in a fresh window")
        moved = _prove_afresh(task, services, draft, arrival.by, standing)
        answered = services.saves().sent > 0 and not refused and problem is None
        if moved or (answered and not draft.is_proved):
            services.say("looking once more")
            _pause(arrival.screen, _LAG_SECONDS)
            later = _prove_afresh(task, services, draft, arrival.by, standing)
            moved = neighbors.last_told(moved, later)
    draft.trouble = draft.trouble or saving_story(services.saves())
    alarm = f"{task.id}: another control changed with it: {', '.join(moved)}" if moved else ""
    return Outcome(_verdict(draft, problem, refused=refused, sent=services.saves().sent), alarm)


def _pause(screen: Screen, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        screen.checkpoint()
        screen.page.wait_for_timeout(_POLL_MS)


@contextmanager
def _begun(draft: Draft, screen: Screen) -> Iterator[None]:
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
    task: Task, services: Services, draft: Draft, before: _Look
) -> tuple[SettingError | None, bool]:
    """Switch the control and read it on the same page; return what went wrong, and whether the site refused."""
    arrival = before.arrival
    alerts = frozenset(arrival.screen.survey().alerts)
    problem: SettingError | None = None
    before_commit: Reading | None = None
    clicks = arrival.screen.pace.clicks
    try:
        before_commit = switch(task, services, arrival, before.reading)
    except SettingError as error:
        if arrival.screen.pace.clicks == clicks:
            raise  # nothing was pressed, so there is nothing to prove
        problem = error
    refused = bool(services.save_errors())
    new_alerts = frozenset(arrival.screen.survey().alerts) - alerts
    same = read_same_page(arrival, task.goal, before_commit)
    draft.prove(ProofKind.SAME_PAGE, same)
    # A page that says "saved" also does so in an alert; only one that shows "on" again complains.
    refused |= bool(new_alerts) and not draft.last_reached(ProofKind.SAME_PAGE)
    return problem, refused


def _prove_afresh(
    task: Task, services: Services, draft: Draft, begin: str, standing: Fingerprint
) -> tuple[str, ...] | None:
    """Read the control in a fresh window.

    Returns:
        The labels of other controls that have moved; None when the window could not tell.
    """
    with services.fresh() as screen:
        try:
            seen = _look(task, services, draft, screen, begin=begin)
        except SettingError as error:
            draft.prove(ProofKind.FRESH_CONTEXT, None)
            draft.trouble = error.message
            return None
        draft.prove(ProofKind.FRESH_CONTEXT, seen.reading, seen.lacking)
        services.keep_picture(task, "after", _picture(seen.arrival))
        moved = neighbors.changed(standing, seen.others())
        if task.setting.shared:
            draft.accounts = services.covered_accounts(screen)
        return moved


def _verdict(draft: Draft, problem: SettingError | None, *, refused: bool, sent: int) -> Result:
    """Every reading must show the wanted state; else say what is known to have gone wrong.

    Args:
        draft: with every reading in it.
        problem: what went wrong on the way.
        refused: whether the site answered with an error.
        sent: how many changing requests left the page.
    """
    looks = [proof for proof in draft.proofs if proof.kind is ProofKind.FRESH_CONTEXT]
    seen = ", ".join(f"{proof.state} at {proof.at:%H:%M:%S} UTC" for proof in looks)
    if draft.is_proved:
        if problem is not None:
            draft.warnings.append(problem.message)
        if any(proof.state is not looks[-1].state for proof in looks):
            draft.warnings.append(f"fresh windows showed {seen}")
        return draft.result(Status.CHANGED)
    if problem is not None and (sent == 0 or problem.reason is Reason.UNEXPECTED_DIALOG):
        hint = "; ".join(text for text in (problem.message, problem.hint) if text)
        return draft.result(Status.FAILED, problem.reason, hint)
    if refused:
        hint = "the site refused the change; try again later"
        return draft.result(Status.FAILED, Reason.SAVE_ERROR, hint)
    causes = "; ".join(cause for cause in (problem and problem.message, draft.trouble) if cause)
    told = f" ({causes})" if causes else ""
    shown = [p.state for p in draft.proofs if p.kind is ProofKind.SAME_PAGE]
    page = "".join(f"the page showed {state} after the change, " for state in shown)
    hint = f"{page}a fresh window showed {seen}{told}"
    return draft.result(Status.FAILED, Reason.NOT_VERIFIED, hint)


def _read(task: Task, services: Services, arrival: Arrival, off: float) -> Reading:
    arrival.screen.mark_parts(list(arrival.found.parts.values()), "reading")
    on = HOLD_SECONDS if services.read_only else PRESS_SECONDS
    reading = read_stable(arrival.screen, arrival.found.read, on=on, off=off)
    if task.setting.read_state is None:
        return reading
    state = task.setting.read_state(arrival.screen)
    return Reading(state, reading.value, reading.signals, reading.disabled)


def _picture(arrival: Arrival) -> bytes | None:
    return arrival.screen.picture(list(arrival.found.parts.values()))
