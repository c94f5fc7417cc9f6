"""Watches the web sockets of one page: which are open, and when something was last said over them."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import WebSocket

from offswitch.screen.told_errors import tells_an_error


class Sockets:
    """The sockets of one document, and what was said over any of them.

    What is said may be encrypted, so little more than its time is known.
    """

    def __init__(self) -> None:
        self._open: set[WebSocket] = set()
        self._sent: float | None = None
        self._heard: float | None = None

    @property
    def is_open(self) -> bool:
        """Whether the server may still say something over one of them."""
        return bool(self._open)

    def watch(self, socket: WebSocket, failed: Callable[[], None]) -> None:
        """Watch a socket that the page has opened.

        Args:
            socket: the socket.
            failed: is called if it closes before the server has said anything, or once the server tells an error.
        """
        told = False

        def sent(_: object) -> None:
            self._sent = time.monotonic()

        def heard(message: str | bytes) -> None:
            nonlocal told
            told = True
            self._heard = time.monotonic()
            if tells_an_error(message):
                failed()

        def closed(_: object) -> None:
            self._open.discard(socket)
            if not told:
                failed()

        self._open.add(socket)
        socket.on("framesent", sent)
        socket.on("framereceived", heard)
        socket.on("close", closed)
        socket.on("socketerror", closed)

    def silence(self, since: float) -> float:
        """Return for how many seconds nothing was said since the server has replied to the page.

        Args:
            since: a moment of the monotonic clock; what was said before it does not count.

        Returns:
            Seconds; 0 if the page has sent nothing since then, or if nothing has come back.
        """
        if self._sent is None or self._heard is None or not since <= self._sent <= self._heard:
            return 0.0
        return time.monotonic() - self._heard
