"""The rival: what a skilled person would write with Playwright for one evening's use.

It knows each page, takes one step after another, and believes what it reads at once. It opens the same replica in the
same browser, through the same proxy, as offswitch does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from offswitch.browser.egress import Egress, egress_proxy
from offswitch.browser.find import find_browser
from offswitch.browser.switches import switches
from offswitch.replica import Replica

CENTER = "https://accountscenter.facebook.com/ad_preferences"


@dataclass(frozen=True)
class Data:
    """A setting that lets the platform use data, as the script knows it.

    Attributes:
        id: what offswitch calls it.
        start: the page to open.
        steps: what to press there, in order: role and name.
        uses: the option that lets the data be used; None for a switch, which is on when it protects.
        protects: the option that does not, or the switch.
        confirm: the button that keeps a change; empty where it is kept at once.
    """

    id: str
    start: str
    steps: tuple[tuple[str, str | re.Pattern[str]], ...]
    uses: re.Pattern[str] | None
    protects: re.Pattern[str]
    confirm: str = ""

    def open(self, page: Page) -> None:
        """Go to its control."""
        page.goto(self.start)
        for role, name in self.steps:
            page.get_by_role(role, name=name).click()  # type: ignore[arg-type]

    def is_used(self, page: Page) -> bool:
        """Tell whether the data is used, on a page where the control is."""
        if self.uses is not None:
            return page.get_by_role("radio", name=self.uses).is_checked()
        return not page.get_by_role("switch", name=self.protects).is_checked()

    def switch_off(self, page: Page) -> None:
        """Choose what protects, keep it, and wait until the page shows it."""
        control = page.get_by_role("radio" if self.uses else "switch", name=self.protects)
        control.click()
        if self.confirm:
            with page.expect_response(lambda response: response.request.method == "POST"):
                page.get_by_role("button", name=self.confirm, exact=True).last.click()
        else:
            expect(control).to_be_checked()


def _behind(row: str) -> tuple[tuple[str, str | re.Pattern[str]], ...]:
    return ("tab", "Manage info"), ("link", row)


_PRIVACY = (("button", re.compile("^Settings$")), ("button", "Privacy Blocked contacts"))
FIVE = (
    Data(
        "accounts_center.partner_activity",
        f"{CENTER}/ad_settings/data_from_partners",
        (("button", "Review setting"),),
        re.compile("^Allow Meta"),
        re.compile("^Don.t allow Meta"),
        "Confirm",
    ),
    Data(
        "accounts_center.ads_outside_meta",
        CENTER,
        _behind("Ads in other apps"),
        re.compile("^Show me ads from ad partners$"),
        re.compile("^Don.t show me ads from ad partners"),
        "Confirm",
    ),
    Data(
        "accounts_center.ads_about_meta",
        CENTER,
        _behind("Ads about Meta"),
        re.compile("^Use my activity to show me ads about Meta$"),
        re.compile("^Don.t use my activity"),
        "Confirm",
    ),
    Data(
        "whatsapp.link_previews",
        "https://web.whatsapp.com/",
        _PRIVACY,
        None,
        re.compile("^Turn off link previews"),
    ),
    Data(
        "whatsapp.call_ip",
        "https://web.whatsapp.com/",
        _PRIVACY,
        None,
        re.compile("^Protect IP address in calls"),
    ),
)


ELSEWHERE = (
    ("https://accountscenter.facebook.com/info_and_permissions/", "Data Use for AI"),
    (f"{CENTER}/", "Social interactions"),
    ("https://www.facebook.com/settings", "research"),
    ("https://www.facebook.com/off_facebook_activity", "Your activity off Meta technologies"),
    ("https://www.facebook.com/help/contact/6359191084165019", "Object"),
    ("https://www.instagram.com/accounts/edit/", "AI training"),
    ("https://www.instagram.com/accounts/privacy_and_security/", "Sharing and reuse"),
    ("https://help.instagram.com/contact/767264225370182", "Object"),
    ("https://www.whatsapp.com/contact/forms/382532939919295/", "Object"),
)
"""Pages of the other settings, none of which is offered, and words that would tell of them."""


def check_five(replica: Replica, state: Path) -> list[bool]:
    """Start a browser and read the five settings one after another; return which let data be used."""
    with _browsing(replica, state) as contexts:
        return _read_five(next(contexts).new_page())


def check_all(replica: Replica, state: Path) -> list[bool]:
    """Do the same, and then look in every other place for settings that are not offered there."""
    with _browsing(replica, state) as contexts:
        page = next(contexts).new_page()
        found = _read_five(page)
        for address, words in ELSEWHERE:
            page.goto(address, wait_until="networkidle")
            page.get_by_text(words).count()
    return found


def switch_five_off(replica: Replica, state: Path) -> list[bool]:
    """Switch the five off; return which still let data be used, read in a fresh context each."""
    with _browsing(replica, state) as contexts:
        page = next(contexts).new_page()
        found = []
        for each in FIVE:
            each.open(page)
            each.switch_off(page)
            fresh = next(contexts)
            proof = fresh.new_page()
            each.open(proof)
            found.append(each.is_used(proof))
            fresh.close()
    return found


def _read_five(page: Page) -> list[bool]:
    found = []
    for each in FIVE:
        each.open(page)
        found.append(each.is_used(page))
    return found


@contextmanager
def _browsing(replica: Replica, state: Path) -> Iterator[Iterator[BrowserContext]]:
    """Give contexts that hold the replica's session, one after another."""
    egress = Egress(replica.hosts, dict.fromkeys(replica.hosts, replica.port))
    with egress_proxy(egress) as proxy, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(playwright.chromium.executable_path),
            args=switches(proxy.port, replica.key_hash),
        )
        yield iter(lambda: browser.new_context(storage_state=state), None)
        browser.close()
