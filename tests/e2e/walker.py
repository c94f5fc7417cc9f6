"""The program, and hands on its window: what they are to do comes line by line from a file.

usage: python -m tests.e2e.walker FILE ARGUMENTS…     as ``python -m offswitch ARGUMENTS…``

Each line of the file is a list: ``["go", ADDRESS]``, ``["press", TEXT]``, or ``["turn", LABEL]``. The hands
act only while the program waits for its person, as hands at a real window would.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from unittest import mock

from playwright.sync_api import Page

from offswitch.cli import main
from offswitch.run.window import Window

WALKED = "(walked {})"
"""Stands in the terminal once so many steps are done."""
_PAUSE_MS = 1500


def step(page: Page, kind: str, what: str) -> None:
    """Do one thing in the window."""
    match kind:
        case "go":
            page.goto(what)
        case "turn":
            page.get_by_role("switch", name=what, exact=True).last.click(force=True)
        case _:
            named = page.get_by_label(what, exact=True)
            shown = page.get_by_text(what, exact=True).or_(named).filter(visible=True)
            shown.last.click()
    page.wait_for_timeout(_PAUSE_MS)


def hands(file: Path) -> None:
    """Run the program with hands on its window."""
    done = 0
    live = Window.live

    def lively(window: Window, milliseconds: float) -> None:
        nonlocal done
        for line in file.read_text(encoding="utf-8").splitlines()[done:]:
            step(window.screen.page, *json.loads(line))
            done += 1
            print(WALKED.format(done), file=sys.stderr, flush=True)
        live(window, milliseconds)

    with mock.patch.object(Window, "live", lively):
        main()


if __name__ == "__main__":
    hands(Path(sys.argv.pop(1)))
