"""The newest looks of a profile: what each run said of each setting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from offswitch.journal import Journal, RunRow
from offswitch.model.results import Result

MOST_LOOKS = 20
"""So many are shown one by one: as many dots as fit side by side on a telephone."""
_MOST_ASKED = 3 * MOST_LOOKS


@dataclass(frozen=True)
class Look:
    """One run that said something of at least one setting.

    Attributes:
        run: which.
        results: full setting id → what it said last.
    """

    run: RunRow
    results: Mapping[str, Result]

    @property
    def at(self) -> dt.datetime:
        """When it began."""
        return self.run.started


def looks_of(journal: Journal, runs: Sequence[RunRow]) -> tuple[Look, ...]:
    """Return the newest looks, oldest first.

    Args:
        journal: where the results stand.
        runs: of one profile, oldest first.
    """
    looks: list[Look] = []
    for run in reversed(runs[-_MOST_ASKED:]):
        results = {row.result.setting: row.result for row in journal.results(run.id)}
        if results:
            looks.append(Look(run, results))
        if len(looks) == MOST_LOOKS:
            break
    return tuple(reversed(looks))
