"""Requests that wait: a test stops a program exactly while one of them is under way."""

import threading
from collections.abc import Iterable
from fnmatch import fnmatchcase
from types import TracebackType
from typing import Self


class Dropped(ConnectionError):
    """A held request is never answered."""


class Hold:
    """Keeps matching requests waiting until it is released; a block releases it at its end.

    Args:
        name: a glob of an operation's name, or of ``METHOD host/path``.
        unread: whether a request waits before the server has acted on it, rather than before the
            answer is sent.
    """

    def __init__(self, name: str, *, unread: bool) -> None:
        self._name, self._unread = name, unread
        self._reached, self._released = threading.Event(), threading.Event()
        self._drops = False

    @property
    def reached(self) -> bool:
        """Whether a request is waiting, or was."""
        return self._reached.is_set()

    def release(self, *, drop: bool = False) -> None:
        """Let everything go on.

        Args:
            drop: leave what waits without an answer; what the server has not acted on is lost.
        """
        self._drops = drop
        self._released.set()

    def stop(self, names: Iterable[str], *, unread: bool) -> None:
        """Keep a request waiting, if it is one of those.

        Raises:
            Dropped: it is to be left without an answer.
        """
        if unread is not self._unread or not any(fnmatchcase(each, self._name) for each in names):
            return
        if self._released.is_set():
            return
        self._reached.set()
        self._released.wait()
        if self._drops:
            raise Dropped

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


class Holds:
    """What is being held on a replica."""

    def __init__(self) -> None:
        self._all: list[Hold] = []

    def hold(self, name: str, *, unread: bool = False) -> Hold:
        """Hold requests from now on; see ``Hold``."""
        hold = Hold(name, unread=unread)
        self._all.append(hold)
        return hold

    def stop(self, *names: str | None, unread: bool) -> None:
        """Keep a request waiting that is held under one of its names.

        Raises:
            Dropped: it is to be left without an answer.
        """
        for hold in tuple(self._all):
            hold.stop([name for name in names if name], unread=unread)

    def end(self) -> None:
        """Drop everything that waits: the server stops."""
        for hold in self._all:
            hold.release(drop=True)
