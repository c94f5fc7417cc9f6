"""Queries about what the runs found over time."""

import datetime as dt
import sqlite3
from collections.abc import Sequence

from offswitch.journal.database import Database
from offswitch.journal.decoding import bounded, own_rows
from offswitch.journal.rows import HistoryRow, TransitionRow
from offswitch.model.results import Result
from offswitch.model.scope import Scope
from offswitch.model.words import Reason, State, Status

_RESULT = (
    "results.seq, results.at, results.platform, results.setting, results.status, results.body,"
    " runs.id, runs.mode, runs.profile"
)

# CROSS JOIN walks run by run, newest first, so that a limit ends the walk early.
_HISTORY = f"""
    SELECT {_RESULT} FROM runs CROSS JOIN results ON results.run = runs.seq
    WHERE runs.profile = ?1 AND runs.replica = ?2
    ORDER BY runs.seq DESC, results.seq DESC LIMIT ?3"""

_SETTING_HISTORY = f"""
    SELECT {_RESULT} FROM results JOIN runs ON runs.seq = results.run
    WHERE results.setting = ?1 AND results.profile = ?2 AND results.replica = ?3
    ORDER BY results.seq DESC LIMIT ?4"""

# A setting that a stopped run never reached has no meaningful result.
_LOOKED = "(status <> 'failed' OR json_extract(body, '$.reason') IS NOT 'stopped')"

# Only results that differ from the one before: ten years of daily checks become a few rows.
_TURNS = f"""
    SELECT told.*, runs.id FROM (
        SELECT seq, run, at, setting, status, reason, after,
               LAG(status || coalesce(reason, '') || after)
               OVER (PARTITION BY setting ORDER BY seq) AS former
        FROM (SELECT seq, run, at, setting, status, json_extract(body, '$.reason') AS reason,
                     json_extract(body, '$.after') AS after
              FROM results WHERE profile = ?1 AND replica = ?2 AND {_LOOKED})) AS told
    JOIN runs ON runs.seq = told.run
    WHERE former IS NULL OR former <> status || coalesce(reason, '') || after
    ORDER BY told.seq"""

_LATEST = f"""
    SELECT {_RESULT} FROM results JOIN runs ON runs.seq = results.run
    WHERE results.seq IN (
        SELECT max(seq) FROM results
        WHERE profile = ?1 AND replica = ?2 AND {_LOOKED}
          AND (?3 = 0 OR status IN ('ok', 'changed', 'pending'))
        GROUP BY setting)
    ORDER BY results.seq"""


def of_run(database: Database, run_id: str) -> list[HistoryRow]:
    """Answer ``Journal.results``."""
    sql = f"""SELECT {_RESULT} FROM results JOIN runs ON runs.seq = results.run
              WHERE runs.id = ? ORDER BY results.seq"""
    return _history_rows(database, database.read(sql, run_id))


def history(database: Database, scope: Scope, limit: int | None) -> list[HistoryRow]:
    """Answer ``Journal.history`` for every setting."""
    rows = database.read(_HISTORY, scope.profile, scope.at_replica, bounded(limit))
    return _history_rows(database, rows)


def setting_history(
    database: Database, scope: Scope, setting: str, limit: int | None
) -> list[HistoryRow]:
    """Answer ``Journal.history`` for one setting."""
    rows = database.read(_SETTING_HISTORY, setting, scope.profile, scope.at_replica, bounded(limit))
    return _history_rows(database, rows)


def transitions(database: Database, scope: Scope) -> list[TransitionRow]:
    """Answer ``Journal.transitions``."""
    rows = database.read(_TURNS, scope.profile, scope.at_replica)
    with own_rows(database):
        return [
            TransitionRow(
                setting=row["setting"],
                run=row["id"],
                at=dt.datetime.fromisoformat(row["at"]),
                status=Status(row["status"]),
                reason=Reason(row["reason"]) if row["reason"] else None,
                after=State(row["after"]),
            )
            for row in rows
        ]


def latest(database: Database, scope: Scope, *, read: bool) -> list[HistoryRow]:
    """Answer ``Journal.latest``."""
    rows = database.read(_LATEST, scope.profile, scope.at_replica, read)
    return _history_rows(database, rows)


def _history_rows(database: Database, rows: Sequence[sqlite3.Row]) -> list[HistoryRow]:
    with own_rows(database):
        return [
            HistoryRow(
                seq=row["seq"],
                run=row["id"],
                mode=row["mode"],
                profile=row["profile"],
                at=dt.datetime.fromisoformat(row["at"]),
                result=_result(row),
            )
            for row in rows
        ]


def _result(row: sqlite3.Row) -> Result:
    result = Result.model_validate_json(row["body"])
    found = (result.platform, result.setting, result.status)
    if found != (row["platform"], row["setting"], row["status"]):
        raise ValueError("the columns that queries look at contradict the result")
    return result
