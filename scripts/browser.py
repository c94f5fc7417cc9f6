"""Makes sure that there is a browser, and installs one if necessary.

``make`` runs this. A person who has Chrome, Edge, or Chromium never notices.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from offswitch.browser.find import find_browser
from offswitch.errors import BrowserError
from progress import run

_DOWNLOAD_SECONDS = 600


def main() -> int:
    """Find or install a browser; say what to do if neither works."""
    try:
        if _found():
            return 0
    except BrowserError as error:
        return _fail(error.message, error.hint)
    # Try system packages first if we may install them, since they bring the libraries with them.
    ways = (("Debian's Chromium", _from_debian), ("Playwright's Chromium", _from_playwright))
    print("no Chrome, Edge, or Chromium was found", file=sys.stderr)
    for number, (what, install) in enumerate(ways, 1):
        print(f"{number}/{len(ways)} trying to install {what}", file=sys.stderr)
        if install() and _found():
            return 0
    return _fail(
        "no browser was found, and none could be installed",
        "install Chrome, Edge, or Chromium, or name one: OFFSWITCH_BROWSER=/path/to/it",
    )


def _fail(message: str, hint: str) -> int:
    print(f"error: {message}\nhint: {hint}", file=sys.stderr)
    return 1


def _found() -> bool:
    """Tell whether there is a browser. Playwright's own must also start, since it may lack libraries."""
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
    return _installs(command, {"PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "15000"})


def _from_debian() -> bool:
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    apt = ["apt-get", "-qq", "-o", "APT::Status-Fd=1"]
    install = [*apt, "install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"]
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    return _installs([*apt, "update"], quiet) and _installs(install, quiet)


def _installs(command: list[str], more: dict[str, str]) -> bool:
    with tempfile.NamedTemporaryFile(prefix="offswitch-browser-") as log:
        try:
            return run(command, Path(log.name), env=more, timeout=_DOWNLOAD_SECONDS) == 0
        except OSError:
            return False


if __name__ == "__main__":
    sys.exit(main())
