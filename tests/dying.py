"""A process that ends as ``kill -9`` ends it, at each moment in turn at which it changes something.

A crash at a random moment tries a few of them, and others on a busy machine. Here they are counted.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[1]
_CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate", "os.link"}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def each_moment(program: str, *args: str, step: int = 1) -> Iterator[list[str]]:
    """Run a program until it dies before its first change, then before its second, and so on.

    Args:
        program: Python code, which calls one of the functions below with ``int(sys.argv[1])``.
        args: more arguments for it.
        step: how many moments to go on each time.

    Yields:
        The lines that it had printed when it died; ends once a program has not died.
    """
    for number in count(0, step):
        done = subprocess.run(
            [sys.executable, "-c", program, str(number), *args],
            cwd=_ROOT,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode == 0:
            return
        assert done.returncode == -signal.SIGKILL, done
        yield done.stdout.splitlines()


def before_change_of_files(number: int) -> None:
    """End this process before it opens, renames, removes, or syncs a file so many times more."""
    reach = _countdown(number)

    def hear(event: str, args: tuple[Any, ...]) -> None:
        if event in _CHANGES or (event == "open" and (args[2] or 0) & _WRITES):
            reach()

    plain = os.fsync

    def sync(fd: Any) -> None:
        reach()
        plain(fd)

    os.fsync = sync
    sys.addaudithook(hear)


def before_statement(number: int, connection: sqlite3.Connection) -> None:
    """End this process before it carries out so many statements more."""
    reach = _countdown(number)
    connection.set_trace_callback(lambda _: reach())


def _countdown(number: int) -> Callable[[], None]:
    """Return what ends this process when it is called once more than a number of times."""
    left = iter(range(number))

    def reach() -> None:
        if next(left, None) is None:
            sys.stdout.flush()
            os.kill(os.getpid(), signal.SIGKILL)

    return reach
