"""The record of every run: one SQLite file in which each row is chained to the row before it.

``store``         writing: begin, intend, record, finish
``reader``        reading
``runs``, ``results``, ``intents``, ``findings``
                  the queries on each table
``proofs``        queries about what was proved about a setting
``attestations``  what people say they did themselves
``inventory``     every control that was seen, and when
``rows``          what the queries return
``decoding``      what the queries share
``chain``         the hashes that expose an edited row
``database``      the file: opening, versions, errors
``pictures``      screenshots of the controls, beside the journal
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
    TransitionRow,
)
from offswitch.journal.store import JOURNAL, Journal, look_into_journal, open_journal, read_journal

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
    "TransitionRow",
    "look_into_journal",
    "open_journal",
    "read_journal",
]
