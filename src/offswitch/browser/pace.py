"""How much a run loads and clicks at most, and how long it pauses before each click."""

from __future__ import annotations

from dataclasses import dataclass

from offswitch.errors import Unreachable
from offswitch.model.words import Reason

MAX_LOADS = 80
MAX_CLICKS = 120
"""Where a run stops by itself, whatever it was doing; layouts without deep links need the most.

Tools that went faster got accounts locked.
"""


@dataclass
class Pace:
    """How much and how fast: loads and clicks of a run, and the pause before each click.

    Attributes:
        pause: seconds before a click, shortest and longest.
    """

    pause: tuple[float, float] = (0.6, 1.6)
    loads: int = 0
    clicks: int = 0

    def load(self) -> None:
        """Count a page load.

        Raises:
            Unreachable: ``rate_limited``, when the run has had its share.
        """
        self.loads += 1
        if self.loads > MAX_LOADS:
            raise _enough(f"{MAX_LOADS} page loads")

    def click(self) -> None:
        """Count a click.

        Raises:
            Unreachable: ``rate_limited``, when the run has had its share.
        """
        self.clicks += 1
        if self.clicks > MAX_CLICKS:
            raise _enough(f"{MAX_CLICKS} clicks")


def _enough(what: str) -> Unreachable:
    return Unreachable(
        Reason.RATE_LIMITED,
        f"this run reached its own limit of {what}",
        "run again later, or name fewer settings with --only",
    )
