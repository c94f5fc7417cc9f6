"""Find a browser, start it, open contexts of a person's session. Nothing hides that it is automated."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, sync_playwright

from offswitch.browser.guard import Guard
from offswitch.browser.trace import Tracer
from offswitch.errors import BrowserError

_NAMES = (
    "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge-stable", "microsoft-edge",
    "msedge", "chromium", "chromium-browser",
)  # fmt: skip
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
)
_QUIET_FLAGS = (
    "--disable-background-networking",  # the browser itself talks to nobody
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)
_INSTALL = "install Chrome, Edge or Chromium, or run `python -m playwright install chromium`"
VIEWPORT = {"width": 1280, "height": 860}


@dataclass(frozen=True)
class Loopback:
    """Some hosts that are served on this machine, and the one key that speaks for them."""

    port: int
    hosts: tuple[str, ...]
    key_hash: str


def find_browser(bundled: str = "") -> str:
    """Return the path of an installed browser.

    Args:
        bundled: where Playwright's own browser would be.

    Raises:
        BrowserError: there is none.
    """
    named = os.environ.get("OFFSWITCH_BROWSER")
    if named:
        if not shutil.which(named):
            raise BrowserError(
                f"OFFSWITCH_BROWSER names no program: {named}",
                "set it to a browser's path, or unset it",
            )
        return named
    found = [path for name in _NAMES if (path := shutil.which(name))]
    found += [place for place in (*_PLACES, bundled) if place and Path(place).is_file()]
    if not found:
        raise BrowserError("no browser was found", _INSTALL)
    return found[0]


def has_screen() -> bool:
    """Tell whether a window can be shown here."""
    if sys.platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return True


@dataclass(frozen=True)
class Tab:
    """One page in a context of its own."""

    context: BrowserContext
    page: Page
    end_trace: Callable[[], None] | None = None

    def state(self) -> dict[str, Any]:
        """Return the cookies and storage of this context, as Playwright writes them."""
        return dict(self.context.storage_state(indexed_db=True))

    def to_front(self) -> None:
        """Bring the page before the person's eyes."""
        with suppress(Error):
            self.page.bring_to_front()

    def park(self) -> None:
        """Leave the site, and keep the page."""
        with suppress(Error):
            self.page.goto("about:blank")

    def wait(self, seconds: float) -> bool:
        """Let the page live for a while; False when the person has closed it."""
        try:
            self.page.wait_for_timeout(seconds * 1000)
        except Error:
            return False
        return True

    def close(self) -> None:
        """Close the context; one that is gone already is no error."""
        if self.end_trace is not None:
            with suppress(Error, OSError):  # a recording that is lost must not end a run
                self.end_trace()
        with suppress(Error):
            self.context.close()


@dataclass(frozen=True)
class Launched:
    """A running browser."""

    _browser: Browser
    _tracer: Tracer | None = None

    @property
    def version(self) -> str:
        """Name and version, as the browser says."""
        return f"Chromium {self._browser.version}"

    @property
    def is_running(self) -> bool:
        """Whether it is still there."""
        return self._browser.is_connected()

    def tab(self, state: dict[str, Any] | None, guard: Guard) -> Tab:
        """Open a page in a new context, under a guard from its first request.

        Args:
            state: a session's cookies and storage; None for an empty context.
            guard: decides about every request.
        """
        try:
            context = self._browser.new_context(
                storage_state=state,  # type: ignore[arg-type] # our own JSON, as Playwright wrote it
                viewport=VIEWPORT,  # type: ignore[arg-type]
                service_workers="block",  # their requests would pass by the guard
                accept_downloads=False,
            )
            return _guarded(context, guard, self._tracer)
        except Error as error:
            raise BrowserError("the browser went away", "run again") from error


