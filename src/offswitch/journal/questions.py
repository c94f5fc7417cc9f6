"""What the journal is asked, in SQL."""

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import ValidationError

from offswitch.errors import JournalError
from offswitch.journal.database import Database
from offswitch.journal.rows import FindingRow, HistoryRow, IntentRow, RunRow, TurnRow
from offswitch.local.lock import alive
from offswitch.model.results import NewControl, Result
from offswitch.model.scope import Scope, SettingKey
from offswitch.model.words import ABSENT, OFFERED, Reason, State, Status, is_offered

_EVERYTHING = -1  # SQLite's LIMIT for no limit

# The proof must come after any undo that began to change the setting again, or the answer is open.
_LAST_PROVED = """
    SELECT wanted, EXISTS (
        SELECT 1 FROM intents JOIN runs ON runs.seq = intents.run
        WHERE intents.setting = ?1 AND intents.platform = ?2 AND intents.seq > results.seq
          AND runs.profile = ?3 AND runs.replica = ?4 AND runs.mode = 'undo')
    FROM results
    WHERE setting = ?1 AND platform = ?2 AND profile = ?3 AND replica = ?4
      AND status IN ('ok', 'changed')
    ORDER BY seq DESC LIMIT 1"""

_LAST_PROOF = """
    SELECT body FROM results
    WHERE setting = ?1 AND platform = ?2 AND profile = ?3 AND replica = ?4
      AND status IN ('ok', 'changed')
    ORDER BY seq DESC LIMIT 1"""

_RUNS = """
    SELECT runs.*, endings.finished, endings.alarm, endings.browser AS last_browser
    FROM runs LEFT JOIN endings ON endings.run = runs.seq
    WHERE runs.profile = ?1 AND runs.replica = ?2 ORDER BY runs.seq DESC LIMIT ?3"""

_RESULT = "results.seq, results.at, results.body, runs.id, runs.mode, runs.profile"

# CROSS JOIN: run by run, newest first, so that a limit ends the walk early.
_HISTORY = f"""
    SELECT {_RESULT} FROM runs CROSS JOIN results ON results.run = runs.seq
    WHERE runs.profile = ?1 AND runs.replica = ?2
    ORDER BY runs.seq DESC, results.seq DESC LIMIT ?3"""  # noqa: S608 - a constant

_SETTING_HISTORY = f"""
    SELECT {_RESULT} FROM results JOIN runs ON runs.seq = results.run
    WHERE results.setting = ?1 AND results.profile = ?2 AND results.replica = ?3
    ORDER BY results.seq DESC LIMIT ?4"""  # noqa: S608 - a constant

# What a run never came to look at says nothing of the setting.
_LOOKED = "(status <> 'failed' OR json_extract(body, '$.reason') IS NOT 'stopped')"

# Only where the story takes a turn: ten years of daily checks are a few rows.
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
    ORDER BY told.seq"""  # noqa: S608 - a constant

_LATEST = f"""
    SELECT {_RESULT} FROM results JOIN runs ON runs.seq = results.run
    WHERE results.seq IN (
        SELECT max(seq) FROM results
        WHERE profile = ?1 AND replica = ?2 AND {_LOOKED}
          AND (?3 = 0 OR status IN ('ok', 'changed', 'pending'))
        GROUP BY setting)
    ORDER BY results.seq"""  # noqa: S608 - a constant

_WAS_OFFERED = f"""
    SELECT status, json_extract(body, '$.reason') AS why FROM results
    WHERE setting = ?1 AND platform = ?2 AND profile = ?3 AND replica = ?4
      AND run <> (SELECT seq FROM runs WHERE id = ?5)
      AND (status IN ('ok', 'changed', 'pending')
           OR why IN ({", ".join(f"'{reason}'" for reason in sorted(OFFERED | ABSENT))}))
    ORDER BY seq DESC LIMIT 1"""  # noqa: S608 - constants

# Of a run that was stopped, only a result that read something says how a change ended.
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
    FROM intents JOIN runs ON runs.seq = intents.run"""  # noqa: S608 - a constant

_CHANGES = f"""{_INTENTS}
    WHERE (?1 IS NULL OR intents.setting = ?1) AND runs.profile = ?2 AND runs.replica = ?3
    ORDER BY intents.seq DESC LIMIT ?4"""

_OPEN_INTENTS = f"""{_INTENTS}
    WHERE NOT known AND runs.profile = ?1 AND runs.replica = ?2 ORDER BY intents.seq"""

_FINDINGS = """
    SELECT findings.seq, findings.at, findings.body, runs.id
    FROM findings JOIN runs ON runs.seq = findings.run
    WHERE runs.profile = ?1 AND runs.replica = ?2 ORDER BY findings.seq DESC LIMIT ?3"""


@dataclass(frozen=True)
class Run:
    """What a new row needs of its run."""

    seq: int
    scope: Scope
    finished: bool


