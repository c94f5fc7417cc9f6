"""Keeps the browser inside its fence: what only reads goes out, and a change only while the engine asks for it."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Request, Response, Route, WebSocketRoute

from offswitch.browser.fence import Fence
from offswitch.browser.outgoing import SAFE_METHODS, Mark, Outgoing, mark_of
from offswitch.model.saves import Saves

MAX_WRITES = 10
MAX_SAME_WRITES = 3
"""How many changing requests one setting's click may send, and how many under one name."""
_BAD_STATUS = 400
_NOBODY = 401


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
        wrote: whether a changing request was ever let through, or may have gone over a socket.
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
    _let_out: Counter[Mark] = field(default_factory=Counter)

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
        self.wrote |= self.fence.by_socket
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
            unknown=any(s.response is not None and s.response.status == _NOBODY for s in saves),
            by_socket=self.fence.by_socket,
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
            self.hold_back(request)
            route.abort("blockedbyclient")
            return
        if not self.fence.is_read(request):
            self._note(request)
        if request.method not in SAFE_METHODS:
            self._let_out[mark_of(request)] += 1
        route.continue_()

    def hold_back(self, request: Outgoing) -> None:
        """Note a request that does not leave the browser."""
        host = urlsplit(request.url).netloc
        named = " ".join(self.fence.operations(request))
        self.blocked.append(f"{request.method} {host} {named}".strip())
        if self._writing and self.fence.is_page(request.url):
            self._refused.append(self.fence.name(request))

    def knows(self, request: Outgoing) -> bool:
        """Tell whether a request at the gate may leave: one that was let out, each time once, or one like it.

        A request that no page's filter has seen may only read. A person may send anything; a change
        that the engine asked for is none of these, since nobody could follow what became of it.
        """
        mark = mark_of(request)
        if self._let_out[mark]:
            self._let_out -= Counter([mark])
            return True
        if not self.fence.admits(request.url, request.method):
            return False
        if self.fence.is_read(request):
            return True
        self.wrote |= self._hands_off
        return self._hands_off

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


def _has_errors(response: Response) -> bool:
    """GraphQL answers 200 and an ``errors`` list when a mutation failed."""
    if "json" not in response.headers.get("content-type", ""):
        return False
    try:
        body = response.text()
    except Exception:  # noqa: BLE001 - a body that is gone says nothing; the fresh proof decides
        return False
    return bool(_json(body).get("errors") or _json(body).get("error"))


def _json(body: str) -> dict[str, object]:
    try:
        data = json.loads(body)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}
