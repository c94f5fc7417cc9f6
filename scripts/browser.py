"""Makes sure that there is a browser: an installed one, else one that can be installed here.

Run by ``make``; a person who has Chrome, Edge or Chromium never notices.
"""

# ruff: noqa: INP001, T201 - a script, and it tells a person what it does
from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from offswitch.browser import find_browser
from offswitch.errors import BrowserError

_DOWNLOAD_SECONDS = 600


def main() -> int:
    """Find or install a browser; say what to do where neither works."""
    try:
        if _found():
            return 0
    except BrowserError as error:
        return _fail(error.message, error.hint)
    # System packages first where we may install them: they bring the libraries along.
    for what, install in (("Debian's Chromium", _from_debian), ("Chromium", _from_playwright)):
        print(f"no browser was found; installing {what}", file=sys.stderr)
        if install() and _found():
            return 0
    return _fail(
        "no browser was found, and none could be installed",
        "install Chrome, Edge or Chromium, or name one: OFFSWITCH_BROWSER=/path/to/it",
    )


def _fail(message: str, hint: str) -> int:
    print(f"error: {message}\nhint: {hint}", file=sys.stderr)
    return 1


def _found() -> bool:
    """Tell whether there is a browser; one of Playwright's must also start, or it lacks libraries."""
    if os.environ.get("OFFSWITCH_BROWSER"):
        return bool(find_browser())
    try:
        return bool(find_browser())
    except BrowserError:
        return _bundled_starts()


def _bundled_starts() -> bool:
    with sync_playwright() as playwright:
        if not Path(playwright.chromium.executable_path).is_file():
            return False
        try:
            playwright.chromium.launch(
                executable_path=playwright.chromium.executable_path, args=["--no-sandbox"]
            ).close()
        except Error:
            return False
    return True


def _from_playwright() -> bool:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    return _quietly(command, {"PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "15000"})


def _from_debian() -> bool:
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    update = ["apt-get", "-qq", "update"]
    install = ["apt-get", "-qq", "install", "-y", "--no-install-recommends"]
    install += ["chromium", "fonts-liberation"]
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    return _quietly(update, quiet) and _quietly(install, quiet)


def _quietly(command: list[str], more: dict[str, str]) -> bool:
    try:
        done = subprocess.run(  # noqa: S603 - fixed commands
            command,
            env={**os.environ, **more},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            timeout=_DOWNLOAD_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
