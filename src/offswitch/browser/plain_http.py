"""One plain request as a browser asks it of a proxy, and its one answer."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

END_OF_HEAD = b"\r\n\r\n"
_CHUNK_BYTES = 64 * 1024
_BETWEEN_TWO = frozenset({"connection", "keep-alive", "proxy-connection", "proxy-authorization"})
"""Headers that are about one connection, not about what it carries (RFC 9110, 7.6.1)."""


@dataclass(frozen=True)
class ProxyRequest:
    """The head of what the browser asks a proxy.

    Attributes:
        target: the whole address of a plain request, or ``host:port`` of a tunnel.
    """

    method: str
    target: str
    host: str
    port: int
    path: str
    headers: tuple[tuple[str, str], ...]

    @property
    def is_tunnel(self) -> bool:
        """Whether it asks for a connection that is passed on as it is."""
        return self.method == "CONNECT"

    def named(self, name: str) -> str:
        """Return the first header of a name, in lower case; empty where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    def for_the_site(self) -> bytes:
        """Return the head as the site itself is asked, for this one exchange."""
        kept = [(key, value) for key, value in self.headers if key.lower() not in _BETWEEN_TWO]
        return head_of(f"{self.method} {self.path} HTTP/1.1", *kept, ("Connection", "close"))

    @classmethod
    def parse(cls, head: bytes) -> ProxyRequest | None:
        """Read a head; None where it is none that a browser sends."""
        first, *lines = head.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
        method, _, rest = first.partition(" ")
        target, _, version = rest.rpartition(" ")
        headers = [
            (key, value.strip()) for key, colon, value in (x.partition(":") for x in lines) if colon
        ]
        try:
            parts = urlsplit(f"//{target}" if method == "CONNECT" else target)
            host, port = parts.hostname, parts.port
        except ValueError:
            return None
        is_plain = parts.scheme == "http" and method.isalpha()
        if not host or version != "HTTP/1.1" or not (is_plain or (method == "CONNECT" and port)):
            return None
        path = parts.path or "/"
        where = f"{path}?{parts.query}" if parts.query else path
        return cls(method, target, host, port or 80, where, tuple(headers))


async def one_exchange(
    request: ProxyRequest,
    browser: asyncio.StreamReader,
    to_browser: asyncio.StreamWriter,
    site: asyncio.StreamReader,
    to_site: asyncio.StreamWriter,
) -> HTTPStatus | None:
    """Pass on one plain request and its answer.

    The connection ends with it: the next request on it could be for another place.
    """
    length = request.named("content-length") or "0"
    if request.named("transfer-encoding") or not length.isdecimal():
        return HTTPStatus.LENGTH_REQUIRED
    to_site.write(request.for_the_site() + await browser.readexactly(int(length)))
    await to_site.drain()
    status = headers = b""
    while not status.split(b" ", 1)[-1].startswith((b"2", b"3", b"4", b"5")):
        status, _, headers = (await site.readuntil(END_OF_HEAD)).partition(b"\r\n")
    kept = [
        line
        for line in headers.split(b"\r\n")
        if line and line.partition(b":")[0].strip().lower() not in (b"connection", b"keep-alive")
    ]
    to_browser.write(b"\r\n".join([status, *kept, b"Connection: close", b"", b""]))
    await until_one_ends(copy(site, to_browser), copy(browser, None))
    return None


async def until_one_ends(*flows: Coroutine[None, None, None]) -> None:
    """Let flows run side by side until one is over, and end the others with it."""
    tasks = [asyncio.ensure_future(flow) for flow in flows]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def copy(source: asyncio.StreamReader, sink: asyncio.StreamWriter | None) -> None:
    """Pass on what comes, or drop it where there is no sink, until no more does."""
    while chunk := await source.read(_CHUNK_BYTES):
        if sink is not None:
            sink.write(chunk)
            await sink.drain()


def head_of(first: str, *headers: tuple[str, str]) -> bytes:
    """Return the head of a request or an answer, from its first line and its headers."""
    lines = [first, *(f"{name}: {value}" for name, value in headers)]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")
