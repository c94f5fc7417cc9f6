"""What the queries share: a row limit, and the error for rows that offswitch did not write."""

from collections.abc import Iterator
from contextlib import contextmanager

from offswitch.errors import JournalError
from offswitch.journal.database import Database

_EVERYTHING = -1  # SQLite's LIMIT for no limit


@contextmanager
def own_rows(database: Database) -> Iterator[None]:
    """Report a row that cannot be decoded as one that offswitch did not write.

    Raises:
        JournalError: A row cannot be decoded.
    """
    try:
        yield
    except (ValueError, TypeError, LookupError):  # a ValidationError is a ValueError
        # The cause is left out, because its message would quote the row.
        raise JournalError(
            f"the journal {database.path} holds a row that offswitch did not write",
            "`offswitch verify` shows which one",
        ) from None


def bounded(limit: int | None) -> int:
    """Return a row limit in the form that SQLite expects; None means no limit."""
    return _EVERYTHING if limit is None else max(limit, 0)
