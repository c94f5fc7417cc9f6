"""A site under TLS on this machine that keeps every request that may change something."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from offswitch.browser.launch import Loopback
from offswitch.replica.certificate import make_context

HOST = "www.site.test"
OTHER = "api.site.test"
PAGE = "<!doctype html><title>here</title><body>here"
_MORE = {
    "/moved": {"Location": "/moved-here"},
    "/reports-by-uri": {"Content-Security-Policy": "img-src 'none'; report-uri /report-uri"},
    "/reports-to": {
        "Reporting-Endpoints": f'reports="https://{HOST}/report-to"',
        "Content-Security-Policy": "img-src 'none'; report-to reports",
    },
}
"""Headers of the answers that are out of the ordinary."""


@dataclass
class TlsSite:
    """What it serves, and what it got.

    Attributes:
        loopback: how a browser finds and trusts it.
        scripts: what it serves under a path that ends in ``.js``.
        got: the path of each POST that arrived.
        bodies: how long each body was.
    """

    loopback: Loopback
    scripts: dict[str, str] = field(default_factory=dict)
    got: list[str] = field(default_factory=list)
    bodies: list[int] = field(default_factory=list)


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    site: TlsSite

    def handle_error(self, *args: object) -> None:
        """A browser that ends hangs up in the middle of anything."""


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        if self.path.endswith(".js"):
            self._answer(self.server.site.scripts.get(self.path, ""), "text/javascript")
        else:
            self._answer(PAGE, "text/html")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        self.server.site.got.append(self.path)
        self.server.site.bodies.append(len(body))
        self._answer(PAGE, "text/html")

    def do_OPTIONS(self) -> None:
        self._answer("", "text/plain")

    def _answer(self, text: str, kind: str) -> None:
        self.send_response(307 if self.path == "/moved" else 200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text)))
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "content-type")
        for name, value in _MORE.get(self.path, {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def tls_site() -> Iterator[TlsSite]:
    """Serve HOST and OTHER until the block ends."""
    context, key_hash = make_context([HOST, OTHER])
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.site = TlsSite(Loopback(server.server_port, (HOST, OTHER), key_hash))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.site
        server.shutdown()
