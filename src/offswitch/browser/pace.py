"""How much a run loads and clicks at a platform, how fast, and how far its clicks are from what came before."""

from __future__ import annotations

import random
import time
from collections import deque
from dataclasses import dataclass, field

from offswitch.errors import Unreachable
from offswitch.model.limits import Limits
from offswitch.model.words import Reason

_MINUTE = 60.0


@dataclass
class _Latest:
    """When the latest load or click of a run was, or will be, wherever it was."""

    at: float = float("-inf")

    def note(self, at: float) -> None:
        """Note another one."""
        self.at = max(self.at, at)


class _Minute:
    """The moments of what was done last, and of what may be done next.

    Args:
        most: how many of them any minute may have; None for any number.
    """

    def __init__(self, most: int | None) -> None:
        self._moments: deque[float] = deque(maxlen=most)

    def reserve(self, earliest: float) -> float:
        """Return the first moment from ``earliest`` on that is free, and keep it."""
        if len(self._moments) == self._moments.maxlen:
            earliest = max(earliest, self._moments[0] + _MINUTE)
        self._moments.append(earliest)
        return earliest


@dataclass
class Pace:
    """A run at one platform: how much it may do there, and when.

    Attributes:
        pause: seconds between a click and the load or click before it, shortest and longest.
        limits: of the platform.
        by_minute: whether those of a minute hold.
        loads: pages that were loaded.
        clicks: clicks that were made.
    """

    pause: tuple[float, float] = (0.6, 1.6)
    limits: Limits = field(default_factory=Limits)
    by_minute: bool = True
    loads: int = 0
    clicks: int = 0
    _latest: _Latest = field(default_factory=_Latest, repr=False)
    _loads: _Minute = field(init=False, repr=False)
    _clicks: _Minute = field(init=False, repr=False)

    def __post_init__(self) -> None:
        limits = self.limits
        self._loads = _Minute(limits.loads_per_minute if self.by_minute else None)
        self._clicks = _Minute(limits.clicks_per_minute if self.by_minute else None)

    def due(self) -> float:
        """Return how many seconds to wait for the pause before a click; time that has passed already counts."""
        pause = random.uniform(*self.pause)  # noqa: S311 - no secret depends on it
        return max(0.0, self._latest.at + pause - time.monotonic())

    def reserve(self) -> float:
        """Return how many seconds to wait before the next click, and keep that moment free for it.

        What another page at work does meanwhile keeps its distance from that click.

        Raises:
            Unreachable: ``rate_limited``, when the run has had its share.
        """
        if self.clicks >= self.limits.clicks:
            raise _enough(f"{self.limits.clicks} clicks")
        now = time.monotonic()
        at = self._clicks.reserve(now + self.due())
        self._latest.note(at)
        return at - now

    def load(self) -> float:
        """Count a page load, and return how many seconds to wait before it.

        Raises:
            Unreachable: ``rate_limited``, when the run has had its share.
        """
        if self.loads >= self.limits.loads:
            raise _enough(f"{self.limits.loads} page loads")
        self.loads += 1
        now = time.monotonic()
        at = self._loads.reserve(now)
        self._latest.note(at)
        return at - now

    def click(self) -> None:
        """Count a click.

        Raises:
            Unreachable: ``rate_limited``, when the run has had its share.
        """
        if self.clicks >= self.limits.clicks:
            raise _enough(f"{self.limits.clicks} clicks")
        self.clicks += 1
        self._latest.note(time.monotonic())


@dataclass
class RunPace:
    """A run at all of its platforms; on pages side by side, too, its clicks keep their distance.

    Args:
        pause: as for ``Pace``.
        by_minute: as for ``Pace``.
    """

    pause: tuple[float, float]
    by_minute: bool = True
    _latest: _Latest = field(default_factory=_Latest, repr=False)
    _paces: dict[str, Pace] = field(default_factory=dict, repr=False)

    def at(self, platform: str, limits: Limits) -> Pace:
        """Return the pace at a platform, which is one for the whole run.

        Args:
            platform: its name.
            limits: what it allows.
        """
        if platform not in self._paces:
            self._paces[platform] = Pace(self.pause, limits, self.by_minute, _latest=self._latest)
        return self._paces[platform]

    @property
    def loads(self) -> int:
        """Pages that the run has loaded."""
        return sum(pace.loads for pace in self._paces.values())

    @property
    def clicks(self) -> int:
        """Clicks that the run has made."""
        return sum(pace.clicks for pace in self._paces.values())


def _enough(what: str) -> Unreachable:
    return Unreachable(
        Reason.RATE_LIMITED,
        f"this run reached its own limit of {what}",
        "run again later, or name fewer settings with --only",
    )
