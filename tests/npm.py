"""Fetches the component libraries of a folder of pages with npm and builds the pages, once.

What is fetched and built is ignored by git. A stamp holds the hash of everything the build is made
from, so a second call costs nothing and a changed source builds anew.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.needs import without

NPM_SECONDS = 300
BUILD_SECONDS = 120
INSTALL = (
    "install",
    "--no-package-lock",
    "--no-audit",
    "--no-fund",
    "--ignore-scripts",
    "--fetch-retries=1",
    "--fetch-retry-mintimeout=1000",
    "--fetch-retry-maxtimeout=2000",
    "--fetch-timeout=30000",
)
# What npm prints when the registry, not package.json, is at fault.
UNREACHABLE = (
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "ECONNRESET",
    "ETIMEDOUT",
    "ENETUNREACH",
    "EHOSTUNREACH",
    "ERR_SOCKET_TIMEOUT",
    "ENOTCACHED",
    "E401",
    "E403",
    "E502",
    "E503",
    "E504",
)


class BuildError(RuntimeError):
    """The libraries can be had, yet the pages can't be made: a fault, never a reason to skip."""


def ensure_built(folder: Path) -> str | None:
    """Install and build what is missing in a folder; return the reason where that is impossible.

    Args:
        folder: with a package.json, a build.mjs that writes dist/, and the pages in page/.

    Raises:
        BuildError: the libraries are here, yet the pages cannot be built.
    """
    installed = folder / "node_modules" / ".offswitch-installed"
    built = folder / "dist" / ".offswitch-built"
    package = folder / "package.json"
    sources = [package, folder / "build.mjs", *sorted((folder / "page").glob("*.*"))]
    with _one_at_a_time(folder / "node_modules"):
        if _is(built, _hash(sources)):
            return None
        if missing := without("node", "npm"):
            return missing
        if not _is(installed, _hash([package])):
            if reason := _install(folder):
                return reason
            installed.write_text(_hash([package]), encoding="utf-8")
        done = _run(folder, "node", "build.mjs", seconds=BUILD_SECONDS)
        if done.returncode != 0:
            raise BuildError(f"the build failed:\n{done.stderr[-2000:]}")
        built.write_text(_hash(sources), encoding="utf-8")
        return None


def main() -> None:
    """Build the pages that the daily tests use; where that fails, their tests say why."""
    with suppress(BuildError):
        ensure_built(Path(__file__).parent / "anyapp")


def is_built(folder: Path) -> bool:
    """Tell whether a folder's pages were built, of whatever sources."""
    return (folder / "dist" / ".offswitch-built").is_file()


def _install(folder: Path) -> str | None:
    try:
        done = _run(folder, "npm", *INSTALL, seconds=NPM_SECONDS)
    except subprocess.TimeoutExpired:
        return f"npm did not finish within {NPM_SECONDS} s"
    if done.returncode == 0:
        return None
    for code in UNREACHABLE:
        if code in done.stderr:
            return f"npm can't reach its registry ({code})"
    raise BuildError(f"npm install failed:\n{done.stderr[-2000:]}")


def _run(folder: Path, program: str, *words: str, seconds: int) -> subprocess.CompletedProcess[str]:
    path = shutil.which(program) or program
    return subprocess.run(
        [path, *words], cwd=folder, capture_output=True, text=True, timeout=seconds, check=False
    )


def _is(stamp: Path, wanted: str) -> bool:
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted


def _hash(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


@contextmanager
def _one_at_a_time(modules: Path) -> Iterator[None]:
    """Let parallel test workers wait for the first one instead of installing over it."""
    modules.mkdir(exist_ok=True)
    with (modules / ".offswitch-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    main()
