"""A screen without a monitor, and a person in front of it: hands on its keyboard, eyes on its pixels."""

from __future__ import annotations

import os
import struct
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import browsers
from tests.e2e.waiting import until
from tests.needs import without

MISSING_SCREEN = without("Xvfb")
MISSING_HANDS = without("Xvfb", "xdotool")

_XWD_HEADER = 25  # numbers of four bytes; see X11/XWDFile.h
_FOUND = (255, 150, 50)
"""The color on which Chromium shows the words that it has found in a page."""


@dataclass(frozen=True)
class Display:
    """A running X server with one screen."""

    name: str
    _framebuffer: Path

    @property
    def env(self) -> dict[str, str]:
        return {"DISPLAY": self.name}

    # What a person does

    def await_window(self) -> None:
        """Wait for the browser's window and give it the keyboard, as a window manager would."""
        # A search fails as a whole where one of the windows closes meanwhile, so what was found once is kept.
        windows = until(self._windows, why="no window was opened")
        self._xdotool("windowfocus", windows[-1])

    def type(self, text: str) -> None:
        self._xdotool("type", "--delay", "15", text)

    def press(self, key: str) -> None:
        self._xdotool("key", key)

    def choose(self, words: str) -> None:
        """Find a button of the page by its words, and press it."""
        self.await_window()
        self.press("ctrl+f")
        self.type(words)
        time.sleep(0.3)
        self.press("Escape")  # the browser leaves the keyboard on what it found
        time.sleep(0.1)
        self.press("Return")

    def point_at(self, words: str) -> None:
        """Find words of the page, and click them with Shift held."""
        self.await_window()
        self.press("ctrl+f")
        self.type(words)
        until(lambda: self.pixels(*_FOUND), why=f"{words!r} is not on the screen")
        x, y = self._middle(*_FOUND)
        self.press("Escape")
        self._xdotool("mousemove", str(x), str(y))
        self._xdotool("keydown", "shift", "click", "1", "keyup", "shift")

    def fill_in(self, *words: str, taken: Callable[[], object]) -> None:
        """Type into the page's fields in turn and send them; begin again where keys got lost.

        What is typed before the page has drawn its fields is lost, so each try waits longer for them.
        """
        for tried in range(1, 5):
            self.await_window()
            for number, word in enumerate(words):
                if number:
                    self.press("Tab")
                if word:
                    self.type(word)
            self.press("Return")
            deadline = time.monotonic() + 8
            while time.monotonic() < deadline:
                if taken():
                    return
                time.sleep(0.05)
            self.press("F5")  # a page that was not ready yet: as new, with empty fields
            time.sleep(2 * tried)
            if taken():
                return
        message = "what was typed did not arrive"
        raise AssertionError(message)

    @contextmanager
    def other_window(self, red: int, green: int, blue: int) -> Iterator[Callable[[], None]]:
        """Show a window of one color, as if the person were busy elsewhere; yields what raises it."""
        page = f"data:text/html,<body style='background:rgb({red},{green},{blue})'>"
        with tempfile.TemporaryDirectory(prefix="offswitch-x-") as folder:
            browser = subprocess.Popen(
                [
                    browsers.headed(),
                    "--no-sandbox",
                    "--no-first-run",
                    f"--user-data-dir={folder}",
                    "--window-position=0,0",
                    "--window-size=1400,1000",
                    f"--app={page}",
                ],
                env={**os.environ, **self.env},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            try:
                until(lambda: self.pixels(red, green, blue), why="the other window is not there")
                window = until(self._windows, why="the other window is not listed")[-1]
                yield lambda: self._raise(window)
            finally:
                browser.terminate()
                browser.wait(timeout=10)

    def close_window(self) -> None:
        self.press("ctrl+shift+w")

    # What a person sees

    def pixels(self, red: int, green: int, blue: int) -> int:
        """Count the pixels of one color."""
        return len(self._where(red, green, blue))

    def _middle(self, red: int, green: int, blue: int) -> tuple[int, int]:
        """Return the place amid all pixels of one color."""
        found = self._where(red, green, blue)
        return sum(x for x, _ in found) // len(found), sum(y for _, y in found) // len(found)

    def _where(self, red: int, green: int, blue: int) -> list[tuple[int, int]]:
        data = self._framebuffer.read_bytes()
        header = struct.unpack(f">{_XWD_HEADER}I", data[: 4 * _XWD_HEADER])
        start, line = header[0] + 12 * header[19], header[12]
        assert header[11] == 32, "not four bytes a pixel"
        found = _all(data[start:], bytes((blue, green, red)))
        return [(at % line // 4, at // line) for at in found if at % 4 == 0]

    def _raise(self, window: str) -> None:
        self._xdotool("windowraise", window)

    def _windows(self) -> list[str]:
        found = self._xdotool("search", "--onlyvisible", "--class", "chrom")
        return found.split()

    def _xdotool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words],
            env={**os.environ, **self.env},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        return done.stdout


def _all(data: bytes, wanted: bytes) -> Iterator[int]:
    at = data.find(wanted)
    while at >= 0:
        yield at
        at = data.find(wanted, at + 1)


@contextmanager
def display() -> Iterator[Display]:
    """Start an X server on a free display of its own."""
    reading, writing = os.pipe()
    with tempfile.TemporaryDirectory(prefix="offswitch-x-") as folder:
        server = subprocess.Popen(
            [
                "Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x1000x24",
                "-fbdir", folder, "-nolisten", "tcp", "-noreset",
            ],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writing)
        try:
            with os.fdopen(reading) as told:
                number = told.readline().strip()
            assert number, "Xvfb did not start"
            yield Display(f":{number}", Path(folder) / "Xvfb_screen0")
        finally:
            server.terminate()
            server.wait(timeout=10)
