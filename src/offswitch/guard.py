"""What the browser may talk to, what it may send while only reading, and how fast it may go."""

from __future__ import annotations

import fnmatch
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import BrowserContext, Request, Response, Route, WebSocketRoute

from offswitch.errors import Unreachable
from offswitch.model.words import Reason

MAX_LOADS = 80
MAX_CLICKS = 120
"""Where a run stops by itself, whatever it was doing; layouts without deep links need the most.

Tools that went faster got accounts locked.
"""
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_SERVER_ERROR = 400
_DATA = frozenset({"fetch", "xhr", "eventsource"})


@dataclass(frozen=True, kw_only=True)
class Fence:
    """Where the browser may go, and how a reading request is told from a changing one.

    Attributes:
        hosts: ``host`` or ``host:port`` that pages may be loaded from.
        content_hosts: globs of hosts that may serve images, styles and scripts (GET only).
        operation_field: form field, JSON key or header that names a request's operation.
        reads: globs of requests that are known to only read.
        ignore: globs of requests that no setting depends on.
        data: globs of the paths that reads go to; empty for any path.
    """

    hosts: frozenset[str]
    content_hosts: tuple[str, ...] = ()
    operation_field: str = ""
    reads: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    data: tuple[str, ...] = ()

    def admits(self, url: str, method: str = "GET") -> bool:
        """Tell whether a request may leave the browser at all."""
        parts = urlsplit(url)
        if parts.scheme in {"data", "blob", "about"}:
            return True
        netloc = parts.netloc.removesuffix(":443")
        if netloc in self.hosts:
            return parts.scheme in {"https", "wss"} or parts.hostname == "127.0.0.1"
        host = parts.hostname or ""
        # Content is fetched, over TLS; nothing is sent there, and no socket opened.
        return (
            parts.scheme == "https"
            and method in _SAFE
            and any(fnmatch.fnmatch(host, glob) for glob in self.content_hosts)
        )

    def is_page(self, url: str) -> bool:
        """Tell whether an address is a page of the platform's own hosts."""
        parts = urlsplit(url)
        own = parts.netloc.removesuffix(":443") in self.hosts
        return own and parts.scheme in {"https", "http"} and self.admits(url)

    def operations(self, request: Request) -> tuple[str, ...]:
        """Return every operation that a request names; a form may name more than one."""
        if not self.operation_field:
            return ()
        header = request.headers.get(self.operation_field.lower())
        named = [header] if header else []
        body = _body(request)
        if body.lstrip().startswith(("{", "[")):
            named += [str(each.get(self.operation_field, "")) for each in _objects(body)]
        else:
            named += parse_qs(body).get(self.operation_field, [])
        return tuple(name for name in named if name)

    def is_read(self, request: Request) -> bool:
        """Tell whether a request is known not to change anything."""
        if request.method in _SAFE:
            return True
        return request.method == "POST" and _matches(self._names(request), self.reads)

    def is_ignored(self, request: Request) -> bool:
        """Tell whether a selector file says that no setting depends on a request."""
        return _matches(self._names(request), self.ignore)

    def data_name(self, request: Request) -> str:
        """Name a request whose answer a setting's state may depend on; empty for any other.

        Pings and beacons never count, nor does what goes to other hosts.
        """
        parts = urlsplit(request.url)
        if request.resource_type not in _DATA or not self.is_page(request.url):
            return ""
        if self.data and not any(fnmatch.fnmatchcase(parts.path, glob) for glob in self.data):
            return ""
        return "" if self.is_ignored(request) else " ".join(self._names(request))

    def _names(self, request: Request) -> tuple[str, ...]:
        """Return the operations of a request; where it names none, its method and path."""
        return self.operations(request) or (f"{request.method} {urlsplit(request.url).path}",)


