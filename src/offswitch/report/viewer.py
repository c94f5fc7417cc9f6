"""Shows a page in the person's own browser."""

from __future__ import annotations

import secrets
import webbrowser
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

_PATIENCE_SECONDS = 15.0
"""How long a browser may take to start and request the page."""


def show_once(page: Path) -> bool:
    """Open a page in the person's own browser; return whether the browser requested it.

    The page is served once on the loopback address, because a sandboxed browser, such as Ubuntu's,
    cannot read files in a temporary folder.

    Args:
        page: A self-contained HTML file.
    """
    with _Server(page.read_bytes()) as server:
        # In a thread, because a text browser blocks the terminal until it is closed.
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            return webbrowser.open(server.url) and server.served.wait(_PATIENCE_SECONDS)
        finally:
            server.shutdown()


class _Server(ThreadingHTTPServer):
    """Serves one page at an address that cannot be guessed."""

    daemon_threads = True
    block_on_close = False  # a browser may keep an idle connection open

    def __init__(self, content: bytes) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.content, self.path = content, f"/{secrets.token_hex(8)}/report.html"
        self.served = Event()

    @property
    def url(self) -> str:
        """Address of the page."""
        return f"http://127.0.0.1:{self.server_port}{self.path}"


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        if self.path != self.server.path:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(self.server.content)))
        self.end_headers()
        self.wfile.write(self.server.content)
        self.server.served.set()

    def log_message(self, *_: object) -> None:
        """Log nothing."""
