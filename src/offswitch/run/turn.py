"""One change at a time in a session, and one save at a time in a run."""

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
    _over: str = field(init=False, default="")
    _looking: dict[str, object] = field(init=False, default_factory=dict)
    _changing: set[str] = field(init=False, default_factory=set)
    _in_doubt: int = field(init=False, default=0)
    _saving: object = field(init=False, default=None)

    @contextmanager
    def look(self, session: str, by: object) -> Iterator[None]:
        """Wait until no other window of a session looks at what it may change, or presses it.

        What is read before something else is changed says nothing afterwards. It ends with ``pressed``, or with the
        block.

        Args:
            session: its name.
            by: the window.
        """
        while session in self._looking:
            self.rest()
        self._looking[session] = by
        try:
            yield
        finally:
            self.pressed(session, by)

    def pressed(self, session: str, by: object) -> None:
        """Let another window of a session look: what this one has pressed is answered, and remains to be proved."""
        if self._looking.get(session) is by:
            del self._looking[session]

    @contextmanager
    def change(self, session: str) -> Iterator[None]:
        """Wait until nothing else is changed in a session, and keep its other windows from it meanwhile.

        Args:
            session: its name.

        Raises:
            SettingError: ``stopped``, where something has ended the run meanwhile.
        """
        while session in self._changing or self._in_doubt:
            self.rest()
        if why := self.alarm() or self._over:
            raise SettingError(Reason.STOPPED, why)
        self._changing.add(session)
        try:
            yield
        finally:
            self._changing.remove(session)

    def end(self, why: str) -> None:
        """Keep every window from beginning a change: the run is over.

        Args:
            why: what ended it.
        """
        self._over = self._over or why

    @contextmanager
    def doubt(self) -> Iterator[None]:
        """Keep every session from beginning a change, until it is known whether one must end the run."""
        self._in_doubt += 1
        try:
            yield
        finally:
            self._in_doubt -= 1

    @contextmanager
    def save(self, by: object) -> Iterator[None]:
        """Wait until no other window saves, and keep the others from loading and clicking until it is answered.

        Args:
            by: the window.
        """
        self.give_way(by)
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
