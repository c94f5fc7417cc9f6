"""Installs an application from its registry, once, outside of git."""

from __future__ import annotations

import fcntl
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.needs import without

FOLDER = Path(sys.prefix) / "apps"
"""In the environment of the tests, which git, linters, and pytest leave alone."""
_SECONDS = 900
_UNREACHABLE = (
    "No matching distribution", "Could not find a version", "ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED",
    "ETIMEDOUT", "E401", "E403", "Temporary failure in name resolution",
)  # fmt: skip
"""What pip and npm print when the registry, not the application, is at fault."""


class Unavailable(Exception):
    """An application cannot be had here: why."""


def by_pip(requirement: str) -> Path:
    """Install a Python application; return the folder with its programs.

    Raises:
        Unavailable: its registry cannot be reached.
    """
    place = FOLDER / requirement
    programs = place / "bin"
    python = str(programs / "python")
    return _once(
        place,
        programs,
        [sys.executable, "-m", "venv", str(place)],
        [python, "-m", "pip", "install", "--quiet", requirement],
    )


def by_npm(requirement: str) -> Path:
    """Install a Node application; return the folder with its programs.

    Raises:
        Unavailable: there is no npm, or its registry cannot be reached.
    """
    if missing := without("node", "npm"):
        raise Unavailable(missing)
    place = FOLDER / requirement.replace("/", "+")
    install = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"]
    return _once(
        place, place / "node_modules" / ".bin", [*install, "--prefix", str(place), requirement]
    )


def _once(place: Path, programs: Path, *commands: Sequence[str]) -> Path:
    done = place / ".done"
    place.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time(place):
        for command in () if done.exists() else commands:
            said = subprocess.run(
                command, capture_output=True, text=True, timeout=_SECONDS, check=False
            )
            if any(word in said.stderr for word in _UNREACHABLE):
                raise Unavailable(f"{command[0]} cannot reach its registry")
            assert said.returncode == 0, said.stderr[-2000:]
        done.touch()
    return programs


@contextmanager
def _one_at_a_time(place: Path) -> Iterator[None]:
    with (place / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
