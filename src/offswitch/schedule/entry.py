"""What a person asked to be done regularly, and that they agreed to changes without being asked."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from offswitch.errors import ConfigError
from offswitch.local.folders import folders, private, profile_name
from offswitch.local.staged import put


class Every(StrEnum):
    """How often a check is due."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Entry(BaseModel):
    """One profile's schedule.

    Attributes:
        profile: whose sessions are checked.
        every: how often; a week begins on Monday, a month on its first day.
        at: local time, ``HH:MM``.
        fix: the person's standing consent to switch drifted settings off without being asked.
        notify: names of sealed addresses; never the addresses.
        platforms: what is checked; everything when empty.
        scheduler: which one it was given to.
        installed: when.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    profile: str
    every: Every
    at: Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    fix: bool = False
    notify: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    scheduler: str
    installed: AwareDatetime

    @property
    def hour(self) -> int:
        """The hour of ``at``."""
        return int(self.at[:2])

    @property
    def minute(self) -> int:
        """The minute of ``at``."""
        return int(self.at[3:])


def load(profile: str) -> Entry | None:
    """Return a profile's schedule, or None where it has none.

    Raises:
        ConfigError: the file is damaged, or others can write it: it holds a consent.
    """
    path = _path(profile)
    try:
        text = path.read_bytes()
        found = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unusable(path, error.strerror) from error
    if sys.platform != "win32" and (
        found.st_uid != os.getuid() or stat.S_IMODE(found.st_mode) & 0o022
    ):
        raise _unusable(path, "others can write it")
    try:
        entry = Entry.model_validate_json(text)
    except ValidationError as error:
        raise _unusable(path, "it is damaged") from error
    if entry.profile != profile:
        raise _unusable(path, "it belongs to another profile")
    return entry


def former_entry(profile: str) -> Entry | None:
    """Return a profile's schedule; None also where it cannot be used, and is to be replaced."""
    with suppress(ConfigError):
        return load(profile)
    return None


def consents(profile: str) -> bool:
    """Tell whether the person agreed that drifted settings are switched off without asking."""
    entry = load(profile)
    return entry is not None and entry.fix


@contextmanager
def recorded(entry: Entry) -> Iterator[None]:
    """Write a schedule down; when what follows fails, the former one is there again."""
    former = former_entry(entry.profile)
    save(entry)
    try:
        yield
    except BaseException:
        if former:
            save(former)
        else:
            forget(entry.profile)
        raise


def forget(profile: str) -> bool:
    """Remove a schedule, and with it the consent; tells whether there was one."""
    path = _path(profile)
    there = path.exists()
    path.unlink(missing_ok=True)
    return there


def save(entry: Entry) -> None:
    """Write a schedule down, in a file that only this person can read."""
    path = _path(entry.profile)
    private(path.parent)
    put(path, entry.model_dump_json(indent=2).encode() + b"\n")


def _path(profile: str) -> Path:
    return folders().config / "schedules" / f"{profile_name(profile)}.json"


def _unusable(path: Path, why: str | None) -> ConfigError:
    return ConfigError(
        f"the schedule {path} cannot be used: {why}",
        "run `offswitch schedule install` again, or `offswitch schedule remove`",
    )
