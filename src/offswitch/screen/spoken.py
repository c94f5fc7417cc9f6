"""What a page says without drawing it as text: names, titles and descriptions of what can be seen."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Error, Page

from offswitch.screen.closed import visible_frames

_SCRIPT = (Path(__file__).parent / "spoken.js").read_text(encoding="utf-8")


def spoken(page: Page) -> tuple[str, ...]:
    """Return the words of every visible element's attributes that speak to a person."""
    found: list[str] = []
    for frame in visible_frames(page):
        try:
            found += frame.evaluate(_SCRIPT)
        except Error:
            continue  # it is no page, or is just being left
    return tuple(dict.fromkeys(found))
