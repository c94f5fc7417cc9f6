"""The browser's one way out: listed hosts get through, whoever asks, and nothing else does."""

from __future__ import annotations

import http.server
import socket
import threading

import pytest

from offswitch.browser.egress import Egress, egress_proxy
from tests.unit.proxy_talk import connect, forget_proxies, say, site


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_proxies(monkeypatch)


@pytest.mark.parametrize(
    ("place", "host", "port", "admitted"),
    [
        ("a.example", "a.example", 443, True),
        ("a.example", "a.example", 80, False),
        ("a.example", "a.example", 8443, False),
        ("a.example", "b.a.example", 443, False),
        ("a.example", "a.example.evil.example", 443, False),
        ("*.cdn.example", "x.cdn.example", 443, True),
        ("*.cdn.example", "cdn.example", 443, False),
        ("*.cdn.example", "x.cdn.example", 444, False),
        ("127.0.0.1:8000", "127.0.0.1", 8000, True),
        ("127.0.0.1:8000", "127.0.0.1", 8001, False),
        ("127.0.0.1:8000", "localhost", 8000, False),
        ("[::1]:8000", "::1", 8000, True),
    ],
)
def test_a_place_is_a_host_and_a_port(place: str, host: str, port: int, *, admitted: bool) -> None:
    assert Egress((place,)).admits(host, port) is admitted


def test_a_listed_place_is_reached_and_another_is_denied_and_counted() -> None:
    with site() as (port, heard), site() as (other, unheard):
        with egress_proxy(Egress((f"127.0.0.1:{port}",))) as proxy:
            opened, answer = say(proxy, connect(f"127.0.0.1:{port}"), b"hello")
            assert opened.startswith(b"HTTP/1.1 200 ")
            assert answer == f"from {port}".encode()
            for _ in range(2):
                assert say(proxy, connect(f"127.0.0.1:{other}"))[0].startswith(b"HTTP/1.1 403 ")
            assert say(proxy, connect("unlisted.example:443"))[0].startswith(b"HTTP/1.1 403 ")
        assert heard == [b"hello"]
        assert unheard == []
        assert proxy.denied == {f"127.0.0.1:{other}": 2, "unlisted.example:443": 1}


def test_a_host_that_is_served_here_is_found_here() -> None:
    with site() as (port, heard):
        egress = Egress(("app.example",), {"app.example": port})
        with egress_proxy(egress) as proxy:
            _, answer = say(proxy, connect("app.example:443"), b"hello")
        assert answer == f"from {port}".encode()
        assert heard == [b"hello"]


@pytest.mark.parametrize(
    "request_",
    [
        b"nonsense\r\n\r\n",
        b"GET /relative HTTP/1.1\r\n\r\n",
        b"GET ftp://127.0.0.1/ HTTP/1.1\r\n\r\n",
        b"CONNECT 127.0.0.1 HTTP/1.1\r\n\r\n",
        b"CONNECT 127.0.0.1:99999 HTTP/1.1\r\n\r\n",
        b"GET http://[::1 HTTP/1.1\r\n\r\n",
    ],
)
def test_what_no_browser_sends_is_no_request(request_: bytes) -> None:
    with egress_proxy(Egress(("127.0.0.1:1",))) as proxy:
        assert say(proxy, request_)[0].startswith(b"HTTP/1.1 400 ")


def test_a_plain_request_is_one_exchange_and_its_connection_serves_no_other_place() -> None:
    page = b"HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok"
    with site([page, page]) as (port, heard), site([page]) as (other, unheard):
        with egress_proxy(Egress((f"127.0.0.1:{port}", f"127.0.0.1:{other}"))) as proxy:
            proxy.let_out("POST", f"http://127.0.0.1:{port}/a?b=c#d")
            first = (
                f"POST http://127.0.0.1:{port}/a?b=c HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
                "Proxy-Connection: keep-alive\r\nContent-Length: 4\r\n\r\nbody"
            ).encode()
            second = f"GET http://127.0.0.1:{other}/ HTTP/1.1\r\nHost: x\r\n\r\n".encode()
            [answer] = say(proxy, first + second)
        head, _, body = answer.partition(b"\r\n\r\n")
        assert b"Connection: close" in head
        assert b"keep-alive" not in head
        assert body == b"ok"
        sent = b"".join(heard)
        assert sent.startswith(b"POST /a?b=c HTTP/1.1\r\n")
        assert b"Proxy-Connection" not in sent
        assert sent.endswith(b"\r\n\r\nbody")
        assert unheard == []


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "LINK"])
def test_a_plain_change_passes_once_for_each_time_that_it_was_let_out(method: str) -> None:
    fine = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    with site([fine]) as (port, heard):
        place = f"127.0.0.1:{port}"
        change = f"{method} http://{place}/save HTTP/1.1\r\nHost: {place}\r\n\r\n".encode()
        with egress_proxy(Egress((place,))) as proxy:
            assert say(proxy, change)[0].startswith(b"HTTP/1.1 403 ")
            proxy.let_out(method, f"http://{place}/other")
            assert say(proxy, change)[0].startswith(b"HTTP/1.1 403 ")
            assert heard == []
            proxy.let_out(method, f"http://{place}/save")
            assert say(proxy, change)[0].startswith(b"HTTP/1.1 200 ")
            assert say(proxy, change)[0].startswith(b"HTTP/1.1 403 ")
            assert len(heard) == 1
            assert proxy.held == {f"{method} {place}": 3}
            assert not proxy.denied


def test_a_body_of_unknown_length_is_not_passed_on() -> None:
    with site() as (port, heard):
        with egress_proxy(Egress((f"127.0.0.1:{port}",))) as proxy:
            proxy.let_out("POST", f"http://127.0.0.1:{port}/")
            request = (
                f"POST http://127.0.0.1:{port}/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
            ).encode()
            assert say(proxy, request)[0].startswith(b"HTTP/1.1 411 ")
        assert heard == []


def test_a_name_of_somebody_else_s_does_not_lead_to_this_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with site() as (port, heard):
        real = socket.getaddrinfo

        def rebound(host: object, *args: object, **more: object) -> object:
            return real("127.0.0.1" if host == "rebound.example" else host, *args, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(socket, "getaddrinfo", rebound)
        with egress_proxy(Egress((f"rebound.example:{port}",))) as proxy:
            answer = say(proxy, connect(f"rebound.example:{port}"))[0]
        assert answer.startswith(b"HTTP/1.1 502 ")
        assert heard == []


def test_a_place_that_is_gone_is_a_bad_gateway() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with egress_proxy(Egress((f"127.0.0.1:{port}",))) as proxy:
        assert say(proxy, connect(f"127.0.0.1:{port}"))[0].startswith(b"HTTP/1.1 502 ")


def test_a_real_client_gets_a_real_page(tmp_path: object) -> None:
    """As urllib speaks to a proxy: plain, kept alive, several in a row."""
    import urllib.request

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.path.encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        place = f"127.0.0.1:{server.server_port}"
        with egress_proxy(Egress((place,))) as proxy:
            handler = urllib.request.ProxyHandler({"http": f"http://127.0.0.1:{proxy.port}"})
            opener = urllib.request.build_opener(handler)
            for path in ("/one", "/two"):
                with opener.open(f"http://{place}{path}", timeout=10) as page:
                    assert page.read() == path.encode()
        server.shutdown()
