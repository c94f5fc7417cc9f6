"""Settings of Accounts Center on the replica: their pages, and what the server knows afterward."""

import pytest
from playwright.sync_api import expect

from tests.e2e.replica.settings.conftest import (
    ADS,
    FUTURE,
    OFF_META,
    OLD,
    PAST,
    button,
    choose,
    gone,
)
from tests.e2e.replica_site import BEN, CENTER, HOME, Stage

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]


@pytest.mark.parametrize(
    ("scenario", "setting", "address", "title"),
    [
        ("eu-2026-06", FUTURE, OFF_META, "What you should know"),
        ("layout-2023", FUTURE, OFF_META, "What you should know"),
        (
            "layout-2022",
            OLD,
            f"{HOME}/off_facebook_activity/",
            "Disconnect future activity?",
        ),
        ("article", OLD, f"{HOME}/off_facebook_activity/", "Disconnect future activity?"),
    ],
)
def test_disconnecting_is_a_choice_and_a_confirmation(
    hall: Stage, scenario: str, setting: str, address: str, title: str
) -> None:
    with hall.site(scenario) as site:
        page = site.at(address)
        button(page, "Manage future activity").click()
        choose(page, "Disconnect future activity")
        sure = page.get_by_role("dialog", name=title)
        sure.get_by_role("button", name="Cancel").click()
        expect(sure).to_have_count(0)
        assert site.writes == []
        page.get_by_role("dialog").get_by_role("button", name="Confirm").click()
        sure.get_by_role("button", name="Disconnect future activity").click()
        gone(page)
        assert site.writes == [(setting, "on", "off")]
        page.reload()
        button(page, "Manage future activity").click()
        radios = page.get_by_role("dialog").locator("label", has=page.locator(":checked"))
        expect(radios).to_have_text("Disconnect future activity")


def test_clearing_is_per_account_and_one_way(hall: Stage) -> None:
    with hall.site("eu-2026-06") as site:
        page = site.at(OFF_META)
        button(page, "Clear previous activity").click()
        button(page.get_by_role("dialog"), "BSBen").click()
        page.get_by_role("dialog").last.get_by_role("button", name="Cancel").click()
        assert site.writes == []
        button(page.get_by_role("dialog"), "BSBen").click()
        page.get_by_role("button", name="Clear", exact=True).click()
        expect(page.get_by_role("dialog")).to_contain_text("No activity")
        assert site.writes == [(PAST, "on", "off")]
        assert (site.state(PAST), site.state(PAST, BEN), site.state(FUTURE)) == ("on", "off", "on")
        page.goto(OFF_META)
        button(page, "Disconnect specific activity").click()
        expect(page.get_by_role("listitem")).to_have_count(4)
        button(page.get_by_role("listitem").first, "Disconnect").click()
        expect(page.get_by_role("listitem")).to_have_count(3)
        assert site.writes[1:] == [("accounts_center.specific_activity", "on", "off")]


def test_what_is_gone_and_what_moved(hall: Stage) -> None:
    with hall.site() as site:
        page = site.at(OFF_META)
        expect(page.get_by_text("no longer available")).to_be_visible()
        page.goto(f"{CENTER}/info_and_permissions/")
        page.get_by_text("Upload contacts").wait_for()
        expect(page.get_by_text("Your activity off Meta technologies")).to_have_count(0)
        expect(page.get_by_role("link", name="Activity from other businesses")).to_be_visible()
        page.goto(f"{HOME}/off_facebook_activity")
        expect(page.get_by_text("no longer available")).to_be_visible()
    with hall.site("eu-2026-06") as site:
        page = site.at(f"{HOME}/off_facebook_activity")
        page.get_by_role("link", name="Go to Accounts Center").click()
        page.wait_for_url(OFF_META)


@pytest.mark.parametrize("where", ["menu", "address"])
def test_social_interactions_are_each_accounts_own(hall: Stage, where: str) -> None:
    setting = "accounts_center.social_interactions"
    with hall.site("layout-2023") as site:
        page = site.at(f"{CENTER}/ad_preferences/")
        if where == "menu":
            page.get_by_role("tab", name="Ad settings").click()
            page.get_by_role("link", name="Social interactions").click()
        else:
            page.goto(f"{ADS}/social_interactions/")
        expect(page.get_by_role("listitem")).to_have_count(2)
        page.get_by_role("listitem").filter(has_text="Ada").get_by_role("button").click()
        choose(page, "Only Me")
        gone(page)
        expect(page.get_by_role("listitem").filter(has_text="Ada")).to_contain_text("Only Me")
        expect(page.get_by_role("listitem").filter(has_text="Ben")).to_contain_text("Friends")
        assert (site.state(setting), site.state(setting, BEN)) == ("off", "on")
        assert len(site.writes) == 1


@pytest.mark.parametrize("where", ["row", "address"])
def test_ads_from_ad_partners_open_in_a_pop_up_below_a_heading(hall: Stage, where: str) -> None:
    with hall.site("eu-2026-06") as site:
        if where == "row":
            page = site.at(f"{CENTER}/ad_preferences/")
            page.get_by_role("tab", name="Manage info").click()
            heading = page.get_by_role("heading", name="Ads shown outside of Meta")
            below = heading.locator("xpath=..")
            expect(below.locator("[aria-label]")).to_have_count(2)
            expect(below.get_by_role("link", name="Ads about Meta")).to_be_visible()
            below.get_by_role("button", name="Ads from ad partners").click()
        else:
            page = site.at(f"{ADS}/ads_outside_of_meta/")
        expect(page.get_by_role("dialog", name="Ads from ad partners")).to_be_visible()
        choose(page, "Don’t show me ads from ad partners")
        gone(page)
        assert site.writes == [("accounts_center.ads_outside_meta", "on", "off")]
        expect(page.get_by_text("Not showing ads from ad partners")).to_be_visible()


@pytest.mark.parametrize(
    ("generation", "tab", "rows"),
    [
        (
            "2023-10",
            "Ad settings",
            ["partners", "categories", "audience", "Ads shown outside of Meta", "about", "social"],
        ),
        (
            "2024-10",
            "Manage info",
            ["categories", "partners", "audience", "Ads shown outside of Meta", "about", "social"],
        ),
        (
            "2025-01",
            "Ad settings",
            ["partners", "categories", "audience", "social", "Ads from ad partners", "about"],
        ),
        (
            "2026-06",
            "Manage info",
            ["partners", "categories", "audience", "social", "Ads from ad partners", "about"],
        ),
    ],
)
def test_tabs_and_rows_of_each_layout(
    hall: Stage, generation: str, tab: str, rows: list[str]
) -> None:
    names = {
        "partners": "Activity information from ad partners",
        "categories": "Categories used to reach you",
        "audience": "Audience-based advertising",
        "about": "Ads about Meta",
        "social": "Social interactions",
    }
    with hall.site(generation=generation) as site:
        page = site.at(f"{CENTER}/ad_preferences/")
        page.get_by_role("tab", name=tab).click()
        page.get_by_text(names["social"]).wait_for()
        shown = page.locator("[data-visualcompletion='ignore-dynamic'] [aria-label]")
        labels = [one.get_attribute("aria-label") for one in shown.all()]
        assert labels == [names.get(row, row) for row in rows]
        headings = page.get_by_role("heading", name="Ads shown outside of Meta").count()
        assert headings == (generation == "2026-06")
