"""What a person does where no evidence says how the page looks."""

from playwright.sync_api import Locator, Page

from tests.e2e.replica_site import CENTER, Site

ADS = f"{CENTER}/ad_preferences/ad_settings"
INFORMATION = f"{CENTER}/info_and_permissions/"
PARTNERS = "accounts_center.partner_activity"
OUTSIDE = "accounts_center.ads_outside_meta"
ABOUT = "accounts_center.ads_about_meta"
FUTURE, PAST = "accounts_center.off_meta_activity", "accounts_center.clear_off_meta_history"
NO_OLD = "No, don’t make my ads more relevant by using this information"
NO_ABOUT = "Don’t use my activity to show me ads about Meta"
NO_PARTNERS = "Don’t show me ads from ad partners"


def panel(page: Page) -> Locator:
    return page.locator("section").last


def press(place: Page | Locator, name: str) -> None:
    place.get_by_role("button", name=name, exact=True).last.click()


def written(page: Page, site: Site, *writes: tuple[str, str, str]) -> None:
    for _ in range(100):
        if site.writes == [*writes]:
            break
        page.wait_for_timeout(50)
    assert site.writes == [*writes]
