"""Every way in which a browser sends a request is held while a run only reads, and open where it may send.

The site is a real one under TLS, so that nothing between the page and the server can look inside.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard
from offswitch.browser.launch import Driver
from offswitch.browser.tab import Tab
from offswitch.waiting import until
from tests import browsers
from tests.e2e.tls_site import HOST, OTHER, TlsSite, tls_site

pytestmark = pytest.mark.e2e

SHELL = pytest.param(browsers.headless, id="shell")
SHELL_TOO = pytest.param(browsers.headless, id="shell", marks=pytest.mark.thorough)
WHOLE = pytest.param(browsers.headed, id="whole")
IN_BOTH = pytest.mark.parametrize("browser_of", [SHELL_TOO, WHOLE])
IN_THE_SHELL = pytest.mark.parametrize("browser_of", [SHELL])
IN_THE_WHOLE = pytest.mark.parametrize("browser_of", [WHOLE])
FENCE = Fence(hosts=frozenset({HOST, OTHER}))
SCRIPTS = {
    "/shared.js": "fetch('/shared', {method: 'POST'})",
    "/worker.js": "fetch('/worker', {method: 'POST'})",
    "/closing.js": "fetch('/worker-closing', {method: 'POST', keepalive: true}); self.close()",
}

OWN_SENDERS = """() => [
    ...['WebSocketStream', 'IdentityCredential', 'HTMLFencedFrameElement'].filter(name => name in window),
    ...['attributionSrc'].filter(name => name in HTMLAnchorElement.prototype),
    ...['runAdAuction'].filter(name => name in navigator),
]"""
"""What the browser itself would send on behalf of a page."""


@dataclass(frozen=True)
class Way:
    """One way to send.

    Attributes:
        script: what the page does.
        leaves: whether the page is left then.
        path: where it starts.
        sends: path of the request.
        may_be_lost: whether it may end with what sends it as soon as anything stops it, so that nobody notes it.
    """

    script: str
    sends: str
    leaves: bool = False
    path: str = "/"
    may_be_lost: bool = False


def _on_leaving(event: str, script: str) -> str:
    return f"addEventListener('{event}', () => {{ {script} }})"


WAYS = {
    "a request": Way("fetch('/plain', {method: 'POST'})", "/plain"),
    "a worker": Way("new Worker('/worker.js')", "/worker"),
    "a worker that closes itself": Way(
        "new Worker('/closing.js')", "/worker-closing", may_be_lost=True
    ),
    "a shared worker": Way("new SharedWorker('/shared.js')", "/shared"),
    "one put off for no time": Way(
        "fetchLater('/later', {method: 'POST', activateAfter: 0})", "/later"
    ),
    "one put off until the page is left": Way(
        "fetchLater('/later-left', {method: 'POST'})", "/later-left", leaves=True
    ),
    "a sandboxed frame": Way(
        f"""const frame = document.createElement('iframe');
        frame.sandbox = 'allow-scripts';
        frame.srcdoc = `<script>fetch('https://{HOST}/sandboxed', {{method: 'POST', mode: 'no-cors'}})</` + 'script>';
        document.body.append(frame)""",
        "/sandboxed",
    ),
    "a frame that is removed": Way(
        """const frame = document.createElement('iframe');
        document.body.append(frame);
        frame.contentWindow.fetch('/removed', {method: 'POST', keepalive: true});
        frame.remove()""",
        "/removed",
        may_be_lost=True,
    ),
    "a window that closes": Way(
        """const other = open('about:blank');
        other.navigator.sendBeacon('/closed');
        other.close()""",
        "/closed",
        may_be_lost=True,
    ),
    "a beacon while the page is left": Way(
        _on_leaving("pagehide", "navigator.sendBeacon('/beacon', 'x')"), "/beacon", leaves=True
    ),
    "a beacon while the page is unloaded": Way(
        _on_leaving("unload", "navigator.sendBeacon('/unload', 'x')"), "/unload", leaves=True
    ),
    "a request that outlives its page": Way(
        _on_leaving(
            "pagehide",
            "fetch('/outlives', {method: 'POST', keepalive: true, body: '{}',"
            " headers: {'Content-Type': 'application/json'}})",
        ),
        "/outlives",
        leaves=True,
    ),
    "a ping": Way(
        """const link = Object.assign(document.createElement('a'), {href: '#', ping: '/ping'});
        document.body.append(link);
        link.click()""",
        "/ping",
    ),
    "a form": Way(
        """const form = Object.assign(document.createElement('form'), {action: '/form', method: 'POST', target: '_blank'});
        document.body.append(form);
        form.submit()""",
        "/form",
    ),
    "a report about content": Way(
        "new Image().src = '/i.png'", "/report-uri", path="/reports-by-uri"
    ),
}


@pytest.fixture(scope="module")
def site() -> Iterator[TlsSite]:
    with tls_site() as served:
        served.scripts.update(SCRIPTS)
        yield served


@pytest.fixture
def driver(
    playwright: Playwright,
    site: TlsSite,
    monkeypatch: pytest.MonkeyPatch,
    browser_of: Callable[[], str],
) -> Iterator[Driver]:
    monkeypatch.setenv(browsers.VARIABLE, browser_of())
    site.got.clear()
    site.bodies.clear()
    with ExitStack() as ends:
        yield Driver(
            playwright,
            dict(os.environ),
            headless=True,
            loopback=site.loopback,
            tracer=None,
            _ends=ends,
        )


def go(page: Page, way: Way) -> None:
    page.goto(f"https://{HOST}{way.path}")
    page.evaluate("script => { (0, eval)(`{${script}}`) }", way.script)
    if way.leaves:
        page.goto(f"https://{HOST}/elsewhere")


def soon(tab: Tab, seen: Callable[[], int], seconds: float = 5) -> bool:
    return until(lambda: bool(seen()), seconds, lambda: tab.page.wait_for_timeout(20))


@IN_BOTH
def test_whatever_sends_a_change_is_held_back_and_noted(driver: Driver, site: TlsSite) -> None:
    guard = Guard(FENCE)
    with driver.browser([HOST, OTHER]) as browser:
        tab = browser.tab(None, guard)
        for what, way in WAYS.items():
            guard.blocked.clear()
            go(tab.page, way)
            noted = soon(tab, guard.blocked.__len__, 0.3 if way.may_be_lost else 5)
            assert noted or way.may_be_lost, f"{what} was not noted"
            assert set(guard.blocked) <= {f"POST {HOST}"}
            assert not site.got, what
        tab.wait(0.5)
        assert not site.got


@IN_THE_SHELL
def test_whatever_sends_is_let_out_while_a_person_works_in_the_window(
    driver: Driver, site: TlsSite
) -> None:
    """Without this, the test above could be of ways that lead nowhere."""
    guard = Guard(FENCE)
    with driver.browser([HOST, OTHER]) as browser, guard.hands_off():
        tab = browser.tab(None, guard)
        for what, way in WAYS.items():
            if not way.may_be_lost:
                go(tab.page, way)
                assert soon(tab, partial(site.got.count, way.sends)), f"{what} did not arrive"
        assert not guard.blocked


@IN_THE_WHOLE
def test_nothing_is_sent_while_a_page_and_its_browser_end(
    driver: Driver, site: TlsSite, tmp_path: Path
) -> None:
    sends = (
        "navigator.sendBeacon('/ending', 'x'); fetch('/ending', {method: 'POST', keepalive: true});"
    )
    way = Way(sends + _on_leaving("pagehide", sends), "/ending")
    with driver.browser([HOST]) as browser:
        go(browser.tab(None, Guard(FENCE)).page, way)
        ended = browser.tab(None, Guard(FENCE))
        go(ended.page, way)
        ended.close()
    alone = driver.tab_in(tmp_path / "profile", [HOST], Guard(FENCE))
    go(alone.page, way)
    alone.close()
    time.sleep(0.3)
    assert not site.got


@IN_THE_WHOLE
def test_the_browser_sends_no_report_of_its_own(driver: Driver, site: TlsSite) -> None:
    with driver.browser([HOST]) as browser:
        tab = browser.tab(None, Guard(FENCE))
        go(tab.page, Way("new Image().src = '/i.png'", "/report-to", path="/reports-to"))
        tab.wait(0.3)
        tab.page.goto(f"https://{HOST}/elsewhere")
        tab.wait(0.7)
        assert not site.got
        assert tab.page.evaluate(OWN_SENDERS) == []


SENT = {
    "/json": "fetch('/json', {method: 'POST', body: '{}', headers: {'Content-Type': 'application/json'}})",
    "/large": "fetch('/large', {method: 'POST', body: 'x'.repeat(3000000)})",
    "/file": """(() => {
        const form = new FormData();
        form.set('name', 'value');
        form.set('file', new Blob(['\\u0000\\u00ff'.repeat(50000)]), 'file');
        fetch('/file', {method: 'POST', body: form})
    })()""",
    "/bytes": "navigator.sendBeacon('/bytes', new Uint8Array([0, 159, 255]))",
    "/xhr": "(() => { const x = new XMLHttpRequest(); x.open('POST', '/xhr'); x.send('a=b') })()",
    "/fragment": "fetch('/fragment#part', {method: 'POST', body: 'ü'})",
    "/moved-here": "fetch('/moved', {method: 'POST', body: 'x'})",
    "/other": f"fetch('https://{OTHER}/other', {{method: 'POST', body: '{{}}', headers: {{'Content-Type': 'application/json'}}}})",
    "/worker": "new Worker('/worker.js')",
    "/form": """(() => {
        const form = Object.assign(document.createElement('form'), {action: '/form', method: 'POST', enctype: 'multipart/form-data'});
        form.append(Object.assign(document.createElement('input'), {name: 'a', value: 'b'}));
        document.body.append(form);
        form.submit()
    })()""",
}


@IN_THE_SHELL
def test_what_the_guard_lets_out_arrives_once_and_whole(driver: Driver, site: TlsSite) -> None:
    guard = Guard(FENCE)
    with driver.browser([HOST, OTHER]) as browser:
        tab = browser.tab(None, guard)
        for path, script in SENT.items():
            with guard.writing([]):
                go(tab.page, Way(script, path))
                assert soon(tab, partial(site.got.count, path)), f"{path}: {guard.blocked}"
        tab.wait(0.3)
        assert [each for each in site.got if each != "/moved"] == list(SENT)
        assert site.bodies[1] == 3000000
        assert not guard._let_out, "what was let out has not passed the gate"
