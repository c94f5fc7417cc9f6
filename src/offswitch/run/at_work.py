"""One of the pages at work: tells what is done on it, for which setting, and how long each stage takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

from offswitch.engine import Task
from offswitch.model.timings import Stage
from offswitch.run.clock import Clock, Stopwatch
from offswitch.run.listener import Listener


@dataclass
class PageAtWork:
    """Tells and measures what is done on one of the pages at work.

    Args:
        listener: is told.
        clock: measures.
    """

    listener: Listener
    clock: Clock
    _task: Task | None = field(init=False, default=None)
    _own: Stopwatch = field(init=False)
    _watch: Stopwatch = field(init=False)

    def __post_init__(self) -> None:
        self._own = self._watch = self.clock.stopwatch()

    @contextmanager
    def on(self, task: Task) -> Iterator[None]:
        """Count everything in a block for a setting, and say that it is begun."""
        self._task = task
        self.listener.started(task)
        self._watch = self.clock.stopwatch(task.id)
        try:
            with self._watch.running():
                yield
        finally:
            self._watch = self._own

    def step(self, text: str) -> None:
        """Say what is being done here."""
        if self._task is not None:
            self.listener.turned_to(self._task)
        self.listener.step(text)

    def timed(self, stage: Stage) -> AbstractContextManager[None]:
        """Measure a stage, for the setting at work here, if there is one."""
        return self._watch.stage(stage)
