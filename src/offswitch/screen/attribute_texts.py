"""What a page says without drawing it as text: names, titles and descriptions of what can be seen."""

from __future__ import annotations

from playwright.sync_api import Error, Frame, Page

from offswitch.screen.frames import visible_frames
from offswitch.screen.scripts import script

_ATTRIBUTE_TEXTS = script("attribute_texts.js", "attributeTexts")


def attribute_texts(page: Page) -> tuple[str, ...]:
    """Return the words of every visible element's attributes that speak to a person."""
    found: list[str] = []
    try:
        for frame in visible_frames(page):
            found += _said(frame)
    except Error:
        pass  # the page is just being left; the next look is at another one
    return tuple(dict.fromkeys(found))


def _said(frame: Frame) -> list[str]:
    try:
        return list(frame.evaluate(_ATTRIBUTE_TEXTS))
    except Error:
        return []  # what could not be loaded says nothing
