"""What was read on one visit to a page: of the setting that it was for, and of others beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from offswitch.engine.draft import Place
from offswitch.engine.landing import Arrival
from offswitch.engine.neighbors import Fingerprint
from offswitch.engine.reading import Reading
from offswitch.engine.task import Task
from offswitch.model.results import Result


@dataclass(frozen=True)
class FreshReading:
    """A control that was reached and read.

    Attributes:
        lacking: names of the page's requests that had no good answer.
        place: which page it was read on.
        others: every control of the page, before anything was opened on it and while this one was read.
    """

    arrival: Arrival
    reading: Reading
    lacking: frozenset[str]
    place: Place
    others: Fingerprint


@dataclass
class KeptReadings:
    """What is still to be looked at on a platform, and what was read of it on visits for other settings.

    Attributes:
        waiting: the settings whose turn has not come yet.
        changed: the results of those that were changed along with another one.
    """

    waiting: Sequence[Task] = ()
    changed: list[Result] = field(default_factory=list)
    _kept: defaultdict[str, list[FreshReading]] = field(default_factory=lambda: defaultdict(list))

    def keep(self, task: Task, look: FreshReading) -> None:
        """Keep what was read of a setting until its turn comes."""
        self._kept[task.id].append(look)

    def take(self, task: Task) -> FreshReading | None:
        """Return the first of what was kept for a setting, once; None if nothing is left."""
        kept = self._kept[task.id]
        return kept.pop(0) if kept else None
