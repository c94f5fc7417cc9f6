"""Which settings came and went, reported once, and only where a page could tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from offswitch.inventory.offered import turned
from offswitch.journal import Journal, open_journal
from offswitch.model.results import Proof, Result, RunInfo
from offswitch.model.words import Category, ProofKind, Reason, State, Status, is_offered

START = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
OFF = (Status.OK, None)
ABSENT, RETIRED = (Status.SKIPPED, Reason.NOT_OFFERED), (Status.SKIPPED, Reason.RETIRED)
FORM, APP_ONLY = (Status.SKIPPED, Reason.FORM_ONLY), (Status.SKIPPED, Reason.APP_ONLY)
NOT_FOUND, SIGN_IN = (Status.FAILED, Reason.NOT_FOUND), (Status.UNREACHABLE, Reason.SIGN_IN)
EXCLUDED, GUIDE = (Status.SKIPPED, Reason.EXCLUDED), (Status.SKIPPED, Reason.GUIDE)
Outcome = tuple[Status, Reason | None]


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.sqlite3", lambda: START) as opened:
        yield opened


def result(outcome: Outcome, setting: str = "site.ads") -> Result:
    status, reason = outcome
    read = status is Status.OK
    proofs = (Proof(kind=ProofKind.FRESH_LOAD, state=State.OFF, at=START),) if read else ()
    return Result(
        platform="site",
        setting=setting,
        category=Category.AD_PARTNERS,
        title="Ads",
        status=status,
        reason=reason,
        after=State.OFF if read else State.UNKNOWN,
        proofs=proofs,
        url="u",
    )


def told(journal: Journal, *outcomes: Outcome, replica: bool = False) -> list[str]:
    """What is told of the last of several runs."""
    changes: list[str] = []
    for number, outcome in enumerate(outcomes):
        run = RunInfo(
            id=f"{number}-{replica}",
            mode="check",
            profile="default",
            started=START,
            version="0",
            replica="http://127.0.0.1:1" if replica else None,
        )
        journal.begin(run)
        journal.record(run.id, result(outcome))
        changes = [change.change for change in turned(journal, run, [result(outcome)])]
    return changes


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([OFF], []),
        ([ABSENT], []),
        ([OFF, OFF], []),
        ([OFF, ABSENT], ["vanished"]),
        ([OFF, RETIRED], ["vanished"]),
        ([OFF, ABSENT, RETIRED], []),
        ([ABSENT, OFF], ["new"]),
        ([APP_ONLY, OFF], ["new"]),
        ([ABSENT, FORM], ["new"]),
        ([OFF, NOT_FOUND], []),
        ([OFF, NOT_FOUND, SIGN_IN, EXCLUDED, ABSENT], ["vanished"]),
        ([OFF, NOT_FOUND, OFF], []),
        ([ABSENT, GUIDE], []),
    ],
)
def test_what_came_and_went(journal: Journal, outcomes: list[Outcome], expected: list[str]) -> None:
    assert told(journal, *outcomes) == expected


def test_a_run_at_a_replica_is_not_a_previous_run(journal: Journal) -> None:
    told(journal, OFF, replica=True)
    assert told(journal, ABSENT) == []


def test_every_reason_says_whether_the_setting_was_there() -> None:
    assert is_offered(Status.PENDING, Reason.DRIFT)
    assert is_offered(Status.SKIPPED, Reason.LOCKED)
    assert is_offered(*RETIRED) is False
    assert is_offered(Status.FAILED, Reason.AMBIGUOUS) is None
