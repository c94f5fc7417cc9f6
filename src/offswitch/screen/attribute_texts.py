"""What a page says without drawing it as text: the names, titles, and descriptions of visible elements."""

from __future__ import annotations

from playwright.sync_api import Error, Frame, Page

from offswitch.screen.frames import visible_frames
from offswitch.screen.scripts import script

_ATTRIBUTE_TEXTS = script("attribute_texts.js", "attributeTexts")


def attribute_texts(page: Page) -> tuple[str, ...]:
    """Return the text of every attribute that tells a person something about a visible element."""
    found: list[str] = []
    try:
        for frame in visible_frames(page):
            found += _said(frame)
    except Error:
        pass  # the page is being left; the next look is at another page
    return tuple(dict.fromkeys(found))


def _said(frame: Frame) -> list[str]:
    try:
        return list(frame.evaluate(_ATTRIBUTE_TEXTS))
    except Error:
        return []  # a frame that did not load says nothing
