"""The outline and the few words that show a person who watches which element is at work."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import ElementHandle, Page

from offswitch.screen.frames import FRAME_PLACE, frame_elements

_MARKER = f"({(Path(__file__).parent / 'marker.js').read_text(encoding='utf-8')})({FRAME_PLACE})"


def mark(page: Page, node: ElementHandle | None, words: str) -> None:
    """Outline an element for the person who watches, or take the outline away.

    It is drawn in the page's own document, also for an element in a frame: there is most room for the
    words, nothing of a frame cuts it off, and one place has to be cleaned up.

    Args:
        page: the page.
        node: the element, in any frame; None takes the outline away.
        words: what is being done with it.
    """
    if node is None:
        page.evaluate(f"() => {_MARKER}.clear()")
        return
    seen, outermost = node.evaluate(f"(n) => {_MARKER}.look(n)"), node
    for outermost in reversed(frame_elements(node)):
        seen = outermost.evaluate(f"(n, seen) => {_MARKER}.lookOutwards(n, seen)", seen)
    outermost.evaluate(f"(n, [seen, words]) => {_MARKER}.draw(n, seen, words)", [seen, words])
