"""The command that a scheduler calls: by a path that is the same after an upgrade."""

import hashlib
import os
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

from offswitch.errors import ConfigError
from offswitch.local.folders import HOME_VARIABLE, folders
from offswitch.schedule.entry import Entry
from offswitch.schedule.environment import CARRIED, words_of

_VERSIONED = ("/Cellar/", "/nix/store/")


@dataclass(frozen=True, kw_only=True)
class Job:
    """What a scheduler is given.

    Attributes:
        name: among the scheduler's jobs.
        entry: when.
        program: how offswitch is called.
        arguments: of it, without any secret.
        environment: where offswitch's folders are, if not in the usual places.
    """

    name: str
    entry: Entry
    program: tuple[str, ...]
    arguments: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def command(self) -> tuple[str, ...]:
        """The whole command, for a scheduler that takes an environment beside it."""
        return (*self.program, *self.arguments)

    def command_with_environment(self) -> tuple[str, ...]:
        """Return the command for a scheduler that takes no environment."""
        return (*self.program, *words_of(self.environment), *self.arguments)

    def command_if_due(self) -> tuple[str, ...]:
        """Return the command for a scheduler that calls more often than a check is due."""
        return (*self.command, "--if-due")


def job(entry: Entry) -> Job:
    """Return what the scheduler is given for a schedule.

    Raises:
        ConfigError: a path cannot be written into a scheduler's file.
    """
    arguments = ["check", *entry.platforms, "--profile", entry.profile, "--quiet"]
    arguments += ["--fix"] if entry.fix else []
    for name in entry.notify:
        arguments += ["--notify", name]
    made = Job(
        name=job_name(entry.profile),
        entry=entry,
        program=program(),
        arguments=tuple(arguments),
        environment=_environment(),
    )
    for text in (*made.command, *made.environment.values()):
        if not text.isprintable():
            raise ConfigError(f"{text!r} cannot be given to a scheduler", "use a plain path")
    return made


def job_name(profile: str) -> str:
    """Return the name of a profile's job; another ``OFFSWITCH_HOME`` has jobs of its own."""
    name = f"offswitch-check.{profile}"
    if os.environ.get(HOME_VARIABLE):
        name += "." + hashlib.sha256(str(_home()).encode()).hexdigest()[:6]
    return name


def program() -> tuple[str, ...]:
    """Return how offswitch is called.

    In a virtual environment (pipx and uv tools are some) by its interpreter, whose path stays when
    offswitch is upgraded in it. Else, and where the environment's own path names a version, by the
    ``offswitch`` that the person calls.
    """
    own = sys.prefix != sys.base_prefix
    if own and not any(part in f"{sys.prefix}/" for part in _VERSIONED):
        return (sys.executable, "-P", "-m", "offswitch")
    called = shutil.which("offswitch")
    if called:
        return (str(Path(called).absolute()),)  # not resolved: the link stays, its target may not
    return (sys.executable, "-P", "-m", "offswitch")


def is_temporary() -> bool:
    """Tell whether offswitch runs from a place that is cleaned, such as ``uvx``'s."""
    return {"uv", "archive-v0"} <= set(Path(sys.prefix).parts)


def _environment() -> dict[str, str]:
    carried = {name: os.environ[name] for name in CARRIED if os.environ.get(name)}
    return carried | ({HOME_VARIABLE: str(_home())} if os.environ.get(HOME_VARIABLE) else {})


def _home() -> Path:
    return folders().config.parent
