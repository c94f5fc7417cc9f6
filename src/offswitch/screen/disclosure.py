"""Whether what a button would open is open already."""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import ElementHandle, Error

from offswitch.screen.scripts import script

_IS_EXPANDED = script("disclosure.js", "isExpanded")
_IS_NEXT = script("disclosure.js", "isNext")


def is_expanded(opener: ElementHandle) -> bool:
    """Tell whether an element says that what it opens is open: expanded, or the summary of open details."""
    try:
        return bool(opener.evaluate(_IS_EXPANDED))
    except Error:
        return False  # it is just being replaced


def is_next(opener: ElementHandle, control: ElementHandle, rows: Sequence[ElementHandle]) -> bool:
    """Tell whether a control comes after an opener without another row that opens something in between.

    Args:
        opener: a row that opens something.
        control: a control on the same page.
        rows: every row of the page that opens something.
    """
    try:
        return bool(opener.evaluate(_IS_NEXT, {"control": control, "rows": list(rows)}))
    except Error:
        return False  # they stand in different frames, or the page was drawn anew
