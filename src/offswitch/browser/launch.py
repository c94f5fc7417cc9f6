"""Start a browser and open contexts of a person's session. Nothing hides that it is automated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Playwright,
    sync_playwright,
)
from playwright.sync_api import TimeoutError as TooLong

from offswitch.browser.egress import Egress, EgressProxy, egress_proxy
from offswitch.browser.environment import as_environment, browser_environment
from offswitch.browser.find import HOW_TO_INSTALL, find_browser, has_screen
from offswitch.browser.gate import Gate
from offswitch.browser.guard import Guard
from offswitch.browser.makers import is_of_a_maker
from offswitch.browser.server import BrowserServer
from offswitch.browser.switches import switches
from offswitch.browser.tab import Tab, guarded_tab
from offswitch.browser.trace import Tracer
from offswitch.errors import BrowserError

VIEWPORT = {"width": 1280, "height": 860}


@dataclass(frozen=True)
class Loopback:
    """Some hosts that are served on this machine, and the one key that speaks for them."""

    port: int
    hosts: tuple[str, ...]
    key_hash: str

    def ports(self) -> dict[str, int]:
        """Return each host with the port that it is served at."""
        return dict.fromkeys(self.hosts, self.port)


@dataclass(frozen=True)
class Launched:
    """A running browser."""

    _browser: Browser
    _tracer: Tracer | None = None
    _gate: Gate | None = None
    _idle: list[BrowserContext] = field(default_factory=list)

    @property
    def version(self) -> str:
        """Name and version, as the browser says."""
        return f"Chromium {self._browser.version}"

    @property
    def is_running(self) -> bool:
        """Whether it is still there."""
        return self._browser.is_connected()

    def wait(self, seconds: float) -> None:
        """Let time pass while pages of this browser are at work elsewhere.

        Raises:
            BrowserError: the browser is gone.
        """
        if not self._idle:
            self._idle.append(self._browser.new_context())
        try:
            self._idle[0].wait_for_event("close", timeout=seconds * 1000)
        except TooLong:
            return
        except Error as error:
            raise BrowserError("the browser went away", "run again") from error

    def tab(self, state: dict[str, Any] | None, guard: Guard) -> Tab:
        """Open a page in a new context, under a guard from its first request.

        Args:
            state: a session's cookies and storage; None for an empty context.
            guard: decides about every request.

        Raises:
            BrowserError: the browser is gone, or refuses the session.
        """
        try:
            context = self._browser.new_context(
                storage_state=state,  # type: ignore[arg-type] # our own JSON, as Playwright wrote it
                viewport=VIEWPORT,  # type: ignore[arg-type]
                service_workers="block",  # their requests would pass by the guard
                accept_downloads=False,
            )
            if self._gate is not None:
                self._gate.heed(guard)
            return guarded_tab(context, guard, self._tracer)
        except Error as error:
            if state is not None and self.is_running:
                raise BrowserError(
                    "the browser does not take the cookies of the session",
                    "sign in again with `offswitch login`",
                ) from error
            raise BrowserError("the browser went away", "run again") from error


@dataclass(frozen=True)
class Driver:
    """Starts browsers that can reach some places and nothing else.

    Args:
        headless: without a window.
        loopback: hosts that are served on this machine instead.
        tracer: records every page, where the person asked for it.
        server: starts the browsers instead; they have no window then.
    """

    _playwright: Playwright
    _environment: dict[str, str]
    headless: bool
    loopback: Loopback | None
    tracer: Tracer | None
    server: BrowserServer | None = None
    _ends: ExitStack = field(default_factory=ExitStack)
    _proxies: list[EgressProxy] = field(default_factory=list)

    @contextmanager
    def browser(self, places: Sequence[str]) -> Iterator[Launched]:
        """Start a browser; it ends with the block.

        Args:
            places: what it may connect to: ``host``, ``host:port``, or a glob of hosts; the port is
                443 where none is named.

        Raises:
            BrowserError: no browser, or it does not start.
        """
        proxy = self._proxy(places)
        browser = self._started(proxy)
        try:
            yield Launched(browser, self.tracer, _gate_of(browser, proxy))
        finally:
            with suppress(Error):
                browser.close()

    def _started(self, proxy: EgressProxy) -> Browser:
        if self.server is not None:
            return self.server.start(self._playwright, self._switches(proxy), proxy)
        with self._starting() as path:
            return self._playwright.chromium.launch(
                executable_path=path, headless=self.headless, **self._manners(proxy)
            )

    def tab_in(self, folder: Path, places: Sequence[str], guard: Guard) -> Tab:
        """Start a browser in a profile folder, with one page; it ends when the page is closed.

        Args:
            folder: private, and no other browser's.
            places: as for ``browser``.
            guard: decides about every request.

        Raises:
            BrowserError: as for ``browser``; or a server starts the browsers, and can start none in a folder.
        """
        if self.server is not None:
            raise BrowserError(
                "a session that is a browser's profile folder cannot be opened by --browser-server",
                "leave that option out for this platform",
            )
        proxy = self._proxy(places)
        with self._starting() as path:
            context = self._playwright.chromium.launch_persistent_context(
                str(folder),
                executable_path=path,
                headless=self.headless,
                viewport=VIEWPORT,  # type: ignore[arg-type]
                service_workers="block",
                accept_downloads=False,
                **self._manners(proxy),
            )
        try:
            assert context.browser is not None  # it has one of its own
            Gate(context.browser, proxy.let_out).heed(guard)
            return guarded_tab(context, guard, self.tracer)
        except Error as error:
            raise BrowserError("the browser went away", "run again") from error

    @contextmanager
    def _starting(self) -> Iterator[str]:
        path = find_browser(self._playwright.chromium.executable_path)
        try:
            yield path
        except Error as error:
            hint = HOW_TO_INSTALL
            if not self.headless:
                hint = f"check DISPLAY, or add --headless; else {HOW_TO_INSTALL}"
            raise BrowserError(f"the browser did not start: {path}", hint) from error

    def denied(self) -> tuple[str, ...]:
        """Return each ``host:port`` that a page was kept from, though no request filter saw it.

        What a browser asks its own maker for is denied, too, and left out.
        """
        places = dict.fromkeys(place for proxy in self._proxies for place in proxy.denied)
        return tuple(place for place in places if not is_of_a_maker(place))

    def _proxy(self, places: Sequence[str]) -> EgressProxy:
        here = self.loopback.ports() if self.loopback else None
        proxy = self._ends.enter_context(egress_proxy(Egress(tuple(places), here)))
        self._proxies.append(proxy)
        return proxy

    def _switches(self, proxy: EgressProxy) -> list[str]:
        return switches(proxy.port, self.loopback.key_hash if self.loopback else "")

    def _manners(self, proxy: EgressProxy) -> dict[str, Any]:
        return {
            "args": self._switches(proxy),
            # Ctrl-C is ours to handle: the run notes where it stopped, then closes the browser.
            "handle_sigint": False,
            "handle_sigterm": False,
            "handle_sighup": False,
            "env": self._environment,
        }


@contextmanager
def driven(
    *,
    headless: bool,
    loopback: Loopback | None = None,
    tracer: Tracer | None = None,
    server: BrowserServer | None = None,
) -> Iterator[Driver]:
    """Make ready to start browsers.

    Args:
        headless: without a window.
        loopback: hosts that are served on this machine instead.
        tracer: records every page, where the person asked for it.
        server: starts the browsers instead, without a window.

    Raises:
        BrowserError: no screen, or the browser's driver does not start.
    """
    if not headless and server is None and not has_screen():
        raise BrowserError(
            "there is no screen for a browser window", "add --headless, or run it on a desktop"
        )
    with (
        ExitStack() as ends,
        browser_environment() as environment,
        _driver(environment) as playwright,
    ):
        yield Driver(playwright, environment, headless, loopback, tracer, server, ends)


@contextmanager
def launched(
    *, headless: bool, places: Sequence[str], loopback: Loopback | None = None
) -> Iterator[Launched]:
    """Start one browser; see ``driven`` and ``Driver.browser``.

    Raises:
        BrowserError: no browser, no screen, or it does not start.
    """
    with (
        driven(headless=headless, loopback=loopback) as driver,
        driver.browser(places) as browser,
    ):
        yield browser


@contextmanager
def _driver(environment: Mapping[str, str]) -> Iterator[Playwright]:
    try:
        manager = sync_playwright()
        with as_environment(environment):
            playwright = manager.start()
    except (Error, OSError) as error:
        raise BrowserError("the browser driver did not start", "reinstall offswitch") from error
    try:
        yield playwright
    finally:
        playwright.stop()


def _gate_of(browser: Browser, proxy: EgressProxy) -> Gate:
    try:
        return Gate(browser, proxy.let_out)
    except Error as error:
        raise BrowserError("the browser went away", "run again") from error
