"""The whole matrix, which takes many hours: `make matrix`. `test_matrix.py` has some cells of it.

Begun again on the same commit, it goes on where it stopped: a cell that passed is not run twice.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from offswitch.replica import Replica
from tests.conftest import ROOT, Program
from tests.e2e.matrix import Cell, every_cell, run_over, spread

pytestmark = pytest.mark.e2e


@cache
def passed_here() -> Path:
    """Return the file with the cells that have passed on this commit, one a line."""
    head = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    folder = ROOT / ".matrix"
    folder.mkdir(exist_ok=True)
    return folder / f"{head.stdout.strip()}.txt"


@cache
def passed_before() -> frozenset[str]:
    file = passed_here()
    return frozenset(file.read_text().split()) if file.exists() else frozenset()


@pytest.mark.parametrize("cell", [pytest.param(cell, id=cell.id) for cell in spread(every_cell())])
def test_a_run_claims_nothing_that_is_not_so(
    program: Program,
    replica_of: Callable[..., Replica],
    record_property: Callable[[str, object], None],
    cell: Cell,
) -> None:
    if cell.id in passed_before():
        pytest.skip("it passed on this commit")
    record_property("outcomes", run_over(cell, program, replica_of(cell.scenario())))
    with passed_here().open("a") as file:
        file.write(f"{cell.id}\n")
