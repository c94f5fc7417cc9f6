"""What a person does on a setting's page of the replica."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.replica_site import CENTER

ADS = f"{CENTER}/ad_preferences/ad_settings"
OFF_META = f"{CENTER}/info_and_permissions/off_facebook_activity/"
PARTNERS = "accounts_center.partner_activity"
FUTURE, PAST = "accounts_center.off_meta_activity", "accounts_center.clear_off_meta_history"
OLD = "facebook.off_facebook_activity"


def button(page: Page | Locator, text: str) -> Locator:
    return page.locator("[role=button]:not([aria-hidden] *)", has_text=re.compile(f"^{text}"))


def choose(page: Page, label: str) -> Locator:
    dialog = page.get_by_role("dialog").last
    dialog.get_by_text(label, exact=True).click()
    dialog.get_by_role("button", name=re.compile("Confirm|Bestätigen|Confirmar|確認")).click()
    return dialog


def gone(page: Page) -> None:
    expect(page.get_by_role("dialog")).to_have_count(0)
