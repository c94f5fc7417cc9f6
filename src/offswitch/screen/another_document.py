"""A page that loads another document by itself, or draws itself anew, while it is looked at."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Error

from offswitch.errors import SettingError
from offswitch.model.words import Reason

_REPLACED = re.compile(
    r"execution context (was destroyed|is not available)|cannot find (context|object) with|frame (was|got) detached"
    r"|detached frame|not attached to the DOM|from a different document|only in the context they were created",
    re.IGNORECASE,
)
"""What the browser driver says of a document, a frame, or an element that made way for another one."""
_BROKEN_OFF = re.compile(r"interrupted by another navigation|net::ERR_ABORTED")
_LOOKS = 3
"""How often a page is looked at that loads another document each time."""

_Seen = TypeVar("_Seen")


def is_replaced(error: Error) -> bool:
    """Tell whether what was asked about made way for something else meanwhile."""
    return _REPLACED.search(error.message) is not None


def is_broken_off(error: Error) -> bool:
    """Tell whether an address was not loaded because the page went on to another one."""
    return _BROKEN_OFF.search(error.message) is not None


def look_anew(look: Callable[[], _Seen], wait: Callable[[], object]) -> _Seen:
    """Look; where the page loads another document meanwhile, look again once that has come to rest.

    Args:
        look: looks from scratch, and presses nothing.
        wait: waits until the page has come to rest.

    Raises:
        playwright.sync_api.Error: the page loads another document each time, or has closed.
    """
    for _ in range(_LOOKS - 1):
        try:
            return look()
        except Error:  # the document is being left
            wait()
    return look()


def kept_loading() -> SettingError:
    """Return the error for a page that shows no document for long enough."""
    return SettingError(
        Reason.UNREADABLE,
        "the page kept loading another document while it was looked at",
        "run again; if it goes on, look at the page yourself",
    )
