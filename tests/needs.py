"""What the tests need on a machine besides Python, and how to get it.

Run as a script, it prints the Debian packages that are missing; ``.ci/run`` installs those. Nothing
but the standard library is imported, since nothing else may be there then.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Need:
    """Something that tests need.

    Attributes:
        programs: one of these is enough.
        debian: the packages that bring it.
        brew: the same as a Homebrew formula; empty where there is none.
        folder: what to look for where it is no program.
    """

    programs: tuple[str, ...]
    debian: tuple[str, ...]
    brew: str = ""
    folder: str = ""

    def is_met(self) -> bool:
        """Tell whether it is there."""
        if self.folder:
            return Path(self.folder).is_dir()
        return any(shutil.which(program) for program in self.programs)


NEEDS = (
    Need(("chromium", "google-chrome"), ("chromium",)),
    # Half the CPU time of the browser itself, where no window is shown.
    Need(("chromium-headless-shell",), ("chromium-headless-shell",)),
    Need(("make",), ("make",)),
    Need(("git",), ("git",), brew="git"),
    Need(("Xvfb",), ("xvfb",)),
    Need(("xauth",), ("xauth",)),
    Need(("xdotool",), ("xdotool",)),
    Need(("dbus-run-session",), ("dbus",)),
    Need(("gnome-keyring-daemon",), ("gnome-keyring",)),
    Need(("secret-tool",), ("libsecret-tools",)),
    Need(("npm",), ("npm",), brew="node"),
    Need(("node",), ("nodejs",), brew="node"),
    Need(("crontab",), ("cron",)),
    Need(("cron",), ("cron",)),
    Need(("ip",), ("iproute2",)),
    Need(("unshare",), ("util-linux",)),
    Need(("fc-list",), ("fontconfig",)),
    Need((), ("fonts-liberation",), folder="/usr/share/fonts/truetype/liberation"),
)
NOT_INSTALLED = "not installed: "
"""What the reason of a skipped test begins with, before the names of programs."""


def without(*programs: str) -> str:
    """Return the reason to skip tests that need some programs; empty where all of them are there."""
    names = [name for name in programs if shutil.which(name) is None]
    return NOT_INSTALLED + ", ".join(names) if names else ""


def summary(reasons: Iterable[str], system: str = sys.platform) -> list[str]:
    """Say what is missing, how many tests are skipped for want of it, and how to get it.

    Args:
        reasons: why tests were skipped, one for each test.
        system: the platform, as ``sys.platform`` names it.

    Returns:
        Lines; none where no test was skipped for want of a program.
    """
    named = (re.search(f"{NOT_INSTALLED}(.+)", reason) for reason in reasons)
    counts = Counter(name for found in named if found for name in found[1].split(", "))
    if not counts:
        return []
    width = max(map(len, counts))
    lines = [f"{name:{width}}  skips {_tests(number)}" for name, number in sorted(counts.items())]
    return lines + list(_how_to_get(sorted(counts), system))


def _tests(number: int) -> str:
    return "1 test" if number == 1 else f"{number} tests"


def _how_to_get(programs: list[str], system: str) -> Iterator[str]:
    """Yield the command that brings what is missing, and what it cannot bring."""
    known = {program: need for need in NEEDS for program in need.programs}
    needs = {name: known.get(name, Need((name,), ())) for name in programs}
    if system == "linux":
        where, command = "Debian, Ubuntu", "sudo apt-get install --no-install-recommends"
        packages = {name: need.debian for name, need in needs.items()}
    elif system == "darwin":
        where, command = "Homebrew", "brew install"
        packages = {name: (need.brew,) if need.brew else () for name, need in needs.items()}
    else:
        where, command, packages = "", "", dict.fromkeys(programs, ())
    wanted = sorted({package for each in packages.values() for package in each})
    if wanted:
        yield f"to get them ({where}): {command} {' '.join(wanted)}"
    if rest := [name for name in programs if not packages[name]]:
        here = "" if system == "linux" else " on this system; they run on Linux"
        yield f"no package brings {', '.join(rest)}{here}"


def main() -> None:
    """Print each Debian package that is missing, one a line."""
    packages = [package for need in NEEDS if not need.is_met() for package in need.debian]
    for package in dict.fromkeys(packages):
        print(package)


if __name__ == "__main__":
    main()
