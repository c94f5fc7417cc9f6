"""Looking for something on a page for as long as the page may still show it."""

from __future__ import annotations

import time
from collections.abc import Callable

from offswitch.screen.quiet import Quiet
from offswitch.waiting import Seen, until

_AT_REST_SECONDS = 1.0
"""A page that has waited for nothing for this long shows nothing new by itself.

It has no request, timer, animation, or frame to come; what else may change it, such as a promise of its own,
is over by then.
"""


def look_on(
    quiet: Quiet, look: Callable[[], Seen], seconds: float, rest: Callable[[], object]
) -> Seen:
    """Look until something is seen, the time is over, or the page has long come to rest.

    What is seen at once needs no watching. A page that has not changed since the last look is looked at
    once more, at the end.

    Args:
        quiet: watches the page.
        look: returns what is seen, which is falsy while there is nothing.
        seconds: how long to go on at most.
        rest: lets a moment pass; whatever it raises ends the wait.

    Returns:
        What the last look saw.
    """
    deadline = time.monotonic() + seconds
    if (seen := look()) or seconds <= 0:
        return seen
    version: tuple[float, ...] = ()

    def look_at_it() -> Seen:
        nonlocal version
        version = quiet.waits().version
        return look()

    def is_at_rest() -> bool:
        return quiet.rest() >= _AT_REST_SECONDS

    def rest_until_it_changes() -> None:
        rest()
        while quiet.waits().version == version and time.monotonic() < deadline:
            if is_at_rest():
                return
            rest()

    return until(look_at_it, seconds, rest_until_it_changes, is_vain=is_at_rest)
