"""Waiting for what must come: as long as a busy machine may take, and no longer than it does."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from typing import TypeVar

from offswitch.replica.holds import Hold

PATIENCE_SECONDS = 120
_Value = TypeVar("_Value")


def until(true: Callable[[], _Value], seconds: float = PATIENCE_SECONDS, why: str = "") -> _Value:
    """Wait until something is true, and return it."""
    deadline = time.monotonic() + seconds
    while not (value := true()):
        assert time.monotonic() < deadline, why
        time.sleep(0.02)
    return value


def await_held(hold: Hold, process: subprocess.Popen[str]) -> None:
    """Wait until the program has sent the request that is held; then it can go no further."""
    until(lambda: hold.reached or process.poll() is not None, why="the request was never sent")
    assert process.poll() is None, process.communicate()
