"""The requests that a page has sent to its own hosts since it was loaded, and their answers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

from playwright.sync_api import Error, Page, Request, Response, WebSocket

from offswitch.screen.sockets import Sockets
from offswitch.screen.told_errors import PADDED_JSON, may_tell_errors, told_in
from offswitch.screen.unanswered import SERVICE_WORKER, SHARED_WORKER, Fate, Unanswered

_BAD_STATUS = 400
_IN_PART = 206
_RANGE = re.compile(r"(?:\w+ )?(\d+)-(\d+)/(\d+)")
_HELD_BACK = "BLOCKED_BY_CLIENT"
_ABORTED = "ERR_ABORTED"
_IN_PIECES = ("application/x-ndjson", "application/stream+json")
"""An answer that comes piece by piece, to its end. Any other body may never end, since the page does not read it."""
_STREAMS = ("text/event-stream", *_IN_PIECES)
_LEFT_OUT = re.compile("BLOCKED_BY_CLIENT|ERR_ABORTED")
"""What becomes of a part that is held back, or that the page itself gives up."""
_PADDED = re.compile(r"[?&](jsonp|callback|cb|jsoncallback|jsonpcallback)=", re.IGNORECASE)
"""Part of an address that asks for JSON as a script that calls a function with it."""
_COUNTERS = re.compile(r"([?&])(_|t|ts|time|timestamp|cb|nocache|rnd)=[^&]*")
"""Parts of an address that differ each time the same request is sent."""


@dataclass
class _Asked:
    """One request, under the name that the platform gives it."""

    name: str
    key: str
    fate: Fate = "open"
    status: int = 0
    stream: bool = False
    kind: str = ""
    is_whole: bool = True
    is_part: bool = False
    body_of: Request | None = None


class Names(Protocol):
    """Names what a setting's state may depend on; anything else has an empty name."""

    def data_name(self, request: Request) -> str:
        """Name a data request."""

    def part_name(self, request: Request) -> str:
        """Name a script or a frame."""

    def socket_name(self, url: str) -> str:
        """Name a web socket."""

    def counts(self, name: str) -> bool:
        """Tell whether a setting's state may depend on a request with this name."""


class PlainNames:
    """Names each data request by its method and path, and each socket by its path."""

    def data_name(self, request: Request) -> str:
        """Name a data request."""
        if request.resource_type not in {"fetch", "xhr", "eventsource"}:
            return ""
        return f"{request.method} {urlsplit(request.url).path}"

    def part_name(self, request: Request) -> str:
        """Name a script or a frame by its method and path."""
        if request.resource_type not in {"script", "document"}:
            return ""
        return f"{request.method} {urlsplit(request.url).path}"

    def socket_name(self, url: str) -> str:
        """Name a web socket."""
        return f"SOCKET {urlsplit(url).path}"

    def counts(self, name: str) -> bool:
        """Tell whether a name is not empty."""
        return bool(name)


