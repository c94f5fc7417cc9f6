"""A small settings page: its server, and what the server really stored.

A test gives the page and the answers that are out of the ordinary. The server keeps the truth:
what is on, and every write that arrived. Each page has a switch, `usage`, and a choice, `sharing`,
so that one run of the program covers both kinds of control.
"""

from __future__ import annotations

import base64
import fnmatch
import hashlib
import json
import struct
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

Value = bool | str
Write = tuple[str, Value, Value]

PLATFORM = "birdhouse"
USAGE = "Help improve Birdhouse with usage data"
SHARING = "Who may use your recordings"
NOBODY = "Nobody"
EVERYONE = "Everyone"
OFF: dict[str, Value] = {"usage": False, "sharing": "nobody"}
ON: dict[str, Value] = {"usage": True, "sharing": "everyone"}


@dataclass(frozen=True)
class Request:
    """What the browser asked for."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Answer:
    """One answer; text is HTML unless `kind` says otherwise, anything else is sent as JSON."""

    body: object = ""
    status: int = 200
    kind: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Stream:
    """An answer that stays open and sends a piece whenever there is one, as EventSource wants."""

    pieces: Iterable[str]
    kind: str = "text/event-stream"


@dataclass(frozen=True)
class Talk:
    """A web socket: what the server says, and then what it replies to each message."""

    says: Iterable[str] = ()
    hears: Callable[[str], str | None] = lambda _: None


DROP = None
"""For an answer: hang up without a word."""

Reply = Answer | Stream | Talk | None
Handler = Callable[[Request], Reply]


@dataclass
class App:
    """The app on a free loopback port, for as long as the `with` block lasts."""

    page: str
    state: dict[str, Value] = field(default_factory=lambda: dict(ON))
    writes: list[Write] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._errors: list[BaseException] = []
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._routes: dict[str, Handler] = {
            "GET /": lambda _: Answer(self.drawn()),
            "GET /favicon.ico": lambda _: Answer(status=204),
            "GET /state": lambda _: Answer(dict(self.state)),
            "POST /save": self._take,
        }

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
        if self._errors and error is None:
            raise self._errors[0]

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def route(self, pattern: str) -> Callable[[Handler], Handler]:
        """Answer "METHOD /path", a glob, with the function below; the latest that fits wins."""

        def keep(handler: Handler) -> Handler:
            self._routes.pop(pattern, None)
            self._routes[pattern] = handler
            return handler

        return keep

    def drawn(self) -> str:
        """Return the page with the state of this moment where it says `{{state}}`."""
        return self.page.replace("{{state}}", json.dumps(self.state))

    def save(self, key: str, value: Value) -> None:
        """Take a write, and log it even if it changes nothing."""
        with self._lock:
            self.writes.append((key, self.state[key], value))
            self.state[key] = value

    def reply(self, request: Request) -> Reply:
        """Answer a request; 404 for what nobody named."""
        asked = f"{request.method} {request.path}"
        with self._lock:
            self.requests.append(asked)
        for pattern in reversed(self._routes):
            if fnmatch.fnmatchcase(asked, pattern):
                return self._routes[pattern](request)
        return Answer({"error": "not found"}, 404)

    def fail(self, error: BaseException) -> None:
        """Keep an error of a test's own handler; the end of the `with` block raises it."""
        self._errors.append(error)

    def _take(self, request: Request) -> Answer:
        for key, value in request.json.items():
            self.save(key, value)
        return Answer({"saved": True})


def page(script: str = "", body: str = "", head: str = "") -> str:
    """Return the HTML of a page: plain controls unless `body` draws others.

    The script finds `usage`, `radios`, `show(state)` and `save(change)` ready; controls that
    `body` draws may have any shape, and then it brings its own.
    """
    return f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Birdhouse</title>{head}
<h1>Data use</h1>
{body or CONTROLS}
<script>{"" if body else PLAIN}
{script}</script></html>"""


CONTROLS = f"""<p><label><input type="checkbox" role="switch" id="usage"> {USAGE}</label></p>
<fieldset><legend>{SHARING}</legend>
<label><input type="radio" name="sharing" value="everyone"> {EVERYONE}</label>
<label><input type="radio" name="sharing" value="nobody" checked> {NOBODY}</label></fieldset>"""

PLAIN = """
const usage = document.getElementById('usage');
const radios = [...document.querySelectorAll('[name=sharing]')];
const show = state => {
  usage.checked = state.usage;
  for (const radio of radios) radio.checked = radio.value === state.sharing;
};
const save = change => fetch('/save', {method: 'POST', body: JSON.stringify(change)});
usage.onchange = () => save({usage: usage.checked});
for (const radio of radios) radio.onchange = () => save({sharing: radio.value});
"""

LOADS = "fetch('/state').then(answer => answer.json()).then(show);"
"""The script of a page without any trouble; its controls are drawn off until the state is here."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, app: App) -> None:
        self.app = app
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, *_: Any) -> None:
        """A browser that hangs up is nobody's error; a handler that breaks is the test's."""
        error = sys.exception()
        if error is not None and not isinstance(error, OSError):
            self.app.fail(error)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def handle_any(self) -> None:
        path, _, query = self.path.partition("?")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        reply = self.server.app.reply(
            Request(self.command, path, query, dict(self.headers.items()), body)
        )
        match reply:
            case Answer():
                self._answer(reply)
            case Stream():
                self._stream(reply)
            case Talk():
                self._talk(reply)
            case None:
                self.close_connection = True

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = handle_any

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the test's output quiet."""

    def _answer(self, answer: Answer) -> None:
        text = isinstance(answer.body, str)
        kind = answer.kind or ("text/html; charset=utf-8" if text else "application/json")
        data = str(answer.body) if text else json.dumps(answer.body)
        body = data.encode()
        self.send_response(answer.status)
        for name, value in {"Cache-Control": "no-store", **dict(answer.headers)}.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, stream: Stream) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", stream.kind)
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        for piece in stream.pieces:
            self.wfile.write(piece.encode())
            self.wfile.flush()

    def _talk(self, talk: Talk) -> None:
        self.close_connection = True
        key = self.headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        accept = base64.b64encode(hashlib.sha1(key.encode()).digest())
        self.send_header("Sec-WebSocket-Accept", accept.decode())
        self.end_headers()
        for message in talk.says:
            self._say(message)
        while (heard := self._hear()) is not None:
            answer = talk.hears(heard)
            if answer is not None:
                self._say(answer)

    def _say(self, message: str) -> None:
        data = message.encode()
        length = bytes([len(data)]) if len(data) < 126 else b"\x7e" + struct.pack(">H", len(data))
        self.wfile.write(b"\x81" + length + data)
        self.wfile.flush()

    def _hear(self) -> str | None:
        """Return the next text message; None once the browser hangs up."""
        head = self.rfile.read(2)
        if len(head) < 2 or head[0] & 0x0F != 1:
            return None
        length = head[1] & 0x7F
        if length == 126:
            length = struct.unpack(">H", self.rfile.read(2))[0]
        mask = self.rfile.read(4)
        data = self.rfile.read(length)
        return bytes(byte ^ mask[i % 4] for i, byte in enumerate(data)).decode()
