"""The journal of everything that was done: written before and after each step, never changed.

Runs at a replica are kept too, apart: every question names a scope, so that a rehearsal can never
pass for a proof of a real account.
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
from offswitch.local.lock import birth_of
from offswitch.model.results import NewControl, Result, RunInfo
from offswitch.model.scope import SettingKey
from offswitch.model.words import Attestation, State

JOURNAL = "journal.sqlite3"
"""Name of the file in the data folder."""


def open_journal(path: Path, now: Callable[[], dt.datetime] | None = None) -> "Journal":
    """Open the journal, or begin one.

    Args:
        path: of the file; its folder is made private.
        now: the clock; the computer's own when left out.

    Raises:
        JournalError: the file is damaged, newer than this program, or cannot be written. It is
            left as it is.
    """
    return Journal(Database(path), now or _utc_now)


def look_into_journal(path: Path) -> JournalReader:
    """Open a journal that is there, to read it; nothing is created or changed, not even its version.

    Raises:
        JournalError: the file is damaged, newer than this program, or cannot be read.
    """
    return JournalReader(Database(path, look=True))


class Journal(JournalReader):
    """A journal that is written, and read.

    Args:
        database: opened.
        now: the clock.
    """

    def __init__(self, database: Database, now: Callable[[], dt.datetime]) -> None:
        super().__init__(database)
        self._now = now

    def begin(self, run: RunInfo) -> None:
        """Write that a run begins, in this process.

        Raises:
            JournalError: there is a run of that id, or the file cannot be written.
        """
        with self._database.writing():
            if runs.find(self._database, run.id):
                raise JournalError(f"the journal has a run {run.id} already", "use a new id")
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
        """Write that a run came to its end.

        Raises:
            JournalError: there is no such run, it finished before, or the file cannot be written.
        """
        with self._database.writing():
            run = self._run(run_id)
            if run.finished:
                raise JournalError(f"the run {run_id} finished before", "begin a new one")
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
        """Write, to the disk itself, that a change is begun; call it just before the click.

        Args:
            run_id: of the run.
            platform: of the setting.
            setting: of the platform.
            before: state of the data use, as read.
            value_before: the control's own value, as read; ``undo`` restores it.
            url: address of the page.

        Raises:
            JournalError: it is not written, and the click must not be done.
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
        """Write a result.

        Raises:
            JournalError: there is no such run, or the file cannot be written.
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

    def note_finding(self, run_id: str, control: NewControl) -> None:
        """Write that a control is new on a page, renamed, moved, merged or gone.

        Raises:
            JournalError: there is no such run, or the file cannot be written.
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
        """Write what a person said of a thing that only they can do; it belongs to no run.

        Args:
            key: the setting.
            what: they said.

        Raises:
            JournalError: the file cannot be written.
        """
        with self._database.writing():
            attestations.write(self._database, key, what, _text(self._now()))

    def remember_inventory(
        self, run_id: str, platform: str, page: str, controls: Sequence[SeenControl]
    ) -> None:
        """Write down every control that was seen on a page.

        Args:
            run_id: of the run; says the profile.
            platform: of the page.
            page: a name for it that stays.
            controls: in the order of the page.

        Raises:
            JournalError: there is no such run, or the file cannot be written.
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
        message = "a time without its zone"
        raise ValueError(message)
    return moment.astimezone(dt.UTC).isoformat()
