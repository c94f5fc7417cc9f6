"""What the journal holds of a platform's settings, and what a run writes into it while it works."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass, field

from offswitch.engine import Task
from offswitch.errors import ConfigError, JournalError
from offswitch.journal import Journal
from offswitch.journal.pictures import FOLDER, Side, keep_picture
from offswitch.model.results import RunInfo
from offswitch.model.scope import SettingKey
from offswitch.model.words import Attestation, State
from offswitch.run.undo import FormerValue, began


@dataclass(frozen=True)
class JournalRecords:
    """The journal in one run, as far as the engine needs it.

    Args:
        journal: where everything is written down.
        run: the run that writes.
    """

    journal: Journal
    run: RunInfo
    _begun: set[str] = field(init=False, default_factory=set)

    def intend(self, task: Task, before: State, value: str, url: str) -> None:
        """Write down, before the click, that a change is about to be made.

        Raises:
            JournalError: it cannot be written, or it would bring back what never was; no click then.
        """
        self._refuse_unrecorded(task)
        place = url.partition("?")[0]
        self.journal.intend(
            self.run.id,
            task.platform.name,
            task.id,
            before=before,
            value_before=value,
            url=place,
        )
        self._begun.add(task.id)

    def has_begun(self, task: Task) -> bool:
        """Whether a change of this setting was written down as begun in this window."""
        return task.id in self._begun

    def proved_off(self, task: Task) -> bool:
        """Whether a former run proved this setting off."""
        return self.journal.proved_off(self._key(task))

    def proof_lacked(self, task: Task) -> frozenset[str]:
        """Requests without a good answer on the pages that last proved this setting."""
        return self.journal.proof_lacked(self._key(task))

    def done_by_hand(self, task: Task) -> dt.date | None:
        """The day on which the person last said that they did this themselves, if they did."""
        attestations = self.journal.last_attestations(self.run.scope, Attestation.DONE)
        return next((each.day for each in attestations if each.setting == task.id), None)

    def keep_picture(self, task: Task, side: Side, png: bytes | None) -> None:
        """Keep a crop of the control, beside the journal; a full disk must not end a run for it."""
        if png is not None:
            folder = self.journal.path.parent / FOLDER
            with suppress(OSError, ConfigError):
                keep_picture(folder, self.run.id, task.id, side, png)

    def _refuse_unrecorded(self, task: Task) -> None:
        """Nothing is ever switched on but by an undo, to a value that the journal holds."""
        if task.restore is None:
            return
        former = FormerValue(
            platform=task.platform.name,
            setting=task.id,
            state=task.restore.state,
            value=task.restore.value,
        )
        if self.run.mode != "undo" or not began(self.journal, self.run.scope, former):
            raise JournalError(
                f"the journal does not hold that value of {task.id}", "nothing was clicked"
            )

    def _key(self, task: Task) -> SettingKey:
        return SettingKey(self.run.scope, task.platform.name, task.id)
