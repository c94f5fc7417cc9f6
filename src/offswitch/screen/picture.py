"""A picture of a control's row: evidence that a person can look at."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import ElementHandle, Error, FloatRect, Page

from offswitch.screen.scripts import script

_PATIENCE_MS = 3_000
_MARGIN = 8
_TALLEST = 700
_ROW = script("picture.js", "rowAround")


def crop(page: Page, nodes: Sequence[ElementHandle]) -> bytes | None:
    """Return a PNG of the rows that contain some controls; None if there is nothing to see."""
    try:
        rows = [node.evaluate_handle(_ROW).as_element() or node for node in nodes]
        if not rows:
            return None
        rows[0].scroll_into_view_if_needed(timeout=_PATIENCE_MS)
        boxes = [box for row in rows if (box := row.bounding_box())]
        clip = _around(boxes, page)
        if clip is None:
            return None
        return page.screenshot(clip=clip, animations="disabled", timeout=_PATIENCE_MS)
    except Error:
        return None  # a missing picture must not end a run


def _around(boxes: Sequence[FloatRect], page: Page) -> FloatRect | None:
    size = page.viewport_size
    if not boxes or size is None:
        return None
    left = max(0.0, min(box["x"] for box in boxes) - _MARGIN)
    top = max(0.0, min(box["y"] for box in boxes) - _MARGIN)
    right = min(float(size["width"]), max(box["x"] + box["width"] for box in boxes) + _MARGIN)
    bottom = min(float(size["height"]), max(box["y"] + box["height"] for box in boxes) + _MARGIN)
    bottom = min(bottom, top + _TALLEST)
    if right - left < _MARGIN or bottom - top < _MARGIN:
        return None
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}
