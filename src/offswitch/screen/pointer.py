"""One click, as a pointer would make it: on what a person sees, never on what lies under it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import ElementHandle, Error, JSHandle, Page

from offswitch.screen.frames import frame_elements
from offswitch.screen.scripts import script

_POINTS = script("pointer.js", "pointsOf")
_IS_MET = script("pointer.js", "isMetAt")
_SHIELD = script("pointer.js", "shield")
_SHIELD_ALL = script("pointer.js", "shieldAll")
_STANDS_STILL = script("motion.js", "standsStill")
_TWO_FRAMES = script("motion.js", "twoFrames")
_OUTWARDS = script("frame.js", "toOuterPoint")
_INWARDS = script("frame.js", "toInnerPoint")


@dataclass(frozen=True, kw_only=True)
class Target:
    """Something to press, which can be found again from nothing.

    Attributes:
        find: finds it on the page as it is now. Raises ``SettingError`` where it is not there, or is
            no longer what was read: then nothing is pressed.
        control: whether its own label and its drawn track stand for it.
    """

    find: Callable[[], ElementHandle]
    control: bool = False


@dataclass(frozen=True)
class Point:
    """A place on the page, in CSS pixels of the window."""

    x: float
    y: float


def point_of(node: ElementHandle, *, control: bool) -> Point | None:
    """Find where a pointer presses this element, after bringing it into view.

    Args:
        node: the element.
        control: whether its own label and its drawn track stand for it.

    Returns:
        None when something else lies over every point of it.
    """
    found = _point(node, control=control)
    if found is None:
        node.evaluate(
            "n => n.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'})"
        )
        found = _point(node, control=control)
    return found


def meets(node: ElementHandle, point: Point, *, control: bool) -> bool:
    """Tell whether a pointer at a point presses this element, from the page's own document inwards.

    Args:
        node: the element, in any frame.
        point: of the window.
        control: whether its own label and its drawn track stand for it.
    """
    at = [point.x, point.y]
    for element in frame_elements(node):
        at = element.evaluate(_INWARDS, at)
        if at is None:
            return False
    return bool(node.evaluate(_IS_MET, {"isControl": control, "at": at}))


def await_still(node: ElementHandle) -> None:
    """Wait until an element has stopped moving: a dialog that opens slides in first, with its frames."""
    for each in (*frame_elements(node), node):
        each.evaluate(_STANDS_STILL)


def move_to(page: Page, node: ElementHandle, point: Point) -> None:
    """Move the pointer to a point, and let the page draw what opens under it."""
    page.mouse.move(point.x, point.y)
    page.evaluate(_TWO_FRAMES)
    frame = node.owner_frame()
    if frame is not None and frame != page.main_frame:
        frame.evaluate(_TWO_FRAMES)


def click_at(page: Page, node: ElementHandle, *, control: bool) -> bool:
    """Press the main button where the pointer is, once, and let the press reach this element alone.

    A page may move or cover the element in the moment between the last look and the press.

    Args:
        page: the page.
        node: the element under the pointer.
        control: whether its own label and its drawn track stand for it.

    Returns:
        False when the press met something else, which was kept from hearing of it.
    """
    shields = _shields(page, node, control=control)
    try:
        page.mouse.down()
        page.mouse.up()
    finally:
        held_back = [_end(shield) for shield in shields]
    return not any(held_back)


def _point(node: ElementHandle, *, control: bool) -> Point | None:
    frames = frame_elements(node)
    for inner in node.evaluate(_POINTS, control):
        at = inner
        for element in reversed(frames):
            at = element.evaluate(_OUTWARDS, at)
        point = Point(*at)
        if not frames or meets(node, point, control=control):
            return point
    return None


def _shields(page: Page, node: ElementHandle, *, control: bool) -> list[JSHandle]:
    """Shield the element in its own document; in all other frames of the page no press is meant."""
    own = node.owner_frame()
    shields = [node.evaluate_handle(_SHIELD, control)]
    for frame in page.frames:
        if frame != own:
            with suppress(Error):  # it is just being loaded or taken away
                shields.append(frame.evaluate_handle(_SHIELD_ALL))
    return shields


def _end(shield: JSHandle) -> bool:
    """Take a shield away; tell whether it held a press back."""
    try:
        return bool(shield.evaluate("s => s.end()"))
    except Error:  # its document is gone, which is what the press was for
        return False
