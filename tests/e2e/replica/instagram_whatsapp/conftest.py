"""Instagram and WhatsApp Web on a replica, and what a person does on their pages."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Playwright

from tests.e2e.replica_site import ADA, Site, Stage, stage
from tests.e2e.waiting import until

IG, HELP = "https://www.instagram.com", "https://help.instagram.com"
WA = "https://web.whatsapp.com/"
PREVIEWS, CALLS = "whatsapp.link_previews", "whatsapp.call_ip"
CUSTOMERS = "whatsapp.customer_activity"
TITLES = {PREVIEWS: "Turn off link previews", CALLS: "Protect IP address in calls"}
BUSINESS = {
    "id": ADA,
    "name": "Ada Sample",
    "email": "ada@example.org",
    "password": "replica-ada",
    "username": "ada.benches",
    "business": True,
}

Open = Callable[..., Site]


@pytest.fixture(scope="module")
def stand(playwright: Playwright) -> Iterator[Stage]:
    with stage(playwright) as one:
        yield one


@pytest.fixture
def open_site(stand: Stage) -> Iterator[Open]:
    """Start a replica, with faults for some settings; one at a time."""
    with ExitStack() as stack:

        def start(faults: dict[str, list[str]] | None = None, **changes: Any) -> Site:
            plans = {name: {"faults": plan} for name, plan in (faults or {}).items()}
            given: dict[str, Any] = {"latency": 0.01, "settings": plans} | changes
            return stack.enter_context(stand.site(**given))

        yield start


def seen(page: Page, label: str) -> Locator:
    return page.get_by_role("switch", name=label)


def settled(site: Site, *writes: tuple[str, str, str]) -> None:
    """Wait until the ledger holds exactly these writes."""
    until(lambda: site.writes == [*writes], why=f"the ledger has not {writes}")


def chats(page: Page) -> None:
    page.locator("#pane-side [aria-label='Chat list']").wait_for()


def drawer(page: Page, name: str) -> None:
    chats(page)
    page.get_by_role("button", name="Settings").click()
    row(page, name).click()


def row(page: Page, title: str) -> Locator:
    return page.get_by_role("button").filter(has=page.get_by_text(title, exact=True))


def privacy(page: Page) -> None:
    drawer(page, "Privacy")
    page.get_by_text("Blocked contacts", exact=True).wait_for()


def whatsapp(open_site: Open, setting: str, *faults: str, **changes: Any) -> tuple[Site, Page]:
    site = open_site({setting: list(faults)}, **changes)
    page = site.at(WA)
    privacy(page)
    return site, page
