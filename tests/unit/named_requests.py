"""Requests whose name and body may say different things, and the fences that judge them."""

from typing import Any

from playwright.sync_api import Request

from offswitch.browser.fence import Fence
from tests.unit.fake_requests import API, FENCE, FakeRequest, request

QUERY = "query GetSettings { viewer { id } }"
CHANGE = "mutation Save { save { id } }"
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
HEADER = "x-operation"
BY_HEADER = Fence(hosts=FENCE.hosts, operation_field="X-Operation", reads=("Get*",))
BY_KEY = Fence(hosts=FENCE.hosts, operation_field="op", reads=("Get*",), changes=("Set*",))
BY_OPERATION = Fence(hosts=FENCE.hosts, operation_field="operationName", reads=("Get*",))
BY_PLACE = Fence(hosts=FENCE.hosts, reads=("POST /api/graphql/",))


class BytesRequest(FakeRequest):
    """A request whose body is no text, as Playwright tells of it."""

    def __init__(self, body: bytes, **more: Any) -> None:
        super().__init__(**more)
        self.body = body

    def __getattribute__(self, name: str) -> Any:
        if name == "post_data":
            return object.__getattribute__(self, "body").decode()
        return super().__getattribute__(name)


def headed(body: str | None, kind: str = JSON, **more: str) -> Request:
    headers = {HEADER: "GetSettings", "content-type": kind, **more}
    return request(post_data=body, headers=headers)


def keyed(body: str, kind: str = "", url: str = API, **more: str) -> Request:
    return request(post_data=body, headers={"content-type": kind, **more}, url=url)


def multipart(*fields: tuple[str, str]) -> str:
    parts = [f'--x\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields]
    return "".join([*parts, "--x--\r\n"])
