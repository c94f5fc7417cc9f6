"""A page that tries every way out of the browser reaches nothing that is not listed.

No request filter is at work here: what is tried is the last wall, behind the guard.
"""

from __future__ import annotations

import contextlib
import http.server
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import pytest

from offswitch.browser.launch import Driver
from tests import browsers
from tests.conftest import Program
from tests.kinds.app import LOADS, App, page
from tests.kinds.runs import assert_honest, check, selectors

pytestmark = pytest.mark.e2e

_WORKER = """
    const url = new URL(location).searchParams.get('to');
    fetch('http://' + url + '/from-worker', {mode: 'no-cors'}).catch(() => 0);
    const socket = new WebSocket('ws://' + url + '/from-worker');
    socket.onopen = () => socket.send('leak');
    self.onconnect = () => 0;
"""
ATTEMPTS = {
    "a fetch": "await fetch(`http://${to}/`, {mode: 'no-cors', method: 'POST', body: 'leak'})",
    "a redirect": "await fetch('/redirect?to=' + to, {mode: 'no-cors'})",
    "a redirect of the page": "document.body.append(Object.assign(document.createElement('iframe'), {src: '/redirect?to=' + to}))",
    "an image": "new Image().src = `http://${to}/i.png`",
    "a beacon": "navigator.sendBeacon(`http://${to}/`, 'leak')",
    "a socket": "new WebSocket(`ws://${to}/`)",
    "a socket stream": "await new WebSocketStream(`ws://${to}/`).opened",
    "web transport": "await new WebTransport(`https://${to}/`).ready",
    "an event source": "new EventSource(`http://${to}/`)",
    "a worker": "new Worker('/worker.js?to=' + to)",
    "a shared worker": "new SharedWorker('/worker.js?to=' + to)",
    "a sandboxed frame": """
        const frame = document.createElement('iframe');
        frame.sandbox = 'allow-scripts';
        frame.srcdoc = `<script>new WebSocket('ws://${to}/'); fetch('http://${to}/', {mode: 'no-cors'})</` + 'script>';
        document.body.append(frame)""",
    "a preconnect": """
        for (const rel of ['preconnect', 'dns-prefetch', 'prefetch', 'prerender'])
            document.head.append(Object.assign(document.createElement('link'), {rel, href: `http://${to}/`}))""",
    "a form": """
        const form = Object.assign(document.createElement('form'), {action: `http://${to}/`, method: 'POST', target: 'else'});
        document.body.append(Object.assign(document.createElement('iframe'), {name: 'else'}), form);
        form.submit()""",
    "a media channel by UDP": """
        const peer = new RTCPeerConnection({iceServers: [
            {urls: `stun:${udp}`}, {urls: `turn:${udp}?transport=udp`, username: 'a', credential: 'b'},
            {urls: `turn:${to}?transport=tcp`, username: 'a', credential: 'b'}]});
        peer.createDataChannel('leak');
        await peer.setLocalDescription(await peer.createOffer())""",
    "another name of this machine": "await fetch(`http://localhost:${to.split(':')[1]}/`, {mode: 'no-cors'})",
}


@dataclass
class Elsewhere:
    """A place that no page may reach: a TCP port and a UDP port that keep what they get."""

    tcp: int
    udp: int
    heard: list[str] = field(default_factory=list)


@contextmanager
def elsewhere() -> Iterator[Elsewhere]:
    with (
        socket.create_server(("127.0.0.1", 0)) as tcp,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
    ):
        udp.bind(("127.0.0.1", 0))
        place = Elsewhere(tcp.getsockname()[1], udp.getsockname()[1])

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = tcp.accept()
                    place.heard.append("a connection")
                    connection.close()

        def receive() -> None:
            with contextlib.suppress(OSError):
                while udp.recv(2048):
                    place.heard.append("a packet")

        for listen in (accept, receive):
            threading.Thread(target=listen, daemon=True).start()
        yield place
        tcp.shutdown(socket.SHUT_RDWR)


class Page(http.server.BaseHTTPRequestHandler):
    """The listed place: a page, a worker, and a way to be sent elsewhere."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.asked.append(self.path)
        where = self.path.partition("?to=")[2]
        if self.path.startswith("/redirect"):
            self.send_response(302)
            self.send_header("Location", f"http://{where}/redirected")
        else:
            self.send_response(200)
        script = self.path.startswith("/worker")
        body = (_WORKER if script else "<body>here").encode()
        self.send_header("Content-Type", "text/javascript" if script else "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def listed() -> Iterator[str]:
    Page.asked.clear()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("browser_of", [browsers.headless, browsers.headed])
def test_no_way_out_of_the_browser_leads_to_a_place_that_is_not_listed(
    playwright: object,
    listed: str,
    browser_of: Callable[[], str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(browsers.VARIABLE, browser_of())
    with elsewhere() as place, elsewhere() as company:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{company.tcp}")
        driver = Driver(playwright, dict(os.environ), headless=True, loopback=None, tracer=None)  # type: ignore[arg-type]
        with driver.browser([listed]) as browser:
            page = browser._browser.new_context().new_page()
            page.goto(f"http://{listed}/")
            for what, script in ATTEMPTS.items():
                page.evaluate(
                    f"""([to, udp]) => Promise.race([
                        (async () => {{ {script} }})().catch(error => String(error)),
                        new Promise(done => setTimeout(done, 600)),
                    ])""",
                    [f"127.0.0.1:{place.tcp}", f"127.0.0.1:{place.udp}"],
                )
                assert not place.heard, what
            page.wait_for_timeout(1500)
        assert not place.heard
        assert not company.heard, "this machine's own proxy was asked for a place here"
        assert f"127.0.0.1:{place.tcp}" in driver.denied()
        assert sum(path.startswith("/worker") for path in Page.asked) >= 1


def test_a_run_says_where_the_guard_enforces_nothing(program: Program, tmp_path: Path) -> None:
    with App(page(LOADS)) as app:
        done = check(program, selectors(tmp_path, app, more="[requests]\nby_socket = true"))
        assert done.json["run"]["by_socket"] == ["birdhouse.usage", "birdhouse.sharing"]


def test_a_run_says_what_its_pages_were_kept_from(program: Program, tmp_path: Path) -> None:
    with elsewhere() as place, App(page("")) as app:
        beyond = f"127.0.0.1:{place.tcp}"
        app.page = page(
            f"""{LOADS}
            const script = "new WebSocket('ws://{beyond}/')";
            new Worker(URL.createObjectURL(new Blob([script])));"""
        )
        done = check(program, selectors(tmp_path, app))
        assert_honest(app, done)
        assert done.json["run"]["denied"] == [beyond]
        assert f"does not list: {beyond}" in done.err
        assert not place.heard