class Traffic:
    """Watches one page's data requests, sockets, and workers; starts over with each load.

    Args:
        page: the page to watch, from before its first load.
        names: of what a setting's state may depend on.

    Attributes:
        sockets: the web sockets of the current document.
    """

    def __init__(self, page: Page, names: Names | None = None) -> None:
        self._page = page
        self._names = names or PlainNames()
        self._asked: dict[Request | WebSocket, _Asked] = {}
        self.sockets = Sockets()
        self._left: list[_Asked] = []
        self._document: Request | None = None
        page.on("request", self._started)
        page.on("response", self._answered)
        page.on("requestfinished", self._finished)
        page.on("requestfailed", self._failed)
        page.on("websocket", self._connected)

    def unanswered(self) -> tuple[Unanswered, ...]:
        """Return the requests that got no good answer, each name with each fate once.

        A request that succeeded when the page retried it counts as answered. Where all that a page has got comes
        piece by piece, it counts as answered at its end.
        """
        broken_off = () if self._has_whole_data() else self._unfinished()
        return (*self._without({"answered", "in part"}), *broken_off)

    def answered_in_part(self) -> tuple[Unanswered, ...]:
        """Return the requests whose answer names an error beside good data.

        A control that is there shows what its own part of the answer says. One that is not may be the part
        that is missing.
        """
        partial = (each for each in self._without({"answered"}) if each.fate == "in part")
        return tuple(partial)

    def _has_whole_data(self) -> bool:
        data = (asked for asked in self._asked.values() if not asked.is_part and not asked.stream)
        return any(asked.fate in {"answered", "in part"} and asked.is_whole for asked in data)

    def _unfinished(self) -> tuple[Unanswered, ...]:
        pieces = (a for a in self._asked.values() if a.fate == "answered" and not a.is_whole)
        return tuple(Unanswered(asked.name, "open", asked.status) for asked in pieces)

    def _without(self, good: Collection[Fate]) -> tuple[Unanswered, ...]:
        for asked in list(self._asked.values()):
            self._look_into(asked)
        keys = {asked.key for asked in self._asked.values() if asked.fate in good}
        return tuple(
            dict.fromkeys(
                Unanswered(asked.name, asked.fate, asked.status)
                for asked in self._asked.values()
                if asked.fate not in good and asked.key not in keys
            )
        )

    def held_back(self) -> tuple[Unanswered, ...]:
        """Return what was held back of this document and of the one that led here."""
        asked = [*self._left, *self._asked.values()]
        held = (Unanswered(each.name, each.fate) for each in asked if each.fate == "held back")
        return tuple(dict.fromkeys(held))

    def unseen(self, looks: Iterable[Mapping[str, Any]]) -> Iterator[Unanswered]:
        """Yield the workers of a page that may ask for its data where nobody sees it.

        Args:
            looks: what the watchers of its frames have seen.
        """
        has_asked = any(not asked.is_part for asked in self._asked.values())
        for look in looks:
            if look.get("awaitsWorker") and self._names.counts(SERVICE_WORKER):
                yield Unanswered(SERVICE_WORKER, "open")
            if look.get("shared") and not has_asked and self._names.counts(SHARED_WORKER):
                yield Unanswered(SHARED_WORKER, "open")

    @property
    def is_fed(self) -> bool:
        """Whether the server may still push a new state: by an open socket or stream, or a worker."""
        streams = any(a.stream and a.fate == "answered" for a in self._asked.values())
        return streams or self.sockets.is_open or bool(self._page.workers)

    def _started(self, request: Request) -> None:
        if request.is_navigation_request() and request.frame == self._page.main_frame:
            self._left = [asked for asked in self._asked.values() if asked.fate == "held back"]
            self._asked, self.sockets = {}, Sockets()  # a new document starts
            self._document = request
            return
        if part := self._names.part_name(request):
            # One that has not come is waited for by itself; only one that failed leaves the page without it.
            self._asked[request] = _Asked(part, request.url, "answered", is_part=True)
        elif name := self._names.data_name(request):
            key = _COUNTERS.sub("", f"{request.method} {request.url} {_body(request)}")
            self._asked[request] = _Asked(name, key, stream=request.resource_type == "eventsource")

    def _answered(self, response: Response) -> None:
        asked = self._asked.get(response.request)
        if asked is not None and asked.is_part:
            _answered_part(asked, response)
        if asked is None or asked.fate != "open":
            return
        asked.status = response.status
        headers = response.headers
        has_failed = response.status >= _BAD_STATUS or headers.get("grpc-status", "0") != "0"
        asked.fate = "failed" if has_failed else "answered"
        if response.status == _IN_PART and _is_cut_off(headers.get("content-range", "")):
            asked.fate = "in part"
        asked.kind = kind = headers.get("content-type", "")
        asked.stream |= kind.startswith(_STREAMS)
        asked.is_whole = not kind.startswith(_IN_PIECES)
        if asked.fate == "answered" and _is_elsewhere(response.request) and "html" in kind:
            asked.fate = "failed"  # redirected to an HTML page, most often the sign-in page

    def _finished(self, request: Request) -> None:
        asked = self._asked.get(request)
        if asked is None:
            return
        asked.stream, asked.is_whole = False, True
        if asked.fate == "answered" and may_tell_errors(asked.kind):
            asked.body_of = request

    def _failed(self, request: Request) -> None:
        asked = self._asked.get(request)
        if asked is None:
            return
        was_stream, asked.stream, asked.is_whole = asked.stream, False, True
        failure = request.failure or ""
        if asked.is_part:
            if not _LEFT_OUT.search(failure):
                asked.fate = "failed"
        elif asked.fate not in {"answered", "in part"}:
            asked.fate = "held back" if _HELD_BACK in failure else "failed"
        elif not was_stream and _ABORTED not in failure:
            asked.fate = "failed"  # its body broke off, and not since the page had enough of it

    def _look_into(self, asked: _Asked) -> None:
        """Check the body: a read may be answered with status 200 and an error instead of data."""
        request, asked.body_of = asked.body_of, None
        if request is not None and (body := _answer_to(request)) is not None:
            page = _answer_to(self._document) if "html" in asked.kind and self._document else None
            asked.fate = told_in(body, asked.kind, (page or b"").decode(errors="replace"))

    def _connected(self, socket: WebSocket) -> None:
        name = self._names.socket_name(socket.url)
        asked = _Asked(name, name, "answered")
        if name:
            self._asked[socket] = asked
        self.sockets.watch(socket, failed=lambda: setattr(asked, "fate", "failed"))


def _answered_part(asked: _Asked, response: Response) -> None:
    """Note whether a script or a frame came; a script that is answered with a page does not run."""
    asked.status = response.status
    is_page = "html" in response.headers.get("content-type", "")
    wrong = is_page and response.request.resource_type == "script"
    asked.fate = "failed" if response.status >= _BAD_STATUS or wrong else "answered"
    asked.kind = PADDED_JSON if _PADDED.search(response.request.url) else ""


def _answer_to(request: Request) -> bytes | None:
    try:
        response = request.response()
        return response.body() if response else None
    except Error:
        return None  # the body is gone


def _is_cut_off(span: str) -> bool:
    """Tell whether an answer holds only some of what there is, by its ``Content-Range``: ``0-2/4``."""
    told = _RANGE.fullmatch(span)
    return told is not None and int(told[2]) + 1 - int(told[1]) < int(told[3])


def _is_elsewhere(request: Request) -> bool:
    """Tell whether a request was redirected to another path."""
    first = request
    while first.redirected_from is not None:
        first = first.redirected_from
    return urlsplit(first.url).path != urlsplit(request.url).path


def _body(request: Request) -> str:
    try:
        return request.post_data or ""
    except UnicodeDecodeError:
        return ""
