"""A run inside the test's own process, so that something can happen to it at a chosen moment."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from offswitch.engine import Task
from offswitch.model.results import Report, Result
from offswitch.run.execute import execute
from offswitch.run.options import Options
from offswitch.terminal.progress import Quietly
from tests import browsers
from tests.kinds.app import PLATFORM


class Moments(Quietly):
    """Hears a run, and does something at one moment of it, once.

    Args:
        at: words that a step begins with, or "finished", "planned" or "asked".
        do: what happens then.
    """

    def __init__(self, at: str = "", do: Callable[[], object] = lambda: None) -> None:
        super().__init__()
        self._at, self._do = at, do
        self.happened = False
        self.passes: list[list[str]] = []
        self.warned: list[str] = []

    def planned(self, tasks: Sequence[Task]) -> None:
        self.passes.append([task.id for task in tasks])

    def step(self, text: str) -> None:
        self._meet(text)

    def finished(self, result: Result) -> None:
        self._meet("finished")

    def warn(self, text: str) -> None:
        self.warned.append(text)

    def _meet(self, moment: str) -> None:
        if self._at and moment.startswith(self._at) and not self.happened:
            self.happened = True
            self._do()


@dataclass
class Inside:
    """Runs in a home of their own.

    Attributes:
        folder: of selector files.
    """

    folder: Path
    reports: list[Report] = field(default_factory=list)

    def run(self, listener: Quietly | None = None, **options: Any) -> Report:
        """Carry out one run, in a thread of its own: the driver wants no other loop around it."""
        asked: dict[str, Any] = {
            "platforms": (PLATFORM,),
            "headless": True,
            "pause": (0, 0),
            "selectors": (self.folder,),
        } | options
        with browsers.named_headless(), ThreadPoolExecutor(1) as pool:
            report = pool.submit(execute, Options(**asked), listener or Moments()).result()
        self.reports.append(report)
        return report


Choose = Callable[[Report], Collection[str]]


def outcome(result: Result) -> str:
    """Return a result's status and reason, "failed:stopped"."""
    return ":".join(filter(None, (result.status, result.reason)))
