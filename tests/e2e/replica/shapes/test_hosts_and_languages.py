"""One platform alone, other hosts, and other languages."""

import pytest
from playwright.sync_api import expect

from offswitch.replica.pages import words_of
from tests.e2e.replica.shapes.conftest import (
    ABOUT,
    ADS,
    FUTURE,
    NO_ABOUT,
    NO_OLD,
    NO_PARTNERS,
    OUTSIDE,
    PARTNERS,
    press,
    written,
)
from tests.e2e.replica_site import CENTER, HOME, Stage

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]


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
