"""A terminal with a person at it: what they read, and the keys they press."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tests.conftest import Done, Program

_STYLE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass
class Terminal:
    """A command that runs in a terminal of its own; its standard output goes to a pipe."""

    process: subprocess.Popen[str]
    _keyboard: int
    _shown: list[bytes] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """Everything that has stood in the terminal, without colours and the like."""
        return _STYLE.sub("", b"".join(self._shown).decode(errors="replace"))

    def press(self, keys: str) -> None:
        os.write(self._keyboard, keys.encode())

    def press_until_it_ends(self, keys: str) -> None:
        """Press some keys, and again where nothing came of it, as a person does.

        What is typed while a question hides its answer's echo is lost, if it comes a moment too soon.
        """
        for _ in range(4):
            self.press(keys)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=25)
                return

    def wait_for(self, words: str, seconds: float = 120) -> None:
        """Wait until some words stand in the terminal."""
        deadline = time.monotonic() + seconds
        while words not in self.shown:
            assert time.monotonic() < deadline, f"{words!r} never came:\n{self.shown}"
            assert self.process.poll() is None, f"it ended without {words!r}:\n{self.shown}"
            time.sleep(0.05)

    def done(self) -> Done:
        out, _ = self.process.communicate(timeout=120)
        return Done(self.process.returncode, out, self.shown)

    def read(self) -> None:
        with suppress(OSError):  # the other side is closed
            while data := os.read(self._keyboard, 4096):
                self._shown.append(data)


@contextmanager
def attended(program: Program, *args: str, module: str = "offswitch") -> Iterator[Terminal]:
    """Start the program as a person does who sits before it.

    Args:
        program: in its home.
        args: of the command.
        module: what is started instead of the program itself.
    """
    ours, its = os.openpty()
    process = subprocess.Popen(
        # A session of its own, with this terminal, so that Ctrl-C reaches what a real one would; and where
        # the tests run in the background, they were started deaf to it.
        [
            "setsid",
            "--ctty",
            "env",
            "--default-signal=INT,QUIT",
            sys.executable,
            "-m",
            module,
            *args,
        ],
        env={**program.environment(), "TERM": "xterm"},
        stdin=its,
        stdout=subprocess.PIPE,
        stderr=its,
        text=True,
    )
    os.close(its)
    terminal = Terminal(process, ours)
    reader = threading.Thread(target=terminal.read)
    reader.start()
    try:
        yield terminal
    finally:
        process.terminate()
        process.wait(timeout=30)
        assert process.stdout is not None
        process.stdout.close()
        reader.join(timeout=30)
        os.close(ours)
