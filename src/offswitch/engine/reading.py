"""What state is it in? Every signal must agree, twice, before a state is believed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from offswitch.errors import SettingError
from offswitch.model.controls import ChoiceControl, SwitchControl
from offswitch.model.text import fold
from offswitch.model.words import Reason, State
from offswitch.screen import Screen, Sighting

_DEADLINE = 15.0
_INTERVAL_MS = 300
_OFF_SECONDS = 1.8
"""An "off" must hold this long: a control that has not loaded its state yet is drawn as off."""
_UNKNOWN_SECONDS = 5.0
"""A state that stays unreadable this long will not become readable."""
_VALUES = {"true": State.ON, "false": State.OFF}


@dataclass(frozen=True)
class Reading:
    """One reading of a control.

    Attributes:
        state: of the data use.
        value: what the control shows in its own words, to be restored by an undo.
        signals: each signal in the page's own words.
        disabled: whether a person cannot operate it.
    """

    state: State
    value: str
    signals: dict[str, str]
    disabled: bool = False

    def shows(self, state: State, value: str = "") -> bool:
        """Tell whether it shows a state, and this value where one is named."""
        return self.state is state and value in {"", self.value}


def read_switch(sighting: Sighting, control: SwitchControl) -> Reading:
    """Read a switch: all its signals must say the same, and there must be one."""
    values = {_VALUES.get(value, State.UNKNOWN) for value in sighting.signals.values()}
    shown = values.pop() if len(values) == 1 and not sighting.busy else State.UNKNOWN
    state = _inverse(shown) if control.inverted else shown
    return Reading(state, str(shown), dict(sighting.signals), sighting.disabled)


def read_radios(options: dict[str, Sighting], control: ChoiceControl) -> Reading:
    """Read separately drawn options: exactly one of them is chosen, and each says so clearly.

    Args:
        options: element name → the option on the page.
        control: which element means on and which off.
    """
    signals: dict[str, str] = {}
    chosen, unclear = [], False
    for name, sighting in options.items():
        values = set(sighting.signals.values())
        unclear |= len(values) != 1 or not values <= set(_VALUES) or sighting.busy
        signals |= {f"{name}.{key}": value for key, value in sighting.signals.items()}
        chosen += [name] if "true" in values else []
    state = State.UNKNOWN if unclear or len(chosen) != 1 else _side(chosen[0], control)
    locked = any(option.disabled for option in options.values())
    return Reading(state, chosen[0] if len(chosen) == 1 else "", signals, locked)


def read_menu(
    menu: Sighting, options: dict[str, tuple[str, ...]], control: ChoiceControl
) -> Reading:
    """Read a menu by the option that it shows.

    Args:
        menu: the menu on the page.
        options: element name → the labels of that option on this page.
        control: which element means on and which off.
    """
    shown = {fold(value) for value in menu.signals.values()}
    chosen = [name for name, labels in options.items() if shown & {fold(label) for label in labels}]
    value = next(iter(menu.signals.values()), "")
    sure = len(shown) == 1 and not menu.busy and bool(value)
    sure &= len(chosen) == 1 or (control.on is None and not chosen)
    side = _side(chosen[0] if chosen else "", control)
    state = side if sure else State.UNKNOWN
    name = (chosen or [f"“{value}”"])[0]
    return Reading(state, name if sure else "", dict(menu.signals), menu.disabled)


def read_stable(screen: Screen, read: Callable[[], Reading]) -> Reading:
    """Read until two readings in a row agree; an "off" must also hold for a while.

    Args:
        screen: the page, which must be quiet between readings.
        read: takes one reading.

    Raises:
        SettingError: ``unreadable``, when no known state holds still.
    """
    deadline = time.monotonic() + _DEADLINE
    last, since = read(), time.monotonic()
    while time.monotonic() < deadline:
        screen.page.wait_for_timeout(_INTERVAL_MS)
        screen.settle()
        now = read()
        if now.state is not last.state or now.signals != last.signals:
            last, since = now, time.monotonic()
            continue
        held = time.monotonic() - since
        if now.state is State.UNKNOWN and held >= _UNKNOWN_SECONDS:
            break
        if now.state is State.ON or (now.state is State.OFF and held >= _OFF_SECONDS):
            return now
        last = now
    raise SettingError(
        Reason.UNREADABLE,
        "the control's state could not be read for certain",
        "look at it yourself: its signals contradict each other or it never finished loading",
        after=State.UNKNOWN,
    )


def _side(name: str, control: ChoiceControl) -> State:
    if name == control.off:
        return State.OFF
    return State.ON


def _inverse(state: State) -> State:
    return {State.ON: State.OFF, State.OFF: State.ON}.get(state, State.UNKNOWN)
