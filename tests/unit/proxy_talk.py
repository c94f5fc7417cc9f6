"""Speaking to the browser's proxy, and servers that it may reach."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from offswitch.browser.egress import EgressProxy


@contextmanager
def site(answers: list[bytes] | None = None) -> Iterator[tuple[int, list[bytes]]]:
    """A server that keeps what it is sent, and answers with its port."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                threading.Thread(target=talk, args=(connection,), daemon=True).start()

        def talk(connection: socket.socket) -> None:
            with connection:
                for answer in answers or [f"from {port}".encode()]:
                    if not (data := connection.recv(65536)):
                        return
                    heard.append(data)
                    connection.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        yield port, heard
        server.shutdown(socket.SHUT_RDWR)


def say(proxy: EgressProxy, *words: bytes) -> list[bytes]:
    """Speak to the proxy as a browser would, and return its answer to each thing said."""
    with closing(socket.create_connection(("127.0.0.1", proxy.port), timeout=10)) as browser:
        heard = []
        for each in words:
            browser.sendall(each)
            heard.append(browser.recv(65536))
            if b"Content-Length" in heard[-1] and heard[-1].endswith(b"\r\n\r\n"):
                heard[-1] += browser.recv(65536)
        return heard


def connect(place: str) -> bytes:
    return f"CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n\r\n".encode()


def forget_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the machine be set up to use no proxy."""
    for name in ("http", "https", "all", "no"):
        monkeypatch.delenv(f"{name}_proxy", raising=False)
        monkeypatch.delenv(f"{name.upper()}_PROXY", raising=False)
