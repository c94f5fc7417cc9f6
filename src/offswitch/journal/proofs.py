"""Queries about what was last proved about a setting, and whether it existed."""

import datetime as dt
import json

from offswitch.journal.database import Database
from offswitch.journal.decoding import own_rows
from offswitch.model.scope import SettingKey
from offswitch.model.words import ABSENT, OFFERED, Reason, State, Status, is_offered

# A proof counts only if no later undo began to change the setting again.
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

# Whoever's accounts these were: it is about the pages of the real site, as this machine is shown them.
_WORKED = """
    SELECT setting, max(at) AS last FROM results
    WHERE replica = 0 AND status IN ('ok', 'changed') GROUP BY setting"""

_WAS_OFFERED = f"""
    SELECT status, json_extract(body, '$.reason') AS why FROM results
    WHERE setting = ?1 AND platform = ?2 AND profile = ?3 AND replica = ?4
      AND run <> (SELECT seq FROM runs WHERE id = ?5)
      AND (status IN ('ok', 'changed', 'pending')
           OR why IN ({", ".join(f"'{reason}'" for reason in sorted(OFFERED | ABSENT))}))
    ORDER BY seq DESC LIMIT 1"""


def last_proved(database: Database, key: SettingKey) -> State | None:
    """Answer ``Journal.last_proved``."""
    rows = database.read(_LAST_PROVED, *_columns(key))
    with own_rows(database):
        for wanted, undone in rows:
            return State.UNKNOWN if undone else State(wanted)
    return None


def proof_lacked(database: Database, key: SettingKey) -> frozenset[str]:
    """Answer ``Journal.proof_lacked``."""
    rows = database.read(_LAST_PROOF, *_columns(key))
    with own_rows(database):
        for (body,) in rows:
            proofs = json.loads(body)["proofs"]
            return frozenset(name for proof in proofs for name in proof.get("lacking", ()))
    return frozenset()


def worked(database: Database) -> dict[str, dt.date]:
    """Answer ``Journal.worked``."""
    rows = database.read(_WORKED)
    with own_rows(database):
        return {row["setting"]: dt.datetime.fromisoformat(row["last"]).date() for row in rows}


def was_offered(database: Database, key: SettingKey, run_id: str) -> bool | None:
    """Answer ``Journal.was_offered``."""
    rows = database.read(_WAS_OFFERED, *_columns(key), run_id)
    with own_rows(database):
        for status, why in rows:
            return is_offered(Status(status), Reason(why) if why else None)
    return None


def _columns(key: SettingKey) -> tuple[str, str, str, bool]:
    return key.setting, key.platform, key.scope.profile, key.scope.at_replica
