"""The newest looks of a profile: what each run found for each setting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from offswitch.journal import JournalReader, RunRow
from offswitch.model.results import Result
from offswitch.model.words import Status

MOST_LOOKS = 20
"""How many looks are shown one by one: as many dots as fit side by side on a phone."""
_MOST_ASKED = 24 * MOST_LOOKS


@dataclass(frozen=True)
class Look:
    """A run that has a result for at least one setting.

    Attributes:
        run: The run.
        results: The last result for each full setting id.
        count: How many looks of that day it stands for, if none of them reached anything.
    """

    run: RunRow
    results: Mapping[str, Result]
    count: int = 1

    @property
    def at(self) -> dt.datetime:
        """When the run began."""
        return self.run.started

    @property
    def reached_nothing(self) -> bool:
        """Whether no account could be reached."""
        return all(each.status is Status.UNREACHABLE for each in self.results.values())


def looks_of(journal: JournalReader, runs: Sequence[RunRow]) -> tuple[Look, ...]:
    """Return the newest looks, oldest first.

    Without a network, a check is repeated every hour. Such checks count as one look per day, so that
    they do not push out everything else.

    Args:
        journal: The journal with the results.
        runs: The runs of one profile, oldest first.
    """
    looks: list[Look] = []
    for run in reversed(runs[-_MOST_ASKED:]):
        results = {row.result.setting: row.result for row in journal.results(run.id)}
        if not results:
            continue
        look = Look(run, results)
        if (
            looks
            and look.reached_nothing
            and looks[-1].reached_nothing
            and _same_day(look, looks[-1])
        ):
            looks[-1] = replace(looks[-1], count=looks[-1].count + 1)
        elif len(looks) == MOST_LOOKS:
            break
        else:
            looks.append(look)
    return tuple(reversed(looks))


def _same_day(one: Look, other: Look) -> bool:
    return one.at.astimezone(dt.UTC).date() == other.at.astimezone(dt.UTC).date()
