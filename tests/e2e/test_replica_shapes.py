"""Places of which no evidence says how they look: each shape works, and the ledger agrees with it."""

# ruff: noqa: RUF001  the pages write curly apostrophes
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Playwright, expect

from offswitch.replica.pages import words_of
from tests.e2e.replica_site import ADA, BEN, CENTER, HOME, Site, Stage, stage

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]

ADS = f"{CENTER}/ad_preferences/ad_settings"
INFORMATION = f"{CENTER}/info_and_permissions/"
OFF_META = f"{INFORMATION}off_facebook_activity/"
PARTNERS = "accounts_center.partner_activity"
OUTSIDE = "accounts_center.ads_outside_meta"
ABOUT = "accounts_center.ads_about_meta"
FUTURE, PAST = "accounts_center.off_meta_activity", "accounts_center.clear_off_meta_history"
RESEARCH = "facebook.research_data_use"
NO_OLD = "No, don’t make my ads more relevant by using this information"
NO_NEW = "Don’t allow Meta to use this activity to show you relevant content"
NO_ABOUT = "Don’t use my activity to show me ads about Meta"
NO_PARTNERS = "Don’t show me ads from ad partners"


@pytest.fixture(scope="module")
def hall(playwright: Playwright) -> Iterator[Stage]:
    with stage(playwright) as opened:
        yield opened


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


# ---- words, and everything at once -------------------------------------------------------


def test_less_personal_ads_are_offered_in_europe_alone(hall: Stage) -> None:
    with hall.site("eu-2026-06") as site:
        page = site.at(f"{CENTER}/ad_preferences/")
        page.get_by_role("tab", name="Manage info").click()
        page.get_by_role("button", name="Ad experience").click()
        dialog = page.get_by_role("dialog", name="Ad experience")
        dialog.get_by_text("Less personalized ads", exact=True).click()
        press(dialog, "Confirm")
        written(page, site, ("accounts_center.ad_experience", "on", "off"))
    with hall.site() as site:
        page = site.at(f"{CENTER}/ad_preferences/")
        page.get_by_role("tab", name="Manage info").click()
        page.get_by_label("Ads about Meta", exact=True).wait_for()
        expect(page.get_by_text("Ad experience", exact=True)).to_have_count(0)


@pytest.mark.parametrize("saves", ["confirmed", "box"])
def test_what_the_articles_switch_asks(hall: Stage, saves: str) -> None:
    with hall.site("article", shapes={"research_saves": saves}) as site:
        page = site.at(f"{HOME}/settings/privacy_and_data")
        switch = page.get_by_role("switch").first
        switch.click(force=True)
        dialog = page.get_by_role("dialog")
        if saves == "box":
            dialog.get_by_role("checkbox").check()
        assert site.writes == []
        press(dialog, "Turn off")
        expect(switch).not_to_be_checked()
        written(page, site, (RESEARCH, "on", "off"))


def test_words_of_open_places(hall: Stage) -> None:
    riddles = {"moved_words": "riddle", "search_words": "riddle", "offer_titles": "none"}
    with hall.site("eu-2026-06", shapes=riddles, interruptions=["save_login"]) as site:
        page = site.at(f"{HOME}/settings")
        expect(page.get_by_role("dialog").get_by_role("heading")).to_have_count(0)
        press(page.get_by_role("dialog"), "Not now")
        page.get_by_role("searchbox", name="Where to?").fill("nothing like it")
        expect(page.get_by_text("Hmm.", exact=True)).to_be_visible()
        page.goto(f"{HOME}/off_facebook_activity")
        expect(page.get_by_role("heading")).to_contain_text("We’ve tidied up")


@pytest.mark.parametrize("number", ["712876720715583", "6359191084165019", "other"])
def test_the_form_that_the_pages_lead_to(hall: Stage, number: str) -> None:
    with hall.site("eu-2026-06", shapes={"form_number": number, "form_words": "request"}) as site:
        page = site.at(f"{HOME}/privacy/genai/")
        page.get_by_role("link", name="Submit an objection request").click()
        assert page.url.endswith("100000000000077" if number == "other" else number)
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("status")).to_contain_text("submitted")
        assert site.writes == [("facebook.ai_objection", "form", "submitted")]
        for known in ("712876720715583", "6359191084165019"):
            answer = page.goto(f"{HOME}/help/contact/{known}")
            assert answer
            assert answer.ok


@pytest.mark.parametrize("generation", ["2020-01", "2022-06", "2023-10", "2025-01", "2026-07"])
@pytest.mark.parametrize("shape", [1, -1, "seed"])
def test_no_page_breaks_in_any_shape(hall: Stage, generation: str, shape: Any) -> None:
    with hall.site(generation=generation, shape=shape, seed="three", region="EU") as site:
        page = site.page()
        for site_data in site.replica.world.sites:
            host = next(iter(site_data.hosts))
            for route in site_data.routes:
                hosts = route.hosts or (host,)
                if host in hosts and route.view and site.replica.world.offered(route):
                    path = min(site.replica.world.paths(route))
                    page.goto(f"https://{host}{path}")
        page.wait_for_timeout(300)
        assert site.writes == []


# ---- one platform alone, other hosts, other languages ------------------------------------


