"""How much a run loads and clicks at most, and how far apart its clicks are from what came before."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field

from offswitch.errors import Unreachable
from offswitch.model.words import Reason

MAX_LOADS = 80
MAX_CLICKS = 120
"""Where a run stops by itself, whatever it was doing; layouts without deep links need the most.

Tools that went faster got accounts locked.
"""


@dataclass
class Pace:
    """How much and how fast: loads and clicks of a run, and how far apart they are.

    Attributes:
        pause: seconds between a click and the load or click before it, shortest and longest.
    """

    pause: tuple[float, float] = (0.6, 1.6)
    loads: int = 0
    clicks: int = 0
    _last: float = field(default=float("-inf"), repr=False)

    def due(self) -> float:
        """Return how many seconds to wait before the next click; time that has passed already counts."""
        pause = random.uniform(*self.pause)  # noqa: S311 - no secret depends on it
        return max(0.0, self._last + pause - time.monotonic())

    def reserve(self) -> float:
        """Return the same, and keep what another page at work does meanwhile at its distance from that click."""
        seconds = self.due()
        self._last = time.monotonic() + seconds
        return seconds

    def load(self) -> None:
        """Count a page load.

        Raises:
            Unreachable: ``rate_limited``, when the run has had its share.
        """
        self.loads += 1
        self._last = time.monotonic()
        if self.loads > MAX_LOADS:
            raise _enough(f"{MAX_LOADS} page loads")

    def click(self) -> None:
        """Count a click.

        Raises:
            Unreachable: ``rate_limited``, when the run has had its share.
        """
        self.clicks += 1
        self._last = time.monotonic()
        if self.clicks > MAX_CLICKS:
            raise _enough(f"{MAX_CLICKS} clicks")


def _enough(what: str) -> Unreachable:
    return Unreachable(
        Reason.RATE_LIMITED,
        f"this run reached its own limit of {what}",
        "run again later, or name fewer settings with --only",
    )
