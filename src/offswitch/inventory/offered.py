"""Which settings appeared or vanished: what a run found, compared with what earlier runs found.

A setting that is gone leaves no control behind by which that could be noticed: its address leads
elsewhere now. So the results are compared, too.
"""

from __future__ import annotations

from collections.abc import Iterable

from offswitch.journal import Journal
from offswitch.model.results import NewControl, Result, RunInfo
from offswitch.model.scope import SettingKey
from offswitch.model.words import State, is_offered


def turned(journal: Journal, run: RunInfo, results: Iterable[Result]) -> list[NewControl]:
    """Return the settings that exist now and did not before, or the other way round.

    Args:
        journal: What earlier runs found.
        run: The run that produced the results.
        results: Its results; one that does not show whether the setting exists is ignored.

    Returns:
        A change for each such setting, labeled with its title; none if no earlier run could tell.
    """
    changes = []
    for result in results:
        now = is_offered(result.status, result.reason)
        if now is None:
            continue
        key = SettingKey(run.scope, result.platform, result.setting)
        before = journal.was_offered(key, run.id)
        if before is None or now is before:
            continue
        changes.append(
            NewControl(
                platform=result.platform,
                section="",
                label=result.title,
                state="" if result.after is State.UNKNOWN else result.after.value,
                url=result.url,
                change="new" if now else "vanished",
                setting=result.setting,
            )
        )
    return changes
