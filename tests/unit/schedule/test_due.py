"""When a check is due, and which checks count."""

from __future__ import annotations

from typing import Literal

import pytest

from offswitch.journal import HistoryRow, RunRow
from offswitch.model.results import Mode, Proof, Result
from offswitch.model.words import Category, ProofKind, Reason, State, Status
from offswitch.schedule import Entry, is_due
from offswitch.schedule.due import last_moment, next_moment
from tests.unit.schedule.conftest import at, entry_of

RunState = Literal["finished", "running", "interrupted"]


@pytest.mark.parametrize(
    ("every", "now", "last", "following"),
    [
        ("day", "2026-10-09 10:29:59", "2026-10-08 10:30", "2026-10-09 10:30"),
        ("day", "2026-10-09 10:30:00", "2026-10-09 10:30", "2026-10-10 10:30"),
        ("week", "2026-10-09 12:00", "2026-10-05 10:30", "2026-10-12 10:30"),
        ("week", "2026-10-05 10:00", "2026-09-28 10:30", "2026-10-05 10:30"),
        ("month", "2026-10-01 10:00", "2026-09-01 10:30", "2026-10-01 10:30"),
        ("month", "2026-12-31 23:59", "2026-12-01 10:30", "2027-01-01 10:30"),
        ("month", "2028-02-29 00:00", "2028-02-01 10:30", "2028-03-01 10:30"),
    ],
)
def test_the_moments_of_a_schedule(every: str, now: str, last: str, following: str) -> None:
    entry = entry_of(every=every)
    assert last_moment(entry, at(now)) == at(last)
    assert next_moment(entry, at(now)) == at(following)


def checked(
    began: str, *outcomes: str, mode: Mode = "check", state: RunState = "finished"
) -> tuple[RunRow, list[HistoryRow]]:
    """A run as the journal has it, with results such as ``ok`` or ``unreachable: offline``."""
    run = RunRow(
        id=began,
        mode=mode,
        profile="default",
        started=at(began),
        finished=None,
        state=state,
        version="0.1.0",
        browser="",
        replica=None,
        alarm=None,
    )
    rows = []
    for number, outcome in enumerate(outcomes):
        status, _, reason = outcome.partition(": ")
        read = State.OFF if status == "ok" else State.UNKNOWN
        proof = Proof(kind=ProofKind.FRESH_LOAD, state=read, at=run.started)
        found = Result(
            platform="site",
            setting=f"site.s{number}",
            category=Category.AD_PARTNERS,
            title="A",
            status=Status(status),
            reason=Reason(reason) if reason else None,
            after=read,
            proofs=(proof,) if status == "ok" else (),
            url="",
            selectors="",
            hint="a hint",
        )
        rows.append(
            HistoryRow(
                seq=number,
                run=run.id,
                mode=run.mode,
                profile="default",
                at=run.started,
                result=found,
            )
        )
    return run, rows


def due(entry: Entry, now: str, *checks: tuple[RunRow, list[HistoryRow]]) -> bool:
    results = {run.id: rows for run, rows in checks}
    return is_due(entry, [run for run, _ in checks], results.__getitem__, at(now))


def test_a_missed_night_is_made_up_once() -> None:
    entry, evening = entry_of(), "2026-10-09 20:00"
    assert due(entry, evening, checked("2026-10-08 10:31", "ok"))
    assert not due(entry, evening, checked("2026-10-09 19:59", "ok"))
    assert not due(entry, "2026-10-09 21:00", checked(evening, "ok"))
    assert due(entry, evening, checked("2026-10-09 19:59", "ok", mode="run")), "a run is no check"


def test_nothing_is_due_right_after_the_installation() -> None:
    entry = entry_of(installed=at("2026-10-09 15:00"))
    assert not due(entry, "2026-10-09 16:00")
    assert not due(entry, "2026-10-10 10:29", checked("2026-09-01 10:00", "ok"))
    assert due(entry, "2026-10-10 10:30")


@pytest.mark.parametrize(
    ("counts", "outcomes"),
    [
        (True, ["ok"]),
        (True, ["failed: not_found"]),
        (True, ["skipped: not_offered"]),
        (True, ["ok", "unreachable: offline"]),
        (True, ["unreachable: offline", "failed: unreadable"]),
        (False, []),
        (False, ["unreachable: offline"]),
        (False, ["unreachable: offline", "unreachable: sign_in"]),
        # These are said without a look at any page.
        (
            False,
            ["skipped: guide", "skipped: one_way", "skipped: excluded", "unreachable: offline"],
        ),
        (True, ["skipped: guide", "skipped: one_way", "skipped: excluded"]),
        # The platform was reached; asking it again every hour would only annoy it.
        *(
            (True, ["unreachable: offline", f"unreachable: {reason}"])
            for reason in (
                "checkpoint",
                "two_factor",
                "consent",
                "password",
                "rate_limited",
                "wrong_account",
            )
        ),
    ],
)
def test_a_check_that_reached_nothing_is_made_up(counts: bool, outcomes: list[str]) -> None:
    entry, evening = entry_of(), "2026-10-09 20:00"
    assert due(entry, evening, checked("2026-10-09 10:30", *outcomes)) is not counts
    former = checked("2026-10-09 10:31", "ok")
    assert not due(entry, evening, checked("2026-10-09 19:00", *outcomes), former)


@pytest.mark.parametrize(
    ("counts", "state", "outcomes"),
    [
        (False, "interrupted", ["ok"]),
        (False, "interrupted", []),
        (True, "interrupted", ["ok", "unreachable: checkpoint"]),
        (True, "running", []),
        (True, "finished", ["ok"]),
    ],
)
def test_a_check_that_never_finished_is_made_up(
    counts: bool, state: RunState, outcomes: list[str]
) -> None:
    check = checked("2026-10-09 10:30", *outcomes, state=state)
    assert due(entry_of(), "2026-10-09 20:00", check) is not counts


def test_a_clock_that_was_once_wrong_does_not_stop_checks() -> None:
    evening = "2026-10-09 20:00"
    assert due(entry_of(), evening, checked("2036-01-01 10:00", "ok"))
    today = [checked("2036-01-01 10:00", "ok"), checked("2026-10-09 10:30", "ok")]
    assert not due(entry_of(), evening, *today)
    assert not due(entry_of(), evening, *reversed(today))
    wrongly = entry_of(installed=at("2036-01-01 10:00"))
    assert due(wrongly, evening)
    assert due(wrongly, evening, checked("2026-10-09 10:00", "ok"))
    assert not due(wrongly, evening, checked("2026-10-09 10:30", "ok"))


def test_the_results_of_old_checks_are_not_even_read() -> None:
    def unwanted(_: str) -> list[HistoryRow]:
        raise AssertionError

    runs = [checked(f"2026-10-0{day} 10:31", "ok")[0] for day in (8, 7)]
    assert is_due(entry_of(), runs, unwanted, at("2026-10-09 20:00"))
