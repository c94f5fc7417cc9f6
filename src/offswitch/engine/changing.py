"""Changing a setting: switched once, read on the same page, and proved in a fresh window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace

from offswitch.engine import neighbors
from offswitch.engine.draft import Draft
from offswitch.engine.fresh_reading import read_afresh
from offswitch.engine.in_force import Standing, lines_of
from offswitch.engine.landing import Arrival
from offswitch.engine.outcome import Outcome, after_change
from offswitch.engine.reading import Reading
from offswitch.engine.services import Services
from offswitch.engine.switching import read_same_page, saving_story, switch
from offswitch.engine.task import Task
from offswitch.engine.visit import FreshReading
from offswitch.errors import SettingError, Unreachable
from offswitch.model.provisional import is_provisional
from offswitch.model.timings import Stage
from offswitch.model.words import ProofKind, Reason, State
from offswitch.screen import Screen, page_errors
from offswitch.waiting import pause

_LAG_SECONDS = 9.0
"""How long a site may answer with what was there before a change: copies of its data lag."""


def change(task: Task, services: Services, draft: Draft, before: FreshReading) -> Outcome:
    """Switch a control once, and prove the change in a fresh window.

    Args:
        task: the setting.
        services: the run's tools.
        draft: takes every reading.
        before: the control as it is now, and not as wanted.

    Raises:
        SettingError: nothing was pressed; ``stopped``, where another change has ended the run.
        Unreachable: the account was lost; what it says tells whether a change was begun.
    """
    with services.alone():
        return _change(task, services, draft, before)


def _change(task: Task, services: Services, draft: Draft, before: FreshReading) -> Outcome:
    arrival = before.arrival
    standing = Standing(before.others, lines_of(arrival.screen))
    services.records.keep_picture(task, "before", _picture(arrival))
    services.say("putting it back" if task.restore else "switching off")
    with _begun(draft, arrival.screen):
        with services.timed(Stage.SET):
            problem, refused = _operate(task, services, draft, before)
        services.say("proving it in a fresh window")
        moved = _prove_afresh(task, services, draft, arrival.by, standing)
        saves = services.saves()
        answered = (saves.sent > 0 or saves.by_socket) and not refused and problem is None
        if moved or (answered and not draft.is_proved):
            with services.in_doubt() if moved else nullcontext():
                services.say("looking once more")
                pause(_LAG_SECONDS, arrival.screen.rest)
                later = _prove_afresh(task, services, draft, arrival.by, standing)
            moved = neighbors.last_told(moved, later)
    draft.trouble = draft.trouble or saving_story(services.saves())
    alarm = f"{task.id}: another control changed with it: {', '.join(moved)}" if moved else ""
    saves = services.saves()
    result = after_change(draft, problem, refused=refused, sent=saves.sent, unknown=saves.unknown)
    return Outcome(result, alarm)


@contextmanager
def _begun(draft: Draft, screen: Screen) -> Iterator[None]:
    """Where a change was begun and the account or the page is lost before its proof, nothing read since counts.

    Raises:
        SettingError: as it came, if nothing was pressed; else ``not_verified``.
        Unreachable: as it came, saying that a change was begun.
    """
    clicks = screen.pace.clicks
    told = "a change was begun, and how it ended is not known"
    try:
        with page_errors(screen.address):
            yield
    except SettingError as error:
        if screen.pace.clicks == clicks:
            raise
        draft.prove(ProofKind.FRESH_CONTEXT, None)
        raise SettingError(Reason.NOT_VERIFIED, f"{told}: {error.message}", error.hint) from error
    except Unreachable as error:
        draft.prove(ProofKind.FRESH_CONTEXT, None)
        raise Unreachable(error.reason, f"{told}: {error.message}", error.hint) from error


def _operate(
    task: Task, services: Services, draft: Draft, before: FreshReading
) -> tuple[SettingError | None, bool]:
    """Switch the control and read it on the same page; return what went wrong, and whether the site refused."""
    arrival = before.arrival
    alerts = frozenset(arrival.screen.survey().alerts)
    problem: SettingError | None = None
    before_commit: Reading | None = None
    clicks = arrival.screen.pace.clicks
    try:
        with page_errors(arrival.screen.address):
            before_commit = switch(task, services, arrival, before.reading)
    except SettingError as error:
        if arrival.screen.pace.clicks == clicks:
            raise  # nothing was pressed, so there is nothing to prove
        problem = error
    refused = bool(services.save_errors())
    new_alerts, same = frozenset[str](), None
    try:
        with page_errors(arrival.screen.address):
            new_alerts = frozenset(arrival.screen.survey().alerts) - alerts
            same = read_same_page(arrival, task.goal, before_commit)
    except SettingError as error:
        problem = problem or error
    draft.prove(ProofKind.SAME_PAGE, same)
    # A page that says "saved" also does so in an alert; only one that shows "on" again complains. And one that
    # says that more must follow has taken the change.
    complaints = [text for text in new_alerts if not is_provisional(text, "since")]
    refused |= bool(complaints) and not draft.last_reached(ProofKind.SAME_PAGE)
    return problem, refused


def _prove_afresh(
    task: Task, services: Services, draft: Draft, begin: str, standing: Standing
) -> tuple[str, ...] | None:
    """Read the control in a fresh window; what says there that more must come first proves nothing.

    Returns:
        The labels of other controls that have moved; None when the window could not tell.
    """
    with services.timed(Stage.PROVE), services.fresh() as screen:
        try:
            seen = read_afresh(task, services, draft, screen, begin=begin)
        except SettingError as error:
            draft.prove(ProofKind.FRESH_CONTEXT, None)
            draft.trouble = error.message
            return None
        reading, draft.trouble = seen.reading, standing.told_since(seen.arrival.screen)
        if draft.trouble:
            reading = replace(reading, state=State.UNKNOWN)
        draft.prove(ProofKind.FRESH_CONTEXT, reading, seen.lacking)
        services.records.keep_picture(task, "after", _picture(seen.arrival))
        moved = neighbors.changed(standing.controls, seen.others)
        if task.setting.shared:
            draft.accounts = services.covered_accounts(screen)
        return moved


def _picture(arrival: Arrival) -> bytes | None:
    return arrival.screen.picture(list(arrival.found.parts.values()))
