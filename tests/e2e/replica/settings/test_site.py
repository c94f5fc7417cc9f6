"""Settings on the site itself, before Accounts Center and in the article's layout."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.replica.settings.conftest import (
    FUTURE,
    OFF_META,
    OLD,
    PARTNERS,
    button,
    choose,
    gone,
)
from tests.e2e.replica_site import BEN, CENTER, HOME, Stage

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]

RESEARCH = "facebook.research_data_use"
FOR_AI = "accounts_center.data_use_for_ai"


def turn(page: Page, label: str) -> None:
    with page.expect_response(lambda r: "Mutation" in (r.request.post_data or "")):
        page.get_by_role("switch", name=label).click(force=True)


# ---- the layouts before Accounts Center --------------------------------------------------


@pytest.mark.parametrize("scenario", ["layout-2020", "layout-2022"])
@pytest.mark.parametrize(
    ("row", "off", "setting"),
    [
        (
            "Data about your activity from partners",
            "No, don’t make my ads more relevant by using this information",
            "partner_activity",
        ),
        ("Ads shown", "Not allowed", "ads_outside_meta"),
        ("Social interactions", "Only Me", "social_interactions"),
    ],
)
def test_ad_settings_on_the_site_itself(
    hall: Stage, scenario: str, row: str, off: str, setting: str
) -> None:
    with hall.site(scenario) as site:
        page = site.at(HOME + "/settings")
        page.get_by_role("link", name="Ads", exact=True).click()
        page.get_by_role("link", name=row).click()
        page.wait_for_url(f"{HOME}/adpreferences/ad_settings/?section=*")
        if setting == "partner_activity":
            button(page, "Review").click()
            choose(page, off)
            gone(page)
        else:
            expect(button(page, "Review")).to_have_count(0)
            main = page.get_by_role("main")
            main.locator("input[type=radio]").first.wait_for()
            main.get_by_text(off, exact=True).last.click()
            confirm = main.get_by_role("button", name="Confirm")
            confirm.click()
            expect(confirm).to_have_attribute("aria-disabled", "true")
            expect(confirm).not_to_have_attribute("aria-busy", "")
        assert site.writes == [(f"accounts_center.{setting}", "on", "off")]
        page.reload()
        shown = "Not using this information" if setting == "partner_activity" else off
        expect(page.get_by_text(shown, exact=True).first).to_be_visible()


def test_the_old_settings_inside_a_frame(hall: Stage) -> None:
    with hall.site("layout-2020", legacy_frame=True) as site:
        page = site.at(HOME + "/settings?tab=your_facebook_information")
        expect(page.get_by_label("Your profile", exact=True)).to_be_visible()
        expect(page.get_by_text("Off-Facebook Activity")).to_have_count(0)
        inside = page.frame_locator("iframe")
        inside.get_by_role("link", name="View").nth(3).click()
        inside.locator("[role=button]", has_text="Manage Future Activity").click()
        assert page.url == f"{HOME}/off_facebook_activity/"
        dialog = inside.get_by_role("dialog")
        dialog.get_by_role("button", name="Manage Future Activity").click()
        inside.get_by_role("switch").click(force=True)
        inside.get_by_role("button", name="Turn Off").click()
        expect(inside.get_by_role("switch")).to_have_attribute("aria-checked", "false")
        page.wait_for_load_state("networkidle")
        assert site.writes == [(OLD, "on", "off")]


# ---- the article's layout ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("features", "section", "label"),
    [
        ([], "Your Activity", "Use your data for research and development"),
        (["research_purposes"], "Data Use", "Share information with Meta for research purposes"),
    ],
)
def test_the_articles_switch(hall: Stage, features: list[str], section: str, label: str) -> None:
    with hall.site("article", features=features) as site:
        page = site.at(HOME + "/")
        page.get_by_label("Your profile", exact=True).click()
        page.get_by_text("Settings & Privacy", exact=True).click()
        page.get_by_text("Settings", exact=True).click()
        page.get_by_role("link", name="Privacy and Data").click()
        expect(page.get_by_role("heading", name=section)).to_be_visible()
        turn(page, label)
        assert site.writes == [(RESEARCH, "on", "off")]
        turn(page, "Show when you’re active")
        assert site.writes[1:] == [("facebook.active_status", "on", "off")]
        page.reload()
        switches = page.get_by_role("switch")
        expect(switches.first).to_have_attribute("aria-checked", "false")


def test_the_articles_other_settings(hall: Stage) -> None:
    with hall.site("article") as site:
        page = site.at(HOME + "/settings")
        page.get_by_role("link", name="Your Facebook Information").click()
        page.get_by_role("link", name="View").nth(3).click()
        page.wait_for_url(f"{HOME}/off_facebook_activity/")
        page.goto(HOME + "/settings")
        page.get_by_role("link", name="Ad Preferences").click()
        page.get_by_role("tab", name="Ad Settings").click()
        page.get_by_role("link", name="Ads based on activity from partners").click()
        button(page, "Review").click()
        choose(page, "Not allowed")
        gone(page)
        page.get_by_role("link", name="Your Information and Permissions").click()
        page.get_by_role("link", name="Your Activity and Data").click()
        turn(page, "Data Use for AI")
        assert site.writes == [(PARTNERS, "on", "off"), (FOR_AI, "on", "off")]
        assert [site.state(name, BEN) for name in (PARTNERS, FOR_AI)] == ["off", "off"]


@pytest.mark.parametrize(
    ("setting", "address", "left"),
    [
        (RESEARCH, f"{HOME}/settings/privacy_and_data", f"{HOME}/settings"),
        (FOR_AI, f"{CENTER}/info_and_permissions/your_activity_and_data/", "info_and_permissions/"),
        (OLD, f"{HOME}/off_facebook_activity", "your_facebook_information/"),
    ],
)
def test_an_absent_setting_leaves_the_page_above_it(
    hall: Stage, setting: str, address: str, left: str
) -> None:
    with hall.site("article", settings={setting: {"faults": ["absent"]}}) as site:
        page = site.at(address)
        page.wait_for_load_state("networkidle")
        assert page.url.endswith(left)
        expect(page.get_by_role("switch")).to_have_count(0)


def test_faults_of_the_new_controls(hall: Stage) -> None:
    faults = ["hidden_twin", "duplicate", "renamed"]
    with hall.site("article", settings={RESEARCH: {"faults": faults}}) as site:
        page = site.at(f"{HOME}/settings/privacy_and_data")
        expect(page.locator("input[role=switch]")).to_have_count(4)
        expect(page.get_by_role("switch", name="Help our scientists")).to_have_count(2)
    with hall.site("eu-2026-06", settings={FUTURE: {"faults": ["late_hydration"]}}) as site:
        with site.replica.hold("OffMetaActivityRootQuery"):
            page = site.at(OFF_META)
            expect(page.get_by_text("Future activity is disconnected")).to_be_visible()
        expect(page.get_by_text("Future activity is connected")).to_be_visible()
    with hall.site("eu-2026-06", settings={FUTURE: {"faults": ["side_effect"]}}) as site:
        page = site.at(OFF_META)
        button(page, "Manage future activity").click()
        choose(page, "Disconnect future activity")
        page.get_by_role("dialog").last.get_by_role(
            "button", name="Disconnect future activity"
        ).click()
        gone(page)
        assert site.writes[1:] == [("accounts_center.ads_about_meta", "on", "on")]
