"""The sites of Facebook on a replica, and what a person does on their pages."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Playwright, expect

from offswitch.replica import Replica, load_scenario, serve
from tests import browsers

ADA, BEN = "100000000000001", "100000000000002"
HOME, CENTER = "https://www.facebook.com", "https://accountscenter.facebook.com"
PARTNERS = "accounts_center.partner_activity"
OUTSIDE = "accounts_center.ads_outside_meta"
ABOUT = "accounts_center.ads_about_meta"
DEEP = f"{CENTER}/ad_preferences/ad_settings/"
SLUGS = {
    PARTNERS: "data_from_partners",
    OUTSIDE: "ads_outside_of_meta",
    ABOUT: "ads_about_meta",
}
ROWS = {
    "2023-10": {
        PARTNERS: "Activity information from ad partners",
        OUTSIDE: "Ads shown outside of Meta",
        ABOUT: "Ads about Meta",
    },
    "2026-07": {
        PARTNERS: "Activity from other businesses",
        OUTSIDE: "Ads in other apps",
        ABOUT: "Ads about Meta",
    },
}
OFF = {
    "2023-10": {
        PARTNERS: "No, don’t make my ads more relevant by using this information",
        OUTSIDE: "Not allowed",
        ABOUT: "Don’t use my activity to show me ads about Meta",
    },
    "2026-07": {
        PARTNERS: "Don’t allow Meta to use this activity to show you relevant content",
        OUTSIDE: "Don’t show me ads from ad partners",
        ABOUT: "Don’t use my activity to show me ads about Meta",
    },
}


class Site:
    """A replica and a browser that finds the real names there."""

    def __init__(self, playwright: Playwright, replica: Replica) -> None:
        self.replica = replica
        rules = [f"MAP {host}:443 127.0.0.1:{replica.port}" for host in replica.hosts]
        rules += ["MAP * ~NOTFOUND ", " EXCLUDE 127.0.0.1", "EXCLUDE *.localhost"]
        self.browser = playwright.chromium.launch(
            executable_path=browsers.headless(),
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--disable-quic",
                f"--host-resolver-rules={', '.join(rules)}",
                f"--ignore-certificate-errors-spki-list={replica.key_hash}",
            ],
        )
        self.errors: list[str] = []

    def page(self, account: str | None = ADA) -> Page:
        state: Any = self.replica.session(account) if account else None
        context = self.browser.new_context(storage_state=state)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def state(self, setting: str, account: str = ADA) -> str:
        return str(self.replica.truth()["accounts"][account][setting])

    @property
    def writes(self) -> list[tuple[str, str, str]]:
        return [(e["setting"], e["from"], e["to"]) for e in self.replica.truth()["ledger"]]


Open = Callable[..., Site]


@pytest.fixture
def open_site(playwright: Playwright) -> Iterator[Open]:
    """Start a replica: the default scenario with changes, and faults for some settings."""
    with ExitStack() as stack:
        sites: list[Site] = []

        def start(settings: dict[str, Any] | None = None, **changes: Any) -> Site:
            given = load_scenario().model_dump() | {"latency": 0.02} | changes
            plans = {
                name: {"faults": plan} if isinstance(plan, list) else plan
                for name, plan in (settings or {}).items()
            }
            scenario = type(load_scenario()).model_validate(given | {"settings": plans})
            site = Site(playwright, stack.enter_context(serve(scenario)))
            stack.callback(site.browser.close)
            sites.append(site)
            return site

        yield start
        assert [site.replica.problems for site in sites if site.replica.problems] == []
        assert [site.errors for site in sites if site.errors] == []


def visit(site: Site, setting: str, account: str = ADA) -> Page:
    page = site.page(account)
    page.goto(DEEP + SLUGS[setting] + "/")
    return page


def review(page: Page) -> Locator:
    page.locator("[role=button]:not([aria-hidden] *)", has_text="Review setting").click()
    dialog = page.get_by_role("dialog").last
    dialog.locator("input[type=radio]").first.wait_for(state="attached")
    return dialog


def opened(page: Page, setting: str) -> Locator:
    """What holds the options of a setting: a dialog behind "Review setting", or the page itself."""
    if setting == PARTNERS:
        return review(page)
    panel = page.locator("section").last
    panel.locator("input[type=radio]").first.wait_for(state="attached")
    return panel


def option(dialog: Locator, label: str) -> Locator:
    """The radio in the row with this label, of those that a person can see."""
    row = dialog.get_by_text(label, exact=True).locator("xpath=ancestor::*[.//input][1]")
    return row.locator("input[type=radio]:not([aria-hidden] *)")


def chosen(dialog: Locator) -> str:
    radios = dialog.locator("input[type=radio]:not([aria-hidden] *)")
    expect(radios.and_(dialog.locator(":checked"))).to_have_count(1)
    row = radios.and_(dialog.locator(":checked")).locator("xpath=..")
    return row.inner_text().strip()


def confirm(dialog: Locator) -> None:
    dialog.get_by_role("button", name="Confirm").click()


def saved(dialog: Locator, setting: str) -> None:
    if setting == PARTNERS:
        dialog.wait_for(state="detached")
    else:
        button = dialog.get_by_role("button", name="Confirm")
        expect(button).to_have_attribute("aria-disabled", "true")
        expect(button).not_to_have_attribute("aria-busy", "")


def switch_off(page: Page, generation: str, setting: str) -> None:
    dialog = opened(page, setting)
    option(dialog, OFF[generation][setting]).check()
    confirm(dialog)
    saved(dialog, setting)
