"""Pages that no evidence shows: whatever stands there, a run claims nothing that is not so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from offswitch.model.words import ABSENT
from offswitch.replica import Replica
from tests.conftest import Program
from tests.e2e.scenarios import outcomes, states, writes
from tests.e2e.shapes import FAULTS, Shapes, every_shape, packed, sample

pytestmark = pytest.mark.e2e

CASES = packed(every_shape())
DAILY = sample(CASES, 2)


@pytest.mark.long
@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case.id, marks=[] if case.id in DAILY else [pytest.mark.thorough])
        for case in CASES
    ],
)
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
    assert sorted(set(written)) == sorted(written), "a write was made twice"
    assert {setting for setting, _, _ in written} <= set(case.settings), "nobody planned this"
    assert {(was, to) for _, was, to in written} <= {("on", "off")}
    locked = {s for part in case.parts if FAULTS.get(part.place) == "locked" for s in part.settings}
    for setting, result in results.items():
        wrote = (setting, "on", "off") in written
        assert is_so(result, before[setting], after[setting], wrote, setting in locked), result


def is_so(result: dict[str, Any], before: str, after: str, wrote: bool, locked: bool) -> bool:
    """Tell whether a result is the right one, or an honest refusal with a reason."""
    match result["status"]:
        case "changed":
            return (before, after, wrote) == ("on", "off", True)
        case "ok":
            return after == "off" and not wrote
        case "skipped" if result["reason"] in ABSENT:
            return before == "absent" and not wrote
        case "skipped":
            return result["reason"] == "locked" and locked and not wrote
        case "failed" | "unreachable":
            return not wrote or result["reason"] == "not_verified"
        case _:
            return False
