"""The whole matrix, which takes many hours: `make matrix`. `test_matrix.py` has some cells of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from offswitch.replica import Replica
from tests.conftest import Program
from tests.e2e.matrix import Cell, every_cell, run_over

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("cell", [pytest.param(cell, id=cell.id) for cell in every_cell()])
def test_a_run_claims_nothing_that_is_not_so(
    program: Program,
    replica_of: Callable[..., Replica],
    record_property: Callable[[str, object], None],
    cell: Cell,
) -> None:
    record_property("outcomes", run_over(cell, program, replica_of(cell.scenario())))
