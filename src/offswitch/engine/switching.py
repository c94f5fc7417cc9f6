"""Switching one control: one click, its named confirm and save steps, then the site's own answer."""

from __future__ import annotations

import time
from collections.abc import Sequence

from offswitch.engine.desk import Desk, Goal, Task
from offswitch.engine.landing import Arrival
from offswitch.engine.reading import Reading
from offswitch.errors import SettingError
from offswitch.model.controls import ChoiceControl, SwitchControl
from offswitch.model.danger import destructive_words
from offswitch.model.geography import labels_of
from offswitch.model.words import Reason, State
from offswitch.screen import Screen, Survey

_ANSWER_SECONDS = 5.0
"""A site that saves after a pause has begun to by then; a reload before loses the change."""
_SHOWN_SECONDS = 4.0
"""How long a page may take to show what the site answered."""
_POLL_MS = 200
_ASKED_SECONDS = 2.0
"""How long a step may take to appear that a site may ask for one way and not the other."""


def switch(task: Task, desk: Desk, arrival: Arrival, before: Reading) -> Reading | None:
    """Operate the control once and commit the change as the site wants it.

    Args:
        task: the setting.
        desk: the run's tools.
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
    with desk.writing(route.mutations):
        desk.intend(task, before.state, before.value, screen.address)
        _operate(screen, arrival, task.goal, before)
        screen.settle()
        shown = _reading(arrival)
        if isinstance(arrival.found.control, ChoiceControl) and route.confirm:
            _refuse_untaken(shown, task.goal)
        if task.setting.before_confirm and not task.restore:
            task.setting.before_confirm(screen)
        for name in route.committed:
            refuse_destructive_dialog(screen.survey())
            # A site that asks "Turn off?" may not ask "Turn on?"; the proof decides either way.
            always = name in route.confirm and not task.restore
            if always or screen.sees(name, _ASKED_SECONDS):
                screen.click(name)
        if task.setting.after_confirm and not task.restore:
            task.setting.after_confirm(screen)
        await_answer(desk, screen)
        screen.settle()
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
    deadline = time.monotonic() + _SHOWN_SECONDS
    while True:
        last = _reading(arrival)
        if (last and last.shows(goal.state, goal.value)) or time.monotonic() >= deadline:
            return last
        arrival.screen.page.wait_for_timeout(_POLL_MS)


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


def _operate(screen: Screen, arrival: Arrival, goal: Goal, before: Reading) -> None:
    found = arrival.found
    control = found.control
    words = "switching off" if goal.state is State.OFF else "putting it back"
    if isinstance(control, SwitchControl):
        screen.press(found.target(control.element, before), words)
        return
    option = goal.value or (control.off if goal.state is State.OFF else control.on or "")
    if control.menu:
        labels = [w for label in labels_of(found.file, option) for w in screen.words(label)]
        screen.choose(found.target(control.menu, before), labels, words)
    else:
        screen.press(found.target(option, before), words)


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


def refuse_destructive_dialog(seen: Survey, but: Sequence[str] = ()) -> None:
    """Refuse to confirm a dialog whose title or buttons speak of deleting or leaving.

    Args:
        seen: the page.
        but: labels whose own such words are meant.

    Raises:
        SettingError: ``unexpected_dialog``.
    """
    words = [seen.dialogs[top] for top in seen.tops]
    words += [row.text for row in seen.rows if row.layer in seen.tops]
    meant = frozenset[str]().union(*(destructive_words(label) for label in but))
    if any(destructive_words(text) - meant for text in words):
        raise SettingError(
            Reason.UNEXPECTED_DIALOG,
            "a dialog speaks of deleting, removing or leaving",
            "look at it yourself; nothing in it was clicked",
        )


def _is_up(arrival: Arrival) -> bool:
    control = arrival.found.control
    seen = arrival.screen.survey()
    name = control.off if isinstance(control, ChoiceControl) else control.element
    if isinstance(control, ChoiceControl) and control.menu:
        name = control.menu
    return bool(arrival.screen.controls(name, seen))


def await_answer(desk: Desk, screen: Screen) -> None:
    """Wait for the site's own answer: a save may follow a pause, or a dialog's closing animation.

    Args:
        desk: knows whether the site has answered.
        screen: the page.
    """
    deadline = time.monotonic() + _ANSWER_SECONDS
    while not desk.answered() and time.monotonic() < deadline:
        screen.checkpoint()
        screen.page.wait_for_timeout(_POLL_MS)
