"""A clean Ctrl-C: the run stops between two steps, records where, and closes the browser."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interruptible() -> Iterator[Callable[[], None]]:
    """Turn SIGINT and SIGTERM into a stop at the next step; a second signal stops at once.

    Yields:
        The checkpoint, to be called between steps. It raises ``KeyboardInterrupt`` after a signal.
    """
    asked = threading.Event()

    def note(_number: int, _frame: FrameType | None) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()

    def checkpoint() -> None:
        if asked.is_set():
            raise KeyboardInterrupt

    with _handled(note):
        yield checkpoint


@contextmanager
def at_once() -> Iterator[None]:
    """Let Ctrl-C stop at once while a question waits for an answer, as no step can be cut short then."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    with _handled(stop):
        yield


@contextmanager
def _handled(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may set handlers
        return
    former = {number: signal.signal(number, handler) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, one in former.items():
            signal.signal(number, one)
