"""A page without a browser, and the requests and sockets that it tells its listeners about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Error

from offswitch.screen.traffic import Traffic
from tests.unit.fake_requests import FakeResponse

API = "https://app.test/api/settings"


@dataclass(eq=False)
class Asked:
    """As much of Playwright's request as the traffic looks at."""

    url: str = API
    method: str = "GET"
    resource_type: str = "fetch"
    post_data: str | None = None
    redirected_from: Asked | None = None
    frame: str = "main"
    is_document: bool = False
    failure: str | None = None
    body: str | None = None

    def is_navigation_request(self) -> bool:
        return self.is_document

    def response(self) -> Any:
        if self.body is None:
            raise Error("the body is gone")
        return FakeResponse(self, content=self.body)


@dataclass(eq=False)
class Emitter:
    """Something that Playwright tells its listeners about."""

    listeners: dict[str, list[Callable[[Any], None]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def on(self, event: str, listener: Callable[[Any], None]) -> None:
        self.listeners[event].append(listener)

    def emit(self, event: str, what: Any = None) -> None:
        for listener in self.listeners[event]:
            listener(what)


@dataclass(eq=False)
class Socket(Emitter):
    url: str = "wss://app.test/live?key=1"


@dataclass(eq=False)
class Tab(Emitter):
    """A page without a browser."""

    main_frame: str = "main"
    workers: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.traffic = Traffic(self)  # type: ignore[arg-type]

    def ask(self, **more: Any) -> Asked:
        asked = Asked(**more)
        self.emit("request", asked)
        return asked

    def answer(self, asked: Asked, status: int = 200, kind: str = "application/json") -> None:
        self.emit("response", FakeResponse(asked, status, kind))
        self.emit("requestfinished", asked)

    def fates(self) -> list[str]:
        return [each.fate for each in self.traffic.unanswered()]
