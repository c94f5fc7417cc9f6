"""What is known of a page's sockets: whether one is open, and whether what the page said was replied to."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from offswitch.screen.sockets import Sockets


class Socket:
    """A web socket of a page, whose events are told by hand."""

    def __init__(self) -> None:
        self._told: dict[str, Callable[[object], None]] = {}

    def on(self, event: str, handler: Callable[[object], None]) -> None:
        self._told[event] = handler

    def tell(self, event: str) -> None:
        self._told[event](None)


@pytest.fixture
def socket() -> Any:
    return Socket()


def test_a_reply_begins_the_silence(socket: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    sockets, now = Sockets(), [10.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    sockets.watch(socket, lambda: None)
    socket.tell("framesent")
    now[0] = 12
    assert sockets.silence(since=9) == 0, "nothing has come back yet"
    socket.tell("framereceived")
    now[0] = 15
    assert sockets.silence(since=9) == 3
    assert sockets.silence(since=11) == 0, "what the page said came before"
    socket.tell("framesent")
    assert sockets.silence(since=9) == 0, "the page said more, and waits for a reply"


def test_only_what_the_server_says_first_is_no_reply(socket: Any) -> None:
    sockets = Sockets()
    sockets.watch(socket, lambda: None)
    socket.tell("framereceived")
    assert sockets.silence(since=0) == 0


@pytest.mark.parametrize("end", ["close", "socketerror"])
@pytest.mark.parametrize("has_spoken", [True, False])
def test_a_socket_that_ends_before_the_server_has_spoken_has_failed(
    socket: Any, end: str, has_spoken: bool
) -> None:
    sockets, failed = Sockets(), list[bool]()
    sockets.watch(socket, lambda: failed.append(True))
    assert sockets.is_open
    if has_spoken:
        socket.tell("framereceived")
    socket.tell(end)
    assert not sockets.is_open
    assert bool(failed) is not has_spoken
