"""A journal, and runs to write into it."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from offswitch.journal import Journal, open_journal
from offswitch.model.results import Proof, Result, RunInfo
from offswitch.model.scope import Scope, SettingKey
from offswitch.model.words import Category, ProofKind, Reason, State, Status

START = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
REAL, REPLICA = Scope("default"), Scope("default", at_replica=True)
KEY, AT_REPLICA = (SettingKey(scope, "site", "partners") for scope in (REAL, REPLICA))


def result_of(status: Status, reason: Reason | None = None, **more: Any) -> Result:
    wanted = more.get("wanted", State.OFF)
    proofs = [Proof(kind=kind, state=wanted, at=START) for kind in ProofKind]
    return Result(
        **{
            "platform": "site",
            "setting": "partners",
            "category": Category.AD_PARTNERS,
            "title": "Activity from “other” businesses",
            "status": status,
            "reason": reason,
            "proofs": proofs if status in {Status.OK, Status.CHANGED} else (),
            **more,
        }
    )


OK = result_of(Status.OK, before=State.OFF, after=State.OFF)
CHANGED = result_of(Status.CHANGED, before=State.ON, after=State.OFF, value_before="allow")
PENDING = result_of(Status.PENDING, before=State.ON, after=State.ON)
DRIFT = result_of(Status.PENDING, Reason.DRIFT, before=State.ON, after=State.ON)
NOT_VERIFIED = result_of(Status.FAILED, Reason.NOT_VERIFIED, after=State.ON)
OFFLINE = result_of(Status.UNREACHABLE, Reason.OFFLINE)


class Clock:
    """Ticks a minute at each look."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> dt.datetime:
        self.time += dt.timedelta(minutes=1)
        return self.time


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal.sqlite3"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with open_journal(path, Clock()) as found:
        yield found


def begin(journal: Journal, run_id: str, **more: Any) -> str:
    values = {"id": run_id, "mode": "run", "profile": "default", "started": START, "version": "0"}
    journal.begin(RunInfo(**{**values, **more}))
    return run_id


def intend(journal: Journal, run_id: str) -> None:
    journal.intend(
        run_id, "site", "partners", before=State.ON, value_before="allow", url="https://site.test/a"
    )


def one_run(journal: Journal, result: Result, **more: Any) -> str:
    """Write a whole run with one result."""
    former = sum(len(journal.runs(scope)) for scope in (REAL, REPLICA, Scope("bob")))
    run_id = begin(journal, f"r{former}", **more)
    if result.status is Status.CHANGED:
        intend(journal, run_id)
    journal.record(run_id, result)
    journal.finish(run_id, START)
    return run_id
