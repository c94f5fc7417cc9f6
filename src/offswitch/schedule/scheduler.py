"""What every scheduler can do, and how its own program is asked."""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from offswitch.errors import ConfigError
from offswitch.local.staged import put
from offswitch.schedule.command import Job

_PATIENCE = 30


@dataclass(frozen=True, kw_only=True)
class Written:
    """Something that is written: a file, or a part of one.

    Attributes:
        place: the path of a file, or what a person calls it.
        text: what is written there.
    """

    place: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A job as its scheduler knows it.

    Attributes:
        next: when it runs next, as the scheduler says; empty where it does not say.
        last: when it ran last, likewise.
    """

    next: str = ""
    last: str = ""


class Scheduler(Protocol):
    """Calls a command at certain times."""

    @property
    def name(self) -> str:
        """What ``--scheduler`` calls it."""

    def written(self, job: Job) -> list[Written]:
        """Return what ``install`` would write."""

    def install(self, job: Job) -> None:
        """Give it a job, in the place of the one of that name; ``ConfigError`` where it fails."""

    def remove(self, name: str) -> bool:
        """Take a job away; tells whether there was one."""

    def look(self, name: str) -> Seen | None:
        """Return what it knows of a job; None where it has none of that name."""


def ask(command: Sequence[str], text: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """Call a scheduler's program.

    Raises:
        ConfigError: it is not there, or does not answer.
    """
    try:
        return subprocess.run(  # noqa: S603 - the schedulers' own programs, without a shell
            command,
            input=text,
            stdin=None if text is not None else subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ConfigError(
            f"`{command[0]}` cannot be used ({type(error).__name__})",
            "choose another one with `--scheduler`, or repair it",
        ) from error


def demand(command: Sequence[str], text: bytes | None = None) -> bytes:
    """Call a scheduler's program, which must succeed; returns what it prints.

    Raises:
        ConfigError: it fails; the message tells its own first line.
    """
    done = ask(command, text)
    if done.returncode:
        lines = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines()
        said = lines[0] if lines else f"exit code {done.returncode}"
        raise ConfigError(
            f"`{' '.join(command[:3])}` failed: {said}",
            "see `offswitch schedule install --print`; another one can be chosen with `--scheduler`",
        )
    return done.stdout


def write(path: Path, text: str) -> None:
    """Write a file that only this person can read; its folder is the system's, and left as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    put(path, text.encode())
