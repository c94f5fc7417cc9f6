"""A line that a person types, heard without waiting: else the page in the window would stand still."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from threading import Thread


class TypedLine:
    """Listens for one line at a time, so that whoever asks next has the keyboard to themselves."""

    def __init__(self) -> None:
        self._listener: Thread | None = None
        self._heard: list[str] = []

    def listen(self) -> None:
        """Begin to listen; what was typed before is forgotten."""
        _forget_typed()
        self._heard.clear()
        if self._listener is None or not self._listener.is_alive():
            self._listener = Thread(target=self._hear, daemon=True)
            self._listener.start()

    def line(self) -> str | None:
        """Return the line with its end, nothing while there is none, an empty one if nobody is there any more."""
        return self._heard[0] if self._heard else None

    def _hear(self) -> None:
        # Past Python's own buffer: a thread that waits in it would hinder the program's end.
        typed = b""
        with suppress(OSError):
            typed = os.read(sys.stdin.fileno(), 4096)
        self._heard.append(typed.decode(errors="replace"))


def _forget_typed() -> None:
    """Drop what was typed to a terminal and not read yet, where the system can."""
    if sys.platform == "win32":
        return
    import termios  # noqa: PLC0415 - there is none on Windows

    with suppress(termios.error, OSError):
        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
