"""Switching one control off: one click, its named confirm and save steps, then the site's own answer."""

from __future__ import annotations

import time
from collections.abc import Callable

from offswitch.engine.desk import Desk, Task
from offswitch.engine.reach import Arrival
from offswitch.engine.reading import Reading
from offswitch.errors import SettingError
from offswitch.model.geography import ChoiceControl, SwitchControl, labels_of
from offswitch.model.text import is_destructive
from offswitch.model.words import Reason, State
from offswitch.screen import Screen, Survey

_ANSWER_SECONDS = 5.0
"""A site that saves after a pause has begun to by then; a reload before loses the change."""
_SHOWN_SECONDS = 4.0
"""How long a page may take to show what the site answered."""
_POLL_MS = 200


def switch_off(task: Task, desk: Desk, arrival: Arrival, before: Reading) -> None:
    """Operate the control once and commit the change as the site wants it.

    Args:
        task: the setting.
        desk: the run's tools.
        arrival: where the control is, just read.
        before: what was read, written to the journal before the click.

    Raises:
        SettingError: something lies over the control, or a named step is not there.
    """
    screen, route = arrival.screen, arrival.route
    with desk.writing(route.mutations):
        desk.intend(task, before.state, before.value, screen.address)
        _operate(screen, arrival)
        screen.settle()
        if task.setting.before_confirm:
            task.setting.before_confirm(screen)
        for name in route.confirm:
            refuse_destructive_dialog(screen.survey())
            screen.click(name)
        if task.setting.after_confirm:
            task.setting.after_confirm(screen)
        _await_answer(desk, screen)
        screen.settle()


def read_same_page(arrival: Arrival, wanted: State) -> Reading | None:
    """Read the control again without loading anything, bringing it up again if it was put away.

    Args:
        arrival: where the control is.
        wanted: the state to wait for; a page may take a moment to show what the site answered.

    Returns:
        The last reading; None when the control cannot be brought up again.
    """
    screen = arrival.screen
    if not _is_up(arrival):
        try:
            for name in arrival.route.open:
                screen.click(name)
        except SettingError:
            return None
    return _await(screen, arrival.found.read, wanted)


def _operate(screen: Screen, arrival: Arrival) -> None:
    found = arrival.found
    control = found.control
    words = "switching off"
    if isinstance(control, SwitchControl):
        screen.press(found.parts[control.element].node, control=True, words=words)
    elif control.menu:
        labels = [w for label in labels_of(found.file, control.off) for w in screen.words(label)]
        screen.choose(found.parts[control.menu].node, labels, words=words)
    else:
        screen.press(found.parts[control.off].node, control=True, words=words)


def refuse_destructive_dialog(seen: Survey) -> None:
    """Refuse to confirm a dialog whose title or buttons speak of deleting or leaving.

    Raises:
        SettingError: ``unexpected_dialog``.
    """
    if seen.top < 0:
        return
    words = [seen.dialogs[seen.top], *(row.text for row in seen.rows if row.layer == seen.top)]
    if any(is_destructive(text) for text in words):
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


def _await(screen: Screen, read: Callable[[], Reading], wanted: State) -> Reading | None:
    deadline = time.monotonic() + _SHOWN_SECONDS
    last: Reading | None = None
    while True:
        try:
            last = read()
        except SettingError:
            last = None
        if (last and last.state is wanted) or time.monotonic() >= deadline:
            return last
        screen.page.wait_for_timeout(_POLL_MS)


def _await_answer(desk: Desk, screen: Screen) -> None:
    """Wait for the site's own answer: a save may follow a pause, or a dialog's closing animation."""
    deadline = time.monotonic() + _ANSWER_SECONDS
    while not desk.answered() and time.monotonic() < deadline:
        screen.checkpoint()
        screen.page.wait_for_timeout(_POLL_MS)
