"""Switching one control: one click, its named confirm and save steps, then the site's own answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from offswitch.engine.asked import (
    called,
    controls_of,
    refuse_cover,
    refuse_declined,
    refuse_destructive_dialog,
    refuse_new_dialog,
    refuse_unknown_choice,
)
from offswitch.engine.control import Found
from offswitch.engine.landing import Arrival
from offswitch.engine.place import refuse_unknown_dialog
from offswitch.engine.reading import Reading
from offswitch.engine.saving import await_answer
from offswitch.engine.services import Services
from offswitch.engine.task import Goal, Task
from offswitch.errors import SettingError, Unmatched
from offswitch.model.controls import ChoiceControl, SwitchControl
from offswitch.model.danger import side_of
from offswitch.model.geography import labels_of
from offswitch.model.saves import Saves
from offswitch.model.text import fold
from offswitch.model.words import Reason, State
from offswitch.screen import Screen
from offswitch.waiting import until

_SHOWN_SECONDS = 4.0
"""How long a page may take to show what the site answered."""
_POLL_MS = 200
_ASKED_SECONDS = 2.0
"""How long a step may take to appear that a site may ask for one way and not the other."""


def switch(task: Task, services: Services, arrival: Arrival, before: Reading) -> Reading | None:
    """Operate the control once and commit the change as the site wants it.

    Args:
        task: the setting.
        services: the run's tools.
        arrival: where the control is, just read.
        before: what was read, written to the journal before the click.

    Returns:
        What the control showed after the click and before the change was committed; None when it
        could not be read then.

    Raises:
        SettingError: something lies over the control, a named step is not there, or an option did
            not take the click; then nothing was committed.
    """
    screen, route = arrival.screen, arrival.route
    seen = screen.survey()
    dialogs, controls = seen.dialogs, controls_of(seen) | _own_names(arrival)
    questions = screen.words(route.native) if route.native else ()
    standing = _standing(arrival)
    begun = time.monotonic()
    with services.writing(route.mutations), screen.quiet.dialogs.expecting(questions):
        services.records.intend(task, before.state, before.value, screen.address)
        _operate(arrival, task.goal, before)
        screen.settle()
        shown = _reading(arrival)
        if isinstance(arrival.found.control, ChoiceControl) and route.confirm:
            _refuse_untaken(shown, task.goal)
        if task.setting.before_confirm and not task.restore:
            task.setting.before_confirm(screen)
        for name in route.committed:
            refuse_destructive_dialog(screen.survey())
            refuse_unknown_choice(
                screen.survey(), controls, known=task.setting.before_confirm is not None
            )
            # A site that asks "Turn off?" may not ask "Turn on?"; the proof decides either way.
            always = name in route.confirm and not task.restore
            if name in standing and _still_stands(screen, name, standing[name]):
                _refuse_unasked(name, services.saves())
            elif always or screen.sees(name, _ASKED_SECONDS):
                _commit(arrival, name)
        if task.setting.after_confirm and not task.restore:
            task.setting.after_confirm(screen)
        await_answer(services, screen, begun, autosave=route.save == "autosave")
        screen.settle()
        refuse_declined(screen)
        refuse_new_dialog(arrival, dialogs, services.saves())
        if not services.saves().sent:
            refuse_cover(arrival)
    return shown


def read_same_page(arrival: Arrival, goal: Goal, shown: Reading | None) -> Reading | None:
    """Read the control again without loading anything.

    Args:
        arrival: where the control is.
        goal: what to wait for; a page may take a moment to show what the site answered.
        shown: what it showed before the change was committed; stands where committing put the
            control away, since every further click on a live site costs.

    Returns:
        The last reading; None when there is none.
    """
    if not _is_up(arrival):
        return shown
    last: Reading | None = None

    def is_shown() -> bool:
        nonlocal last
        last = _reading(arrival)
        return last is not None and last.shows(goal.state, goal.value)

    until(is_shown, _SHOWN_SECONDS, lambda: arrival.screen.page.wait_for_timeout(_POLL_MS))
    return last


def _own_names(arrival: Arrival) -> frozenset[tuple[str, str, str]]:
    """Return the control itself under each of its names: once it is pressed, "Object" may be "Objected"."""
    names = frozenset[tuple[str, str, str]]()
    for name, part in arrival.found.parts.items():
        labels = labels_of(arrival.found.file, name)
        names |= called(
            part, [word for label in labels for word in arrival.screen.known_words(label)]
        )
    return names


def _refuse_untaken(shown: Reading | None, goal: Goal) -> None:
    if shown is None or not shown.shows(goal.state, goal.value):
        raise SettingError(
            Reason.NOT_VERIFIED, "the option did not take the click; nothing was committed"
        )


def _reading(arrival: Arrival) -> Reading | None:
    try:
        return arrival.found.read()
    except SettingError:
        return None


def _commit(arrival: Arrival, name: str) -> None:
    """Click a step that commits the change; a dialog that asks something else is why it is not there."""
    screen = arrival.screen
    try:
        if not screen.is_enabled(name):
            raise SettingError(
                Reason.UNEXPECTED_DIALOG,
                f"`{name}` cannot be pressed: the site wants something else first, such as a box to be ticked",
                "switch it yourself; offswitch ticks no box on the way",
            )
        screen.click(name)
    except Unmatched:
        refuse_unknown_dialog(screen, arrival.found.file, screen.survey())
        raise


def _standing(arrival: Arrival) -> dict[str, Callable[[], bool]]:
    """Return what is called like an answer to the site's question, and is there before the site asks.

    Beside a choice, the button that confirms it may stand there all the time.
    """
    asks = arrival.route.save == "confirm" and isinstance(arrival.found.control, SwitchControl)
    names = arrival.route.confirm if asks else ()
    found = {name: arrival.screen.unchanging(name) for name in names}
    return {name: is_the_same for name, is_the_same in found.items() if is_the_same}


def _still_stands(screen: Screen, name: str, is_the_same: Callable[[], bool]) -> bool:
    """Tell whether a step is what stood there before; a question may take a moment to come."""
    return screen.sees(name) and not screen.until(lambda: not is_the_same(), _ASKED_SECONDS)


def _refuse_unasked(name: str, saves: Saves) -> None:
    """Leave a step alone that answers no question; where the page has saved without asking, that is all.

    Raises:
        SettingError: ``unexpected_dialog``.
    """
    if not saves.sent:
        raise SettingError(
            Reason.UNEXPECTED_DIALOG,
            f"the site did not ask, and `{name}` stood on the page before: it may be of something else",
            'look at the page yourself; if it is the Save button of the page, declare save = "button"',
        )


def _operate(arrival: Arrival, goal: Goal, before: Reading) -> None:
    screen = arrival.screen
    found = arrival.found
    control = found.control
    words = "switching off" if goal.state is State.OFF else "putting it back"
    if isinstance(control, SwitchControl):
        screen.press(found.target(control.element, before), words)
        return
    option = goal.value or (control.off if goal.state is State.OFF else control.on or "")
    if control.menu:
        labels = [w for label in labels_of(found.file, option) for w in screen.words(label)]
        if goal.state is State.OFF:
            _refuse_wrong_words(found, option, labels)
        screen.choose(found.target(control.menu, before), labels, words)
    else:
        screen.press(found.target(option, before), words)


def _refuse_wrong_words(found: Found, option: str, words: Sequence[str]) -> None:
    """Refuse a menu's option whose words on this page allow what it is to refuse."""
    screen = found.screen
    held = {fold(label) for label in labels_of(found.file, option)}
    if screen.lexicon.assumes(screen.language):
        held = set()
    others = [each for each in words if fold(each) not in held]
    if any(side_of(each, screen.language) == "positive" for each in others):
        raise SettingError(
            Reason.AMBIGUOUS,
            f"the words of `{option}` in this language contradict it",
            "look at the page yourself; offswitch does not press what reads like the opposite",
        )


def refuse_unknown_value(arrival: Arrival, goal: Goal) -> None:
    """Refuse to aim at a value that this layout's control cannot show, or shows for another state.

    Raises:
        SettingError: ``not_found``.
    """
    found = arrival.found
    control = found.control
    if not goal.value:
        return
    if isinstance(control, SwitchControl):
        pressed = (goal.state is State.ON) is not control.inverted
        fits = goal.value == str(State.ON if pressed else State.OFF)
    else:
        there = control.options if control.menu else found.parts
        fits = goal.value in there and (goal.value == control.off) is (goal.state is State.OFF)
    if not fits:
        raise SettingError(
            Reason.NOT_FOUND,
            "the control does not have the value any more that it had before",
            "the site was redesigned since; look at the setting yourself",
        )


def _is_up(arrival: Arrival) -> bool:
    control = arrival.found.control
    seen = arrival.screen.survey()
    name = control.off if isinstance(control, ChoiceControl) else control.element
    if isinstance(control, ChoiceControl) and control.menu:
        name = control.menu
    return bool(arrival.screen.controls(name, seen))
