"""The whole matrix, which takes some hours: `make matrix`. `test_matrix.py` has some cells of it.

Begun again on the same commit, it goes on where it stopped: a cell that passed is not run twice. With
``make matrix SINCE=COMMIT``, a cell that has passed on that commit or on any later one is not run again, so
that all cells can be run over several days, while nothing changes that matters to them.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from offswitch.replica import Replica
from tests.conftest import ROOT, Program
from tests.e2e.matrix import Cell, every_cell, run_over, spread

pytestmark = pytest.mark.e2e


PASSED = ROOT / "docs" / "matrix"
"""A file for each commit, with the cells that have passed on it, one a line."""


def commits(*words: str) -> list[str]:
    """Ask git for commits, by their short names."""
    done = subprocess.run(
        ["git", *words], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    return done.split()


@cache
def passed_here() -> Path:
    [head] = commits("rev-parse", "--short=10", "HEAD")
    return PASSED / f"{head}.txt"


@cache
def passed_before() -> frozenset[str]:
    files = [passed_here()]
    if since := os.environ.get("SINCE"):
        later = commits("log", "--format=%h", "--abbrev=10", f"{since}~..HEAD")
        files += [PASSED / f"{commit}.txt" for commit in later]
    return frozenset(cell for file in files if file.exists() for cell in file.read_text().split())


@pytest.mark.parametrize("cell", [pytest.param(cell, id=cell.id) for cell in spread(every_cell())])
def test_a_run_claims_nothing_that_is_not_so(
    program: Program,
    replica_of: Callable[..., Replica],
    record_property: Callable[[str, object], None],
    cell: Cell,
) -> None:
    if cell.id in passed_before():
        pytest.skip("it has passed")
    record_property("outcomes", run_over(cell, program, replica_of(cell.scenario())))
    with passed_here().open("a") as file:
        file.write(f"{cell.id}\n")
