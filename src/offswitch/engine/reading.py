"""What state is it in? Every signal must agree, and hold, before a state is believed."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

from offswitch.engine.holding import Hold
from offswitch.errors import SettingError
from offswitch.model.controls import (
    AttributeState,
    ChoiceControl,
    ClassState,
    DeclaredState,
    SwitchControl,
)
from offswitch.model.text import fold
from offswitch.model.words import Reason, State
from offswitch.screen import ControlSnapshot, Screen, kept_loading

_DEADLINE = 25.0
HOLD_SECONDS = 1.8
"""A state must hold this long: a control that has not loaded its state yet is drawn in either."""
PRESS_SECONDS = 3.5
"""An "on" must hold this long before it is switched off: pressing an "off" would switch it on."""
UNPROVED_SECONDS = 7.0
"""The second look at an "off" that was never proved before must hold this long."""
_UNKNOWN_SECONDS = 5.0
"""A state that stays unreadable this long will not become readable."""
_DOCUMENTS = 2
"""A page that loads so many documents while it is read kept it from holding."""
_VALUES = {"true": State.ON, "false": State.OFF}
_UNLIKE_OTHERS = (
    "it is drawn otherwise than another switch that says the same, so what it says may not be its state; "
    "if you know what does tell it, declare `state`"
)
_MISSING = "missing"
"""A signal that the element should have and has not: assistive tools take it for "false"."""


@dataclass(frozen=True)
class Reading:
    """One reading of a control.

    Attributes:
        state: of the data use.
        value: what the control shows in its own words, to be restored by an undo.
        signals: each signal in the page's own words.
        disabled: whether a person cannot operate it.
        why: why the state is unknown, in words for a hint.
        document: the one on which it has held; empty for a single look.
    """

    state: State
    value: str
    signals: dict[str, str]
    disabled: bool = False
    why: str = ""
    document: tuple[float, ...] = ()

    def shows(self, state: State, value: str = "") -> bool:
        """Tell whether it shows a state, and this value where one is named."""
        return self.state is state and value in {"", self.value}


def read_switch(snapshot: ControlSnapshot, control: SwitchControl) -> Reading:
    """Read a switch: all its signals must say the same, there must be one, and it must be drawn accordingly."""
    signals = _signals(snapshot, control.state)
    shown, why = _shown(signals, is_busy=snapshot.busy), ""
    if shown is State.UNKNOWN:
        why = _why(signals, is_busy=snapshot.busy)
    elif snapshot.is_unlike_others and control.state is None:
        shown, why = State.UNKNOWN, _UNLIKE_OTHERS
    state = _inverse(shown) if control.inverted else shown
    return Reading(state, str(shown), signals, snapshot.disabled, why)


def read_radios(options: dict[str, ControlSnapshot], control: ChoiceControl) -> Reading:
    """Read separately drawn options: exactly one of them is chosen, and each says so clearly.

    Args:
        options: element name → the option on the page.
        control: which element means on and which off.
    """
    signals: dict[str, str] = {}
    chosen, unclear = [], False
    for name, snapshot in options.items():
        told = _signals(snapshot, control.state)
        unclear |= _shown(told, is_busy=snapshot.busy) is State.UNKNOWN
        signals |= {f"{name}.{key}": value for key, value in told.items()}
        chosen += [name] if "true" in told.values() else []
    state = State.UNKNOWN if unclear or len(chosen) != 1 else _side(chosen[0], control)
    locked = any(option.disabled for option in options.values())
    why = "some of its options do not say clearly whether they are chosen" if unclear else ""
    if state is State.UNKNOWN and not unclear:
        why = f"{len(chosen)} of its options say that they are chosen"
    return Reading(state, chosen[0] if len(chosen) == 1 else "", signals, locked, why)


def read_menu(
    menu: ControlSnapshot, options: dict[str, tuple[str, ...]], control: ChoiceControl
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
    why = ""
    if state is State.UNKNOWN and value and not menu.busy:
        why = f"the menu shows “{value}”, which the selector file does not know"
    return Reading(state, name if sure else "", dict(menu.signals), menu.disabled, why)


def read_stable(
    screen: Screen,
    read: Callable[[], Reading],
    *,
    on: float = HOLD_SECONDS,
    off: float = HOLD_SECONDS,
    holding: AbstractContextManager[None] | None = None,
) -> Reading:
    """Read until a known state has held for as long as the page still waits for anything.

    Args:
        screen: the page, which must be quiet between readings.
        read: takes one reading.
        on: seconds that an "on" must hold on a page that waits for nothing.
        off: the same for an "off".
        holding: entered once the first reading is taken.

    Raises:
        SettingError: ``unreadable``, when no known state holds still.
    """
    deadline = time.monotonic() + _DEADLINE
    needed = {State.ON: on, State.OFF: off, State.UNKNOWN: _UNKNOWN_SECONDS}
    first = read()
    with holding or nullcontext():
        return _held(screen, read, first, needed, deadline)


def _held(
    screen: Screen,
    read: Callable[[], Reading],
    last: Reading,
    needed: Mapping[State, float],
    deadline: float,
) -> Reading:
    documents = screen.quiet.documents
    hold = Hold(screen, needed[last.state])
    while time.monotonic() < deadline:
        hold.rest()
        screen.settle()
        now = read()
        if now.state is not last.state or now.signals != last.signals:
            last, hold = now, Hold(screen, needed[now.state])
            continue
        if hold.is_over():
            if now.state is State.UNKNOWN:
                break
            return replace(now, document=hold.document)
    if screen.quiet.documents - documents >= _DOCUMENTS:
        raise kept_loading()
    why = last.why or "its signals contradict each other, or it never finished loading"
    raise SettingError(
        Reason.UNREADABLE,
        f"the control's state could not be read for certain: {why}",
        "look at it yourself",
    )


def _signals(snapshot: ControlSnapshot, declared: DeclaredState | None) -> dict[str, str]:
    """Return what tells the state: what the selector file declares, else every standard signal."""
    match declared:
        case None:
            return dict(snapshot.signals)
        case AttributeState(attribute=attribute, on=on, off=off):
            value = snapshot.attributes.get(attribute, _MISSING)
            return {attribute: {on: "true", off: "false"}.get(value, value)}
        case ClassState(class_=name):
            return {f"class {name}": str(name in snapshot.classes).lower()}


def _shown(signals: Mapping[str, str], *, is_busy: bool) -> State:
    """Return the state that all signals agree on. A missing one may contradict; alone it tells nothing."""
    values = {_VALUES.get(v, State.UNKNOWN) for v in signals.values() if v != _MISSING}
    if _MISSING in signals.values() and State.ON in values:
        return State.UNKNOWN
    return values.pop() if len(values) == 1 and not is_busy else State.UNKNOWN


def _why(signals: Mapping[str, str], *, is_busy: bool) -> str:
    """Say why signals tell no state."""
    if is_busy:
        return "it says that it is busy"
    told = ", ".join(
        f"{name}={value}" for name, value in sorted(signals.items()) if value != _MISSING
    )
    if not told:
        return "nothing standard tells it; if you know what does, declare `state`"
    return f"its signals contradict each other or tell none ({told})"


def _side(name: str, control: ChoiceControl) -> State:
    if name == control.off:
        return State.OFF
    return State.ON


def _inverse(state: State) -> State:
    return {State.ON: State.OFF, State.OFF: State.ON}.get(state, State.UNKNOWN)
