"""How a page keeps to a pace: when the next load or click may be, and what is told until then."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Protocol

_LONG_SECONDS = 5.0
"""Who waits for longer than a pause between clicks is told why."""
_STEP_SECONDS = 1.0
"""A run that must stop does so within a second."""


class Pacing(Protocol):
    """Counts loads and clicks, and says when the next may be."""

    clicks: int

    def reserve(self) -> float:
        """Return how many seconds to wait before the next click, and keep that moment free for it."""

    def load(self) -> float:
        """Count a page load; return how many seconds to wait before it."""

    def click(self) -> None:
        """Count a click."""


def turns(seconds: float, say: Callable[[str], None]) -> Iterator[float]:
    """Yield a wait in short pieces, each in seconds.

    Args:
        seconds: how long to wait in all.
        say: is told why, if that is long.
    """
    end = time.monotonic() + seconds
    if seconds > _LONG_SECONDS:
        say(f"waiting {seconds:.0f} s, so as not to be faster than a person")
    while (left := end - time.monotonic()) > 0:
        yield min(left, _STEP_SECONDS)
