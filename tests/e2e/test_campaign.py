"""Some trials of the campaign, and how it counts; `every_trial.py` runs as many as are asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from offswitch.replica import Replica
from tests.conftest import Program
from tests.e2e.campaign import KINDS, REAL, Record, draw, run_over, table

SEEDS = 60
DAILY = (1, 2, 632)
"""A run takes seconds, and there are minutes for all tests. The last one was wrong once."""


@pytest.mark.e2e
@pytest.mark.parametrize(
    "seed",
    [
        pytest.param(seed, marks=[] if seed in DAILY else [pytest.mark.thorough])
        for seed in sorted({*range(1, SEEDS + 1), *DAILY})
    ],
)
def test_nothing_false_is_said(
    program: Program, replica_of: Callable[..., Replica], seed: int
) -> None:
    trial = draw(seed)
    record = run_over(trial, program, replica_of(trial.scenario), "--headless")
    assert not record["wrong"], record


def test_a_seed_draws_the_same_again() -> None:
    assert [draw(seed) for seed in range(20)] == [draw(seed) for seed in range(20)]


def test_each_kind_is_drawn_with_what_belongs_to_it() -> None:
    trials = [draw(seed) for seed in range(200)]
    assert {trial.kind for trial in trials} == set(KINDS)
    for trial in trials:
        assert bool(set(trial.changes) & set(REAL)) == (trial.kind == "real")
        assert trial.kind in {"fault", "any"} or not trial.faults


def record(kind: str, *outcome: str | None, **more: Any) -> Record:
    of_all = {"seed": 1, "kind": kind, "where": "", "changes": [], "faults": {}, "wrong": []}
    return of_all | {"outcomes": {"a.b": outcome}} | more


def rows(records: list[Record]) -> list[tuple[str, str]]:
    """Return how many results each row has, and how many of them are as expected."""
    cells = [line.split("|") for line in table(records).splitlines()[4:]]
    return [(line[2].strip(), line[3].strip()) for line in cells]


def test_what_is_wrong_is_counted_and_nothing_else_is_stated_then() -> None:
    told = table([record("any", "changed", None), record("any", "ok", None, wrong=["it was on"])])
    assert told.startswith("2 runs, 2 results, 1 wrong.\n")


def test_a_count_of_none_says_what_it_can_rule_out() -> None:
    told = table([record("any", "changed", None)] * 300)
    assert told.startswith(
        "300 runs, 300 results, 0 wrong (of such runs at most 0.99% are, by 95 %)."
    )


def test_only_a_switch_counts_where_nothing_has_changed() -> None:
    told = [record("benign", "changed", None), record("benign", "failed", "not_found")]
    assert rows(told) == [("2", "1"), ("0", "0"), ("0", "0")]


def test_a_refusal_counts_where_rows_were_moved() -> None:
    told = [
        record("real", "failed", "not_found"),
        record("real", "skipped", "not_offered"),
        record("real", "failed", "unexpected_dialog"),
    ]
    assert rows(told) == [("0", "0"), ("3", "1"), ("0", "0")]


def test_a_fault_has_its_reason() -> None:
    faults = {"a.b": ["save_error"]}
    told = [
        record("fault", "failed", "save_error", faults=faults),
        record("fault", "failed", "not_verified", faults=faults),
        record("fault", "changed", None),
    ]
    assert rows(told) == [("0", "0"), ("0", "0"), ("3", "2")]


@pytest.mark.parametrize(
    ("setting", "fault", "reason", "expected"),
    [
        ("facebook.x", "save_error", "not_verified", "0"),
        ("whatsapp.x", "save_error", "not_verified", "1"),
        ("whatsapp.x", "flips_back", "save_error", "0"),
        ("facebook.x", "absent", "not_found", "1"),
        ("facebook.x", "absent", "ambiguous", "0"),
    ],
)
def test_a_reason_counts_where_the_page_allows_no_better_one(
    setting: str, fault: str, reason: str, expected: str
) -> None:
    told = record("fault", faults={setting: [fault]}, outcomes={setting: ["failed", reason]})
    assert rows([told])[2] == ("1", expected)
