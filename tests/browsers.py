"""Which browser the tests drive.

Where no window is shown, Chromium's headless shell does the same work as the whole browser for less
than half of the CPU time: the same engine, and what Playwright itself starts there. The tests in a
window and of the wheel drive the whole browser, and so does a thorough test of the demo.
"""

from __future__ import annotations

import os
import shutil
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from unittest.mock import patch

from platformdirs import user_cache_path

from offswitch.browser.find import find_browser
from offswitch.errors import BrowserError

VARIABLE = "OFFSWITCH_BROWSER"
_SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
_BUNDLED_SHELLS = "chromium_headless_shell-*/*/*headless*shell"
_BUNDLED = "chromium-*/*/chrome"


@cache
def headless() -> str:
    """Return the path of a headless shell; without one, of a browser; empty where there is neither."""
    shells = [path for name in _SHELLS if (path := shutil.which(name))]
    return next(iter([*shells, *_from_playwright(_BUNDLED_SHELLS)]), "") or headed()


def headed() -> str:
    """Return the path of a browser that can show a window; empty where there is none."""
    named = os.environ.pop(VARIABLE, None)
    try:
        return find_browser(next(iter(_from_playwright(_BUNDLED)), ""))
    except BrowserError:
        return ""
    finally:
        if named is not None:
            os.environ[VARIABLE] = named


def named_headless() -> AbstractContextManager[object]:
    """Name the headless browser to what starts one in this very process."""
    return patch.dict(os.environ, {VARIABLE: headless()})


def _from_playwright(pattern: str) -> list[str]:
    """Return what Playwright downloaded, the newest first; asking its driver would take half a second."""
    place = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or user_cache_path("ms-playwright")
    return sorted(map(str, Path(place).glob(pattern)), reverse=True)
