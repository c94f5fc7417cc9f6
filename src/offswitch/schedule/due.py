"""When a check is due: the moments of a schedule, in the person's local time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from offswitch.model.words import DEMANDED, Reason, Status
from offswitch.schedule.entry import Entry, Every

if TYPE_CHECKING:
    from offswitch.journal import HistoryRow, RunRow
    from offswitch.model.results import Result

_NOT_SOON = (DEMANDED - {Reason.SIGN_IN}) | {Reason.RATE_LIMITED}
"""The platform was reached and wants something; to ask again every hour would only annoy it."""
_UNSEEN = frozenset({Reason.GUIDE, Reason.ONE_WAY, Reason.EXCLUDED})
"""What a check says of a setting without a look at any page."""


def last_moment(entry: Entry, now: dt.datetime) -> dt.datetime:
    """Return the last moment of the schedule, not after ``now``; both with their zone."""
    here = now.astimezone().replace(tzinfo=None)
    at = here.replace(hour=entry.hour, minute=entry.minute, second=0, microsecond=0)
    if entry.every is Every.DAY:
        found = at if at <= here else at - dt.timedelta(days=1)
    elif entry.every is Every.WEEK:
        monday = at - dt.timedelta(days=at.weekday())
        found = monday if monday <= here else monday - dt.timedelta(days=7)
    else:
        first = at.replace(day=1)
        found = first if first <= here else (first - dt.timedelta(days=1)).replace(day=1)
    return found.astimezone()


def next_moment(entry: Entry, now: dt.datetime) -> dt.datetime:
    """Return the first moment of the schedule after ``now``."""
    last = last_moment(entry, now).replace(tzinfo=None)
    if entry.every is Every.MONTH:
        return (last.replace(day=28) + dt.timedelta(days=4)).replace(day=1).astimezone()
    return (last + dt.timedelta(days=1 if entry.every is Every.DAY else 7)).astimezone()


def is_due(
    entry: Entry,
    runs: Iterable[RunRow],
    results_of: Callable[[str], Sequence[HistoryRow]],
    now: dt.datetime,
) -> bool:
    """Tell whether a moment has passed since the last check that came to something.

    What is dated after ``now`` was written while the clock was wrong, and tells nothing.

    Args:
        entry: the schedule; its installation counts as a check.
        runs: of the journal, in any order and of any mode.
        results_of: gives a run's results; asked only of checks since that moment.
        now: with its zone.
    """
    moment = last_moment(entry, now)
    if moment <= entry.installed <= now:
        return False
    since = [run for run in runs if run.mode == "check" and moment <= run.started <= now]
    return not any(_is_done(run, results_of(run.id)) for run in since)


def _is_done(run: RunRow, rows: Sequence[HistoryRow]) -> bool:
    """Tell whether a check is not to be made up: it read something, or asking again would annoy."""
    results = [row.result for row in rows]
    if run.state == "running" or any(_demands(each) for each in results):
        return True
    if run.state == "interrupted" or not results:
        return False
    lost = [_is_lost(each) for each in results if each.reason not in _UNSEEN]
    return not lost or not all(lost)


def _demands(result: Result) -> bool:
    """Tell whether a platform was reached and wants something of the person.

    Where nobody was signed in beforehand, no page was asked for, and so there is no address.
    """
    return result.reason in _NOT_SOON or (result.reason is Reason.SIGN_IN and bool(result.url))


def _is_lost(result: Result) -> bool:
    return result.status is Status.UNREACHABLE or result.reason is Reason.STOPPED
