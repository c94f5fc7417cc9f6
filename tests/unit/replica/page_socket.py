"""The page's end of a replica's socket, for tests without a browser."""

import json
import os
import socket
import struct
from typing import Any, Self

from offswitch.replica import Replica
from offswitch.replica.websocket import accept_key, masked

PHONE = "web.whatsapp.com"
_KEY = "dGhlIHNhbXBsZSBub25jZQ=="


def frame(data: bytes, *, kind: int = 2, final: bool = True) -> bytes:
    """Return a frame as a browser sends it."""
    first, size, mask = kind | (0x80 if final else 0), len(data), os.urandom(4)
    if size < 126:
        head = struct.pack("!BB", first, 0x80 | size)
    elif size < 1 << 16:
        head = struct.pack("!BBH", first, 0x80 | 126, size)
    else:
        head = struct.pack("!BBQ", first, 0x80 | 127, size)
    return head + mask + masked(mask, data)


def token_of(state: dict[str, Any]) -> str:
    """Return the token of the session that a storage state keeps in a database."""
    (origin,) = state["origins"]
    assert origin["origin"] == f"https://{PHONE}"
    (database,) = origin["indexedDB"]
    return str(database["stores"][0]["records"][0]["value"]["token"])


class PageSocket:
    """A socket that a signed-in page has opened."""

    def __init__(self, replica: Replica, account: str = "", token: str = "") -> None:
        self.token = token or token_of(replica.session(account))
        self.link = socket.create_connection(("127.0.0.1", replica.port), timeout=10)
        self.sent: list[bytes] = []
        self.file = self.link.makefile("rb")
        self.key = b""

    def __enter__(self) -> Self:
        self.link.sendall(
            f"GET /ws/chat HTTP/1.1\r\nHost: {PHONE}\r\nUpgrade: websocket\r\n"
            "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {_KEY}\r\n\r\n".encode()
        )
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self.file.read(1)
        assert b" 101 " in head
        assert accept_key(_KEY).encode() in head
        self.key = self._frame()
        return self

    def __exit__(self, *_: object) -> None:
        self.link.sendall(frame(struct.pack("!H", 1000), kind=8))
        self.file.read()
        self.link.close()

    def message(self, operation: str, **given: str) -> bytes:
        """Return the bytes of one request."""
        form = {
            "session": self.token,
            "fb_api_req_friendly_name": operation,
            "variables": json.dumps({"input": given}),
        }
        return masked(self.key, json.dumps({"id": 1, "form": form}).encode())

    def ask(self, operation: str, **given: str) -> dict[str, Any]:
        """Send one request, and return its answer."""
        self.write(self.message(operation, **given))
        answer: dict[str, Any] = self.read()["answer"]
        return answer

    def write(self, data: bytes) -> None:
        """Send bytes as one message."""
        self.sent.append(frame(data))
        self.link.sendall(self.sent[-1])

    def read(self) -> Any:
        """Return the next answer with its number and status."""
        return json.loads(masked(self.key, self._frame()))

    def _frame(self) -> bytes:
        _, size = self.file.read(2)
        if size == 126:
            (size,) = struct.unpack("!H", self.file.read(2))
        return self.file.read(size)
