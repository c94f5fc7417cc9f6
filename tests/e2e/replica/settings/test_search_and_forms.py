"""Ways by search on the replica, and forms and guides."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.replica.settings.conftest import button
from tests.e2e.replica_site import CENTER, HOME, Stage

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]

FORM = f"{HOME}/help/contact/712876720715583"


# ---- search ------------------------------------------------------------------------------


def search(page: Page, text: str) -> None:
    page.get_by_role("searchbox", name="Search settings").fill(text)


@pytest.mark.parametrize(
    ("scenario", "query", "result", "leads"),
    [
        ("article", "research", "Use your data for research", "/settings/privacy_and_data/"),
        ("article", "off-facebook", "Off-Facebook Activity", "/off_facebook_activity/"),
        ("article", "data use for ai", "Data Use for AI", "/your_activity_and_data/"),
        ("us-2026-07", "businesses", "Activity from other businesses", "/data_from_partners/"),
        ("eu-2026-06", "ad partners", "Activity information from ad partners", "data_from"),
        ("eu-2026-06", "activity off", "Your activity off Meta technologies", "off_facebook"),
        ("layout-2022", "ads", "Ads", "/adpreferences/ad_settings/"),
    ],
)
def test_a_search_leads_to_the_page(
    hall: Stage, scenario: str, query: str, result: str, leads: str
) -> None:
    with hall.site(scenario, deep_links=False, menu_paths=False) as site:
        page = site.at(HOME + "/settings")
        search(page, query)
        page.get_by_role("listitem").get_by_role("link", name=result).click()
        page.wait_for_url(re.compile(re.escape(leads)))
        page.wait_for_load_state("networkidle")
        assert leads in page.url
        assert site.writes == []


def test_a_search_without_result_and_a_page_without_search(hall: Stage) -> None:
    with hall.site() as site:
        page = site.at(HOME + "/settings")
        page.get_by_role("link", name="See more in Accounts Center").wait_for()
        search(page, "research")
        expect(page.get_by_text("No results", exact=True)).to_be_visible()
        search(page, "")
        page.get_by_role("link", name="See more in Accounts Center").wait_for()
    with hall.site(settings_search=False) as site:
        page = site.at(HOME + "/settings")
        page.get_by_role("link", name="See more in Accounts Center").wait_for()
        expect(page.get_by_role("searchbox", name="Search settings")).to_have_count(0)


# ---- forms and guides --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("generation", "link"),
    [("2026-06", "Submit an objection request"), ("2026-07", "Right to object")],
)
def test_the_way_to_the_objection_form(hall: Stage, generation: str, link: str) -> None:
    with hall.site(generation=generation, region="EU") as site:
        page = site.at(f"{HOME}/privacy/center/")
        page.get_by_role("link", name="AI at Meta").click()
        page.get_by_role("link", name=link).click()
        expect(page.get_by_label("Email address")).to_have_value("ada@example.org")
        assert page.url == FORM
        assert site.writes == []
        page.get_by_role("button", name="Submit").click()
        expect(page.get_by_role("status")).to_contain_text("submitted")
        assert site.writes == [("facebook.ai_objection", "form", "submitted")]
        assert site.state("facebook.ai_objection") == "form"
        page.goto(f"{HOME}/privacy/policy")
        page.get_by_role("link", name="object").click()
        page.wait_for_url(FORM)


def test_no_form_in_other_regions(hall: Stage) -> None:
    with hall.site() as site:
        page = site.at(FORM)
        expect(page.get_by_text("isn’t available in your region")).to_be_visible()
        expect(page.locator("form")).to_have_count(0)
        page.goto(f"{HOME}/privacy/genai/")
        page.get_by_role("heading", name="AI at Meta").wait_for()
        expect(page.get_by_role("link", name=re.compile("object"))).to_have_count(0)
        assert site.state("facebook.ai_objection") == "absent"


def test_deleting_history_shows_in_the_ledger(hall: Stage) -> None:
    with hall.site() as site:
        page = site.at(f"{HOME}/me/allactivity")
        expect(page.get_by_role("listitem")).to_have_count(4)
        button(page.get_by_role("listitem").first, "Move to trash").click()
        assert site.writes == []
        page.get_by_role("dialog").get_by_role("button", name="Move to trash").click()
        expect(page.get_by_role("listitem")).to_have_count(3)
        assert site.writes == [("facebook.activity_history", "guide", "deleted")]
        assert site.state("facebook.activity_history") == "guide"


def test_the_center_names_its_accounts(hall: Stage) -> None:
    other: dict[str, Any] = {"id": "7", "name": "Cy", "email": "c@x.org", "password": "p"}
    with hall.site() as site:
        accounts = [account.model_dump() for account in site.replica.scenario.accounts]
    with hall.site(accounts=[*accounts, other | {"center": "two"}]) as site:
        page = site.at(f"{CENTER}/profiles/")
        main = page.locator("section")
        expect(main.get_by_text("Ada Sample")).to_be_visible()
        expect(main.get_by_text("Ben Sample")).to_be_visible()
        expect(main.get_by_text("Cy", exact=True)).to_have_count(0)
