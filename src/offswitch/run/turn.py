"""One change at a time in a run: until it is proved, no other begins; until it is answered, nothing else is pressed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from offswitch.errors import SettingError
from offswitch.model.words import Reason


@dataclass
class Turn:
    """What the windows of a round, which work side by side, share so that changes never overlap.

    Args:
        rest: lets the others go on for a moment; raises if the run must stop.
        alarm: says what has ended the run, where another control changed with one; else nothing.
    """

    rest: Callable[[], None] = lambda: None
    alarm: Callable[[], str | None] = lambda: None
    _changing: object = field(init=False, default=None)
    _saving: object = field(init=False, default=None)

    @contextmanager
    def change(self, by: object) -> Iterator[None]:
        """Wait until no other window changes anything, and keep the others from it meanwhile.

        Args:
            by: the window.

        Raises:
            SettingError: ``stopped``, where another change has ended the run meanwhile.
        """
        while self._changing is not None:
            self.rest()
        if alarm := self.alarm():
            raise SettingError(Reason.STOPPED, alarm)
        self._changing = by
        try:
            yield
        finally:
            self._changing = None

    @contextmanager
    def save(self, by: object) -> Iterator[None]:
        """Keep the other windows from loading and clicking, from the click until the site has answered.

        Args:
            by: the window.
        """
        self._saving = by
        try:
            yield
        finally:
            self._saving = None

    def give_way(self, by: object) -> None:
        """Wait, before a load or a click, while another window saves a change.

        Args:
            by: the window that is about to load or click.
        """
        while self._saving is not None and self._saving is not by:
            self.rest()
