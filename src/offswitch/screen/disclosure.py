"""Whether the thing that a button opens is already open."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import ElementHandle, Error

from offswitch.screen.scripts import script

_IS_EXPANDED = script("disclosure.js", "isExpanded")
_IS_NEXT = script("disclosure.js", "isNext")


def is_expanded(opener: ElementHandle) -> bool:
    """Tell whether an element says that it is expanded, or is the summary of open details."""
    try:
        return bool(opener.evaluate(_IS_EXPANDED))
    except Error:
        return False  # the element is being replaced


def is_next(opener: ElementHandle, control: ElementHandle, rows: Sequence[ElementHandle]) -> bool:
    """Tell whether a control follows an opener with no other opener in between.

    Args:
        opener: a row that opens something.
        control: a control on the same page.
        rows: every row of the page that opens something.
    """
    try:
        return bool(opener.evaluate(_IS_NEXT, {"control": control, "rows": list(rows)}))
    except Error:
        return False  # they are in different frames, or the page was redrawn