def run(database: Database, run_id: str) -> Run | None:
    """Return a run by its id."""
    rows = database.read(
        """SELECT seq, profile, replica, EXISTS (SELECT 1 FROM endings WHERE run = runs.seq) AS ended
           FROM runs WHERE id = ?""",
        run_id,
    )
    for row in rows:
        scope = Scope(row["profile"], at_replica=bool(row["replica"]))
        return Run(row["seq"], scope, bool(row["ended"]))
    return None


def last_proved(database: Database, key: SettingKey) -> State | None:
    """Answer ``Journal.last_proved``."""
    for wanted, undone in database.read(_LAST_PROVED, *_columns(key)):
        return State.UNKNOWN if undone else State(wanted)
    return None


def proof_lacked(database: Database, key: SettingKey) -> frozenset[str]:
    """Answer ``Journal.proof_lacked``."""
    for (body,) in database.read(_LAST_PROOF, *_columns(key)):
        proofs = json.loads(body)["proofs"]
        return frozenset(name for proof in proofs for name in proof.get("lacking", ()))
    return frozenset()


def was_offered(database: Database, key: SettingKey, run_id: str) -> bool | None:
    """Answer ``Journal.was_offered``."""
    for status, why in database.read(_WAS_OFFERED, *_columns(key), run_id):
        return is_offered(Status(status), Reason(why) if why else None)
    return None


def runs(database: Database, scope: Scope, limit: int | None) -> list[RunRow]:
    """Answer ``Journal.runs``."""
    rows = database.read(_RUNS, scope.profile, scope.at_replica, _limit(limit))
    return [_run_row(row) for row in rows]


def results(database: Database, run_id: str) -> list[HistoryRow]:
    """Answer ``Journal.results``."""
    sql = f"""SELECT {_RESULT} FROM results JOIN runs ON runs.seq = results.run
              WHERE runs.id = ? ORDER BY results.seq"""  # noqa: S608 - a constant
    return _history_rows(database, database.read(sql, run_id))


def history(database: Database, scope: Scope, limit: int | None) -> list[HistoryRow]:
    """Answer ``Journal.history`` for every setting."""
    rows = database.read(_HISTORY, scope.profile, scope.at_replica, _limit(limit))
    return _history_rows(database, rows)


def setting_history(
    database: Database, scope: Scope, setting: str, limit: int | None
) -> list[HistoryRow]:
    """Answer ``Journal.history`` for one setting."""
    rows = database.read(_SETTING_HISTORY, setting, scope.profile, scope.at_replica, _limit(limit))
    return _history_rows(database, rows)


def intents(database: Database, run_id: str) -> list[IntentRow]:
    """Answer ``Journal.intents``."""
    rows = database.read(f"{_INTENTS} WHERE runs.id = ? ORDER BY intents.seq", run_id)
    return [_intent_row(row) for row in rows]


def changes(
    database: Database, scope: Scope, setting: str | None, limit: int | None
) -> list[IntentRow]:
    """Answer ``Journal.changes``."""
    rows = database.read(_CHANGES, setting, scope.profile, scope.at_replica, _limit(limit))
    return [_intent_row(row) for row in rows]


def open_intents(database: Database, scope: Scope) -> list[IntentRow]:
    """Answer ``Journal.open_intents``."""
    rows = database.read(_OPEN_INTENTS, scope.profile, scope.at_replica)
    return [_intent_row(row) for row in rows]


def turns(database: Database, scope: Scope) -> list[TurnRow]:
    """Answer ``Journal.turns``."""
    rows = database.read(_TURNS, scope.profile, scope.at_replica)
    with own_rows(database):
        return [
            TurnRow(
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


def findings(database: Database, scope: Scope, limit: int | None) -> list[FindingRow]:
    """Answer ``Journal.findings``."""
    rows = database.read(_FINDINGS, scope.profile, scope.at_replica, _limit(limit))
    with own_rows(database):
        return [
            FindingRow(
                seq=row["seq"],
                run=row["id"],
                at=dt.datetime.fromisoformat(row["at"]),
                control=NewControl.model_validate_json(row["body"]),
            )
            for row in rows
        ]


@contextmanager
def own_rows(database: Database) -> Iterator[None]:
    """Say of a row that cannot be read that offswitch did not write it.

    Raises:
        JournalError: so it is.
    """
    try:
        yield
    except (ValidationError, ValueError):
        # Without the cause: its message would quote the row.
        raise JournalError(
            f"the journal {database.path} holds a row that offswitch did not write",
            "`offswitch verify` finds it",
        ) from None


def _columns(key: SettingKey) -> tuple[str, str, str, bool]:
    return key.setting, key.platform, key.scope.profile, key.scope.at_replica


def _limit(limit: int | None) -> int:
    return _EVERYTHING if limit is None else max(limit, 0)


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


def _history_rows(database: Database, rows: Sequence[sqlite3.Row]) -> list[HistoryRow]:
    with own_rows(database):
        return [
            HistoryRow(
                seq=row["seq"],
                run=row["id"],
                mode=row["mode"],
                profile=row["profile"],
                at=dt.datetime.fromisoformat(row["at"]),
                result=Result.model_validate_json(row["body"]),
            )
            for row in rows
        ]


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
