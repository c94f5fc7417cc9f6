"""Which settings came and went: what a run found against what former runs could tell.

A setting that is gone leaves no control to notice it by: its address leads elsewhere now. So what
the results say of it is compared, too.
"""

from __future__ import annotations

from collections.abc import Iterable

from offswitch.journal import Journal
from offswitch.model.results import NewControl, Result, RunInfo
from offswitch.model.scope import SettingKey
from offswitch.model.words import State, is_offered


def turned(journal: Journal, run: RunInfo, results: Iterable[Result]) -> list[NewControl]:
    """Say which settings are there that were not, or the other way round.

    Args:
        journal: what former runs found.
        run: the run that the results are of.
        results: what it found; one that cannot tell says nothing.

    Returns:
        A change for each, named by the setting's title; of one that nobody could tell anything of
        before, none.
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
