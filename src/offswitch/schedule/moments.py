"""When a check is due: the moments of a schedule, in the person's local time."""

import datetime as dt

from offswitch.schedule.plan import Every, Plan


def last_moment(plan: Plan, now: dt.datetime) -> dt.datetime:
    """Return the last moment of the schedule, not after ``now``; both with their zone."""
    here = now.astimezone().replace(tzinfo=None)
    at = here.replace(hour=plan.hour, minute=plan.minute, second=0, microsecond=0)
    if plan.every is Every.DAY:
        found = at if at <= here else at - dt.timedelta(days=1)
    elif plan.every is Every.WEEK:
        monday = at - dt.timedelta(days=at.weekday())
        found = monday if monday <= here else monday - dt.timedelta(days=7)
    else:
        first = at.replace(day=1)
        found = first if first <= here else (first - dt.timedelta(days=1)).replace(day=1)
    return found.astimezone()


def next_moment(plan: Plan, now: dt.datetime) -> dt.datetime:
    """Return the first moment of the schedule after ``now``."""
    last = last_moment(plan, now).replace(tzinfo=None)
    if plan.every is Every.MONTH:
        return (last.replace(day=28) + dt.timedelta(days=4)).replace(day=1).astimezone()
    return (last + dt.timedelta(days=1 if plan.every is Every.DAY else 7)).astimezone()


def is_due(plan: Plan, last_check: dt.datetime | None, now: dt.datetime) -> bool:
    """Tell whether a moment has passed since the last check began, or since the installation."""
    since = max(plan.installed, last_check or plan.installed)
    return last_moment(plan, now) > since
