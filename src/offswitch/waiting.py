"""Waiting for what can only be seen by looking again and again."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

Seen = TypeVar("Seen")


def _never() -> bool:
    return False


def until(
    look: Callable[[], Seen],
    seconds: float,
    rest: Callable[[], object],
    *,
    is_vain: Callable[[], bool] = _never,
) -> Seen:
    """Look until something is seen, or the time is over; look once even if there is no time.

    Args:
        look: returns what is seen, which is falsy while there is nothing.
        seconds: how long to go on.
        rest: lets some time pass between two looks; whatever it raises ends the wait.
        is_vain: asked after each look that saw nothing: whether to wait no longer.

    Returns:
        What the last look saw.
    """
    deadline = time.monotonic() + seconds
    while not (seen := look()) and time.monotonic() < deadline and not is_vain():
        rest()
    return seen


def pause(seconds: float, rest: Callable[[], object]) -> None:
    """Let time pass in short rests, each of which may end the pause by raising."""
    until(lambda: False, seconds, rest)
