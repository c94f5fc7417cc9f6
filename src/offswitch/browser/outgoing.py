"""A request on its way out of the browser, for everything that may hold it back."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urldefrag

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing, by their definition (RFC 9110, 9.2.1)."""

Mark = tuple[str, str, bytes]
"""What makes a request the same request to two that look at it: its method, its address, and a hash of its body."""


class Outgoing(Protocol):
    """As much of a request as decides whether it may leave; Playwright's ``Request`` is one."""

    @property
    def url(self) -> str:
        """Where it goes."""

    @property
    def method(self) -> str:
        """How it asks."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Its headers, with names in lower case."""

    @property
    def post_data(self) -> str | None:
        """Its body as text.

        Raises:
            UnicodeDecodeError: it is no text.
        """

    @property
    def post_data_buffer(self) -> bytes | None:
        """Its body."""

    @property
    def resource_type(self) -> str:
        """What it is for, in the browser's own words."""


@dataclass(frozen=True)
class PausedRequest:
    """A request that the browser holds until it is told what to do with it.

    Attributes:
        id: what the browser calls it.
        came_from: id of the request whose answer redirected here; empty where none did.
    """

    id: str
    came_from: str
    url: str
    method: str
    headers: dict[str, str] = field(repr=False)
    post_data_buffer: bytes | None = field(repr=False)
    resource_type: str

    @property
    def post_data(self) -> str | None:
        """Its body as text; see ``Outgoing``."""
        return None if self.post_data_buffer is None else self.post_data_buffer.decode()

    @classmethod
    def of(cls, event: Mapping[str, Any]) -> PausedRequest:
        """Read the event ``Fetch.requestPaused`` of the browser's debugging protocol."""
        request = event["request"]
        return cls(
            id=event["requestId"],
            came_from=event.get("redirectedRequestId", ""),
            url=request["url"],
            method=request["method"],
            headers={name.lower(): str(value) for name, value in request["headers"].items()},
            post_data_buffer=_body(request.get("postDataEntries", [])),
            resource_type=event["resourceType"].lower(),
        )


def mark_of(request: Outgoing) -> Mark:
    """Return what tells a request from any other one."""
    body = request.post_data_buffer or b""
    return request.method, urldefrag(request.url).url, hashlib.sha256(body).digest()


def _body(entries: list[dict[str, str]]) -> bytes | None:
    """Join the parts of a body that are not files, as Playwright joins them."""
    parts = [entry["bytes"] for entry in entries if entry.get("bytes")]
    try:
        return b"".join(map(base64.b64decode, parts)) if parts else None
    except binascii.Error:
        return None
