"""The frames of a page that a person can see, including nested ones."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import ElementHandle, Frame, Page

from offswitch.screen.scripts import script

_SMALLEST = 4
"""A smaller frame is there to send requests, not to be seen."""
_IS_SEEN = script("frame.js", "isFrameSeen")


def visible_frames(page: Page) -> tuple[Frame, ...]:
    """Return the main frame and every visible frame in it, outer frames first."""
    return (page.main_frame, *_inside(page.main_frame))


def frame_elements(node: ElementHandle) -> tuple[ElementHandle, ...]:
    """Return the frame elements around a node, from the main document inward."""
    found: list[ElementHandle] = []
    frame = node.owner_frame()
    while frame is not None and frame.parent_frame is not None:
        found.insert(0, frame.frame_element())
        frame = frame.parent_frame
    return tuple(found)


def _inside(frame: Frame) -> Iterator[Frame]:
    for inner in frame.child_frames:
        if not inner.is_detached() and inner.frame_element().evaluate(_IS_SEEN, _SMALLEST):
            yield inner
            yield from _inside(inner)
