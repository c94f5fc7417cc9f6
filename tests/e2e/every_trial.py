"""A campaign of many trials: `make campaign RUNS=200 SEED=1`. `test_campaign.py` has some of them.

Begun again on the same commit, it goes on where it stopped. A trial that was wrong fails, and says how it is
shown in a window.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable

import pytest

from offswitch.replica import Replica
from tests.conftest import Program
from tests.e2e.campaign import draw, kept, records, run_over

pytestmark = pytest.mark.e2e

FIRST, RUNS = int(os.environ.get("SEED") or 1), int(os.environ.get("RUNS") or 200)


@pytest.mark.parametrize("seed", range(FIRST, FIRST + RUNS))
def test_nothing_false_is_said(
    program: Program, replica_of: Callable[..., Replica], seed: int
) -> None:
    if any(record["seed"] == seed for record in records()):
        pytest.skip("it has been run")
    trial = draw(seed)
    record = run_over(trial, program, replica_of(trial.scenario), "--headless")
    with kept().open("a", encoding="utf-8") as file:
        file.write(json.dumps(record) + "\n")
    assert not record["wrong"], f"show it with `python -m tests.e2e.campaign {seed}`"
