"""Queries about controls that were new, renamed, moved, merged or gone."""

import datetime as dt

from offswitch.journal.database import Database
from offswitch.journal.decoding import bounded, own_rows
from offswitch.journal.rows import FindingRow
from offswitch.model.results import NewControl
from offswitch.model.scope import Scope

_FINDINGS = """
    SELECT findings.seq, findings.at, findings.body, runs.id
    FROM findings JOIN runs ON runs.seq = findings.run
    WHERE runs.profile = ?1 AND runs.replica = ?2 ORDER BY findings.seq DESC LIMIT ?3"""


def found(database: Database, scope: Scope, limit: int | None) -> list[FindingRow]:
    """Answer ``Journal.findings``."""
    rows = database.read(_FINDINGS, scope.profile, scope.at_replica, bounded(limit))
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
