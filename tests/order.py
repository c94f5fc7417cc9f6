"""In which order the tests run: the long ones first, and what shares a fixture in one process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest


def in_shares(items: Sequence[pytest.Item], processes: int) -> list[pytest.Item]:
    """Return the tests as one block for each process, each with its part of every kind of test.

    pytest-xdist gives each process one block and lets the quick ones take over from the slow ones. A
    block begins with long tests, so that nobody waits for one at the end, and the others keep their
    neighbors: a module's fixtures are then set up in one process, not in each.
    """
    long = [item for item in items if item.get_closest_marker("long")]
    rest = [item for item in items if not item.get_closest_marker("long")]
    kinds = (
        [item for item in rest if "unit" not in item.path.parts],
        [item for item in rest if "unit" in item.path.parts],
    )
    cut = [
        [long[n::processes] for n in range(processes)],
        *(_cut(kind, processes) for kind in kinds),
    ]
    return [item for block in zip(*cut, strict=True) for part in block for item in part]


def _cut(items: Sequence[pytest.Item], number: int) -> Iterator[Sequence[pytest.Item]]:
    """Yield the tests in as many parts of nearly one size, one after another."""
    ends = [len(items) * n // number for n in range(number + 1)]
    return (items[start:end] for start, end in pairwise(ends))
