"""What a person says that they did themselves: their word and its date, never a proof."""

import datetime as dt
import sqlite3

from offswitch.journal import chain
from offswitch.journal.database import Database
from offswitch.journal.questions import own_rows
from offswitch.journal.rows import AttestationRow
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
    whose: tuple[str, bool],
    setting: tuple[str, str],
    what: Attestation,
    at: str,
) -> None:
    """Write down what a person said; call it inside ``database.writing()``.

    Args:
        database: of the journal.
        whose: profile, and whether it was at a replica.
        setting: platform and full id.
        what: they said.
        at: when, as text.
    """
    profile, replica = whose
    platform, full_id = setting
    row = {"at": at, "profile": profile, "replica": int(replica), "platform": platform}
    chain.append(database, "deeds", {**row, "setting": full_id, "what": what.value})


def told(
    database: Database, profile: str, setting: str | None, *, replica: bool
) -> list[AttestationRow]:
    """Answer ``Journal.attestations``."""
    return _rows(database, database.read(_ALL, profile, replica, setting))


def last(
    database: Database, profile: str, what: Attestation | None, *, replica: bool
) -> list[AttestationRow]:
    """Answer ``Journal.last_attestations``."""
    return _rows(database, database.read(_LAST, profile, replica, what and what.value))


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
