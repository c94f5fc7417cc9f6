"""Who hears how a run goes on."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from offswitch.engine import Task
from offswitch.model.results import Result


class Listener(Protocol):
    """Hears how a run goes on."""

    def planned(self, tasks: Sequence[Task]) -> None:
        """Hear what will be looked at; a run that looks before it acts says so a second time."""

    def expected(self, seconds: float) -> None:
        """Hear how long the same took the last time."""

    def started(self, task: Task) -> None:
        """Hear which setting is begun; others may still be at work."""

    def turned_to(self, task: Task) -> None:
        """Hear which setting the next steps belong to, where several are at work."""

    def step(self, text: str) -> None:
        """Hear what is being done."""

    def asked(self, text: str) -> None:
        """Hear what the person has to do in the window before the run can go on."""

    def finished(self, result: Result) -> None:
        """Hear how a setting came out."""

    def warn(self, text: str) -> None:
        """Hear of something that did not go well, and that changes no result."""

    def waiting(self) -> AbstractContextManager[None]:
        """Keep still meanwhile: the person is being asked something."""

    def wants_to_sign_in(self, title: str, /) -> bool:
        """Hear that nobody is signed in to a platform; tell whether the person does so now."""
