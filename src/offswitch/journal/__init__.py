"""What was done and read, and what was not: SQLite, one file, each row chained to the one before.

``store``      the journal: begin, intend, record, finish, and what may be asked of it
``questions``  what it is asked, in SQL
``rows``       what it answers with
``chain``      the hashes, and how an edit shows
``attestations`` what a person says that they did themselves
``inventory``  every control that was seen, and when
``database``   the file: opening, versions, errors
"""

from offswitch.journal.rows import (
    AttestationRow,
    ControlRow,
    FindingRow,
    HistoryRow,
    IntentRow,
    RunRow,
    SeenControl,
    TurnRow,
)
from offswitch.journal.store import JOURNAL, Journal, look_into_journal, open_journal

__all__ = [
    "JOURNAL",
    "AttestationRow",
    "ControlRow",
    "FindingRow",
    "HistoryRow",
    "IntentRow",
    "Journal",
    "RunRow",
    "SeenControl",
    "TurnRow",
    "look_into_journal",
    "open_journal",
]
