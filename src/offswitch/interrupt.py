"""Ctrl-C without torn ends: the run stops between two steps, notes where, and closes the browser."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_question = threading.Event()
"""Whether a person is being asked something: signals belong to the whole process, and so does this."""


@contextmanager
def question() -> Iterator[None]:
    """While a person is being asked, Ctrl-C stops at once: nothing is under way that could tear."""
    _question.set()
    try:
        yield
    finally:
        _question.clear()


@contextmanager
def interruptible() -> Iterator[Callable[[], None]]:
    """Turn SIGINT and SIGTERM into a stop at the next step; a second one stops at once.

    Yields:
        The checkpoint: call it between steps. It raises ``KeyboardInterrupt`` when asked to stop.
    """
    asked = threading.Event()

    def note(_number: int, _frame: FrameType | None) -> None:
        if asked.is_set() or _question.is_set():
            raise KeyboardInterrupt
        asked.set()

    def checkpoint() -> None:
        if asked.is_set():
            raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield checkpoint  # only the main thread may set handlers
        return
    former = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield checkpoint
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
