"""The outline and caption that show a person who is watching which element is at work."""

from __future__ import annotations

from playwright.sync_api import ElementHandle, Page

from offswitch.screen.frames import frame_elements
from offswitch.screen.scripts import script

MARKER = "data-offswitch-marker"
"""The attribute of what we draw; the same name stands in ``selectors.js``."""
_LOOK = script("marker/look.js", "look")
_LOOK_OUTWARDS = script("marker/look.js", "lookOutwards")
_DRAW = script("marker/draw.js", "drawMarker")
_CLEAR = script("marker/draw.js", "clearMarker")


def mark(page: Page, node: ElementHandle | None, words: str) -> None:
    """Outline an element for the person who is watching, or remove the outline.

    It is drawn in the main document even if the element is in a frame: there is more room for the
    words, no frame clips it, and only one place has to be cleaned up.

    Args:
        page: the page.
        node: the element, in any frame; None removes the outline.
        words: what is being done with it.
    """
    if node is None:
        page.evaluate(_CLEAR)
        return
    seen, outermost = node.evaluate(_LOOK), node
    for outermost in reversed(frame_elements(node)):
        seen = outermost.evaluate(_LOOK_OUTWARDS, seen)
    outermost.evaluate(_DRAW, [seen, words])
