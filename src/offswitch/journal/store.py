"""The journal: every step is written down before and after it happens, and no row ever changes.

Runs at a replica are recorded too, but kept separate: every query names a scope, so that a rehearsal
can never be mistaken for proof about a real account.
"""

import datetime as dt
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from offswitch.errors import JournalError
from offswitch.journal import attestations, chain, inventory, runs
from offswitch.journal.database import Database
from offswitch.journal.inventory import PageVisit
from offswitch.journal.reader import JournalReader
from offswitch.journal.rows import SeenControl
from offswitch.local.folders import private
from offswitch.local.lock import birth_of
from offswitch.model.results import NewControl, Result, RunInfo
from offswitch.model.scope import SettingKey
from offswitch.model.words import Attestation, State

JOURNAL = "journal.sqlite3"
"""Name of the file in the data folder."""


def open_journal(path: Path, now: Callable[[], dt.datetime] | None = None) -> "Journal":
    """Open the journal, or create it if it does not exist.

    Args:
        path: Path of the file. Its folder is made private.
        now: The clock; the system clock by default.

    Raises:
        JournalError: The file is damaged, was written by a newer version, or cannot be written. It is
            left unchanged.
    """
    return Journal(Database(path), now or _utc_now)


def read_journal(path: Path) -> JournalReader:
    """Open a journal for a command that only reads it. A missing one is read as empty, and is not created.

    Raises:
        ConfigError: The folder is missing as well, and cannot be created.
        JournalError: The file is damaged, was written by a newer version, or cannot be read.
    """
    if path.exists():
        return open_journal(path)
    private(path.parent)  # "nothing was run" would be a guess about a home that cannot be used
    return look_into_journal(path)


def look_into_journal(path: Path) -> JournalReader:
    """Open a journal for reading only; nothing is created or changed, not even its version.

    Raises:
        JournalError: The file is damaged, was written by a newer version, or cannot be read.
    """
    return JournalReader(Database(path, look=True))


class Journal(JournalReader):
    """A journal open for reading and writing.

    Args:
        database: The open database.
        now: The clock.
    """

    def __init__(self, database: Database, now: Callable[[], dt.datetime]) -> None:
        super().__init__(database)
        self._now = now

    def begin(self, run: RunInfo) -> None:
        """Record the start of a run in this process.

        Raises:
            JournalError: A run with that id already exists, or the file cannot be written.
        """
        with self._database.writing():
            if runs.find(self._database, run.id):
                raise JournalError(f"the journal already has a run {run.id}", "use a new id")
            chain.append(
                self._database,
                "runs",
                {
                    "id": run.id,
                    "mode": run.mode,
                    "profile": run.profile,
                    "replica": int(run.scope.at_replica),
                    "replica_url": run.replica,
                    "started": _text(run.started),
                    "version": run.version,
                    "browser": run.browser,
                    "pid": os.getpid(),
                    "birth": birth_of(os.getpid()),
                },
            )

    def finish(
        self, run_id: str, finished: dt.datetime, alarm: str | None = None, browser: str = ""
    ) -> None:
        """Record the end of a run.

        Raises:
            JournalError: There is no such run, it has already finished, or the file cannot be written.
        """
        with self._database.writing():
            run = self._run(run_id)
            if run.finished:
                raise JournalError(f"the run {run_id} has already finished", "begin a new one")
            chain.append(
                self._database,
                "endings",
                {"run": run.seq, "finished": _text(finished), "alarm": alarm, "browser": browser},
            )

    def intend(
        self,
        run_id: str,
        platform: str,
        setting: str,
        *,
        before: State,
        value_before: str,
        url: str,
    ) -> None:
        """Record that a change is about to be made; call it just before the click.

        The row is on disk when this returns.

        Args:
            run_id: Id of the run.
            platform: Name of the platform.
            setting: Full id of the setting.
            before: State of the data use, as read.
            value_before: The control's own value, as read; ``undo`` restores it.
            url: Address of the page.

        Raises:
            JournalError: The row was not written, so the click must not happen.
        """
        with self._database.writing():
            chain.append(
                self._database,
                "intents",
                {
                    "run": self._run(run_id).seq,
                    "at": _text(self._now()),
                    "platform": platform,
                    "setting": setting,
                    "before": before.value,
                    "value_before": value_before,
                    "url": url,
                },
            )

    def record(self, run_id: str, result: Result) -> None:
        """Record a result.

        Raises:
            JournalError: There is no such run, or the file cannot be written.
        """
        with self._database.writing():
            run = self._run(run_id)
            chain.append(
                self._database,
                "results",
                {
                    "run": run.seq,
                    "at": _text(self._now()),
                    "profile": run.scope.profile,
                    "replica": int(run.scope.at_replica),
                    "platform": result.platform,
                    "setting": result.setting,
                    "status": result.status.value,
                    "wanted": result.wanted.value,
                    "body": result.model_dump_json(),
                },
            )

    def record_finding(self, run_id: str, control: NewControl) -> None:
        """Record that a control is new on a page, was renamed, moved or merged, or is gone.

        Raises:
            JournalError: There is no such run, or the file cannot be written.
        """
        with self._database.writing():
            chain.append(
                self._database,
                "findings",
                {
                    "run": self._run(run_id).seq,
                    "at": _text(self._now()),
                    "platform": control.platform,
                    "body": control.model_dump_json(),
                },
            )

    def record_attestation(self, key: SettingKey, what: Attestation) -> None:
        """Record what a person says about something that only they can do; it belongs to no run.

        Args:
            key: The setting.
            what: What they say.

        Raises:
            JournalError: The file cannot be written.
        """
        with self._database.writing():
            attestations.write(self._database, key, what, _text(self._now()))

    def record_inventory(
        self, run_id: str, platform: str, page: str, controls: Sequence[SeenControl]
    ) -> None:
        """Record every control that was seen on a page.

        Args:
            run_id: Id of the run that saw the page.
            platform: Name of the platform.
            page: A stable name for the page.
            controls: The controls, in page order.

        Raises:
            JournalError: There is no such run, or the file cannot be written.
        """
        with self._database.writing():
            visit = PageVisit(run_id, self._run(run_id).scope, platform, page)
            inventory.remember(self._database, visit, controls, _text(self._now()))

    def _run(self, run_id: str) -> runs.Run:
        found = runs.find(self._database, run_id)
        if found is None:
            raise JournalError(f"the journal has no run {run_id}", "begin the run first")
        return found


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _text(moment: dt.datetime) -> str:
    if moment.tzinfo is None:
        message = "a time without a time zone"
        raise ValueError(message)
    return moment.astimezone(dt.UTC).isoformat()
