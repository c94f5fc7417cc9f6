"""Queries about changes that were begun, and whether their outcome is known."""

import datetime as dt
import sqlite3
from collections.abc import Sequence
from typing import Any

from offswitch.journal.database import Database
from offswitch.journal.decoding import bounded, own_rows
from offswitch.journal.rows import IntentRow
from offswitch.model.scope import Scope
from offswitch.model.words import State

# If the run was stopped, only a result that read something shows how a change ended.
_KNOWN = """EXISTS (
    SELECT 1 FROM results
    WHERE results.setting = intents.setting AND results.platform = intents.platform
      AND results.profile = runs.profile AND results.replica = runs.replica
      AND results.seq > intents.seq
      AND (results.status IN ('ok', 'changed', 'pending')
           OR (results.run = intents.run
               AND (json_extract(results.body, '$.after') <> 'unknown'
                    OR EXISTS (SELECT 1 FROM endings WHERE endings.run = intents.run)))))"""

_INTENTS = f"""
    SELECT intents.*, runs.id, runs.mode, runs.profile, {_KNOWN} AS known
    FROM intents JOIN runs ON runs.seq = intents.run"""

_CHANGES = f"""{_INTENTS}
    WHERE (?1 IS NULL OR intents.setting = ?1) AND runs.profile = ?2 AND runs.replica = ?3
    ORDER BY intents.seq DESC LIMIT ?4"""

_OPEN_INTENTS = f"""{_INTENTS}
    WHERE NOT known AND runs.profile = ?1 AND runs.replica = ?2 ORDER BY intents.seq"""


def of_run(database: Database, run_id: str) -> list[IntentRow]:
    """Answer ``Journal.intents``."""
    rows = database.read(f"{_INTENTS} WHERE runs.id = ? ORDER BY intents.seq", run_id)
    return _intent_rows(database, rows)


def changes(
    database: Database, scope: Scope, setting: str | None, limit: int | None
) -> list[IntentRow]:
    """Answer ``Journal.changes``."""
    rows = database.read(_CHANGES, setting, scope.profile, scope.at_replica, bounded(limit))
    return _intent_rows(database, rows)


def still_open(database: Database, scope: Scope) -> list[IntentRow]:
    """Answer ``Journal.open_intents``."""
    rows = database.read(_OPEN_INTENTS, scope.profile, scope.at_replica)
    return _intent_rows(database, rows)


def _intent_rows(database: Database, rows: Sequence[sqlite3.Row]) -> list[IntentRow]:
    with own_rows(database):
        return [_intent_row(row) for row in rows]


def _intent_row(row: sqlite3.Row) -> IntentRow:
    values: dict[str, Any] = {
        name: row[name]
        for name in ("seq", "mode", "profile", "platform", "setting", "value_before", "url")
    }
    return IntentRow(
        **values,
        run=row["id"],
        at=dt.datetime.fromisoformat(row["at"]),
        before=State(row["before"]),
        outcome_known=bool(row["known"]),
    )
