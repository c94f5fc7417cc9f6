"""The frames of a page that a person can see, including nested ones."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import ElementHandle, Frame, Page

from offswitch.screen.scripts import script

_SMALLEST = 4
"""A smaller frame is there to send requests, not to be seen."""
_IS_SEEN = script("frame.js", "isFrameSeen")


def loaded_frames(page: Page) -> tuple[Frame, ...]:
    """Return every frame of a page that has a document.

    One that waits to be seen (``loading="lazy"``) has none, and a question to it waits without end
    (microsoft/playwright-python#2999).
    """
    return tuple(frame for frame in page.frames if frame is page.main_frame or frame.url)


def waiting_frames(page: Page) -> tuple[Frame, ...]:
    """Return the frames that have a place on the page, and no document yet."""
    loaded = loaded_frames(page)
    return tuple(frame for frame in page.frames if frame not in loaded and _is_seen(frame))


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
        if inner.url and _is_seen(inner):
            yield inner
            yield from _inside(inner)


def _is_seen(frame: Frame) -> bool:
    return not frame.is_detached() and bool(frame.frame_element().evaluate(_IS_SEEN, _SMALLEST))
