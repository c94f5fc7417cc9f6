"""The server of the any-app test: it serves the page, keeps the state and logs the writes.

The page is what `npm.ensure_built` built. The state lives here alone, so `AnyApp.writes`
is the truth about what a person, or offswitch, did on the page.
"""

from __future__ import annotations

import json
import threading
import time
import tomllib
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypedDict

HERE = Path(__file__).resolve().parent
DIST = HERE / "dist"
CONTROLS = HERE / "controls.toml"
CONTENT_TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css"}

Value = bool | str
Write = TypedDict("Write", {"time": float, "key": str, "from": Value, "to": Value})


def controls() -> list[dict[str, Any]]:
    """Return every control of the page, as `controls.toml` describes it."""
    table = tomllib.loads(CONTROLS.read_text(encoding="utf-8"))
    return list(table["control"])


def start_state() -> dict[str, Value]:
    """Return the value each control has before anybody touched it."""
    return {control["key"]: control["start"] for control in controls()}


def allowed_values() -> dict[str, set[Value]]:
    """Return the values each control can take."""
    return {
        control["key"]: set(control["options"]) if "options" in control else {True, False}
        for control in controls()
    }


class AnyApp:
    """The app on a free loopback port, for as long as the `with` block lasts."""

    def __init__(self, dist: Path = DIST) -> None:
        """Prepare the app; nothing listens before `start` or the `with` block."""
        self.dist = dist
        self._state = start_state()
        self._allowed = allowed_values()
        self._writes: list[Write] = []
        self._lock = threading.Lock()
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        """Start serving."""
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop serving."""
        self.stop()

    def start(self) -> None:
        """Listen on a free port of 127.0.0.1 and serve in a thread."""
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop serving and free the port."""
        if self._server is None or self._thread is None:
            return
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._server = self._thread = None

    @property
    def url(self) -> str:
        """The address of the settings page."""
        if self._server is None:
            raise RuntimeError("the app is not running")
        return f"http://127.0.0.1:{self._server.server_port}/"

    @property
    def state(self) -> dict[str, Value]:
        """A copy of the state: the raw value of every control."""
        with self._lock:
            return dict(self._state)

    @property
    def writes(self) -> list[Write]:
        """A copy of the log: every write the page sent, the oldest first."""
        with self._lock:
            return [write.copy() for write in self._writes]

    def set(self, key: str, value: Value) -> None:
        """Change a value behind the page's back; this is no write of the log."""
        self.check(key, value)
        with self._lock:
            self._state[key] = value

    def save(self, key: str, value: Value) -> None:
        """Take a write of the page and log it, also when it changes nothing."""
        self.check(key, value)
        with self._lock:
            self._writes.append(
                {"time": time.time(), "key": key, "from": self._state[key], "to": value}
            )
            self._state[key] = value

    def check(self, key: str, value: object) -> None:
        """Refuse a key the page does not have, or a value its control can't take."""
        if key not in self._allowed:
            raise ValueError(f"no setting {key!r}")
        if not isinstance(value, bool | str) or value not in self._allowed[key]:
            raise ValueError(f"{key} can't be {value!r}")


class _Server(ThreadingHTTPServer):
    """An HTTP server that knows its app."""

    daemon_threads = True

    def __init__(self, app: AnyApp) -> None:
        self.app = app
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing when a browser that is closed drops its connection."""


class _Handler(BaseHTTPRequestHandler):
    """One request: a file of the page, the state, or the log."""

    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        """Answer with the state, the log or a file."""
        path = self.path.partition("?")[0]
        if path == "/api/state":
            self._send_json(self.server.app.state)
        elif path == "/__log":
            self._send_json(self.server.app.writes)
        else:
            self._send_file("index.html" if path == "/" else path.lstrip("/"))

    def do_POST(self) -> None:
        """Save one value."""
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if self.path != "/api/state":
            self._send_json({"error": "not found"}, HTTPStatus.NOT_FOUND)
            return
        try:
            change = json.loads(body)
            self.server.app.save(change["key"], change["value"])
        except (ValueError, KeyError, TypeError) as error:
            self._send_json({"error": str(error)}, HTTPStatus.BAD_REQUEST)
        else:
            self._send_json({"ok": True})

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the test's output quiet."""

    def _send_file(self, name: str) -> None:
        root = self.server.app.dist.resolve()
        file = (root / name).resolve()
        if not file.is_relative_to(root) or not file.is_file():
            self._send_json({"error": "not found"}, HTTPStatus.NOT_FOUND)
            return
        self._send(file.read_bytes(), CONTENT_TYPES.get(file.suffix, "application/octet-stream"))

    def _send_json(self, value: object, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._send(json.dumps(value).encode(), "application/json", status)

    def _send(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)
