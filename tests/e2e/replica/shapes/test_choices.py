"""Choices of which no evidence says how they look: each shape works, and the ledger agrees."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.replica.shapes.conftest import (
    ABOUT,
    ADS,
    INFORMATION,
    NO_ABOUT,
    NO_OLD,
    NO_PARTNERS,
    OUTSIDE,
    PARTNERS,
    panel,
    press,
    written,
)
from tests.e2e.replica_site import CENTER, HOME, Stage

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]

NO_NEW = "Don’t allow Meta to use this activity to show you relevant content"


# ---- activity from other businesses ------------------------------------------------------


@pytest.mark.parametrize(
    ("shape", "button"),
    [("button", "Review setting"), ("plural", "Review settings"), ("other_words", "Decide")],
)
def test_a_button_that_opens_it(hall: Stage, shape: str, button: str) -> None:
    with hall.site(shapes={"review": shape}) as site:
        page = site.at(f"{ADS}/data_from_partners/")
        page.get_by_role("button", name=re.compile(f"^{button}")).click()
        page.get_by_role("dialog").get_by_text(NO_NEW, exact=True).click()
        press(page.get_by_role("dialog"), "Confirm")
        expect(page.get_by_role("dialog")).to_have_count(0)
        assert site.writes == [(PARTNERS, "on", "off")]


@pytest.mark.parametrize("shape", ["inline", "switch"])
def test_no_button_at_all(hall: Stage, shape: str) -> None:
    with hall.site(shapes={"review": shape}) as site:
        page = site.at(f"{ADS}/data_from_partners/")
        if shape == "inline":
            panel(page).get_by_text(NO_NEW, exact=True).click()
            press(panel(page), "Confirm")
        else:
            page.get_by_role("switch", name="Use data from partners").click(force=True)
        expect(page.get_by_role("button", name=re.compile("Review"))).to_have_count(0)
        written(page, site, (PARTNERS, "on", "off"))


@pytest.mark.parametrize("shape", ["inline", "switch"])
def test_no_button_before_2023_either(hall: Stage, shape: str) -> None:
    with hall.site(generation="2022-06", shapes={"review": shape}) as site:
        page = site.at(f"{HOME}/adpreferences/ad_settings/?section=data_from_partners")
        if shape == "inline":
            page.get_by_text(NO_OLD, exact=True).click()
            press(page, "Confirm")
        else:
            page.get_by_role("switch", name="Use data from partners").click(force=True)
        expect(page.get_by_role("button", name=re.compile("Review"))).to_have_count(0)
        written(page, site, (PARTNERS, "on", "off"))


@pytest.mark.parametrize("shape", ["choice", "switch", "buttons"])
def test_the_articles_off_facebook_activity(hall: Stage, shape: str) -> None:
    with hall.site("article", shapes={"off_facebook_options": shape}) as site:
        page = site.at(f"{HOME}/off_facebook_activity")
        page.get_by_role("button", name=re.compile("Manage future activity")).click()
        dialog = page.get_by_role("dialog")
        if shape == "choice":
            dialog.get_by_text("Disconnect future activity", exact=True).click()
            press(dialog, "Confirm")
        elif shape == "switch":
            dialog.get_by_role("switch").click(force=True)
        else:
            press(dialog, "Disconnect future activity")
        expect(dialog).to_have_count(2)
        assert site.writes == []
        dialog.last.get_by_role("button").last.click()
        written(page, site, ("facebook.off_facebook_activity", "on", "off"))


@pytest.mark.parametrize("shape", ["popup", "page"])
def test_the_row_of_2024_opens_otherwise(hall: Stage, shape: str) -> None:
    with hall.site(generation="2024-10", shapes={"partner_opens": shape}) as site:
        page = site.at(f"{CENTER}/ad_preferences/")
        page.get_by_role("tab", name="Manage info").click()
        page.get_by_label("Activity information from ad partners", exact=True).click()
        press(page, "Review setting")
        place = page.get_by_role("dialog").last if shape == "popup" else panel(page)
        place.get_by_text(NO_OLD, exact=True).click()
        press(place, "Confirm")
        written(page, site, (PARTNERS, "on", "off"))


@pytest.mark.parametrize(
    ("shape", "slug", "old"),
    [
        ("same", "data_from_partners", 200),
        ("renamed", "activity_from_other_businesses", 200),
        ("gone", "shared_activity", 404),
    ],
)
def test_its_address_of_2026(hall: Stage, shape: str, slug: str, old: int) -> None:
    with hall.site(shapes={"partner_address": shape}) as site:
        page = site.page()
        answer = page.goto(f"{ADS}/data_from_partners/")
        assert answer
        assert answer.status == old
        page.goto(INFORMATION)
        page.get_by_role("link", name="Activity from other businesses").click()
        page.wait_for_url(f"{ADS}/{slug}/")
        page.goto(HOME + "/settings")
        page.get_by_role("searchbox", name="Search settings").fill("businesses")
        page.get_by_role("link", name="Activity from other businesses").click()
        page.wait_for_url(f"{ADS}/{slug}/?entry_point=settings_search")


@pytest.mark.parametrize("shape", ["own_page", "popup"])
def test_where_the_row_of_2026_leads(hall: Stage, shape: str) -> None:
    with hall.site(shapes={"information_opens": shape}) as site:
        page = site.at(INFORMATION)
        page.get_by_label("Activity from other businesses", exact=True).click()
        if shape == "own_page":
            page.wait_for_url(f"{INFORMATION}activity_from_other_businesses/")
            press(page, "Review setting")
        else:
            assert page.url == INFORMATION
        page.get_by_role("dialog").get_by_text(NO_NEW, exact=True).click()
        press(page.get_by_role("dialog"), "Confirm")
        written(page, site, (PARTNERS, "on", "off"))


# ---- rows without "Review setting" -------------------------------------------------------


@pytest.mark.parametrize("shape", ["panel", "popup", "menu"])
def test_how_another_row_opens(hall: Stage, shape: str) -> None:
    with hall.site("eu-2026-06", shapes={"other_rows": shape}) as site:
        page = site.at(f"{CENTER}/ad_preferences/")
        page.get_by_role("tab", name="Manage info").click()
        page.get_by_label("Ads about Meta", exact=True).click()
        place = page.get_by_role("dialog") if shape == "popup" else panel(page)
        if shape == "menu":
            page.locator("select").select_option("off")
            press(place, "Save")
        else:
            place.get_by_text(NO_ABOUT, exact=True).click()
            press(place, "Confirm")
        written(page, site, (ABOUT, "on", "off"))
        if shape == "popup":
            page.goto(f"{ADS}/ads_about_meta/")
            expect(page.get_by_role("dialog", name="Ads about Meta")).to_be_visible()


@pytest.mark.parametrize("shape", ["select", "on_leaving"])
def test_what_saves_a_choice_without_confirm(hall: Stage, shape: str) -> None:
    with hall.site("eu-2026-06", shapes={"other_save": shape}) as site:
        page = site.at(f"{ADS}/ads_outside_of_meta/")
        dialog = page.get_by_role("dialog")
        dialog.get_by_text(NO_PARTNERS, exact=True).click()
        expect(page.get_by_role("button", name="Confirm")).to_have_count(0)
        if shape == "on_leaving":
            page.wait_for_timeout(200)
            assert site.writes == []
            press(dialog, "Close")
        written(page, site, (OUTSIDE, "on", "off"))
        page.goto(f"{ADS}/ads_about_meta/")
        expect(page.get_by_role("button", name="Confirm")).to_be_visible()


def test_a_choice_that_is_saved_when_its_page_is_left(hall: Stage) -> None:
    with hall.site(shapes={"other_save": "on_leaving"}) as site:
        page = site.at(f"{ADS}/ads_outside_of_meta/")
        panel(page).get_by_text(NO_PARTNERS, exact=True).click()
        assert site.writes == []
        page.get_by_label("Back", exact=True).last.click()
        written(page, site, (OUTSIDE, "on", "off"))


@pytest.mark.parametrize("shape", ["word", "page"])
def test_what_is_said_once_a_choice_is_saved(hall: Stage, shape: str) -> None:
    with hall.site(shapes={"saved_sign": shape}) as site:
        page = site.at(f"{ADS}/data_from_partners/")
        press(page, "Review setting")
        dialog = page.get_by_role("dialog")
        dialog.get_by_text(NO_NEW, exact=True).click()
        press(dialog, "Confirm")
        page.get_by_role("status").wait_for()
        if shape == "page":
            expect(dialog).to_be_visible()
            press(dialog, "OK")
        expect(dialog).to_have_count(0)
        assert site.writes == [(PARTNERS, "on", "off")]
