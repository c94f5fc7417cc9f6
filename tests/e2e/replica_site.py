"""One browser for many replicas: each in turn listens where the browser finds the real names."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, Playwright

from offswitch.replica import Replica, load_scenario, serve
from offswitch.replica.fixtures import load_sites
from tests import browsers

ADA, BEN = "100000000000001", "100000000000002"
HOME, CENTER = "https://www.facebook.com", "https://accountscenter.facebook.com"
HOSTS = tuple(host for site in load_sites() for host in site.hosts)


class Site:
    """A replica, and pages of a browser that finds it under the real names."""

    def __init__(self, browser: Browser, replica: Replica, stack: ExitStack) -> None:
        self.browser = browser
        self.replica = replica
        self.stack = stack
        self.errors: list[str] = []

    def page(self, account: str | None = ADA, address: str = "") -> Page:
        state: Any = self.replica.session(account) if account else None
        if state:  # a storage takes a quarter of a second to restore
            wanted = [o for o in state["origins"] if address.startswith(o["origin"])]
            state = state | {"origins": wanted}
        context = self.browser.new_context(storage_state=state, ignore_https_errors=True)
        self.stack.callback(context.close)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def at(self, address: str, account: str | None = ADA) -> Page:
        page = self.page(account, address)
        page.goto(address)
        return page

    def state(self, setting: str, account: str = ADA) -> str:
        return str(self.replica.truth()["accounts"][account][setting])

    @property
    def writes(self) -> list[tuple[str, str, str]]:
        return [(e["setting"], e["from"], e["to"]) for e in self.replica.truth()["ledger"]]


class Stage:
    """The browser of one module, and the port on which its replicas take turns."""

    def __init__(self, browser: Browser, port: int) -> None:
        self.browser = browser
        self.port = port

    @contextmanager
    def site(self, name: str | None = None, **changes: Any) -> Iterator[Site]:
        given = load_scenario(name).model_dump() | {"latency": 0.02} | changes
        scenario = type(load_scenario()).model_validate(given)
        with serve(scenario, self.port) as replica, ExitStack() as stack:
            site = Site(self.browser, replica, stack)
            yield site
            assert replica.problems == []
            assert site.errors == []


@contextmanager
def stage(playwright: Playwright) -> Iterator[Stage]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    rules = [f"MAP {host}:443 127.0.0.1:{port}" for host in HOSTS]
    rules += ["MAP * ~NOTFOUND ", "EXCLUDE 127.0.0.1"]
    browser = playwright.chromium.launch(
        executable_path=browsers.headless(),
        args=[
            "--no-sandbox",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--disable-quic",
            f"--host-resolver-rules={', '.join(rules)}",
        ],
    )
    yield Stage(browser, port)
    browser.close()
