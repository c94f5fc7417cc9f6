"""Pages that no evidence shows: whatever stands there, a run claims nothing that is not so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from offswitch.replica import Replica
from tests.conftest import Program
from tests.e2e.honest import what_is_wrong
from tests.e2e.scenarios import outcomes, states, writes
from tests.e2e.shapes import FAULTS, Shapes, every_shape, packed

pytestmark = pytest.mark.e2e

CASES = packed(every_shape())


@pytest.mark.thorough  # each day, `test_matrix.py` tries pages on which all places have a shape that nobody saw
@pytest.mark.long
@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in CASES])
def test_a_shape_that_nobody_saw_is_worked_rightly_or_refused(
    program: Program,
    replica_of: Callable[..., Replica],
    record_property: Callable[[str, object], None],
    case: Shapes,
) -> None:
    replica = replica_of(case.scenario())
    before = states(replica)
    done = program.signed_in(replica)("run", "--yes", "--headless", "--json", *case.only)
    assert done.out, done.err
    after, results, written = states(replica), done.results(), writes(replica)
    record_property("outcomes", outcomes(results))
    assert set(results) == set(case.settings)
    locked = {s for part in case.parts if FAULTS.get(part.place) == "locked" for s in part.settings}
    assert not what_is_wrong(results, before, after, written, locked=locked)
