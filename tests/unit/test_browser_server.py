"""A browser that a server starts is used only if it is fenced in as ours are."""

from __future__ import annotations

import json
from collections import Counter
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Error
from typer.testing import CliRunner

from offswitch.browser.launch import Driver
from offswitch.browser.server import BrowserServer, lacking_switches
from offswitch.browser.switches import switches
from offswitch.cli import app
from offswitch.errors import BrowserError, ConfigError
from offswitch.exitcodes import ExitCode

WISH = switches(4711)


@pytest.mark.parametrize(
    "url",
    [
        "ws://127.0.0.1:3000/",
        "ws://localhost:3000/secret",
        "ws://pc.localhost:3000",
        "ws://[::1]:3000/",
        "ws://127.8.9.10:3000",
        "wss://browsers.example/secret",
    ],
)
def test_a_server_here_or_behind_tls_is_taken(url: str) -> None:
    assert BrowserServer.at(url).url == url


@pytest.mark.parametrize(
    "url",
    [
        "ws://browsers.example:3000/",
        "ws://192.168.1.5:3000/",
        "ws://127.0.0.1.example:3000/",
        "ws://localhost.example/",
        "ws://0.0.0.0:3000/",
        "ws://[::ffff:10.0.0.1]:3000/",
        "ws://127.0.0.1@browsers.example/",
        "WS://browsers.example/",
    ],
)
def test_a_session_never_travels_to_another_machine_in_plain_form(url: str) -> None:
    with pytest.raises(ConfigError, match="plain form"):
        BrowserServer.at(url)


@pytest.mark.parametrize(
    "url",
    ["", "3000", "127.0.0.1:3000", "http://127.0.0.1:3000", "ws://", "ws:///x", "ws://127.0.0.1:x"],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ConfigError, match="--browser-server takes"):
        BrowserServer.at(url)


@pytest.mark.parametrize("word", ["launch-options", "proxy", "browser", "connect"])
def test_an_address_that_says_how_to_start_the_browser_is_refused(word: str) -> None:
    with pytest.raises(ConfigError, match=word):
        BrowserServer.at(f"ws://127.0.0.1:3000/?{word}=x")
    with pytest.raises(ConfigError, match=word):
        BrowserServer.at(f"ws://127.0.0.1:3000/?a=b&{word}=")


def test_a_server_is_told_without_what_may_be_a_secret() -> None:
    assert BrowserServer.at("wss://me:word@pc.example:8443/token?key=1").name == (
        "wss://pc.example:8443"
    )
    assert BrowserServer.at("ws://[::1]:3000/token").name == "ws://[::1]:3000"


def test_a_browser_that_lacks_a_switch_or_undoes_it_later_is_noticed() -> None:
    assert lacking_switches(["chrome", *WISH, "--enable-automation"], WISH) == []
    assert lacking_switches([], WISH) == WISH
    for missing in WISH:
        rest = [arg for arg in WISH if arg != missing]
        assert lacking_switches(["chrome", *rest], WISH) == [missing]
    undone = ["chrome", *WISH, "--proxy-server=http://elsewhere.example:1"]
    assert lacking_switches(undone, WISH) == ["--proxy-server=http://127.0.0.1:4711"]


class _Server:
    """Stands for the driver, a server, and a browser that it started."""

    def __init__(self, *, drops: bool = False, fails: str = "", is_elsewhere: bool = False) -> None:
        self._drops = drops
        self._fails = fails
        self._is_elsewhere = is_elsewhere
        self.args: list[str] = []
        self.said: dict[str, Any] = {}
        self.is_closed = False
        self.proxy = SimpleNamespace(denied=Counter[str]())
        self.chromium = self

    def connect(self, _url: str, *, headers: dict[str, str], timeout: float) -> _Server:
        assert timeout <= 60_000
        if self._fails:
            raise Error(self._fails)
        self.said = json.loads(headers["x-playwright-launch-options"])
        self.args = [] if self._drops else self.said["args"]
        return self

    def new_browser_cdp_session(self) -> Any:
        return SimpleNamespace(send=self._send, detach=lambda: None)

    def _send(self, _command: str) -> dict[str, Any]:
        if "--enable-automation" not in self.args:
            raise Error("Command line not returned")
        return {"arguments": ["chrome", *self.args]}

    def new_context(self, **_options: object) -> Any:
        return SimpleNamespace(new_page=lambda: self, close=lambda: None)

    def goto(self, url: str, **_options: object) -> None:
        if not self._is_elsewhere:
            self.proxy.denied[url.removeprefix("https://").strip("/") + ":443"] += 1
        raise Error("net::ERR_TUNNEL_CONNECTION_FAILED")

    def close(self) -> None:
        self.is_closed = True

    def start(self) -> object:
        server: Any = self
        at = BrowserServer.at("ws://127.0.0.1:3000/token")
        return at.start(server, WISH, server.proxy)


def test_a_browser_that_is_fenced_in_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OFFSWITCH_BROWSER", raising=False)
    server = _Server()
    assert server.start() is server
    assert not server.is_closed
    assert server.said == {"args": [*WISH, "--enable-automation"], "headless": True}
    assert not server.proxy.denied, "what was only tried is no page's doing"


def test_a_browser_that_is_named_is_named_to_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFSWITCH_BROWSER", "/opt/browser")
    server = _Server()
    server.start()
    assert server.said["executablePath"] == "/opt/browser"


@pytest.mark.parametrize(
    ("server", "why"),
    [
        (_Server(drops=True), "not started as offswitch asked"),
        (_Server(is_elsewhere=True), "does not go through the filter"),
    ],
    ids=["without our switches", "without our filter"],
)
def test_a_browser_that_is_not_fenced_in_is_refused_and_closed(server: _Server, why: str) -> None:
    with pytest.raises(BrowserError, match=why) as caught:
        server.start()
    assert caught.value.hint
    assert server.is_closed


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("WebSocket error: connect ECONNREFUSED 127.0.0.1:3000", "no browser server answers"),
        ("getaddrinfo ENOTFOUND browsers.example", "no browser server answers"),
        ("WebSocket error: ws://127.0.0.1/ 428 Precondition Required", "another version"),
        ("Timeout 30000ms exceeded", "did not answer in time"),
        ("Executable doesn't exist at /nowhere", "started no browser"),
    ],
)
def test_a_server_that_does_not_serve_is_told_from_others(told: str, why: str) -> None:
    with pytest.raises(BrowserError, match=why) as caught:
        _Server(fails=told).start()
    assert "token" not in f"{caught.value.message} {caught.value.hint}"


def test_a_session_in_a_profile_folder_is_not_taken_there() -> None:
    nothing: Any = None
    driver = Driver(nothing, {}, True, None, None, BrowserServer.at("ws://127.0.0.1:3000"))  # noqa: FBT003
    with pytest.raises(BrowserError, match="profile folder"):
        driver.tab_in(nothing, ["lamp.test"], nothing)


@pytest.mark.parametrize("command", ["run", "check"])
def test_a_command_refuses_an_address_before_anything_else(command: str) -> None:
    done = CliRunner().invoke(app, [command, "--browser-server", "ws://browsers.example/"])
    assert done.exit_code == ExitCode.FAILED
    assert "plain form" in done.output
    assert "warning" not in done.output
