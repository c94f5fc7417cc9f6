"""A one-way action, such as clearing a history: looked at, pressed once, never undone."""

from __future__ import annotations

import time

from offswitch.engine.answers import refuse_default
from offswitch.engine.asked import controls_of, refuse_destructive_dialog, refuse_unknown_choice
from offswitch.engine.draft import Draft
from offswitch.engine.outcome import Outcome, after_change, left_on
from offswitch.engine.place import await_section
from offswitch.engine.reach import reach_action
from offswitch.engine.reading import Reading, read_stable
from offswitch.engine.saving import await_answer
from offswitch.engine.services import Services
from offswitch.engine.task import Task
from offswitch.engine.ways import Way
from offswitch.errors import SettingError
from offswitch.model.controls import ActionControl
from offswitch.model.geography import labels_of
from offswitch.model.timings import Stage
from offswitch.model.words import ProofKind, Reason, State, Status
from offswitch.screen import PATIENCE


def act(task: Task, services: Services, draft: Draft) -> Outcome:
    """Do what cannot be undone, where the person named it and said yes; else only look, or not even that."""
    _refuse_unwanted(task)
    with services.timed(Stage.REACH):
        way = reach_action(task, services, services.screen)
    draft.arrived(way.variant, way.screen)
    services.say("reading")
    with services.timed(Stage.READ):
        before = _look_at_action(way)
    draft.before = draft.after = before.state
    refuse_default(way.screen, before.state, draft.known)
    if before.shows(task.goal.state):
        draft.prove(ProofKind.FRESH_LOAD, before)
        return Outcome(draft.result(Status.OK))
    if services.read_only:
        draft.prove(ProofKind.FRESH_LOAD, before)
        return Outcome(left_on(task, services, draft))
    _refuse_unconfirmed(task)
    with services.alone():
        return _act(task, services, draft)


def _act(task: Task, services: Services, draft: Draft) -> Outcome:
    """Do it on a page that is loaded anew, and prove it in a fresh window."""
    problem = None
    with services.timed(Stage.REACH):
        way = reach_action(task, services, services.screen)
    draft.accounts = (way.screen.account,) if way.screen.account else ()
    services.say("doing it")
    try:
        with services.timed(Stage.SET):
            _perform(task, services, way)
    except SettingError as error:
        problem = error
    refused = bool(services.save_errors())
    services.say("proving it in a fresh window")
    with services.timed(Stage.PROVE), services.fresh() as screen:
        try:
            after = _look_at_action(reach_action(task, services, screen))
        except SettingError:
            after = None
        draft.prove(ProofKind.FRESH_CONTEXT, after)
    return Outcome(after_change(draft, problem, refused=refused, sent=services.saves().sent))


def _refuse_unwanted(task: Task) -> None:
    """Refuse an action that nobody named, or that would have to be undone.

    Raises:
        SettingError: ``one_way``.
    """
    if task.restore is not None:
        raise SettingError(Reason.ONE_WAY, "it cannot be undone", "nothing brings it back")
    if not task.named:
        raise SettingError(
            Reason.ONE_WAY,
            "it cannot be undone, so nothing does it unasked",
            f"`offswitch run --only {task.id}` does it, after asking you",
        )


def _refuse_unconfirmed(task: Task) -> None:
    """Refuse an action that was named and not said yes to.

    Raises:
        SettingError: ``one_way``.
    """
    if not task.confirmed:
        raise SettingError(
            Reason.ONE_WAY,
            "it cannot be undone, and nobody said yes to it",
            "run it in a terminal and answer, or add --yes",
        )


def _look_at_action(way: Way) -> Reading:
    """Read whether there is anything left to do: the page either says that it is done, or not.

    Args:
        way: led to the page that the action stands on; what ``open`` names is clicked from there.

    Raises:
        SettingError: ``not_found`` or ``unreadable``; only a recognised page says anything.
    """
    route, screen = way.route, way.screen
    assert isinstance(route.control, ActionControl)
    done = route.control.done
    for name in route.open:
        screen.click(name)
    section = way.variant.file.sections[route.within or route.section or ""]
    if not await_section(screen, section, PATIENCE):
        raise SettingError(
            Reason.NOT_FOUND,
            "the page that tells whether it is done was not recognised",
            "the page was redesigned; a newer selector file is needed",
        )
    screen.sees(done, PATIENCE)  # a list that is still loading is no sign that there is nothing

    def read() -> Reading:
        shown = screen.sees(done)
        state = State.OFF if shown else State.ON
        return Reading(state, "", {"done": "shown" if shown else "not shown"})

    return read_stable(screen, read)


def _perform(task: Task, services: Services, way: Way) -> None:
    """Press the action once and confirm it by its named steps.

    Args:
        task: the setting, named and confirmed by the person.
        services: the run's tools.
        way: led to the page that the action stands on, just loaded.

    Raises:
        SettingError: something lies over it, or a named step is not there.
    """
    route, screen = way.route, way.screen
    assert isinstance(route.control, ActionControl)
    own = labels_of(way.variant.file, route.control.element)
    own += tuple(word for label in own for word in screen.known_words(label))
    before = controls_of(screen.survey())
    begun = time.monotonic()
    with services.writing(route.mutations):
        services.records.intend(task, State.ON, "", screen.address)
        screen.click(route.control.element, meant=own)
        if task.setting.before_confirm:
            task.setting.before_confirm(screen)
        for name in route.confirm:
            refuse_destructive_dialog(screen.survey(), but=own)
            refuse_unknown_choice(
                screen.survey(), before, known=task.setting.before_confirm is not None
            )
            screen.click(name, meant=own)
        if task.setting.after_confirm:
            task.setting.after_confirm(screen)
        await_answer(services, screen, begun)
        screen.settle()
