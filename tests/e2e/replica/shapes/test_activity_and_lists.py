"""Activity off the platform and audience lists: each shape works, and the ledger agrees."""

import pytest
from playwright.sync_api import expect

from tests.e2e.replica.shapes.conftest import ADS, FUTURE, INFORMATION, PAST, panel, press, written
from tests.e2e.replica_site import ADA, BEN, Stage

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]

OFF_META = f"{INFORMATION}off_facebook_activity/"


# ---- activity off the platform -----------------------------------------------------------


@pytest.mark.parametrize("question", ["none", "password", "box"])
def test_what_is_asked_before_the_future_is_disconnected(hall: Stage, question: str) -> None:
    with hall.site("eu-2026-06", shapes={"future_question": question}) as site:
        page = site.at(OFF_META)
        page.locator("[role=button]", has_text="Manage future activity").click()
        page.get_by_role("dialog").get_by_text("Disconnect future activity", exact=True).click()
        press(page.get_by_role("dialog"), "Confirm")
        if question == "password":
            page.locator("input[type=password]").fill("replica-ada")
            assert site.writes == []
            press(page, "Continue")
        if question == "box":
            go = page.get_by_role("button", name="Proceed")
            expect(go).to_have_attribute("aria-disabled", "true")
            page.get_by_label("I understand what this changes").check()
            go.click()
        written(page, site, (FUTURE, "on", "off"))
        expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("options", ["rows", "switch"])
def test_other_controls_for_the_future(hall: Stage, options: str) -> None:
    shapes = {"future_options": options, "future_question": "none"}
    with hall.site("eu-2026-06", shapes=shapes) as site:
        page = site.at(OFF_META)
        page.locator("[role=button]", has_text="Manage future activity").click()
        dialog = page.get_by_role("dialog")
        if options == "rows":
            dialog.get_by_role("button", name="Disconnect future activity").click()
        else:
            control = dialog.get_by_role("switch")
            expect(control).to_be_checked()
            control.click(force=True)
            expect(control).not_to_be_checked()
        written(page, site, (FUTURE, "on", "off"))


@pytest.mark.parametrize("shape", ["buttons", "boxes"])
def test_how_each_accounts_history_is_cleared(hall: Stage, shape: str) -> None:
    with hall.site("eu-2026-06", shapes={"clear_accounts": shape}) as site:
        page = site.at(OFF_META)
        page.locator("[role=button]", has_text="Clear previous activity").click()
        if shape == "buttons":
            page.get_by_role("dialog").get_by_role("button", name="Clear", exact=True).last.click()
            press(page.get_by_role("dialog").last, "Clear")
            written(page, site, (PAST, "on", "off"))
            assert [site.state(PAST, one) for one in (ADA, BEN)] == ["on", "off"]
        else:
            press(page, "Clear")
            written(page, site, (PAST, "on", "off"), (PAST, "on", "off"))
            assert [site.state(PAST, one) for one in (ADA, BEN)] == ["off", "off"]


def test_the_lists_ask_for_the_password_as_well(hall: Stage) -> None:
    with hall.site("eu-2026-06", interruptions=["password_list"]) as site:
        page = site.at(OFF_META)
        page.locator("[role=button]", has_text="Recent activity").click()
        expect(page.get_by_text("Lumen Books")).to_have_count(0)
        page.locator("input[type=password]").fill("replica-ada")
        press(page, "Continue")
        page.get_by_text("Lumen Books").wait_for()
        assert site.writes == []


# ---- audience lists and categories -------------------------------------------------------


@pytest.mark.parametrize("shape", ["button", "confirmed", "menu"])
def test_each_part_of_an_audience_list_is_forbidden_by_itself(hall: Stage, shape: str) -> None:
    with hall.site(shapes={"audience_forbids": shape}) as site:
        page = site.at(f"{ADS}/audience_based_advertising/")
        page.get_by_role("listitem").filter(has_text="Northwind Coffee").get_by_role("link").click()
        page.get_by_text("Why are you included in this advertiser’s audience?").wait_for()
        reason = page.locator(
            "a[href^='/ad_preferences/ad_settings/audience_based_advertising']"
            "[aria-label='They uploaded or used a list to reach you.']"
        )
        reason.click()
        expect(page.get_by_label("Back", exact=True)).to_have_count(4)
        for part, name in (("Showing ads to you", "show"), ("Excluding you", "exclude")):
            before = len(site.writes)
            place = panel(page).locator("div", has=page.get_by_role("heading", name=part)).last
            if shape == "menu":
                place.get_by_role("button", name="More actions").click()
                page.get_by_role("menuitem", name="Stop this advertiser").click()
            else:
                place.get_by_role("button", name="Don’t allow").click()
            if shape == "confirmed":
                press(page.get_by_role("dialog"), "Cancel")
                assert len(site.writes) == before
                place.get_by_role("button", name="Don’t allow").click()
                press(page.get_by_role("dialog"), "Don’t allow")
            expect(place.get_by_text("You don’t allow this.")).to_be_visible()
            assert site.writes[before:] == [(f"accounts_center.audience_{name}_1", "on", "off")]
        assert site.state("accounts_center.audience_lists") == "on"
        page.get_by_label("Back", exact=True).last.click()
        page.get_by_label("Back", exact=True).last.click()
        page.wait_for_url(f"{ADS}/audience_based_advertising/")
        expect(page.get_by_label("Back", exact=True)).to_have_count(2)


@pytest.mark.parametrize("shape", ["boxes", "rows", "chips"])
def test_categories_one_by_one(hall: Stage, shape: str) -> None:
    with hall.site(shapes={"categories": shape}) as site:
        page = site.at(f"{ADS}/categories/")
        for name in ("Employer", "Job title", "Education", "Relationship status"):
            assert site.state("accounts_center.ad_categories") == "on"
            if shape == "boxes":
                page.get_by_role("checkbox", name=name).click()
            elif shape == "chips":
                page.get_by_role("button", name=name, pressed=True).click()
            else:
                page.get_by_role("listitem").filter(has_text=name).get_by_role("button").click()
                panel(page).get_by_text("No", exact=True).click()
                press(panel(page), "Confirm")
            done = len(site.writes)
            for _ in range(60):
                if len(site.writes) > done:
                    break
                page.wait_for_timeout(50)
            if shape == "rows":
                page.get_by_label("Back", exact=True).last.click()
        page.wait_for_load_state("networkidle")
        assert len(site.writes) == 4
        assert site.state("accounts_center.ad_categories") == "off"
