"""The one way out of the browser: a proxy on this machine that passes on to listed places alone.

A request filter never sees a worker's socket, and rules about names end where a page names an
address. A proxy sees every connection that leaves the browser, whatever in it asked. Pages stay under
TLS from end to end: all that is read here is where a connection is to go.
"""

from __future__ import annotations

import asyncio
import fnmatch
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urldefrag

from offswitch.browser.outgoing import SAFE_METHODS
from offswitch.browser.plain_http import (
    END_OF_HEAD,
    ProxyRequest,
    copy,
    head_of,
    one_exchange,
    until_one_ends,
)
from offswitch.browser.this_machine import is_this_machine
from offswitch.browser.upstream import Upstream, open_through, upstream_of_this_machine
from offswitch.errors import BrowserError

HERE = "127.0.0.1"
_TLS_PORT = 443
_HEAD_BYTES = 256 * 1024
_SECONDS_TO_START = 10


@dataclass(frozen=True)
class Egress:
    """Where a browser may connect to.

    Attributes:
        places: ``host``, ``host:port``, or a glob of hosts; the port is 443 where none is named.
        served_here: hosts that are served on this machine instead, and the port there; then no
            other machine is reached at all.
    """

    places: tuple[str, ...]
    served_here: Mapping[str, int] | None = None

    def admits(self, host: str, port: int) -> bool:
        """Tell whether a place is listed."""
        if not any(_fits(place, host, port) for place in self.places):
            return False
        return self.served_here is None or host in self.served_here or is_this_machine(host)

    def port_here(self, host: str, port: int) -> int | None:
        """Return the port at which a listed host is served on this machine, if it is."""
        return self.served_here.get(host) if self.served_here and port == _TLS_PORT else None


class EgressProxy:
    """A proxy at work.

    Attributes:
        port: where it listens, on 127.0.0.1.
        denied: ``host:port`` of every connection that was refused, and how often.
        held: ``METHOD host:port`` of every plain request that may change something and was not let out.
    """

    def __init__(self, egress: Egress, upstream: Upstream | None) -> None:
        self._egress = egress
        self._upstream = upstream
        self._end: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self.port = 0
        self.denied: Counter[str] = Counter()
        self.held: Counter[str] = Counter()
        self._let_out: list[str] = []

    def let_out(self, method: str, url: str) -> None:
        """Pass on one plain request that may change something; may be called from any thread."""
        if url.startswith("http:"):
            self._let_out.append(f"{method} {urldefrag(url).url}")

    async def serve(self, started: threading.Event) -> None:
        """Listen until ``end`` is called; connections that are open then are cut."""
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._meet, HERE, 0, limit=_HEAD_BYTES)
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        await self._end.wait()
        server.close()

    def end(self) -> None:
        """Stop listening; may be called from any thread."""
        if self._loop is not None and self._end is not None:
            self._loop.call_soon_threadsafe(self._end.set)

    async def _meet(self, browser: asyncio.StreamReader, to_browser: asyncio.StreamWriter) -> None:
        try:
            status = await self._pass_on(browser, to_browser)
            if status is not None:
                to_browser.write(head_of(f"HTTP/1.1 {status.value} {status.phrase}"))
                await to_browser.drain()
        except (OSError, EOFError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass  # what was cut is cut, by the site, the browser, or the end; the page is told
        finally:
            to_browser.close()

    async def _pass_on(
        self, browser: asyncio.StreamReader, to_browser: asyncio.StreamWriter
    ) -> HTTPStatus | None:
        """Serve one connection of the browser's; return the status of a request that was not served."""
        request = ProxyRequest.parse(await browser.readuntil(END_OF_HEAD))
        if request is None:
            return HTTPStatus.BAD_REQUEST
        if not self._egress.admits(request.host, request.port):
            self.denied[f"{request.host}:{request.port}"] += 1
            return HTTPStatus.FORBIDDEN
        if not request.is_tunnel and not self._may(request):
            self.held[f"{request.method} {request.host}:{request.port}"] += 1
            return HTTPStatus.FORBIDDEN
        try:
            site, to_site = await self._connect(request.host, request.port)
        except OSError:
            # In place of a page, a status would be taken for the site's own; no answer is not.
            return HTTPStatus.BAD_GATEWAY if request.is_tunnel else None
        try:
            if request.is_tunnel:
                to_browser.write(head_of("HTTP/1.1 200 Connection established"))
                await until_one_ends(copy(site, to_browser), copy(browser, to_site))
                return None
            return await one_exchange(request, browser, to_browser, site, to_site)
        finally:
            to_site.close()

    def _may(self, request: ProxyRequest) -> bool:
        """Tell whether a plain request changes nothing, or was let out."""
        if request.method in SAFE_METHODS:
            return True
        try:
            self._let_out.remove(f"{request.method} {request.target}")
        except ValueError:
            return False
        return True

    async def _connect(
        self, host: str, port: int
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        here = self._egress.port_here(host, port)
        if here is not None:
            return await asyncio.open_connection(HERE, here)
        if is_this_machine(host):
            return await asyncio.open_connection(host, port)
        if self._upstream is not None and self._upstream.serves(host):
            return await open_through(self._upstream, host, port)
        site, to_site = await asyncio.open_connection(host, port, happy_eyeballs_delay=0.25)
        if is_this_machine(to_site.get_extra_info("peername")[0]):
            to_site.close()  # a name of somebody else's that leads back here
            raise ConnectionRefusedError(host)
        return site, to_site


def _fits(place: str, host: str, port: int) -> bool:
    name, colon, listed = place.rpartition(":")
    if not colon or not listed.isdigit():
        name, listed = place, str(_TLS_PORT)
    return port == int(listed) and fnmatch.fnmatchcase(host, name.strip("[]").lower())


@contextmanager
def egress_proxy(egress: Egress) -> Iterator[EgressProxy]:
    """Run a proxy in a thread of its own until the block ends.

    Args:
        egress: where it passes on to. What is not served here goes by the proxy that this machine
            itself is set up to use, if it is.

    Raises:
        BrowserError: it cannot listen, or this machine's own proxy is of a kind that it cannot use.
    """
    proxy = EgressProxy(egress, upstream_of_this_machine())
    started = threading.Event()
    thread = threading.Thread(
        target=lambda: asyncio.run(proxy.serve(started)), name="egress", daemon=True
    )
    thread.start()
    if not started.wait(_SECONDS_TO_START):
        raise BrowserError(
            "the filter between the browser and the network did not start",
            "check that programs may listen on 127.0.0.1",
        )
    try:
        yield proxy
    finally:
        proxy.end()
        thread.join(_SECONDS_TO_START)
