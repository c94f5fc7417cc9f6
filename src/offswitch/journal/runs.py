"""Queries about runs, and how each ended."""

import datetime as dt
import sqlite3
from dataclasses import dataclass
from typing import Literal

from offswitch.journal.database import Database
from offswitch.journal.decoding import bounded, own_rows
from offswitch.journal.rows import RunRow
from offswitch.local.lock import alive
from offswitch.model.scope import Scope

_RUNS = """
    SELECT runs.*, endings.finished, endings.alarm, endings.browser AS last_browser
    FROM runs LEFT JOIN endings ON endings.run = runs.seq
    WHERE runs.profile = ?1 AND runs.replica = ?2 ORDER BY runs.seq DESC LIMIT ?3"""


@dataclass(frozen=True)
class Run:
    """What a new row needs to know about its run."""

    seq: int
    scope: Scope
    finished: bool


def find(database: Database, run_id: str) -> Run | None:
    """Return the run with that id, or None."""
    rows = database.read(
        """SELECT seq, profile, replica, EXISTS (SELECT 1 FROM endings WHERE run = runs.seq) AS ended
           FROM runs WHERE id = ?""",
        run_id,
    )
    with own_rows(database):
        return next(map(_run, rows), None)


def of_scope(database: Database, scope: Scope, limit: int | None) -> list[RunRow]:
    """Answer ``Journal.runs``."""
    rows = database.read(_RUNS, scope.profile, scope.at_replica, bounded(limit))
    with own_rows(database):
        return [_run_row(row) for row in rows]


def _run(row: sqlite3.Row) -> Run:
    scope = Scope(row["profile"], at_replica=bool(row["replica"]))
    return Run(row["seq"], scope, bool(row["ended"]))


def _run_row(row: sqlite3.Row) -> RunRow:
    finished = row["finished"]
    return RunRow(
        id=row["id"],
        mode=row["mode"],
        profile=row["profile"],
        started=dt.datetime.fromisoformat(row["started"]),
        finished=dt.datetime.fromisoformat(finished) if finished else None,
        state=_run_state(row),
        version=row["version"],
        browser=row["last_browser"] or row["browser"],
        replica=row["replica_url"],
        alarm=row["alarm"],
    )


def _run_state(row: sqlite3.Row) -> Literal["finished", "running", "interrupted"]:
    if row["finished"]:
        return "finished"
    return "running" if alive(row["pid"], row["birth"]) else "interrupted"
