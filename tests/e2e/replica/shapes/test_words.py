"""Words of open places, and no page that breaks in any shape."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.replica.shapes.conftest import press, written
from tests.e2e.replica_site import CENTER, HOME, Stage

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]

RESEARCH = "facebook.research_data_use"


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
    with hall.site("article", shapes={"switch_saves": saves}) as site:
        page = site.at(f"{HOME}/settings/privacy_and_data")
        switch = page.get_by_role("switch", name="Use your data for research and development")
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
