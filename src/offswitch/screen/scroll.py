"""Scrolls a page and its lists step by step: some draw only what is in view, or load more at the end."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from playwright.sync_api import ElementHandle, Error, Frame, Page

from offswitch.screen.frames import visible_frames, waiting_frames
from offswitch.screen.scripts import script
from offswitch.waiting import until

MOST_STEPS = 60
"""The most steps for one page. What lies further down is not looked at."""
_MOST_FRAMES = 6
_SHOWN_MS = 2_000
_POLL_MS = 50
_FIND = script("scroll.js", "scrollables")
_SCROLL = "(n, top) => n.scrollTo({ top, behavior: 'instant' })"
_STEP = "n => n.scrollTo({ top: n.scrollTop + n.clientHeight * 0.8, behavior: 'instant' })"
_IS_AT_END = "n => !n.isConnected || n.scrollTop + n.clientHeight >= n.scrollHeight - 3"


@dataclass(frozen=True)
class _Box:
    node: ElementHandle
    start: float


class Scroll:
    """Moves through everything on a page that scrolls down.

    Args:
        page: the page.
        words: a box in the page is scrolled if it contains one of them, or a control.
    """

    def __init__(self, page: Page, words: Collection[str]) -> None:
        self._boxes = [
            _Box(node, float(node.evaluate("n => n.scrollTop")))
            for frame in _frames(page)
            for node in _find(frame, words)
        ]
        self._left = MOST_STEPS

    def down(self) -> Iterator[None]:
        """Scroll each box to its end; look at the page after each step, since it may have redrawn."""
        for box in self._boxes:
            if box.start and self._left == MOST_STEPS:
                _run(box.node, _SCROLL, 0)
                yield
            while self._left and not _is_at_end(box.node):
                self._left -= 1
                _run(box.node, _STEP)
                yield

    @property
    def is_at_end(self) -> bool:
        """Whether every box is at its end; a page may load more once its end is shown."""
        return all(_is_at_end(box.node) for box in self._boxes)

    @property
    def is_spent(self) -> bool:
        """Whether all steps are used up."""
        return self._left == 0

    def put_back(self) -> None:
        """Scroll everything back to where it was."""
        for box in self._boxes:
            _run(box.node, _SCROLL, box.start)


def show_waiting_frames(page: Page) -> bool:
    """Scroll to each frame that waits to be seen, and back, as a person would see it in passing.

    Returns:
        Whether there was one.
    """
    waiting = waiting_frames(page)[:_MOST_FRAMES]
    for frame in waiting:
        with suppress(Error):  # it is gone again
            frame.frame_element().scroll_into_view_if_needed(timeout=_SHOWN_MS)
            until(
                partial(_is_loaded, frame),
                _SHOWN_MS / 1000,
                partial(page.wait_for_timeout, _POLL_MS),
            )
    if waiting:
        page.evaluate("() => scrollTo({ top: 0, behavior: 'instant' })")
    return bool(waiting)


def _is_loaded(frame: Frame) -> bool:
    return bool(frame.url)


def _frames(page: Page) -> tuple[Frame, ...]:
    try:
        return visible_frames(page)
    except Error:
        return ()  # the page is being left


def _find(frame: Frame, words: Collection[str]) -> list[ElementHandle]:
    try:
        found = frame.evaluate_handle(_FIND, list(words)).get_properties().values()
    except Error:
        return []  # the frame has no page, or is being left
    return [node for each in found if (node := each.as_element()) is not None]


def _is_at_end(node: ElementHandle) -> bool:
    try:
        return bool(node.evaluate(_IS_AT_END))
    except Error:
        return True


def _run(node: ElementHandle, script: str, argument: float | None = None) -> None:
    try:
        node.evaluate(script, argument)
    except Error:
        return  # the page has replaced the box
