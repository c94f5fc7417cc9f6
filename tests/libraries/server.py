"""Serves one page for each library, kind of control, and way to label it; the state of each is here alone.

An answer to a change may be late, refused, or dropped. ``Libraries.writes`` is the truth about what a
person, or offswitch, did on the pages.
"""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self
from urllib.parse import parse_qsl, urlencode, urlsplit

HERE = Path(__file__).resolve().parent
TYPES = {".js": "text/javascript", ".css": "text/css"}
LATE_SECONDS = 2.5
PAGE = """<!doctype html><html lang="en"><title>Settings</title><link rel="stylesheet" href="/{0}.css">
<body><div id="root"></div><script type="module" src="/{0}.js"></script></body></html>"""

Answer = Literal["good", "late", "refused", "dropped"]
Value = bool | str


@dataclass(frozen=True)
class Case:
    """One page.

    Attributes:
        library: the name of its module.
        kind: ``switch``, ``box``, ``radio`` or ``menu``.
        label: how its text belongs to it: ``wrapped``, ``named``, ``labelled`` or ``beside``.
        answer: of the server to a change.
    """

    library: str
    kind: str
    label: str
    answer: Answer = "good"

    @property
    def id(self) -> str:
        """A name that a setting may have."""
        return f"{self.library}_{self.kind}_{self.label}_{self.answer}"

    @property
    def query(self) -> str:
        """What follows the `?` of the page's address."""
        return urlencode(vars(self))

    @property
    def start(self) -> Value:
        """The value before anybody touched it."""
        return True if self.kind in {"switch", "box"} else "Everyone"

    @property
    def off(self) -> Value:
        """The value that means off."""
        return False if self.kind in {"switch", "box"} else "Nobody"


class Libraries:
    """The pages on a free loopback port, for as long as the ``with`` block lasts.

    Args:
        dist: the folder that the pages were built into.
    """

    def __init__(self, dist: Path = HERE / "dist") -> None:
        self.dist = dist
        self.states: dict[Case, Value] = {}
        self.writes: list[tuple[Case, Value]] = []
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def host(self) -> str:
        """The host and port, as an address has them."""
        return f"127.0.0.1:{self._server.server_port}"

    def state(self, case: Case) -> Value:
        """Return the value that the server keeps for a page."""
        return self.states.get(case, case.start)


class _Server(ThreadingHTTPServer):
    """An HTTP server that knows its pages."""

    daemon_threads = True

    def __init__(self, pages: Libraries) -> None:
        self.pages = pages
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing when a browser that is closed drops its connection."""


class _Handler(BaseHTTPRequestHandler):
    """One request: a page, a file of it, or its state."""

    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/":
            library = dict(parse_qsl(parts.query))["library"]
            self._send(PAGE.format(library).encode(), "text/html")
        elif parts.path == "/state":
            self._send_json(self.server.pages.state(self._case()))
        else:
            self._send_file(parts.path.lstrip("/"))

    def do_POST(self) -> None:
        case, pages = self._case(), self.server.pages
        value = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        pages.writes.append((case, value))
        if case.answer == "dropped":
            self.close_connection = True
            self.connection.close()
        elif case.answer == "refused":
            self._send_json({"error": "not now"}, HTTPStatus.INTERNAL_SERVER_ERROR)
        else:
            pages.states[case] = value
            time.sleep(LATE_SECONDS if case.answer == "late" else 0)
            self._send_json({"ok": True})

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the test's output quiet."""

    def _case(self) -> Case:
        asked: dict[str, Any] = dict(parse_qsl(urlsplit(self.path).query))
        return Case(**asked)

    def _send_file(self, name: str) -> None:
        file = (self.server.pages.dist / name).resolve()
        if file.is_relative_to(self.server.pages.dist) and file.is_file():
            self._send(file.read_bytes(), TYPES.get(file.suffix, "application/octet-stream"))
        elif name.endswith(".css"):  # a library that has no style sheet
            self._send(b"", "text/css")
        else:
            self._send_json({"error": "not found"}, HTTPStatus.NOT_FOUND)

    def _send_json(self, value: object, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._send(json.dumps(value).encode(), "application/json", status)

    def _send(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
