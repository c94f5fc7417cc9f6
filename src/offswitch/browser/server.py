"""A browser that Playwright's own server starts, here or elsewhere, and whether it is fenced in as ours are.

Such a server decides itself what it makes of a wish. It may drop the switches that a browser is to be started
with, or the browser may be on another machine, where our filter cannot be reached. So nothing is believed:
the browser is asked for its command line, and must try a way out before anything else is opened in it.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Error, Playwright

from offswitch.browser.egress import EgressProxy
from offswitch.browser.this_machine import is_loopback
from offswitch.errors import BrowserError, ConfigError

_TELLS = "--enable-automation"
"""With it, a browser tells its command line when it is asked."""
_SECONDS_TO_START = 30
_SECONDS_TO_TRY = 15
_DECIDED_HERE = ("browser", "connect", "launch-options", "proxy")
"""What an address could tell such a server about the browser."""
_HOW_TO_START = (
    "start it with `playwright run-server --host 127.0.0.1 --port 3000 --path /SECRET --unsafe`"
)


@dataclass(frozen=True)
class BrowserServer:
    """Where one of Playwright's own servers is.

    Args:
        url: its address; a path in it may be a secret.
    """

    url: str

    @classmethod
    def at(cls, url: str) -> BrowserServer:
        """Return the server at an address.

        Raises:
            ConfigError: it is not the address of a WebSocket, or a session would travel to another machine in plain form.
        """
        parts = urlsplit(url)
        try:
            is_address = parts.scheme in {"ws", "wss"} and bool(parts.hostname) and parts.port != 0
        except ValueError:
            is_address = False
        if not is_address:
            raise ConfigError(
                "--browser-server takes the address of a server of Playwright's",
                "give one such as ws://127.0.0.1:3000/",
            )
        if parts.scheme == "ws" and not is_loopback(parts.hostname or ""):
            raise ConfigError(
                f"your session would travel to {parts.hostname} in plain form",
                "use wss://, or a server on this machine",
            )
        if decided := sorted(set(parse_qs(parts.query, keep_blank_values=True)) & {*_DECIDED_HERE}):
            raise ConfigError(
                f"the address says how the browser is to be started: {', '.join(decided)}",
                "leave that out; offswitch says it itself",
            )
        return cls(url)

    @property
    def name(self) -> str:
        """The address without what may be a secret in it."""
        parts = urlsplit(self.url)
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
        return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port else "")

    def start(self, playwright: Playwright, wish: Sequence[str], proxy: EgressProxy) -> Browser:
        """Have a browser started there, without a window, and make sure that it is fenced in.

        Args:
            playwright: the driver.
            wish: the switches that it must be started with.
            proxy: its only way out.

        Raises:
            BrowserError: no server answers, it is another version of Playwright, it starts no browser, or
                the browser is not fenced in.
        """
        try:
            browser = playwright.chromium.connect(
                self.url,
                headers={"x-playwright-launch-options": json.dumps(_options(wish))},
                timeout=_SECONDS_TO_START * 1000,
            )
        except Error as error:
            raise self._failed(error.message) from error
        try:
            self._refuse_unfenced(browser, wish, proxy)
        except BaseException:
            with suppress(Error):
                browser.close()
            raise
        return browser

    def _refuse_unfenced(self, browser: Browser, wish: Sequence[str], proxy: EgressProxy) -> None:
        if lacking := lacking_switches(_command_line(browser), wish):
            raise BrowserError(
                f"the browser at {self.name} was not started as offswitch asked: {lacking[0]}",
                f"only a server that takes such wishes will do; {_HOW_TO_START}",
            )
        if not goes_through(browser, proxy):
            raise BrowserError(
                f"the browser at {self.name} does not go through the filter of this machine",
                "it must run on this machine; elsewhere, nothing holds back what its pages send",
            )

    def _failed(self, message: str) -> BrowserError:
        if "ECONNREFUSED" in message or "ENOTFOUND" in message or "404" in message:
            return BrowserError(f"no browser server answers at {self.name}", _HOW_TO_START)
        if "428" in message or "version mismatch" in message:
            return BrowserError(
                f"the browser server at {self.name} is another version of Playwright",
                f"it must be {version('playwright')}, as here",
            )
        if "Timeout" in message:
            return BrowserError(
                f"the browser server at {self.name} did not answer in time",
                "see what it says where it was started",
            )
        return BrowserError(
            f"the browser server at {self.name} started no browser",
            f"see what it says where it was started; {_HOW_TO_START}",
        )


def lacking_switches(command_line: Sequence[str], wish: Sequence[str]) -> list[str]:
    """Return the switches of a wish that a command line does not have, or that a later one undoes."""
    last = {arg.partition("=")[0]: arg for arg in command_line}
    return [arg for arg in wish if last.get(arg.partition("=")[0]) != arg]


def goes_through(browser: Browser, proxy: EgressProxy) -> bool:
    """Have a browser try to reach a place that is nowhere; tell whether the proxy was asked for it."""
    host = f"{secrets.token_hex(16)}.invalid"
    with suppress(Error):
        context = browser.new_context(service_workers="block")
        with suppress(Error):
            context.new_page().goto(f"https://{host}/", timeout=_SECONDS_TO_TRY * 1000)
        context.close()
    return proxy.denied.pop(f"{host}:443", 0) > 0


def _options(wish: Sequence[str]) -> dict[str, Any]:
    named = os.environ.get("OFFSWITCH_BROWSER")
    return {
        "args": [*wish, _TELLS],
        "headless": True,
        **({"executablePath": named} if named else {}),
    }


def _command_line(browser: Browser) -> list[str]:
    """Return what a browser says that it was started with; nothing where it does not say it."""
    try:
        session = browser.new_browser_cdp_session()
        told = session.send("Browser.getBrowserCommandLine")
        session.detach()
    except Error:
        return []
    return [str(each) for each in told.get("arguments", ())]
