"""What was done and read, and what was not: SQLite, one file, each row chained to the one before.

``store``         the journal: begin, intend, record, finish
``reader``        what it may be asked
``runs``, ``results``, ``intents``, ``findings``
                  the questions about each table, in SQL
``proofs``        what was last proved of a setting
``attestations``  what a person says that they did themselves
``inventory``     every control that was seen, and when
``rows``          what it answers with
``decoding``      from SQL's rows to them
``chain``         the hashes, and how an edit shows
``database``      the file: opening, versions, errors
``pictures``      crops of the controls, beside it
"""

from offswitch.journal.reader import JournalReader
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
    "JournalReader",
    "RunRow",
    "SeenControl",
    "TurnRow",
    "look_into_journal",
    "open_journal",
]
