"""What the journal may be asked; every question is about one scope, or about one run."""

from pathlib import Path
from types import TracebackType
from typing import Self

from offswitch.journal import (
    attestations,
    chain,
    findings,
    intents,
    inventory,
    proofs,
    results,
    runs,
)
from offswitch.journal.database import Database
from offswitch.journal.rows import (
    AttestationRow,
    ControlRow,
    FindingRow,
    HistoryRow,
    IntentRow,
    RunRow,
    TurnRow,
)
from offswitch.model.scope import Scope, SettingKey
from offswitch.model.words import Attestation, State


class JournalReader:
    """A journal that is only read.

    Args:
        database: opened.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

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

    def runs(self, scope: Scope, limit: int | None = None) -> list[RunRow]:
        """Return runs, the newest first."""
        return runs.of_scope(self._database, scope, limit)

    def results(self, run_id: str) -> list[HistoryRow]:
        """Return the results of one run, real or not, in the order in which they were written."""
        return results.of_run(self._database, run_id)

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
            return results.history(self._database, scope, limit)
        return results.setting_history(self._database, scope, setting, limit)

    def latest(self, scope: Scope, *, read: bool = False) -> list[HistoryRow]:
        """Return the last result of every setting, the oldest first.

        Args:
            scope: whose results.
            read: only results that read the setting for certain.
        """
        return results.latest(self._database, scope, read=read)

    def turns(self, scope: Scope) -> list[TurnRow]:
        """Return where each setting's story takes another turn, the oldest first."""
        return results.turns(self._database, scope)

    def findings(self, scope: Scope, limit: int | None = None) -> list[FindingRow]:
        """Return what was found to be new, renamed, moved, merged or gone, the newest first."""
        return findings.found(self._database, scope, limit)

    def last_proved(self, key: SettingKey) -> State | None:
        """Return the state that was proved last, by ``ok`` or ``changed``.

        A later ``pending``, ``failed`` or ``unreachable`` proves nothing and changes nothing: what
        drifted stays drifted until it is proved off again. An ``undo`` does: once it began a
        change, the person wanted another state, and until it is proved the answer is ``UNKNOWN``.

        Returns:
            The state; None where none was ever proved.
        """
        return proofs.last_proved(self._database, key)

    def proved_off(self, key: SettingKey) -> bool:
        """Tell whether the setting is drift if it is on now."""
        return self.last_proved(key) is State.OFF

    def proof_lacked(self, key: SettingKey) -> frozenset[str]:
        """Return the requests without a good answer on the pages that last proved a setting.

        Such a page has shown the setting on and off, so what it lacked is of no account.
        """
        return proofs.proof_lacked(self._database, key)

    def was_offered(self, key: SettingKey, before: str) -> bool | None:
        """Tell whether a setting was there when a run could last tell.

        Args:
            key: the setting.
            before: id of a run whose own results do not count.

        Returns:
            None where no other run could tell.
        """
        return proofs.was_offered(self._database, key, before)

    def intents(self, run_id: str) -> list[IntentRow]:
        """Return every change that one run began, in order; for ``undo``."""
        return intents.of_run(self._database, run_id)

    def changes(
        self, scope: Scope, setting: str | None = None, limit: int | None = None
    ) -> list[IntentRow]:
        """Return every change that a profile's runs began, the newest first."""
        return intents.changes(self._database, scope, setting, limit)

    def open_intents(self, scope: Scope) -> list[IntentRow]:
        """Return changes that were begun and whose outcome is not known, in order.

        Known is what the same run said of the setting afterwards (where it was stopped, only what it
        read), and what any later run of the profile read of it.
        """
        return intents.still_open(self._database, scope)

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
