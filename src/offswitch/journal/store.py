"""The journal of everything that was done: written before and after each step, never changed.

Runs at a replica are kept too, apart: every question names a scope, so that a rehearsal can never
pass for a proof of a real account.
"""

import datetime as dt
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from offswitch.errors import JournalError
from offswitch.journal import attestations, chain, inventory, questions
from offswitch.journal.database import Database
from offswitch.journal.inventory import PageVisit
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
from offswitch.local.lock import birth_of
from offswitch.model.results import NewControl, Result, RunInfo
from offswitch.model.scope import Scope, SettingKey
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


def look_into_journal(path: Path) -> "Journal":
    """Open a journal that is there, to read it; nothing is created or changed, not even its version.

    Raises:
        JournalError: the file is damaged, newer than this program, or cannot be read.
    """
    return Journal(Database(path, look=True), _utc_now)


class Journal:
    """What was done and read.

    Args:
        database: opened.
        now: the clock.
    """

    def __init__(self, database: Database, now: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._now = now

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._database.path

    def close(self) -> None:
        """Close the file. What was written is on the disk already."""
        self._database.close()

    def begin(self, run: RunInfo) -> None:
        """Write that a run begins, in this process.

        Raises:
            JournalError: there is a run of that id, or the file cannot be written.
        """
        with self._database.writing():
            if questions.run(self._database, run.id):
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

    def findings(self, scope: Scope, limit: int | None = None) -> list[FindingRow]:
        """Return what was found to be new, renamed, moved, merged or gone, the newest first."""
        return questions.findings(self._database, scope, limit)

    def last_proved(self, key: SettingKey) -> State | None:
        """Return the state that was proved last, by ``ok`` or ``changed``.

        A later ``pending``, ``failed`` or ``unreachable`` proves nothing and changes nothing: what
        drifted stays drifted until it is proved off again. An ``undo`` does: once it began a
        change, the person wanted another state, and until it is proved the answer is ``UNKNOWN``.

        Returns:
            The state; None where none was ever proved.
        """
        return questions.last_proved(self._database, key)

    def proved_off(self, key: SettingKey) -> bool:
        """Tell whether the setting is drift if it is on now."""
        return self.last_proved(key) is State.OFF

    def proof_lacked(self, key: SettingKey) -> frozenset[str]:
        """Return the requests without a good answer on the pages that last proved a setting.

        Such a page has shown the setting on and off, so what it lacked is of no account.
        """
        return questions.proof_lacked(self._database, key)

    def was_offered(self, key: SettingKey, before: str) -> bool | None:
        """Tell whether a setting was there when a run could last tell.

        Args:
            key: the setting.
            before: id of a run whose own results do not count.

        Returns:
            None where no other run could tell.
        """
        return questions.was_offered(self._database, key, before)

    def runs(self, scope: Scope, limit: int | None = None) -> list[RunRow]:
        """Return runs, the newest first."""
        return questions.runs(self._database, scope, limit)

    def results(self, run_id: str) -> list[HistoryRow]:
        """Return the results of one run, real or not, in the order in which they were written."""
        return questions.results(self._database, run_id)

    def history(
        self, scope: Scope, setting: str | None = None, limit: int | None = None
    ) -> list[HistoryRow]:
        """Return results, the newest first.

        Args:
            scope: whose results.
            setting: of one setting only, named as its results name it.
            limit: at most so many.
        """
        if setting is None:
            return questions.history(self._database, scope, limit)
        return questions.setting_history(self._database, scope, setting, limit)

    def latest(self, scope: Scope, *, read: bool = False) -> list[HistoryRow]:
        """Return the last result of every setting, the oldest first.

        Args:
            scope: whose results.
            read: only results that read the setting for certain.
        """
        return questions.latest(self._database, scope, read=read)

    def turns(self, scope: Scope) -> list[TurnRow]:
        """Return where each setting's story takes another turn, the oldest first."""
        return questions.turns(self._database, scope)

    def intents(self, run_id: str) -> list[IntentRow]:
        """Return every change that one run began, in order; for ``undo``."""
        return questions.intents(self._database, run_id)

    def changes(
        self, scope: Scope, setting: str | None = None, limit: int | None = None
    ) -> list[IntentRow]:
        """Return every change that a profile's runs began, the newest first."""
        return questions.changes(self._database, scope, setting, limit)

    def open_intents(self, scope: Scope) -> list[IntentRow]:
        """Return changes that were begun and whose outcome is not known, in order.

        Known is what the same run said of the setting afterwards (where it was stopped, only what it
        read), and what any later run of the profile read of it.
        """
        return questions.open_intents(self._database, scope)

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

    def attestations(self, scope: Scope, setting: str | None = None) -> list[AttestationRow]:
        """Return everything that the person said, of one setting or of all, the newest first."""
        return attestations.told(self._database, scope, setting)

    def last_attestations(
        self, scope: Scope, what: Attestation | None = None
    ) -> list[AttestationRow]:
        """Return what the person said last of each setting, the newest first.

        Args:
            scope: whose word.
            what: only this word. Who skips what they did before takes nothing back, so ``DONE``
                still finds the day on which they did it.
        """
        return attestations.last(self._database, scope, what)

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

    def inventory(self, scope: Scope, platform: str) -> list[ControlRow]:
        """Return every control of a platform that was ever seen; ``last_run`` says when last."""
        return inventory.known(self._database, scope, platform)

    def verify(self) -> list[str]:
        """Check every row against the chain, and the file itself.

        Returns:
            What is wrong, one line each; nothing where the journal is as it was written.
        """
        return list(chain.problems(self._database))

    def head(self) -> str:
        """Return ``NUMBER:HASH`` of the last row; kept elsewhere, it shows a rewritten journal."""
        seq, found = chain.head(self._database)
        return f"{seq}:{found}"

    def holds(self, head: str) -> bool:
        """Tell whether a head that was kept elsewhere is one that this journal had."""
        seq, _, found = head.partition(":")
        return seq.isdecimal() and chain.hash_at(self._database, int(seq)) == found

    def _run(self, run_id: str) -> questions.Run:
        found = questions.run(self._database, run_id)
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
