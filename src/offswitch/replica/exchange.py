"""One request to a replica and one answer, free of sockets."""

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

LOCAL_SUFFIX = ".localhost"


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a browser asked for.

    ``host`` is the real host name; ``local`` tells that the browser wrote ``.localhost`` behind it.
    """

    method: str
    host: str
    target: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    secure: bool = False
    local: bool = False
    port: int = 0

    @property
    def path(self) -> str:
        """The path alone, without query."""
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        """The query's fields, the first value of each."""
        return _fields(urlsplit(self.target).query)

    @property
    def form(self) -> dict[str, str]:
        """The body's fields when it is a form."""
        return _fields(self.body.decode("utf-8", "replace"))

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies sent along."""
        try:
            jar = SimpleCookie(self.headers.get("cookie", ""))
        except CookieError:
            return {}
        return {name: morsel.value for name, morsel in jar.items()}

    def origin(self, host: str) -> str:
        """Return the origin of a served host as this browser must write it."""
        if not self.local:
            return f"https://{host}"
        scheme = "https" if self.secure else "http"
        return f"{scheme}://{host}{LOCAL_SUFFIX}:{self.port}"


@dataclass(frozen=True, kw_only=True)
class Response:
    """What the server answers; ``operation`` and ``changes`` go into the list of requests."""

    status: int = HTTPStatus.OK
    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    delay: float = 0.0
    operation: str | None = None
    changes: bool = False


def page(text: str, status: int = HTTPStatus.OK) -> Response:
    """Return an HTML answer."""
    return Response(status=status, body=text.encode())


def data(value: Any, status: int = HTTPStatus.OK) -> Response:
    """Return a JSON answer."""
    body = json.dumps(value).encode()
    return Response(status=status, body=body, kind="application/json")


def redirect(to: str, cookies: tuple[str, ...] = ()) -> Response:
    """Return the way to another address, with cookies set on the way."""
    headers = (("Location", to), *(("Set-Cookie", cookie) for cookie in cookies))
    return Response(status=HTTPStatus.FOUND, headers=headers)


def _fields(text: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(text, keep_blank_values=True).items()}
