"""What an undo brings back: exactly the values that the journal holds, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from offswitch.errors import ConfigError
from offswitch.journal import IntentRow, JournalReader, RunRow
from offswitch.model.scope import Scope
from offswitch.model.words import State


@dataclass(frozen=True, kw_only=True)
class FormerValue:
    """What a setting was before offswitch touched it.

    Attributes:
        platform: of the setting.
        setting: its full id.
        state: of the data use, as read before the click.
        value: what the control showed, in its own words.
    """

    platform: str
    setting: str
    state: State
    value: str


@dataclass(frozen=True, kw_only=True)
class Changes:
    """One run's changes, to be put back.

    Attributes:
        run: the run whose changes they are.
        former_values: full setting id → what it was, in the order in which they were changed.
    """

    run: RunRow
    former_values: Mapping[str, FormerValue]


def changes_to_undo(
    journal: JournalReader,
    scope: Scope,
    *,
    run: str | None = None,
    only: Sequence[str] = (),
) -> Changes:
    """Say what an undo of one run has to put back.

    Args:
        journal: where the former values are.
        scope: whose run it was.
        run: id of the run; the last one that changed something when left out.
        only: full ids of settings; none means all that the run changed.

    Raises:
        ConfigError: there is no such run, or offswitch changed nothing in it, or not that setting.
    """
    found = _find(journal, scope, run)
    formers: dict[str, FormerValue] = {}
    for intent in journal.intents(found.id):
        # The first of a run is what was there before the run.
        formers.setdefault(intent.setting, _former(intent))
    if not formers:
        raise ConfigError(
            f"the run {found.id} changed nothing, so there is nothing to undo",
            "`offswitch history` shows the runs that switched something off",
        )
    for setting in only:
        if setting not in formers:
            raise ConfigError(
                f"offswitch did not change {setting} in the run {found.id}",
                f"it changed: {', '.join(formers)}",
            )
    kept = {name: former for name, former in formers.items() if not only or name in only}
    return Changes(run=found, former_values=kept)


def began(journal: JournalReader, scope: Scope, former: FormerValue) -> bool:
    """Tell whether the journal holds this very value as one that offswitch once changed."""
    return any(
        (intent.platform, intent.before, intent.value_before)
        == (former.platform, former.state, former.value)
        for intent in journal.changes(scope, former.setting)
    )


def _find(journal: JournalReader, scope: Scope, run: str | None) -> RunRow:
    if run is None:
        changes = journal.changes(scope)
        # An undo is not undone by default: a second `undo` would switch everything off again.
        run = next((intent.run for intent in changes if intent.mode != "undo"), None)
        if run is None:
            raise ConfigError(
                "offswitch has changed nothing for this profile, so there is nothing to undo",
                "`offswitch history` shows what was read",
            )
    for one in journal.runs(scope):
        if one.id == run:
            return one
    raise ConfigError(
        f"this profile has no run {run}", "`offswitch history --json` names every run"
    )


def _former(intent: IntentRow) -> FormerValue:
    return FormerValue(
        platform=intent.platform,
        setting=intent.setting,
        state=intent.before,
        value=intent.value_before,
    )
