"""A page that could not be loaded: the person hears the true cause, and is not sent to check a working network."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Playwright

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard
from offswitch.browser.launch import Launched
from offswitch.browser.pace import Pace
from offswitch.errors import Unreachable
from offswitch.model.geography import SelectorFile
from offswitch.model.words import Reason
from offswitch.replica import Replica
from offswitch.screen import PageView, Quiet, Screen
from tests import browsers
from tests.kinds.app import DROP, Answer, App

pytestmark = pytest.mark.e2e

FILE = SelectorFile.model_validate({"schema": 1, "platform": "example"})


@pytest.fixture(scope="module")
def whole_browser(playwright: Playwright) -> Iterator[Launched]:
    """A whole browser: a headless shell shows a page where a person's own browser asks who they are."""
    browser = playwright.chromium.launch(
        executable_path=browsers.headed(),
        args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
    )
    yield Launched(browser)
    browser.close()


@pytest.fixture(scope="module")
def visitor(whole_browser: Launched) -> Callable[[str], Unreachable]:

    def refused(url: str) -> Unreachable:
        host = url.split("/")[2]
        tab = whole_browser.tab(None, Guard(Fence(hosts=frozenset({host}))))
        screen = Screen(
            page=tab.page,
            view=PageView(tab.page),
            quiet=Quiet(tab.page),
            file=FILE,
            pace=Pace(pause=(0, 0)),
        )
        try:
            with pytest.raises(Unreachable) as error:
                screen.goto(url)
        finally:
            tab.close()
        return error.value

    return refused


def test_a_certificate_that_nobody_vouches_for_is_named(
    visitor: Callable[[str], Unreachable], replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of("")
    error = visitor(replica.url.replace("http://", "https://"))
    assert error.reason is Reason.OFFLINE
    assert error.message.startswith("the certificate of 127.0.0.1:")
    assert "ERR_CERT_AUTHORITY_INVALID" in error.message
    assert "network" not in error.hint


@pytest.mark.parametrize("body", ["", "<h1>Who are you?</h1>"], ids=["bare", "page"])
def test_an_app_that_asks_for_a_password_of_its_own_asks_to_sign_in(
    visitor: Callable[[str], Unreachable], body: str
) -> None:
    with App("") as app:
        challenge = (("WWW-Authenticate", 'Basic realm="diary"'),)
        app.route("GET /")(lambda _: Answer(body, 401, headers=challenge))
        error = visitor(f"{app.url}/")
    assert error.reason is Reason.SIGN_IN
    assert "HTTP authentication" in error.message


def test_the_host_that_refuses_the_connection_is_named(
    visitor: Callable[[str], Unreachable],
) -> None:
    with App("") as app:
        url = app.url
    error = visitor(f"{url}/")
    assert (error.reason, error.message) == (
        Reason.OFFLINE,
        f"{url.removeprefix('http://')} refused the connection",
    )


def test_a_name_that_leads_nowhere_is_named(visitor: Callable[[str], Unreachable]) -> None:
    error = visitor("https://nowhere.example/")
    assert (error.reason, error.message) == (
        Reason.OFFLINE,
        "the name nowhere.example could not be resolved",
    )


def test_a_server_that_hangs_up_is_not_mistaken_for_a_closed_window(
    visitor: Callable[[str], Unreachable],
) -> None:
    with App("") as app:
        app.route("GET /")(lambda _: DROP)
        error = visitor(f"{app.url}/")
    assert error.reason is Reason.OFFLINE
    assert error.message.startswith(f"{app.host} gave no answer")


def test_a_cycle_is_named(visitor: Callable[[str], Unreachable]) -> None:
    with App("") as app:
        app.route("GET /")(lambda _: Answer("", 302, headers=(("Location", "/"),)))
        error = visitor(f"{app.url}/")
    assert error.message == f"{app.host} sends the browser in a circle"
