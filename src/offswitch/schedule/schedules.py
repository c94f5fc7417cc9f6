"""Installs, shows and removes a profile's schedule."""

import datetime as dt
import sys
from dataclasses import dataclass

from offswitch.errors import ConfigError
from offswitch.schedule import systemd
from offswitch.schedule.command import job, job_name
from offswitch.schedule.crontab import Crontab
from offswitch.schedule.due import next_moment
from offswitch.schedule.entry import Entry, forget, former_entry, load, recorded, save
from offswitch.schedule.launchd import Launchd
from offswitch.schedule.scheduler import Scheduler, Written
from offswitch.schedule.systemd import Systemd
from offswitch.schedule.windows import TaskScheduler

_SCHEDULERS: tuple[Scheduler, ...] = (Systemd(), Launchd(), TaskScheduler(), Crontab())


@dataclass(frozen=True, kw_only=True)
class Scheduled:
    """A profile's schedule as it stands.

    Attributes:
        entry: what was asked for.
        known: whether the scheduler still has it.
        next: when the next check is due, at the earliest.
        last: when the scheduler ran it last, where it says so.
        command: what it calls.
    """

    entry: Entry
    known: bool
    next: str
    last: str
    command: tuple[str, ...]


def choose(name: str | None = None) -> Scheduler:
    """Return a scheduler by its name, or the one that suits this machine.

    Raises:
        ConfigError: there is none of that name.
    """
    names = [each.name for each in _SCHEDULERS]
    if name is None:
        name = {"win32": "task-scheduler", "darwin": "launchd"}.get(sys.platform, "cron")
        if sys.platform == "linux" and systemd.answers():
            name = "systemd"
    if name not in names:
        raise ConfigError(f"no such scheduler: {name}", f"there are: {', '.join(names)}")
    return _SCHEDULERS[names.index(name)]


def written(entry: Entry) -> list[Written]:
    """Return what ``install`` would write."""
    return choose(entry.scheduler).written(job(entry))


def install(entry: Entry) -> None:
    """Give a schedule to its scheduler, in the place of the profile's former one.

    Raises:
        ConfigError: it cannot be installed; the former one is still written down.
    """
    former = former_entry(entry.profile)
    with recorded(entry):
        choose(entry.scheduler).install(job(entry))
    if former and former.scheduler != entry.scheduler:
        choose(former.scheduler).remove(job_name(entry.profile))


def look(profile: str, now: dt.datetime) -> Scheduled | None:
    """Return a profile's schedule as it stands, or None where it has none."""
    entry = load(profile)
    if entry is None:
        return None
    seen = choose(entry.scheduler).look(job_name(profile))
    following = (seen.next if seen else "") or f"{next_moment(entry, now):%Y-%m-%d %H:%M}"
    return Scheduled(
        entry=entry,
        known=seen is not None,
        next=following if seen else "",
        last=seen.last if seen else "",
        command=job(entry).command,
    )


def remove(profile: str) -> bool:
    """Take a profile's schedule from its scheduler, and the consent with it.

    Returns:
        Whether there was one.
    """
    entry = former_entry(profile)
    if entry:
        save(entry.model_copy(update={"fix": False}))  # the consent ends, whatever happens next
    # Without an entry, such as after its file was lost, the machine's own scheduler may still have it.
    gone = choose(entry.scheduler if entry else None).remove(job_name(profile))
    return forget(profile) or gone
