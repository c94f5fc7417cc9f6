"""Everything that can be read from the journal; each query is about one scope or one run."""

import datetime as dt
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
    TransitionRow,
)
from offswitch.model.scope import Scope, SettingKey
from offswitch.model.words import Attestation, State


class JournalReader:
    """A journal open for reading.

    Args:
        database: The open database.
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
        """Path of the file."""
        return self._database.path

    def close(self) -> None:
        """Close the file; everything written is already on disk."""
        self._database.close()

    def runs(self, scope: Scope, limit: int | None = None) -> list[RunRow]:
        """Return the runs of a scope, newest first."""
        return runs.of_scope(self._database, scope, limit)

    def results(self, run_id: str) -> list[HistoryRow]:
        """Return the results of one run, of whatever scope, in the order in which they were written."""
        return results.of_run(self._database, run_id)

    def history(
        self, scope: Scope, setting: str | None = None, limit: int | None = None
    ) -> list[HistoryRow]:
        """Return results, newest first.

        Args:
            scope: Whose results to return.
            setting: Full id of the only setting to include; all settings by default.
            limit: How many rows to return at most.
        """
        if setting is None:
            return results.history(self._database, scope, limit)
        return results.setting_history(self._database, scope, setting, limit)

    def latest(self, scope: Scope, *, read: bool = False) -> list[HistoryRow]:
        """Return the last result of every setting, oldest first.

        Args:
            scope: Whose results to return.
            read: Consider only results whose state was read with certainty.
        """
        return results.latest(self._database, scope, read=read)

    def transitions(self, scope: Scope) -> list[TransitionRow]:
        """Return every result that differs from the one before it for the same setting, oldest first."""
        return results.transitions(self._database, scope)

    def findings(self, scope: Scope, limit: int | None = None) -> list[FindingRow]:
        """Return the controls that were found to be new, renamed, moved, merged or gone, newest first."""
        return findings.found(self._database, scope, limit)

    def last_proved(self, key: SettingKey) -> State | None:
        """Return the state that an ``ok`` or ``changed`` result proved last.

        A later ``pending``, ``failed`` or ``unreachable`` proves nothing, so it makes no difference: a
        setting that drifted stays drifted until it is proved off again. An ``undo`` does make one: once
        it has begun a change, the person wants another state, and the answer is ``UNKNOWN`` until that
        state is proved.

        Returns:
            The state, or None if none was ever proved.
        """
        return proofs.last_proved(self._database, key)

    def proved_off(self, key: SettingKey) -> bool:
        """Return whether the setting was last proved off, so that finding it on now means drift."""
        return self.last_proved(key) is State.OFF

    def proof_lacked(self, key: SettingKey) -> frozenset[str]:
        """Return the requests that had no good answer on the pages that last proved a setting.

        Those pages showed the setting correctly all the same, so the missing answers do not matter.
        """
        return proofs.proof_lacked(self._database, key)

    def worked(self) -> dict[str, dt.date]:
        """Return the last day on which each setting was proved on the real site, in any profile (UTC).

        Returns:
            The day by full id; a setting that was proved at a replica alone is not in it.
        """
        return proofs.worked(self._database)

    def was_offered(self, key: SettingKey, before: str) -> bool | None:
        """Return whether a setting existed the last time that a run could tell.

        Args:
            key: The setting.
            before: Id of a run whose own results do not count.

        Returns:
            None if no other run could tell.
        """
        return proofs.was_offered(self._database, key, before)

    def intents(self, run_id: str) -> list[IntentRow]:
        """Return every change that one run began, in order."""
        return intents.of_run(self._database, run_id)

    def changes(
        self, scope: Scope, setting: str | None = None, limit: int | None = None
    ) -> list[IntentRow]:
        """Return every change that the runs of a scope began, newest first."""
        return intents.changes(self._database, scope, setting, limit)

    def open_intents(self, scope: Scope) -> list[IntentRow]:
        """Return the changes that were begun and whose outcome is unknown, in order.

        An outcome is known once the same run has recorded a result for the setting (if the run was
        stopped, only a result that read something), or a later run of the scope has read it.
        """
        return intents.still_open(self._database, scope)

    def attestations(self, scope: Scope, setting: str | None = None) -> list[AttestationRow]:
        """Return everything that the person attested, for one setting or for all, newest first."""
        return attestations.told(self._database, scope, setting)

    def last_attestations(
        self, scope: Scope, what: Attestation | None = None
    ) -> list[AttestationRow]:
        """Return the person's last attestation for each setting, newest first.

        Args:
            scope: Whose attestations to return.
            what: Consider only this kind. Skipping something later does not take back having done it,
                so ``DONE`` still finds the day on which they did.
        """
        return attestations.last(self._database, scope, what)

    def inventory(self, scope: Scope, platform: str) -> list[ControlRow]:
        """Return every control that was ever seen on a platform; ``last_run`` is the run that saw it last."""
        return inventory.known(self._database, scope, platform)

    def verify(self) -> list[str]:
        """Check every row against the chain, and the file itself.

        Returns:
            One line for each problem; empty if the journal is exactly as it was written.
        """
        return list(chain.problems(self._database))

    def head(self) -> str:
        """Return ``NUMBER:HASH`` of the last row; a copy kept elsewhere exposes a rewritten journal."""
        seq, found = chain.head(self._database)
        return f"{seq}:{found}"

    def holds(self, head: str) -> bool:
        """Return whether a head that was kept elsewhere belongs to this journal."""
        seq, _, found = head.partition(":")
        return seq.isdecimal() and chain.hash_at(self._database, int(seq)) == found
