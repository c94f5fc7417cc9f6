"""A click at a point where a pointer hits what a person sees, never what lies under it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import ElementHandle, Error, JSHandle, Page

from offswitch.screen.frames import frame_elements, loaded_frames
from offswitch.screen.scripts import script

_POINTS = script(
    "pointer.js",
    "(node, isControl) => ({ points: pointsOf(node, isControl), isFramed: window !== parent })",
)
_IS_MET = script("pointer.js", "isMetAt")
_SHIELD = script("pointer.js", "shield")
_SHIELD_ALL = script("pointer.js", "shieldAll")
_STANDS_STILL = script("motion.js", "standsStill")
_TWO_FRAMES = script("motion.js", "twoFrames")
_OUTWARDS = script("frame.js", "toOuterPoint")
_INWARDS = script("frame.js", "toInnerPoint")


@dataclass(frozen=True, kw_only=True)
class Target:
    """Something to press that can be found again from scratch.

    Attributes:
        find: finds it on the page as it is now. Raises ``SettingError`` if it is not there or no longer
            shows what was read; nothing is pressed then.
        control: whether a click on its label or its drawn track will do.
    """

    find: Callable[[], ElementHandle]
    control: bool = False


@dataclass(frozen=True)
class Point:
    """A point in the window, in CSS pixels."""

    x: float
    y: float


def point_of(node: ElementHandle, *, control: bool) -> Point | None:
    """Find a point where a pointer hits this element, scrolling it into view if needed.

    Args:
        node: the element.
        control: whether a click on its label or its drawn track will do.

    Returns:
        None if something covers every point of it.
    """
    found = _point(node, control=control)
    if found is None:
        node.evaluate(
            "n => n.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'})"
        )
        found = _point(node, control=control)
    return found


def meets(node: ElementHandle, point: Point, *, control: bool) -> bool:
    """Tell whether a pointer at a point hits this element, checking from the main document inward.

    Args:
        node: the element, in any frame.
        point: in the window.
        control: whether a click on its label or its drawn track will do.
    """
    at = [point.x, point.y]
    for element in frame_elements(node):
        at = element.evaluate(_INWARDS, at)
        if at is None:
            return False
    return bool(node.evaluate(_IS_MET, {"isControl": control, "at": at}))


def await_still(node: ElementHandle) -> None:
    """Wait until an element has stopped moving: a dialog may slide in, along with its frames."""
    for each in (*frame_elements(node), node):
        each.evaluate(_STANDS_STILL)


def move_to(page: Page, node: ElementHandle, point: Point) -> None:
    """Move the pointer to a point, and let the page draw whatever opens under it."""
    page.mouse.move(point.x, point.y)
    page.evaluate(_TWO_FRAMES)
    frame = node.owner_frame()
    if frame is not None and frame != page.main_frame:
        frame.evaluate(_TWO_FRAMES)


def click_at(page: Page, node: ElementHandle, *, control: bool) -> bool:
    """Click once where the pointer is, and let only this element receive the click.

    A page may move or cover the element between the last look and the click.

    Args:
        page: the page.
        node: the element under the pointer.
        control: whether a click on its label or its drawn track will do.

    Returns:
        False if the click hit something else; the click was then kept from it.
    """
    shields = _shields(page, node, control=control)
    try:
        page.mouse.down()
        page.mouse.up()
    finally:
        held_back = [_end(shield) for shield in shields]
    return not any(held_back)


def _point(node: ElementHandle, *, control: bool) -> Point | None:
    found = node.evaluate(_POINTS, control)
    frames = frame_elements(node) if found["isFramed"] else ()
    for inner in found["points"]:
        at = inner
        for element in reversed(frames):
            at = element.evaluate(_OUTWARDS, at)
        point = Point(*at)
        if not frames or meets(node, point, control=control):
            return point
    return None


def _shields(page: Page, node: ElementHandle, *, control: bool) -> list[JSHandle]:
    """Shield everything but the element, in its own document and in every other frame."""
    own = node.owner_frame()
    shields = [node.evaluate_handle(_SHIELD, control)]
    for frame in loaded_frames(page):
        if frame != own:
            with suppress(Error):  # the frame is being loaded or removed
                shields.append(frame.evaluate_handle(_SHIELD_ALL))
    return shields


def _end(shield: JSHandle) -> bool:
    """Remove a shield; tell whether it held a click back."""
    try:
        return bool(shield.evaluate("s => s.end()"))
    except Error:  # its document is gone: the click led to another page
        return False
