"""Bringing up a control on its page: what is open already is not pressed, for that would close it."""

from __future__ import annotations

from offswitch.engine.control import locate_parts
from offswitch.engine.place import stands
from offswitch.errors import SettingError
from offswitch.model.controls import ChoiceControl, SwitchControl
from offswitch.model.geography import Route, SelectorFile
from offswitch.screen import PATIENCE, ControlSnapshot, Screen, is_expanded, is_next


def bring_up(screen: Screen, file: SelectorFile, route: Route) -> bool:
    """Click what a route's ``open`` names, but not what is open already.

    Args:
        screen: the page, proved to be the one that the route's way ends on.
        file: the selector file that the route belongs to.
        route: the setting's route.

    Returns:
        Whether something was left as it is; that it is open was then taken on trust.

    Raises:
        SettingError: ``not_found`` or ``ambiguous``, where a step is not there.
    """
    if route.open and _is_up_elsewhere(screen, file, route):
        return True
    trusted = False
    for name in route.open:
        if is_expanded(screen.find(name, PATIENCE)) or _is_up(screen, file, route, name):
            trusted = True
        else:
            screen.click(name, PATIENCE)
    return trusted


def _is_up_elsewhere(screen: Screen, file: SelectorFile, route: Route) -> bool:
    """Tell whether the place that the control is brought up in is there, with the control in it."""
    if route.within is None:
        return False
    try:
        return stands(screen, file.sections[route.within]) and bool(
            _parts(screen, file, route, route.within)
        )
    except SettingError:
        return False


def _is_up(screen: Screen, file: SelectorFile, route: Route, name: str) -> bool:
    """Tell whether the control stands right below what would open it, and can be operated.

    One that cannot may be there to be read until "Edit" is pressed. Options of a choice are worded alike on one
    page; only a switch is known by its label alone.
    """
    if route.within is not None or not isinstance(route.control, SwitchControl):
        return False
    try:
        parts = _parts(screen, file, route, route.section)
        opener = screen.find(name, 0)
    except SettingError:
        return False
    rows = [row.node for row in screen.survey().rows]
    return bool(parts) and all(
        is_next(opener, part.node, rows) and not part.disabled for part in parts.values()
    )


def _parts(
    screen: Screen, file: SelectorFile, route: Route, place: str | None
) -> dict[str, ControlSnapshot]:
    control = route.control
    assert isinstance(control, SwitchControl | ChoiceControl)
    return locate_parts(screen, control, file.sections[place] if place else None) or {}
