"""What people say they did themselves: their word and its date, never proof."""

import datetime as dt
import sqlite3

from offswitch.journal import chain
from offswitch.journal.database import Database
from offswitch.journal.decoding import own_rows
from offswitch.journal.rows import AttestationRow
from offswitch.model.scope import Scope, SettingKey
from offswitch.model.words import Attestation

_ALL = """
    SELECT * FROM deeds WHERE profile = ?1 AND replica = ?2 AND (?3 IS NULL OR setting = ?3)
    ORDER BY seq DESC"""

_LAST = """
    SELECT * FROM deeds WHERE seq IN (
        SELECT max(seq) FROM deeds
        WHERE profile = ?1 AND replica = ?2 AND (?3 IS NULL OR what = ?3) GROUP BY setting)
    ORDER BY seq DESC"""


def write(
    database: Database,
    key: SettingKey,
    what: Attestation,
    at: str,
) -> None:
    """Add an attestation; call this inside ``database.writing()``.

    Args:
        database: The journal's database.
        key: The setting it is about.
        what: What the person says.
        at: When they said it, as text.
    """
    chain.append(
        database,
        "deeds",
        {
            "at": at,
            "profile": key.scope.profile,
            "replica": int(key.scope.at_replica),
            "platform": key.platform,
            "setting": key.setting,
            "what": what.value,
        },
    )


def told(database: Database, scope: Scope, setting: str | None) -> list[AttestationRow]:
    """Answer ``Journal.attestations``."""
    return _rows(database, database.read(_ALL, scope.profile, scope.at_replica, setting))


def last(database: Database, scope: Scope, what: Attestation | None) -> list[AttestationRow]:
    """Answer ``Journal.last_attestations``."""
    word = what and what.value
    return _rows(database, database.read(_LAST, scope.profile, scope.at_replica, word))


def _rows(database: Database, rows: list[sqlite3.Row]) -> list[AttestationRow]:
    with own_rows(database):
        return [
            AttestationRow(
                seq=row["seq"],
                at=dt.datetime.fromisoformat(row["at"]),
                profile=row["profile"],
                platform=row["platform"],
                setting=row["setting"],
                what=Attestation(row["what"]),
            )
            for row in rows
        ]
