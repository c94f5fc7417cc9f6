"""Runs a long command, keeps its output in a file, and shows a person that it is still alive.

On a terminal, one line shows progress. In a log, only the caller's own messages appear. The output of package
managers names hosts, which are nobody else's business on a shared screen, so no address is shown.

usage: progress.py LOG COMMAND…
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Thread
from typing import IO

_TICK_SECONDS = 0.2
_ADDRESS = re.compile(r"[a-z+]+://\S*/(?=\S)|[a-z+]+://\S+", re.IGNORECASE)
"""A whole address, or everything before its file name."""
_RAW = re.compile(r"Progress (\d+) of (\d+)")
_PERCENT = re.compile(r"(\d+)% of ")
_APT = re.compile(r"(?:dl|pm)status:[^:]*:([\d.]+):(.*)")
_CLEAR = "\r\x1b[K"


class _Words:
    """The last thing that a command printed, shortened to fit a line."""

    def __init__(self) -> None:
        self._what, self._percent = "", ""

    def hear(self, line: str) -> None:
        """Process one line from pip, Playwright's installer, or apt."""
        if raw := _RAW.search(line):
            done, whole = int(raw[1]), int(raw[2])
            self._percent = f" {100 * done // whole}%" if whole else ""
        elif percent := _PERCENT.search(line):
            self._percent = f" {percent[1]}%"
        elif status := _APT.match(line):
            self._what, self._percent = status[2], f" {float(status[1]):.0f}%"
        elif line.strip() and not line.startswith(
            "WARNING"
        ):  # warnings are for people who read the file
            self._what, self._percent = _ADDRESS.sub("", line).strip(), ""

    def tell(self, seconds: float) -> str:
        """Return one line, no wider than the terminal."""
        room = shutil.get_terminal_size().columns - 1
        lead = f"    {seconds:.0f} s "
        return (lead + self._what)[: room - len(self._percent)] + self._percent


def run(
    command: Sequence[str],
    log: Path,
    *,
    env: Mapping[str, str] | None = None,
    timeout: float | None = None,
) -> int:
    """Run a command and return its exit status, or 124 if it took too long, as ``timeout`` does.

    Args:
        command: what to run.
        log: the file to which its output is appended.
        env: additional environment variables.
        timeout: how many seconds it may take.
    """
    began, words = time.monotonic(), _Words()
    with (
        log.open("a", encoding="utf-8") as file,
        subprocess.Popen(
            command,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as process,
    ):
        assert process.stdout is not None
        listener = Thread(target=_listen, args=(process.stdout, file, words), daemon=True)
        listener.start()
        try:
            while process.poll() is None:
                seconds = time.monotonic() - began
                if timeout is not None and seconds > timeout:
                    process.kill()
                    return 124
                _show(_CLEAR + words.tell(seconds))
                time.sleep(_TICK_SECONDS)
        finally:
            _show(_CLEAR)
            listener.join(timeout=2)
    return process.returncode


def _listen(said: IO[str], file: IO[str], words: _Words) -> None:
    for line in said:  # a carriage return also ends a line
        file.write(line)
        words.hear(line)


def _show(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(text)
        sys.stderr.flush()


if __name__ == "__main__":
    try:
        sys.exit(run(sys.argv[2:], Path(sys.argv[1])))
    except KeyboardInterrupt:
        sys.exit(130)
