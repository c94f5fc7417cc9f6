"""How long the last check of the very same settings took, by the journal."""

from __future__ import annotations

from collections.abc import Collection

from offswitch.journal import Journal
from offswitch.model.results import RunInfo
from offswitch.model.words import Reason, Status

_MOST = 20
"""How many runs to look back."""


def former_seconds(journal: Journal, info: RunInfo, settings: Collection[str]) -> float | None:
    """Return how long the last check like this one took.

    Args:
        journal: has former runs.
        info: of the run that begins.
        settings: full ids of all that it is to look at.

    Returns:
        None where no check of these settings came to its end; and for any other run, which a person or a
        change may hold up.
    """
    if info.mode != "check":
        return None
    for run in journal.runs(info.scope, _MOST):
        if run.mode != "check" or run.finished is None or run.alarm:
            continue
        results = {row.result.setting: row.result for row in journal.results(run.id)}
        ended_early = any(
            each.status is Status.UNREACHABLE or each.reason is Reason.STOPPED
            for each in results.values()
        )
        if not ended_early and results.keys() == set(settings):
            return (run.finished - run.started).total_seconds()
    return None
