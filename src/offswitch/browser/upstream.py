"""The proxy that this machine is set up to use, where it is: a company's, say."""

from __future__ import annotations

import asyncio
import base64
import ssl
import urllib.request
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from offswitch.errors import BrowserError

_PORTS = {"http": 80, "https": 443}
_HEAD_BYTES = 64 * 1024


@dataclass(frozen=True)
class Upstream:
    """A proxy that takes ``CONNECT``.

    Attributes:
        host: its name.
        port: its port.
        is_encrypted: whether it is itself spoken to over TLS.
        credentials: ``user:password``, or empty.
    """

    host: str
    port: int
    is_encrypted: bool = False
    credentials: str = field(default="", repr=False)

    def serves(self, host: str) -> bool:
        """Tell whether a host is to be reached by it; this machine's settings may except some."""
        return not urllib.request.proxy_bypass(host)


def upstream_of_this_machine() -> Upstream | None:
    """Return the proxy for encrypted pages in the environment or the system's settings, if any.

    Raises:
        BrowserError: it is of a kind that cannot be used.
    """
    known = urllib.request.getproxies()
    address = known.get("https") or known.get("all") or ""
    if not address:
        return None
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        usual = _PORTS[parts.scheme]
        host, port = parts.hostname or "", parts.port or usual
    except (KeyError, ValueError) as error:
        raise BrowserError(
            "this machine is set up to use a proxy of a kind that offswitch cannot use",
            "set https_proxy to an http:// or https:// address, or to nothing",
        ) from error
    user = (
        f"{unquote(parts.username or '')}:{unquote(parts.password or '')}" if parts.username else ""
    )
    return Upstream(host, port, parts.scheme == "https", user)


async def open_through(
    upstream: Upstream, host: str, port: int
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Open a tunnel to a place through a proxy.

    Raises:
        OSError: the proxy cannot be reached, or does not let this through.
    """
    context = ssl.create_default_context() if upstream.is_encrypted else None
    reader, writer = await asyncio.open_connection(
        upstream.host, upstream.port, ssl=context, limit=_HEAD_BYTES
    )
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    head = f"CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n"
    if upstream.credentials:
        word = base64.b64encode(upstream.credentials.encode()).decode()
        head += f"Proxy-Authorization: Basic {word}\r\n"
    writer.write(f"{head}\r\n".encode("latin-1"))
    answer = await reader.readuntil(b"\r\n\r\n")
    if answer.split(b" ", 2)[1:2] != [b"200"]:
        writer.close()
        raise ConnectionRefusedError(host)
    return reader, writer
