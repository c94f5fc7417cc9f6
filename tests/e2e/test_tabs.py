"""A step that opens another tab is followed only if it leads to a page of the platform."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard
from offswitch.browser.launch import Launched
from offswitch.browser.pace import Pace
from offswitch.errors import SettingError
from offswitch.model.words import Reason
from offswitch.screen import PageView, Quiet, Screen
from offswitch.screen.tabs import new_tabs
from tests.e2e.pages import by_role, selector_file

pytestmark = pytest.mark.e2e

LATER = "setTimeout(() => window.open(&quot;/privacy&quot;), 100)"
MOVED = "const w = window.open(&quot;&quot;); setTimeout(() => { w.location = &quot;/privacy&quot;; }, 300)"
PAGES = {
    "/": "<h1>Account</h1>"
    "<p><a href=/privacy>Here</a></p>"
    "<p><a href=/privacy target=_blank rel=noopener>Link</a></p>"
    "<p><button onclick='window.open(&quot;/privacy&quot;)'>Script</button></p>"
    f"<p><button onclick='{LATER}'>Later</button></p>"
    f"<p><button onclick='{MOVED}'>Moved</button></p>"
    "<p><a href=https://elsewhere.example/privacy target=_blank>Elsewhere</a></p>"
    "<p><button onclick='window.open(&quot;&quot;)'>Empty</button></p>",
    "/privacy": "<h1>Privacy</h1>",
    "/restless": "<script>setTimeout(() => { location.href = '/restless?again'; }, 50)</script>",
}


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGES.get(self.path.partition("?")[0], "").encode())

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def screen(local_browser: Launched) -> Iterator[Screen]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    fence = Fence(hosts=frozenset({f"127.0.0.1:{server.server_port}"}))
    names = ("Here", "Link", "Elsewhere", "Script", "Later", "Moved", "Empty")
    elements = {name.lower(): [*by_role("link", name), *by_role("button", name)] for name in names}
    page = local_browser.tab(None, Guard(fence)).page
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    yield Screen(
        page=page,
        view=PageView(page),
        quiet=Quiet(page),
        file=selector_file(elements=elements),
        may_visit=fence.is_page,
        pace=Pace(pause=(0, 0)),
    )
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def at_home(screen: Screen) -> None:
    screen.goto(screen.address.replace("/privacy", "/"))
    screen.pace = Pace(pause=(0, 0))


@pytest.mark.parametrize("name", ["link", "script", "later", "moved"])
def test_a_tab_of_the_platform_is_followed_on_the_page_that_is_worked_on(
    screen: Screen, name: str
) -> None:
    screen.click(name)
    assert screen.address.endswith("/privacy")
    assert screen.page.context.pages == [screen.page]
    assert isinstance(screen.pace, Pace)
    assert screen.pace.loads == 1


@pytest.fixture
def within_a_minute() -> Iterator[None]:
    """Fail instead of waiting forever."""

    def give_up(*_: object) -> None:
        raise TimeoutError

    former = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, former)


def test_a_tab_that_is_always_on_its_way_elsewhere_is_closed(
    screen: Screen, within_a_minute: None
) -> None:
    for _ in range(10):
        with new_tabs(screen.page) as opened:
            screen.page.evaluate("setTimeout(() => window.open('/restless'))")
            opened.expected = True
            opened.await_one(idle=True)
            screen.page.wait_for_timeout(150)  # until it is on its way
            assert "/restless" in opened.address()
        assert screen.page.context.pages == [screen.page]


def test_a_link_within_the_page_does_not_count_as_a_load(screen: Screen) -> None:
    screen.click("here")
    assert screen.address.endswith("/privacy")
    assert isinstance(screen.pace, Pace)
    assert screen.pace.loads == 0


@pytest.mark.parametrize(
    ("name", "where"), [("elsewhere", "elsewhere.example"), ("empty", "no address")]
)
def test_a_tab_anywhere_else_is_closed_and_named(screen: Screen, name: str, where: str) -> None:
    with pytest.raises(SettingError, match=f"another tab was opened at {where}") as error:
        screen.click(name)
    assert error.value.reason is Reason.UNEXPECTED_DIALOG
    assert screen.page.context.pages == [screen.page]
    assert screen.address.endswith("/")
