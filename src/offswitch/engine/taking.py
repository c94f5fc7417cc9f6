"""Takes one reading of a control from its parts: what it shows, unless the page says that this does not hold."""

from __future__ import annotations

from dataclasses import replace

from offswitch.engine.in_force import said_beside
from offswitch.engine.reading import Reading, read_menu, read_radios, read_switch
from offswitch.model.controls import ChoiceControl, SwitchControl
from offswitch.model.geography import SelectorFile, labels_of
from offswitch.model.text import fold
from offswitch.model.words import State
from offswitch.screen import ControlSnapshot, Screen


def reading_of(
    screen: Screen,
    file: SelectorFile,
    control: SwitchControl | ChoiceControl,
    parts: dict[str, ControlSnapshot],
) -> Reading:
    """Take one reading of a control from its parts; an "off" that does not hold yet, or not for long, is none."""
    reading = _shown_by(screen, file, control, parts)
    if reading.state is not State.OFF:
        return reading
    known = {fold(label) for name in parts for label in labels_of(file, name)}
    chosen = parts.get(reading.value)
    said = said_beside([chosen] if chosen else parts.values(), known)
    why = f"it shows off, and the page says “{said}”"
    return replace(reading, state=State.UNKNOWN, why=why) if said else reading


def _shown_by(
    screen: Screen,
    file: SelectorFile,
    control: SwitchControl | ChoiceControl,
    parts: dict[str, ControlSnapshot],
) -> Reading:
    if isinstance(control, SwitchControl):
        return read_switch(parts[control.element], control)
    if control.menu:
        options = {
            name: tuple(w for label in labels_of(file, name) for w in screen.words(label))
            for name in control.options
        }
        return read_menu(parts[control.menu], options, control)
    return read_radios(parts, control)
