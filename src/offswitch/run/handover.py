"""What only the person can answer, in the run's window: they are told what to do, and waited for."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from offswitch.browser.guard import Guard
from offswitch.browser.tab import Tab
from offswitch.errors import SettingError, Unreachable
from offswitch.model.geography import Interruption
from offswitch.model.words import Reason
from offswitch.screen import Screen
from offswitch.waiting import until

PERSON_SECONDS = 600.0
"""How long a person has to deal with what stands in the way, or to sign in."""
_POLL_SECONDS = 0.5
_NOT_HERE = frozenset({Reason.SIGN_IN, Reason.RATE_LIMITED})
"""What nobody can deal with in the run's window: one has a window of its own, one only takes time."""


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """Gives a page to the person who watches it, for the one thing that stands in its way.

    Args:
        tab: the page's window.
        guard: of the run; the fence stays, the read-only rule does not.
        checkpoint: called while waiting; raises when the run must stop.
        ask: is told what the person has to do in the window.
        tell: is told that the run goes on.
    """

    tab: Tab
    guard: Guard
    checkpoint: Callable[[], None]
    ask: Callable[[str], None]
    tell: Callable[[str], None]

    def __call__(self, screen: Screen, interruption: Interruption) -> bool:
        """Let the person deal with it; True when it is gone.

        Raises:
            Unreachable: ``offline``, when the person closed the window.
        """
        if interruption.reason in _NOT_HERE:
            return False
        self.tab.to_front()
        self.ask(interruption.here or interruption.say)
        with self.guard.hands_off():
            with suppress(SettingError):  # what stays is the person's to put away
                screen.put_away()
            return self._await_person(screen, interruption)

    def _await_person(self, screen: Screen, interruption: Interruption) -> bool:
        """Wait until what stands in the way is gone; False when the time is over."""
        if not until(lambda: not screen.blocked(interruption), PERSON_SECONDS, self._rest):
            return False
        self.tell("going on")
        return True

    def _rest(self) -> None:
        self.checkpoint()
        if not self.tab.wait(_POLL_SECONDS):
            raise Unreachable(Reason.OFFLINE, "the browser window was closed", "run again")
