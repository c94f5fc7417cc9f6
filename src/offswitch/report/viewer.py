"""Shows one page of our own in the person's own browser."""

from __future__ import annotations

import secrets
import webbrowser
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

_PATIENCE_SECONDS = 15.0
"""How long a browser may take to start and ask for the page."""


def show_once(page: Path) -> bool:
    """Open a page in the person's own browser; tell whether the browser has asked for it.

    It is handed over on the loopback address, once: a browser that lives in a sandbox, as Ubuntu's
    does, cannot read a file of a temporary folder.

    Args:
        page: a self-contained HTML file.
    """
    with _Server(page.read_bytes()) as server:
        # In a thread: a browser that lives in the terminal has to end before we go on.
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            return webbrowser.open(server.url) and server.served.wait(_PATIENCE_SECONDS)
        finally:
            server.shutdown()


class _Server(ThreadingHTTPServer):
    """Serves one page under an address that nobody can guess."""

    daemon_threads = True
    block_on_close = False  # a browser may keep a connection open that it says nothing on

    def __init__(self, content: bytes) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.content, self.path = content, f"/{secrets.token_hex(8)}/report.html"
        self.served = Event()

    @property
    def url(self) -> str:
        """Where the page is."""
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
        """Say nothing."""
