"""What was done and read, and what was not: SQLite, one file, each row chained to the one before.

``store``      the journal: begin, intend, record, finish, and what may be asked of it
``questions``  what it is asked, in SQL
``rows``       what it answers with
``chain``      the hashes, and how an edit shows
``inventory``  every control that was seen, and when
``database``   the file: opening, versions, errors
"""

from offswitch.journal.rows import ControlRow, HistoryRow, IntentRow, RunRow, SeenControl
from offswitch.journal.store import Journal, open_journal

__all__ = [
    "ControlRow",
    "HistoryRow",
    "IntentRow",
    "Journal",
    "RunRow",
    "SeenControl",
    "open_journal",
]
