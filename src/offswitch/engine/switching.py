"""Switching one control: one click, its named confirm and save steps, then the site's own answer."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence

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

_NOTHING_SENT_SECONDS = 10.0
"""A site that saves after a pause has begun to by then; a reload before loses the change."""
_STILL_SECONDS = 2.0
"""So long after the last write was answered no other one follows: a log comes first, the save later."""
_LONGEST_SECONDS = 14.0
_UNSAVED = re.compile(
    r"\b(saving|unsaved|not (yet )?saved|wird gespeichert|nicht gespeichert|enregistrement|non enregistr"
    r"|guardando|sin guardar|salvataggio|opslaan|niet opgeslagen|zapisywanie|salvando|kaydediliyor)|保存中",
    re.IGNORECASE,
)
"""What a page shows until it has saved by itself."""
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
            if always or screen.sees(name, _ASKED_SECONDS):
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


def await_answer(
    services: Services, screen: Screen, since: float, *, autosave: bool = False
) -> None:
    """Wait until the page has sent its change, and the site has answered it.

    What is answered first need not be the save: a page may log the click and save a second later. The same goes
    for what is said over a socket, but there nothing tells a save from anything else; the proof, which is
    repeated where it still reads the old state, decides.

    Args:
        services: knows what was sent.
        screen: the page.
        since: when the control was about to be pressed, on the monotonic clock.
        autosave: whether the page saves by itself and says so.
    """
    begun = time.monotonic()

    def is_over() -> bool:
        saves = services.saves()
        silence = screen.quiet.traffic.sockets.silence(since) if saves.by_socket else 0.0
        waits = _still_to_come(screen, autosave=autosave)
        return _is_over(saves, time.monotonic() - begun, waits=waits, silence=silence)

    until(is_over, _LONGEST_SECONDS, lambda: screen.rest(_POLL_MS))


def saving_story(saves: Saves) -> str:
    """Say what is known of a change that did not arrive; empty where everything was sent.

    Args:
        saves: what the page sent.
    """
    if saves.held_back:
        return (
            f"`{saves.held_back[0]}` was held back while saving: `mutations` does not name it,"
            " or the page sent it again and again"
        )
    return "" if saves.sent or saves.by_socket else "nothing was sent to the site"


def _is_over(saves: Saves, elapsed: float, *, waits: bool, silence: float) -> bool:
    if saves.declared and not saves.open:
        return True
    if waits or saves.open:
        return False
    if silence >= _STILL_SECONDS:
        return True
    return saves.quiet >= _STILL_SECONDS if saves.sent else elapsed >= _NOTHING_SENT_SECONDS


def _still_to_come(screen: Screen, *, autosave: bool) -> bool:
    """Tell whether the page has set a timer, or says that it has not saved yet."""
    if any(0 < due <= _NOTHING_SENT_SECONDS for due in screen.quiet.waits().timers):
        return True
    return autosave and any(_UNSAVED.search(line.text) for line in screen.survey().lines)
