"""How long what a page shows must stay the same before it is believed: as long as the page still waits.

A page may draw a control before it knows its state, and a list before it has all its rows. What is
left is a number: a page that shows something else later than this is not waited for.
"""

from __future__ import annotations

import time

from offswitch.screen import LONGEST_SECONDS, Screen, Waits

FED_SECONDS = 8.0
"""For a page whose state may come by itself: an open socket or stream, a worker, a poll."""
_AFTER_TIMER_SECONDS = 0.6
_REST_SECONDS = 0.25
_LAST_LOOKS = 3
"""A page that changes during so many looks, each of them meant to be the last, does so all the time."""


class Hold:
    """Measures how long something has stayed the same on a page.

    Args:
        screen: the page.
        seconds: how long it must stay the same on a page that waits for nothing.
        before: for how long it is known to have been the same already.

    Attributes:
        document: the one on which it has stayed the same; another one may draw it before it knows better.
    """

    def __init__(self, screen: Screen, seconds: float, *, before: float = 0.0) -> None:
        self._screen = screen
        self._seconds = seconds
        self._since = time.monotonic() - before
        self._timer_seen = float("-inf")
        self._last_looks = _LAST_LOOKS
        waits = screen.quiet.waits()
        self._note_timers(waits)
        self._version = waits.version
        self.document = waits.document

    def restart(self) -> None:
        """Begin anew: it has changed."""
        self._since = time.monotonic()
        self._last_looks = _LAST_LOOKS

    @property
    def seconds(self) -> float:
        """How long it has stayed the same."""
        return time.monotonic() - self._since

    def rest(self) -> None:
        """Let time pass until the page has changed, or what it shows has stayed the same for long enough.

        Only then is it worth another look. The last look is always taken: not everything that changes what a
        page shows can be noticed from inside it.
        """
        left = self._seconds - self.seconds
        while True:
            self._screen.rest_while(self._version, left)
            waits = self._screen.quiet.waits()
            is_other, self._version = waits.version != self._version, waits.version
            if is_other or self._is_over(waits):
                return
            left = _REST_SECONDS if waits.timers else self._needed(waits) - self.seconds

    def is_over(self) -> bool:
        """Tell whether it has stayed the same for long enough; ask after each look at the page.

        A page that has changed since that look began, or has asked for something, is worth another one.
        """
        waits = self._screen.quiet.waits()
        is_as_seen, self._version = waits.version == self._version, waits.version
        if not self._is_over(waits):
            return False
        if is_as_seen and not waits.is_asking:
            return True
        self._last_looks -= 1
        return self._last_looks < 0

    def _is_over(self, waits: Waits) -> bool:
        if waits.document != self.document:
            self.document = waits.document
            self.restart()
        held = self.seconds
        self._note_timers(waits)
        if held >= max(LONGEST_SECONDS, self._seconds):
            return True
        if time.monotonic() - self._timer_seen < _AFTER_TIMER_SECONDS:
            return False
        return held >= self._needed(waits)

    def _note_timers(self, waits: Waits) -> None:
        if any(0 < due <= LONGEST_SECONDS for due in waits.timers):
            self._timer_seen = time.monotonic()

    def _needed(self, waits: Waits) -> float:
        return max(self._seconds, FED_SECONDS if waits.is_fed else 0.0)
