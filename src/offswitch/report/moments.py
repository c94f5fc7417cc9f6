"""How a report writes days and times, all in UTC."""

import datetime as dt


def day(at: dt.datetime) -> str:
    """Return a day, such as ``3 Jan 2027``."""
    return f"{short_day(at)} {at.astimezone(dt.UTC):%Y}"


def short_day(at: dt.datetime) -> str:
    """Return a day without its year."""
    utc = at.astimezone(dt.UTC)
    return f"{utc.day} {utc:%b}"


def moment(at: dt.datetime) -> str:
    """Return a date and time, to the minute."""
    return f"{at.astimezone(dt.UTC):%Y-%m-%d %H:%M}"
