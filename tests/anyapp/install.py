"""Fetches the component libraries of the any-app page with npm and builds the page, once.

Both folders are ignored by git. A stamp holds the hash of everything the build is made from, so
a second call costs nothing and a changed source builds anew.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.needs import without

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
INSTALLED = MODULES / ".offswitch-installed"
BUILT = HERE / "dist" / ".offswitch-built"
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
    """The libraries can be had, yet the page can't be made: a fault, never a reason to skip."""


def ensure_libraries() -> str | None:
    """Install and build what is missing; return the reason where that is impossible."""
    with _one_at_a_time():
        if _is(BUILT, _source_hash()):
            return None
        if missing := without("node", "npm"):
            return missing
        if not _is(INSTALLED, _package_hash()) and (reason := _install()):
            return reason
        _build()
        return None


def _install() -> str | None:
    try:
        done = _run("npm", *INSTALL, seconds=NPM_SECONDS)
    except subprocess.TimeoutExpired:
        return f"npm did not finish within {NPM_SECONDS} s"
    if done.returncode == 0:
        INSTALLED.write_text(_package_hash(), encoding="utf-8")
        return None
    for code in UNREACHABLE:
        if code in done.stderr:
            return f"npm can't reach its registry ({code})"
    raise BuildError(f"npm install failed:\n{done.stderr[-2000:]}")


def _build() -> None:
    done = _run("node", "build.mjs", seconds=BUILD_SECONDS)
    if done.returncode != 0:
        raise BuildError(f"the build failed:\n{done.stderr[-2000:]}")
    BUILT.write_text(_source_hash(), encoding="utf-8")


def _run(program: str, *words: str, seconds: int) -> subprocess.CompletedProcess[str]:
    path = shutil.which(program) or program
    return subprocess.run(
        [path, *words], cwd=HERE, capture_output=True, text=True, timeout=seconds, check=False
    )


def _is(stamp: Path, wanted: str) -> bool:
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted


def _package_hash() -> str:
    return _hash([HERE / "package.json"])


def _source_hash() -> str:
    pages = sorted(path for path in (HERE / "page").iterdir() if path.is_file())
    return _hash([HERE / "package.json", HERE / "build.mjs", *pages])


def _hash(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Let parallel test workers wait for the first one instead of installing over it."""
    MODULES.mkdir(exist_ok=True)
    with (MODULES / ".offswitch-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
