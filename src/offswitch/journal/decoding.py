"""What all questions to the journal share: a limit, and rows that offswitch did not write."""

from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import ValidationError

from offswitch.errors import JournalError
from offswitch.journal.database import Database

_EVERYTHING = -1  # SQLite's LIMIT for no limit


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


def bounded(limit: int | None) -> int:
    """Return a limit as SQLite takes it; None means no limit."""
    return _EVERYTHING if limit is None else max(limit, 0)
