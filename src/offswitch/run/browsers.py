"""What opens pages for a round of a run."""

from __future__ import annotations

from dataclasses import dataclass

from offswitch.browser.launch import Driver, Launched

_REST_SECONDS = 0.2


@dataclass(frozen=True)
class Browsers:
    """What opens pages for a round.

    Attributes:
        driver: starts a browser for a session that needs its own.
        shared: for every other session.
    """

    driver: Driver
    shared: Launched

    def rest(self) -> None:
        """Let some time pass while pages are at work."""
        self.shared.wait(_REST_SECONDS)
