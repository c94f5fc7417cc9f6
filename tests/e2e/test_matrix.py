"""Whatever stands on the pages, in any layout and language: no false "off", no false absence, no unplanned write.

These are some cells of the matrix; `every_cell.py` has them all.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from offswitch.replica import Replica
from tests.conftest import Program
from tests.e2e.matrix import Cell, every_cell, run_over, sample

pytestmark = pytest.mark.e2e

CELLS = sample(every_cell(), 48)
DAILY = next(cell for cell in every_cell() if cell.id == "facebook-article-US-en-menu-nobodys")
"""The article's layout: by menus, a run meets the most places that could be drawn in another way."""


@pytest.mark.long
@pytest.mark.parametrize(
    "cell",
    [
        pytest.param(cell, id=cell.id, marks=[] if cell == DAILY else [pytest.mark.thorough])
        for cell in dict.fromkeys([DAILY, *CELLS])
    ],
)
def test_a_run_claims_nothing_that_is_not_so(
    program: Program,
    replica_of: Callable[..., Replica],
    record_property: Callable[[str, object], None],
    cell: Cell,
) -> None:
    record_property("outcomes", run_over(cell, program, replica_of(cell.scenario())))
