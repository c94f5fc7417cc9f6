"""Measures what a run spends its time on.

Pages at work side by side each have a stopwatch, so that nothing is counted for the setting of another page.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field

from offswitch.model.timings import Spent, Stage, Timings, summed

Timed = Callable[[Stage], AbstractContextManager[None]]
"""Measures a block as a stage of the work."""


def untimed(_: Stage) -> AbstractContextManager[None]:
    """Measure nothing; see ``Timed``."""
    return nullcontext()


@dataclass
class Stopwatch:
    """Measures one page at work, or what is done before and after.

    Args:
        now: seconds that only go up.
    """

    now: Callable[[], float]
    _seconds: float = 0.0
    _stages: dict[Stage, float] = field(default_factory=dict)
    _open: list[Stage] = field(default_factory=list)
    _turned: float = 0.0

    @contextmanager
    def stage(self, stage: Stage) -> Iterator[None]:
        """Count the time of a block for a stage; the stage around it pauses meanwhile, unless it is a proof."""
        self._turn()
        self._open.append(stage)
        try:
            yield
        finally:
            self._turn()
            self._open.pop()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count the time of a block as a whole, whatever its stages."""
        began = self.now()
        try:
            yield
        finally:
            self._seconds += self.now() - began

    @property
    def spent(self) -> Spent:
        """What it has measured so far."""
        stages = {stage: round(seconds, 3) for stage, seconds in self._stages.items()}
        return Spent(seconds=round(self._seconds, 3), stages=stages)

    def _turn(self) -> None:
        now = self.now()
        if self._open:
            stage = Stage.PROVE if Stage.PROVE in self._open else self._open[-1]
            self._stages[stage] = self._stages.get(stage, 0.0) + now - self._turned
        self._turned = now


@dataclass
class Clock:
    """The stopwatches of a run.

    Args:
        now: seconds that only go up.
    """

    now: Callable[[], float] = time.monotonic
    _began: float = field(init=False)
    _watches: list[tuple[str, Stopwatch]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self._began = self.now()

    def stopwatch(self, setting: str = "") -> Stopwatch:
        """Return a new one, for a setting or for what is done for none in particular."""
        watch = Stopwatch(self.now)
        self._watches.append((setting, watch))
        return watch

    def timings(self) -> Timings:
        """Return what the run has spent so far."""
        by_setting = dict(summed((name, watch.spent) for name, watch in self._watches))
        everything = summed(("", spent) for spent in by_setting.values())
        stages = everything[""].stages if everything else {}
        by_setting.pop("", None)
        total = Spent(seconds=round(self.now() - self._began, 3), stages=stages)
        return Timings(total=total, settings=by_setting)
