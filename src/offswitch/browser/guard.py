"""What the browser may talk to, what it may send while only reading, and how fast it may go."""

from __future__ import annotations

import fnmatch
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import BrowserContext, Request, Response, Route, WebSocketRoute

from offswitch.errors import Unreachable
from offswitch.model.saves import Saves
from offswitch.model.words import Reason

MAX_LOADS = 80
MAX_CLICKS = 120
"""Where a run stops by itself, whatever it was doing; layouts without deep links need the most.

Tools that went faster got accounts locked.
"""
MAX_WRITES = 10
MAX_SAME_WRITES = 3
"""How many changing requests one setting's click may send, and how many under one name."""
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_BAD_STATUS = 400
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
        return request.method == "POST" and self.is_one_of(request, self.reads)

    def is_log(self, request: Request) -> bool:
        """Tell whether no setting depends on a request: a ping, or what a selector file ignores."""
        return request.resource_type == "ping" or self.is_one_of(request, self.ignore)

    def data_name(self, request: Request) -> str:
        """Name a request whose answer a setting's state may depend on; empty for any other.

        Pings and beacons never count, nor does what goes to other hosts.
        """
        if request.resource_type not in _DATA or not self.is_page(request.url):
            return ""
        if self.is_log(request) or not self._holds_data(urlsplit(request.url).path):
            return ""
        return self.name(request)

    def socket_name(self, url: str) -> str:
        """Name a web socket that a setting's state may come by; empty for any other."""
        path = urlsplit(url).path
        name = f"SOCKET {path}"
        is_own = urlsplit(url).netloc.removesuffix(":443") in self.hosts
        return name if is_own and self._holds_data(path) and self.counts(name) else ""

    def counts(self, name: str) -> bool:
        """Tell whether no selector file says that what has this name is of no account."""
        return not _matches((name,), self.ignore)

    def _holds_data(self, path: str) -> bool:
        return not self.data or any(fnmatch.fnmatchcase(path, glob) for glob in self.data)

    def name(self, request: Request) -> str:
        """Name a request by its operations or, where it names none, its method and path."""
        return " ".join(self.operations(request)) or _place(request)

    def is_one_of(self, request: Request, globs: Sequence[str]) -> bool:
        """Tell whether globs take in a request: all its operations or, where it names none, its place."""
        operations = self.operations(request)
        if operations:
            return _matches(operations, globs)
        return _matches((_place(request),), [glob for glob in globs if " /" in glob])


@dataclass
class _Save:
    """What became of one changing request that was let through."""

    response: Response | None = None
    finished: bool = False
    lost: bool = False


@dataclass
class Guard:
    """Enforces the fence on one browser context; a run only reads until the engine opens it.

    Attributes:
        blocked: ``METHOD host operation`` of each request that was held back.
        wrote: whether a changing request was ever let through.
    """

    fence: Fence
    blocked: list[str] = field(default_factory=list)
    wrote: bool = False
    _writing: bool = False
    _allowed: tuple[str, ...] = ()
    _hands_off: bool = False
    _saves: dict[Request, _Save] = field(default_factory=dict)
    _refused: list[str] = field(default_factory=list)
    _stirred: float = 0.0

    def attach(self, context: BrowserContext) -> None:
        """Put every request and web socket of a context under this guard."""
        context.route("**/*", self._decide)
        context.route_web_socket("**/*", self._socket)
        context.on("response", self._answered)
        context.on("requestfinished", self._finished)
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
        """Admit a bounded number of changing requests while one named control is being switched.

        Args:
            mutations: globs of the requests that it may send; empty admits every one.
        """
        self._writing, self._allowed = True, tuple(mutations)
        self._saves, self._refused, self._stirred = {}, [], time.monotonic()
        try:
            yield
        finally:
            self._writing = False

    def saves(self) -> Saves:
        """Count what was sent since writing was admitted, without logs and pings."""
        saves = self._saves.values()
        return Saves(
            sent=len(saves),
            open=sum(save.response is None and not save.lost for save in saves),
            # Where the selector file names some, nothing else was let through.
            declared=bool(self._allowed) and any(save.response is not None for save in saves),
            quiet=time.monotonic() - self._stirred,
            held_back=tuple(dict.fromkeys(self._refused)),
        )

    def save_errors(self) -> list[str]:
        """Say what the site answered to the changing requests that went wrong, if anything did."""
        problems = []
        for save in self._saves.values():
            if save.lost:
                problems.append("the change could not be sent")
            elif save.response is None:
                continue
            elif save.response.status >= _BAD_STATUS:
                problems.append(f"the site answered {save.response.status}")
            # A body that the page never reads never ends, and waiting for it would hang.
            elif save.finished and _has_errors(save.response):
                problems.append("the site answered with an error")
        return problems

    def _decide(self, route: Route) -> None:
        request = route.request
        if not self.fence.admits(request.url, request.method) or not self._may(request):
            host = urlsplit(request.url).netloc
            named = " ".join(self.fence.operations(request))
            self.blocked.append(f"{request.method} {host} {named}".strip())
            if self._writing and self.fence.is_page(request.url):
                self._refused.append(self.fence.name(request))
            route.abort("blockedbyclient")
            return
        if not self.fence.is_read(request):
            self._note(request)
        route.continue_()

    def _may(self, request: Request) -> bool:
        if self._hands_off or self.fence.is_read(request):
            return True
        if not self._writing or self._is_too_much(request):
            return False
        return not self._allowed or self.fence.is_one_of(request, self._allowed)

    def _is_too_much(self, request: Request) -> bool:
        """Tell whether one click has sent enough: a page that takes a change back sends on and on."""
        name = self.fence.name(request)
        same = sum(self.fence.name(sent) == name for sent in self._saves)
        return same >= MAX_SAME_WRITES or len(self._saves) >= MAX_WRITES

    def _note(self, request: Request) -> None:
        self.wrote = True
        if self._writing and not self.fence.is_log(request):
            self._saves[request] = _Save()
            self._stirred = time.monotonic()

    def _socket(self, socket: WebSocketRoute) -> None:
        if self.fence.admits(socket.url):
            socket.connect_to_server()
        else:
            socket.close()

    def _answered(self, response: Response) -> None:
        save = self._saves.get(response.request)
        if save is not None:
            save.response = response
            self._stirred = time.monotonic()

    def _finished(self, request: Request) -> None:
        save = self._saves.get(request)
        if save is not None:
            save.finished = True

    def _failed(self, request: Request) -> None:
        save = self._saves.get(request)
        if save is not None and save.response is None:
            save.lost = True
            self._stirred = time.monotonic()


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


def _place(request: Request) -> str:
    return f"{request.method} {urlsplit(request.url).path}"


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
