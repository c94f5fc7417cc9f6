"""Find an installed browser, and tell whether its window can be shown."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from offswitch.errors import BrowserError

_NAMES = (
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "microsoft-edge-stable",
    "microsoft-edge",
    "msedge",
    "chromium",
    "chromium-browser",
)
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
)
HOW_TO_INSTALL = "install Chrome, Edge or Chromium, or run `python -m playwright install chromium`"


def find_browser(bundled: str = "") -> str:
    """Return the path of an installed browser.

    Args:
        bundled: where Playwright's own browser would be.

    Raises:
        BrowserError: there is none.
    """
    named = os.environ.get("OFFSWITCH_BROWSER")
    if named:
        if not shutil.which(named):
            raise BrowserError(
                f"OFFSWITCH_BROWSER names no program: {named}",
                "set it to a browser's path, or unset it",
            )
        return named
    found = [path for name in _NAMES if (path := shutil.which(name))]
    found += [place for place in (*_PLACES, bundled) if place and Path(place).is_file()]
    if not found:
        raise BrowserError("no browser was found", HOW_TO_INSTALL)
    return found[0]


def has_screen() -> bool:
    """Tell whether a window can be shown here."""
    if sys.platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True
