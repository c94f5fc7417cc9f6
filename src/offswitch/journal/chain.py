"""Hashes that tie each row to the one before it, so that an edited, removed or moved row shows.

Anyone who can write the file can also build a whole new chain. Only a head that was kept elsewhere,
such as in a report, exposes that.
"""

import hashlib
import heapq
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from offswitch.journal.database import Database
from offswitch.journal.decoding import own_rows

CHAINED = ("runs", "endings", "intents", "results", "findings", "deeds")
_NOUNS = {
    "runs": "run",
    "endings": "end of a run",
    "intents": "intent",
    "results": "result",
    "findings": "finding",
    "deeds": "attestation",
}
GENESIS = "0" * 64
_LAST = 2**63 - 1
"""The last number that SQLite has for a row."""


def link(previous: str, table: str, row: Mapping[str, Any]) -> str:
    """Return the hash of a row.

    Args:
        previous: Hash of the previous row.
        table: Table that holds the row.
        row: Every column except ``hash``.
    """
    canonical = json.dumps(
        {**row, "table": table}, sort_keys=True, separators=(",", ":"), default=repr
    )
    data = f"{previous}{canonical}".encode(errors="surrogateescape")
    return hashlib.sha256(data).hexdigest()


def append(database: Database, table: str, row: Mapping[str, Any]) -> int:
    """Add a row at the end of the chain; call this inside ``database.writing()``.

    Returns:
        The number of the row.
    """
    last, previous = head(database)
    full = {"seq": last + 1, **row}
    found = link(previous, table, full)
    database.insert(table, {**full, "hash": found})
    database.change("UPDATE head SET seq = ?, hash = ?", last + 1, found)
    return last + 1


def head(database: Database) -> tuple[int, str]:
    """Return the number and the hash of the last row.

    Raises:
        JournalError: The note of it was not written by offswitch.
    """
    rows = database.read("SELECT seq, hash FROM head")
    with own_rows(database):
        return _head(rows)


def hash_at(database: Database, seq: int) -> str | None:
    """Return the hash of the row with that number, or None if there is no such row."""
    if seq == 0:
        return GENESIS
    query = " UNION ALL ".join(f"SELECT hash FROM {table} WHERE seq = ?1" for table in CHAINED)
    rows = database.read(query, seq)
    return str(rows[0][0]) if len(rows) == 1 else None


def problems(database: Database) -> Iterator[str]:
    """Walk the whole chain and describe each problem in plain words."""
    try:
        with database.snapshot():
            yield from _walk(database)
            for (text,) in database.scan("PRAGMA integrity_check(20)"):
                if text != "ok":
                    yield f"the file is damaged: {text}"
            for row in database.scan("PRAGMA foreign_key_check"):
                yield f"row {row[1]} of {row[0]} belongs to a run that does not exist"
    except sqlite3.Error as error:
        yield f"the file is damaged: {error}"
    except (ValueError, TypeError, LookupError):
        # A name or a type that offswitch never wrote; the message would quote what is there instead.
        yield "the file is damaged: a table in it is not one that offswitch made"


def _walk(database: Database) -> Iterator[str]:
    last, previous = 0, GENESIS
    for seq, table, row in heapq.merge(*(_rows(database, table) for table in CHAINED), key=_number):
        stored = row.pop("hash")
        if seq == last + 1:
            if link(previous, table, row) != stored:
                yield f"row {seq} ({_NOUNS[table]}) was changed"
        elif seq == last:
            yield f"row {seq} appears twice"
        else:
            yield _gap(last + 1, seq - 1)
        last, previous = seq, str(stored)
    count, found = _head(database.scan("SELECT seq, hash FROM head").fetchall())
    if count > last:
        yield _gap(last + 1, count)
    elif count < last or found != previous:
        yield f"row {last} is not the row that was written last"


def _head(rows: Sequence[sqlite3.Row]) -> tuple[int, str]:
    ((seq, found),) = rows
    if not isinstance(seq, int) or not isinstance(found, str):
        raise TypeError("neither a number nor a hash")
    if not 0 <= seq < _LAST:
        raise ValueError("no number of a row")
    return seq, found


def _gap(first: int, last: int) -> str:
    return f"row {first} is missing" if first == last else f"rows {first} to {last} are missing"


def _rows(database: Database, table: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    for row in database.scan(f"SELECT * FROM {table} ORDER BY seq"):
        yield row["seq"], table, dict(row)


def _number(entry: tuple[int, str, dict[str, Any]]) -> int:
    return entry[0]
