"""Requests and answers without a browser, and a fence to hold them."""

from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import urlencode

from playwright.sync_api import Request, Route

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard

NAME = "fb_api_req_friendly_name"
FENCE = Fence(
    hosts=frozenset({"www.site.test", "127.0.0.1:8080"}),
    content_hosts=("*.cdn.test",),
    operation_field=NAME,
    reads=("*Query", "Load*"),
)
API = "https://www.site.test/api/graphql/"


@dataclass(eq=False)
class FakeRequest:
    """As much of Playwright's request as the guard looks at."""

    url: str = API
    method: str = "POST"
    post_data: str | None = None
    resource_type: str = "fetch"
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def post_data_buffer(self) -> bytes | None:
        return None if self.post_data is None else self.post_data.encode()


@dataclass
class FakeResponse:
    """As much of Playwright's response as the guard and the traffic look at."""

    request: Any
    status: int = 200
    kind: str = "application/json"
    content: str = "{}"
    more: dict[str, str] = field(default_factory=dict)

    @property
    def headers(self) -> dict[str, str]:
        return {"content-type": self.kind, **self.more}

    def body(self) -> bytes:
        return self.content.encode()

    def text(self) -> str:
        return self.content


@dataclass
class FakeRoute:
    request: Request
    done: str = ""

    def abort(self, code: str) -> None:
        self.done = code

    def continue_(self) -> None:
        self.done = "sent"


def request(operation: str = "", **more: Any) -> Request:
    if operation:
        more["post_data"] = urlencode({"av": "1", NAME: operation, "variables": "{}"})
    return cast("Request", FakeRequest(**more))


def decide(guard: Guard, asked: Request) -> str:
    route = FakeRoute(asked)
    guard._decide(cast("Route", route))
    return route.done