@pytest.mark.parametrize("setting", [PARTNERS, OUTSIDE, ABOUT, FUTURE])
def test_an_instagram_session_alone_reaches_every_setting_of_the_center(
    hall: Stage, setting: str
) -> None:
    gram = "https://accountscenter.instagram.com"
    with hall.site("eu-2026-06") as site:
        accounts = [account.model_dump() for account in site.replica.scenario.accounts]
    alone = [accounts[0] | {"sessions": ["instagram"]}]
    places = {
        PARTNERS: "ad_preferences/ad_settings/data_from_partners/",
        OUTSIDE: "ad_preferences/ad_settings/ads_outside_of_meta/",
        ABOUT: "ad_preferences/ad_settings/ads_about_meta/",
        FUTURE: "info_and_permissions/off_facebook_activity/",
    }
    no = {
        PARTNERS: NO_OLD,
        OUTSIDE: NO_PARTNERS,
        ABOUT: NO_ABOUT,
        FUTURE: "Disconnect future activity",
    }
    with hall.site("eu-2026-06", accounts=alone, shapes={"future_question": "none"}) as site:
        page = site.at(f"{gram}/{places[setting]}")
        if setting == PARTNERS:
            press(page, "Review setting")
        if setting == FUTURE:
            page.locator("[role=button]", has_text="Manage future activity").click()
        page.get_by_text(no[setting], exact=True).last.click()
        press(page, "Confirm")
        written(page, site, (setting, "on", "off"))
        page.goto(f"{gram}/ads")
        assert page.url == f"{gram}/ad_preferences/"
        page.goto(CENTER + "/")
        assert page.url.startswith(f"{HOME}/login")
        assert site.state("facebook.activity_history") == "absent"
        page.goto(f"{gram}/info_and_permissions/")
        page.get_by_text("Manage contacts").wait_for()


def test_people_who_are_led_to_the_other_host(hall: Stage) -> None:
    with hall.site("layout-2022", features=["web_host"]) as site:
        page = site.at(f"{HOME}/settings")
        assert page.url == "https://web.facebook.com/settings"
        page.goto(f"{HOME}/your_information")
        assert page.url == "https://web.facebook.com/settings?tab=your_facebook_information"


def test_addresses_of_before_name_a_section(hall: Stage) -> None:
    with hall.site("layout-2024") as site:
        page = site.at(
            f"{HOME}/adpreferences/ad_settings/?section=profile_information"
            "&entry_product=accounts_center"
        )
        assert page.url == f"{ADS}/categories/"
        page.goto(f"{HOME}/adpreferences")
        assert page.url == f"{CENTER}/ad_preferences/"


def test_general_requests_go_to_another_host(hall: Stage) -> None:
    with hall.site(region="EU") as site:
        page = site.at(f"{HOME}/help/1561485474074139")
        assert page.url == "https://help.meta.com/support/privacy"
        page.get_by_role("link", name="I want to object to the use of my information for").click()
        page.wait_for_url(f"{HOME}/help/contact/712876720715583")
        page.goto(f"{HOME}/help/contact/510058597920541")
        page.get_by_role("button", name="Submit").click()
        written(page, site, ("facebook.third_party_objection", "off", "on"))
        answer = page.goto(f"{HOME}/help/contact/540977946302970")
        assert answer
        assert answer.status == 404


LANGUAGES = ["en-GB", "de", "es", "fr", "it", "ja", "nl", "pl", "pt", "pt-BR", "tr", "zh-TW"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_from_home_to_the_ledger(hall: Stage, language: str) -> None:
    with hall.site("eu-2026-06", language=language) as site:
        world = site.replica.world
        center, home = (
            {key: str(text) for key, text in words_of(world, one).items()}
            for one in (
                next(one for one in world.sites if one.platform == name)
                for name in ("accounts_center", "facebook")
            )
        )
        page = site.at(HOME + "/settings")
        page.get_by_role("link", name=home["center_more"]).click()
        page.get_by_role("link", name=center["nav_ads"]).click()
        page.get_by_role("tab", name=center["tab_manage"]).click()
        page.get_by_role("link", name=center["partner_row"]).click()
        page.get_by_role("button", name=center["review"]).click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_text(center["partner_off"], exact=True).click()
        press(dialog, center["confirm"])
        written(page, site, (PARTNERS, "on", "off"))
        data = page.locator("script[type='application/json']").first.text_content() or ""
        locale = next(one for one in world.sites if one.platform == "accounts_center").locales
        assert f'"language":"{locale[language]}"' in data.replace(" ", "")


@pytest.mark.parametrize(("shape", "given"), [("short", "pt"), ("locale", "pt_BR")])
def test_what_a_page_says_of_its_language(hall: Stage, shape: str, given: str) -> None:
    with hall.site(language="pt-BR", shapes={"lang_attribute": shape}) as site:
        page = site.at(CENTER + "/")
        assert page.locator("html").get_attribute("lang") == given


def test_british_spelling(hall: Stage) -> None:
    with hall.site("eu-2026-06", language="en-GB", region="UK") as site:
        page = site.at(HOME + "/settings")
        page.get_by_role("link", name="Privacy Centre").click()
        page.get_by_role("heading", name="Privacy Centre").wait_for()
        page.goto(f"{CENTER}/ad_preferences/")
        expect(page.get_by_role("heading", name="Accounts Centre")).to_be_visible()
        expect(page.get_by_role("tab", name="Customise ads")).to_be_visible()
