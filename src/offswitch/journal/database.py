"""The journal's file: opening it, its versions, and what its errors mean."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from offswitch.errors import ConfigError, JournalError
from offswitch.local.folders import private

VERSION = 3
_APPLICATION = 0x0FF5717C  # SQLite's application_id: this database is an offswitch journal
_PATIENCE = 15_000  # how many milliseconds a writer waits for a run of another profile

# Runs, endings, intents, results, findings and deeds (attestations) share one sequence of numbers, and
# their rows never change: anything later is a new row. results repeats profile and replica for its index.
_FINDINGS = (
    """CREATE TABLE findings (
        seq INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES runs (seq), at TEXT NOT NULL,
        platform TEXT NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL)""",
    "CREATE INDEX findings_by_run ON findings (run)",
)
# Attestations belong to no run: a person can make one on any day.
_ATTESTATIONS = (
    """CREATE TABLE deeds (
        seq INTEGER PRIMARY KEY, at TEXT NOT NULL, profile TEXT NOT NULL, replica INTEGER NOT NULL,
        platform TEXT NOT NULL, setting TEXT NOT NULL, what TEXT NOT NULL, hash TEXT NOT NULL)""",
)
_TABLES = (
    """CREATE TABLE runs (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, mode TEXT NOT NULL, profile TEXT NOT NULL,
        replica INTEGER NOT NULL, replica_url TEXT, started TEXT NOT NULL, version TEXT NOT NULL,
        browser TEXT NOT NULL, pid INTEGER NOT NULL, birth TEXT NOT NULL, hash TEXT NOT NULL)""",
    """CREATE TABLE endings (
        seq INTEGER PRIMARY KEY, run INTEGER NOT NULL UNIQUE REFERENCES runs (seq),
        finished TEXT NOT NULL, alarm TEXT, browser TEXT NOT NULL, hash TEXT NOT NULL)""",
    """CREATE TABLE intents (
        seq INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES runs (seq), at TEXT NOT NULL,
        platform TEXT NOT NULL, setting TEXT NOT NULL, before TEXT NOT NULL,
        value_before TEXT NOT NULL, url TEXT NOT NULL, hash TEXT NOT NULL)""",
    """CREATE TABLE results (
        seq INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES runs (seq), at TEXT NOT NULL,
        profile TEXT NOT NULL, replica INTEGER NOT NULL, platform TEXT NOT NULL,
        setting TEXT NOT NULL, status TEXT NOT NULL, wanted TEXT NOT NULL, body TEXT NOT NULL,
        hash TEXT NOT NULL)""",
    "CREATE INDEX runs_by_profile ON runs (profile, replica)",
    "CREATE INDEX intents_by_run ON intents (run)",
    "CREATE INDEX intents_by_setting ON intents (setting, platform)",
    "CREATE INDEX results_by_run ON results (run)",
    "CREATE INDEX results_by_setting ON results (setting, platform, profile, replica)",
    """CREATE INDEX proofs ON results (setting, platform, profile, replica)
        WHERE status IN ('ok', 'changed')""",
    """CREATE TABLE head (
        one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL)""",
    "INSERT INTO head VALUES (1, 0, printf('%064d', 0))",
    """CREATE TABLE inventory (
        profile TEXT NOT NULL, replica INTEGER NOT NULL, platform TEXT NOT NULL, page TEXT NOT NULL,
        section TEXT NOT NULL, label TEXT NOT NULL, kind TEXT NOT NULL, nth INTEGER NOT NULL,
        state TEXT NOT NULL, url TEXT NOT NULL, first_seen TEXT NOT NULL, last_seen TEXT NOT NULL,
        last_run TEXT NOT NULL,
        PRIMARY KEY (profile, replica, platform, page, section, label, kind, nth)) WITHOUT ROWID""",
    *_FINDINGS,
    *_ATTESTATIONS,
)
# _UPGRADES[n] leads from version n + 1 to n + 2. Old rows keep their columns, and with them their hashes.
_UPGRADES: tuple[tuple[str, ...], ...] = (_FINDINGS, _ATTESTATIONS)


class Database:
    """A connection whose errors tell a person what to do.

    Args:
        path: Path of the file; if missing, it is created so that nobody else can read it.
        look: Only read; nothing is created, repaired or upgraded. A missing file is read as an empty journal.

    Raises:
        JournalError: It cannot be opened, is damaged, or is not a journal of this version.
    """

    def __init__(self, path: Path, *, look: bool = False) -> None:
        self.path = path
        with self._explained():
            if not look:
                _create_private(path)
            is_missing = look and not path.exists()
            address = ":memory:" if is_missing else _untouched(path) if look else str(path)
            self._connection = sqlite3.connect(address, isolation_level=None, uri=look)
        try:
            with self._explained():
                if look and not is_missing:
                    self._connection.row_factory = sqlite3.Row
                    self._refuse_strangers()
                else:
                    self._prepare()
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def read(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """Return the rows that a query selects."""
        with self._explained():
            return self._connection.execute(sql, values).fetchall()

    def scan(self, sql: str) -> sqlite3.Cursor:
        """Return a cursor for a query with many rows; its errors are SQLite's own."""
        return self._connection.execute(sql)

    def insert(self, table: str, row: Mapping[str, Any]) -> None:
        """Add a row; call this inside ``writing``."""
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        # Table and column names come from this package alone.
        self.change(f"INSERT INTO {table} ({names}) VALUES ({marks})", *row.values())

    def change(self, sql: str, *values: Any) -> None:
        """Run a statement that changes something; call this inside ``writing``."""
        self._connection.execute(sql, values)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Run a transaction: at the end, either everything is on disk or nothing is."""
        with self._explained():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read a consistent snapshot of the file, whatever other processes write meanwhile.

        Bytes that are no longer valid text are returned as escapes instead of raising an error.
        """
        self._connection.execute("BEGIN")
        self._connection.text_factory = lambda data: data.decode(errors="surrogateescape")
        try:
            yield
        finally:
            self._connection.text_factory = str
            self._connection.execute("ROLLBACK")

    def _prepare(self) -> None:
        self._connection.row_factory = sqlite3.Row
        self._connection.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
        self._refuse_strangers()
        self._connection.execute("PRAGMA journal_mode = WAL")
        # FULL: an intent must be on disk before the click, even if the power fails.
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("PRAGMA foreign_keys = ON")
        if self._pragma("user_version") < VERSION:
            with self.writing():
                self._upgrade(self._pragma("user_version"))

    def _refuse_strangers(self) -> None:
        if self._pragma("user_version") > VERSION:
            raise JournalError(
                f"{self.path} was written by a newer offswitch", "update offswitch, then try again"
            )
        tables = self._connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if tables and self._pragma("application_id") != _APPLICATION:
            raise JournalError(
                f"{self.path} is not an offswitch journal",
                "move it elsewhere; offswitch does not touch it",
            )

    def _upgrade(self, version: int) -> None:
        # No steps are left if another process has already upgraded the file.
        steps = _UPGRADES[version - 1 :] if version else (_TABLES,)
        for statement in (statement for step in steps for statement in step):
            self._connection.execute(statement)
        self._connection.execute(f"PRAGMA application_id = {_APPLICATION}")
        self._connection.execute(f"PRAGMA user_version = {VERSION}")

    def _pragma(self, name: str) -> int:
        return int(self._connection.execute(f"PRAGMA {name}").fetchone()[0])

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, UnicodeDecodeError) as error:  # the latter for the name of a column
            raise _explain(self.path, error) from error
        except (OSError, ConfigError) as error:
            raise JournalError(
                f"the journal {self.path} cannot be opened: {error}",
                "set OFFSWITCH_HOME to a folder that you can write to",
            ) from error


def _untouched(path: Path) -> str:
    """Return an address under which SQLite creates no file beside the journal."""
    beside = path.with_name(f"{path.name}-wal")
    # While a run is writing, its newest rows are in this file, and SQLite's other files exist anyway.
    quiet = not beside.exists() or not beside.stat().st_size
    return f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if quiet else ''}"


def _create_private(path: Path) -> None:
    # SQLite itself would create the file with the default mode.
    private(path.parent)
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _explain(path: Path, error: Exception) -> JournalError:
    name = getattr(error, "sqlite_errorname", "") or ""
    what, hint = f"{error}", "`offswitch verify` checks it for damage"
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or "decode" in what:
        what = "it is damaged"
        hint = f"move {path.name} aside and start a new one; offswitch never deletes a journal"
    elif name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        what, hint = "another process is writing to it", "try again in a moment"
    elif name.startswith("SQLITE_FULL"):
        what, hint = "the disk is full", "free some space and try again"
    elif name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_IOERR")):
        what = "it cannot be opened or written"
        hint = "check the folder and its disk, or set OFFSWITCH_HOME to another folder"
    return JournalError(f"the journal {path} cannot be used: {what}", hint)
