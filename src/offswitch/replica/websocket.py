"""The part of RFC 6455 that a replica needs: the handshake, and whole messages both ways."""

import base64
import hashlib
import struct
import threading
from collections.abc import Callable, Mapping

_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_TEXT, _BINARY, _CLOSE, _PING, _PONG = 0x1, 0x2, 0x8, 0x9, 0xA
_CONTINUATION = 0x0
_FINAL, _MASKED = 0x80, 0x80
_IN_TWO_BYTES, _IN_EIGHT_BYTES = 126, 127  # what stands for a length that comes after it
LARGEST_MESSAGE = 1_000_000


class ProtocolError(Exception):
    """The other side sent what no browser sends."""


def wants_socket(headers: Mapping[str, str]) -> bool:
    """Tell whether a request, with header names in lower case, asks for a socket."""
    upgrade = headers.get("upgrade", "").lower() == "websocket"
    return upgrade and headers.get("sec-websocket-version") == "13"


def accept_key(key: str) -> str:
    """Return what proves to a browser that its key was read."""
    return base64.b64encode(hashlib.sha1((key + _GUID).encode()).digest()).decode()  # noqa: S324


def masked(mask: bytes, data: bytes) -> bytes:
    """Return data with a mask put on, or taken off again."""
    over_all = (mask * (len(data) // len(mask) + 1))[: len(data)]
    mixed = int.from_bytes(data, "big") ^ int.from_bytes(over_all, "big")
    return mixed.to_bytes(len(data), "big")


class WebSocket:
    """The server's end of an open socket; messages may be sent from any thread."""

    def __init__(self, read: Callable[[int], bytes], write: Callable[[bytes], object]) -> None:
        self._read = read
        self._write = write
        self._lock = threading.Lock()

    def receive(self) -> bytes | None:
        """Return the next message; None once the other side has closed the socket or is gone.

        Raises:
            ProtocolError: a frame without a mask, of an unknown kind, or far too large.
        """
        whole = b""
        while True:
            frame = self._frame()
            if frame is None:
                return None
            kind, final, data = frame
            if kind == _PING:
                self._send(_PONG, data)
            elif kind == _CLOSE:
                self._send(_CLOSE, data[:2])
                return None
            elif kind in (_TEXT, _BINARY, _CONTINUATION):
                whole += data
                if len(whole) > LARGEST_MESSAGE:
                    raise ProtocolError
                if final:
                    return whole
            elif kind != _PONG:
                raise ProtocolError

    def send(self, data: bytes) -> None:
        """Send one binary message."""
        self._send(_BINARY, data)

    def _send(self, kind: int, data: bytes) -> None:
        size = len(data)
        if size < _IN_TWO_BYTES:
            head = struct.pack("!BB", _FINAL | kind, size)
        elif size < 1 << 16:
            head = struct.pack("!BBH", _FINAL | kind, _IN_TWO_BYTES, size)
        else:
            head = struct.pack("!BBQ", _FINAL | kind, _IN_EIGHT_BYTES, size)
        with self._lock:
            self._write(head + data)

    def _frame(self) -> tuple[int, bool, bytes] | None:
        head = self._exactly(2)
        if head is None:
            return None
        first, second = head
        if not second & _MASKED:
            raise ProtocolError
        size = second & 0x7F
        width = {_IN_TWO_BYTES: "!H", _IN_EIGHT_BYTES: "!Q"}.get(size)
        if width:
            longer = self._exactly(struct.calcsize(width))
            size = struct.unpack(width, longer)[0] if longer else 0
        if size > LARGEST_MESSAGE:
            raise ProtocolError
        mask, data = self._exactly(4), self._exactly(size)
        if mask is None or data is None:
            return None
        return first & 0x0F, bool(first & _FINAL), masked(mask, data)

    def _exactly(self, count: int) -> bytes | None:
        data = self._read(count) if count else b""
        return data if len(data) == count else None
