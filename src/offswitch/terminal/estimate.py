"""How long a run will still take: by what the same took the last time, or by the mean of what is finished."""

from __future__ import annotations

import time
from collections.abc import Callable

_ENOUGH = 3
"""So many finished ones make a mean that means something."""
_SHORT = 45
_LONG = 90 * 60


class Estimate:
    """Counts what is done, and estimates what is left.

    Args:
        clock: seconds that only go up.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._at_work = 0
        self._began: float | None = None
        self._took: list[float] = []
        self._expected_end = float("-inf")
        self.count = self.done = 0

    def planned(self, count: int) -> None:
        """Begin anew: so many are to be done."""
        self.count, self.done = count, 0
        self._at_work, self._began, self._took = 0, None, []
        self._expected_end = float("-inf")

    def expect(self, seconds: float) -> None:
        """Expect it to take as long as the same did the last time; where it takes longer, that is forgotten."""
        self._expected_end = self._clock() + seconds

    def started(self) -> None:
        """Begin one; where others are at work, the time until the next is finished is shared by all."""
        self._at_work += 1
        if self._at_work == 1:
            self._began = self._clock()

    def disregard(self) -> None:
        """Forget how long the one at work takes: a person's time says nothing about the others."""
        self._began = None

    def finished(self) -> None:
        """End one; one that was never begun took no time, and says nothing."""
        self.done += 1
        if self._began is not None:
            self._took.append(self._clock() - self._began)
        self._at_work = max(0, self._at_work - 1)
        self._began = self._clock() if self._at_work else None

    def left(self) -> float | None:
        """Return the seconds that are left, or None while that would be a guess, and at the end."""
        if self.done >= self.count:
            return None
        if (expected := self._expected_end - self._clock()) > 0:
            return expected
        if len(self._took) < _ENOUGH:
            return None
        mean = sum(self._took) / len(self._took)
        spent = self._clock() - self._began if self._began is not None else 0
        return mean * (self.count - self.done) - min(spent, mean)


def time_left(seconds: float | None) -> str:
    """Say in words how long it will still take; nothing where that is not known."""
    if seconds is None:
        return ""
    if seconds < _SHORT:
        return "less than a minute left"
    if seconds < _LONG:
        return f"about {max(1, round(seconds / 60))} min left"
    return f"about {round(seconds / 3600)} h left"