@dataclass(frozen=True)
class Driver:
    """Starts browsers that can resolve some hosts and nothing else.

    Args:
        headless: without a window.
        loopback: hosts that are served on this machine instead.
        tracer: records every page, where the person asked for it.
    """

    _playwright: Playwright
    headless: bool
    loopback: Loopback | None
    tracer: Tracer | None

    @contextmanager
    def browser(self, hosts: Sequence[str]) -> Iterator[Launched]:
        """Start a browser; it ends with the block.

        Args:
            hosts: host names (globs allowed) that it may resolve.

        Raises:
            BrowserError: no browser, or it does not start.
        """
        with self._starting() as path:
            browser = self._playwright.chromium.launch(
                executable_path=path, headless=self.headless, **self._manners(hosts)
            )
        try:
            yield Launched(browser, self.tracer)
        finally:
            with suppress(Error):
                browser.close()

    def tab_in(self, folder: Path, hosts: Sequence[str], guard: Guard) -> Tab:
        """Start a browser in a profile folder, with one page; it ends when the page is closed.

        Args:
            folder: private, and no other browser's.
            hosts: as for ``browser``.
            guard: decides about every request.

        Raises:
            BrowserError: as for ``browser``.
        """
        with self._starting() as path:
            context = self._playwright.chromium.launch_persistent_context(
                str(folder),
                executable_path=path,
                headless=self.headless,
                viewport=VIEWPORT,  # type: ignore[arg-type]
                service_workers="block",
                accept_downloads=False,
                **self._manners(hosts),
            )
        try:
            return _guarded(context, guard, self.tracer)
        except Error as error:
            raise BrowserError("the browser went away", "run again") from error

    @contextmanager
    def _starting(self) -> Iterator[str]:
        path = find_browser(self._playwright.chromium.executable_path)
        try:
            yield path
        except Error as error:
            hint = _INSTALL
            if not self.headless:
                hint = f"check DISPLAY, or add --headless; else {_INSTALL}"
            raise BrowserError(f"the browser did not start: {path}", hint) from error

    def _manners(self, hosts: Sequence[str]) -> dict[str, Any]:
        return {
            "args": _flags(hosts, self.loopback),
            # Ctrl-C is ours to handle: the run notes where it stopped, then closes the browser.
            "handle_sigint": False,
            "handle_sigterm": False,
            "handle_sighup": False,
            "env": {k: v for k, v in os.environ.items() if not k.startswith("OFFSWITCH_")},
        }


@contextmanager
def driven(
    *, headless: bool, loopback: Loopback | None = None, tracer: Tracer | None = None
) -> Iterator[Driver]:
    """Make ready to start browsers.

    Args:
        headless: without a window.
        loopback: hosts that are served on this machine instead.
        tracer: records every page, where the person asked for it.

    Raises:
        BrowserError: no screen, or the browser's driver does not start.
    """
    if not headless and not has_screen():
        raise BrowserError(
            "there is no screen for a browser window", "add --headless, or run it on a desktop"
        )
    with _driver() as playwright:
        yield Driver(playwright, headless, loopback, tracer)


@contextmanager
def launched(
    *, headless: bool, hosts: Sequence[str], loopback: Loopback | None = None
) -> Iterator[Launched]:
    """Start one browser; see ``driven`` and ``Driver.browser``.

    Raises:
        BrowserError: no browser, no screen, or it does not start.
    """
    with (
        driven(headless=headless, loopback=loopback) as driver,
        driver.browser(hosts) as browser,
    ):
        yield browser


def _guarded(context: BrowserContext, guard: Guard, tracer: Tracer | None) -> Tab:
    """Put a context under its guard before anything is loaded in it."""
    guard.attach(context)
    end_trace = tracer.start(context) if tracer else None
    page = context.pages[0] if context.pages else context.new_page()
    return Tab(context, page, end_trace)


@contextmanager
def _driver() -> Iterator[Playwright]:
    try:
        manager = sync_playwright()
        playwright = manager.start()
    except (Error, OSError) as error:
        raise BrowserError("the browser driver did not start", "reinstall offswitch") from error
    try:
        yield playwright
    finally:
        playwright.stop()


def _flags(hosts: Sequence[str], loopback: Loopback | None) -> list[str]:
    flags = list(_QUIET_FLAGS)
    if sys.platform.startswith("linux") and os.geteuid() == 0:
        flags.append("--no-sandbox")  # Chromium refuses to start as root with it
    rules = ["MAP * ~NOTFOUND"]
    if loopback is None:
        rules += [f"EXCLUDE {host}" for host in hosts]
    else:
        rules = [f"MAP {host}:443 127.0.0.1:{loopback.port}" for host in loopback.hosts] + rules
        flags.append(f"--ignore-certificate-errors-spki-list={loopback.key_hash}")
    rules.append("EXCLUDE 127.0.0.1")
    flags.append(f"--host-resolver-rules={', '.join(rules)}")
    return flags