@dataclass
class Guard:
    """Enforces the fence on one browser context; a run only reads until the engine opens it.

    Attributes:
        blocked: ``METHOD host operation`` of each request that was held back.
    """

    fence: Fence
    blocked: list[str] = field(default_factory=list)
    _writing: bool = False
    _allowed: tuple[str, ...] = ()
    _hands_off: bool = False
    _answers: list[Response] = field(default_factory=list)
    _finished: set[Request] = field(default_factory=set)
    _lost: list[str] = field(default_factory=list)

    def attach(self, context: BrowserContext) -> None:
        """Put every request and web socket of a context under this guard."""
        context.route("**/*", self._decide)
        context.route_web_socket("**/*", self._socket)
        context.on("response", self._answered)
        context.on("requestfinished", self._finish)
        context.on("requestfailed", self._failed)

    @contextmanager
    def hands_off(self) -> Iterator[None]:
        """Let a person work in the window: the fence stays, the read-only rule does not."""
        self._hands_off = True
        try:
            yield
        finally:
            self._hands_off = False

    @contextmanager
    def writing(self, mutations: Sequence[str]) -> Iterator[None]:
        """Admit changing requests while one named control is being switched.

        Args:
            mutations: globs of the operations that it may send; empty admits every one.
        """
        self._writing, self._allowed = True, tuple(mutations)
        self._answers, self._lost, self._finished = [], [], set()
        try:
            yield
        finally:
            self._writing = False

    def answered(self) -> bool:
        """Tell whether the site has answered a changing request, or one got lost."""
        return bool(self._answers or self._lost)

    def save_errors(self) -> list[str]:
        """Say what the site answered to the changing requests that went wrong, if anything did."""
        problems = list(self._lost)
        for response in self._answers:
            if response.status >= _SERVER_ERROR:
                problems.append(f"the site answered {response.status}")
            # A body that the page never reads never ends, and waiting for it would hang.
            elif response.request in self._finished and _has_errors(response):
                problems.append("the site answered with an error")
        return problems

    def _decide(self, route: Route) -> None:
        request = route.request
        if not self.fence.admits(request.url, request.method) or not self._may(request):
            host = urlsplit(request.url).netloc
            named = " ".join(self.fence.operations(request))
            self.blocked.append(f"{request.method} {host} {named}".strip())
            route.abort("blockedbyclient")
            return
        route.continue_()

    def _may(self, request: Request) -> bool:
        if self._hands_off or self.fence.is_read(request):
            return True
        if not self._writing:
            return False
        return not self._allowed or _matches(self.fence.operations(request), self._allowed)

    def _socket(self, socket: WebSocketRoute) -> None:
        if self.fence.admits(socket.url):
            socket.connect_to_server()
        else:
            socket.close()

    def _answered(self, response: Response) -> None:
        if self._writing and not self.fence.is_read(response.request):
            self._answers.append(response)

    def _finish(self, request: Request) -> None:
        if self._writing and not self.fence.is_read(request):
            self._finished.add(request)

    def _failed(self, request: Request) -> None:
        if self._writing and not self.fence.is_read(request) and self._may(request):
            self._lost.append("the change could not be sent")


@dataclass
class Pace:
    """How much and how fast: loads and clicks of a run, and the pause before each click.

    Attributes:
        pause: seconds before a click, shortest and longest.
    """

    pause: tuple[float, float] = (0.6, 1.6)
    loads: int = 0
    clicks: int = 0

    def load(self) -> None:
        """Count a page load.

        Raises:
            Unreachable: ``rate_limited``, when the run has had its share.
        """
        self.loads += 1
        if self.loads > MAX_LOADS:
            raise _enough(f"{MAX_LOADS} page loads")

    def click(self) -> None:
        """Count a click.

        Raises:
            Unreachable: ``rate_limited``, when the run has had its share.
        """
        self.clicks += 1
        if self.clicks > MAX_CLICKS:
            raise _enough(f"{MAX_CLICKS} clicks")


def _enough(what: str) -> Unreachable:
    return Unreachable(
        Reason.RATE_LIMITED,
        f"this run reached its own limit of {what}",
        "run again later, or name fewer settings with --only",
    )


def _matches(operations: Sequence[str], globs: Sequence[str]) -> bool:
    """Tell whether there are operations, and each fits one of the globs."""
    return bool(operations) and all(
        any(fnmatch.fnmatchcase(operation, glob) for glob in globs) for operation in operations
    )


def _has_errors(response: Response) -> bool:
    """GraphQL answers 200 and an ``errors`` list when a mutation failed."""
    if "json" not in response.headers.get("content-type", ""):
        return False
    try:
        body = response.text()
    except Exception:  # noqa: BLE001 - a body that is gone says nothing; the fresh proof decides
        return False
    return bool(_json(body).get("errors") or _json(body).get("error"))


def _body(request: Request) -> str:
    try:
        return request.post_data or ""
    except UnicodeDecodeError:  # bytes name no operation
        return ""


def _objects(body: str) -> list[dict[str, object]]:
    """Return the JSON objects of a body: one, or a batch; an empty one where it is no JSON."""
    try:
        data = json.loads(body)
    except ValueError:
        return [{}]
    batch = data if isinstance(data, list) else [data]
    return [each if isinstance(each, dict) else {} for each in batch]


def _json(body: str) -> dict[str, object]:
    try:
        data = json.loads(body)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}
