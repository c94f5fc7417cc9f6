"""Every setting of Instagram on the replica: its ways in and its faults."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.replica.instagram_whatsapp.conftest import BUSINESS, HELP, IG, Open, seen, settled
from tests.e2e.replica_site import ADA, BEN, Site

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]

SHARING, REUSE = "instagram.ai_activity_sharing", "instagram.content_reuse"
PRIVACY_AND_SECURITY = f"{IG}/accounts/privacy_and_security/"
SHARING_LABEL = "Allow sharing of your activity data for AI training"
REUSE_LABEL = "Allow people to reuse your content on Instagram and with AI features at Meta"
FORM = "/contact/767264225370182/"


def article(open_site: Open, *faults: str, **changes: Any) -> tuple[Site, Page]:
    site = open_site({SHARING: list(faults)}, generation="article", **changes)
    page = site.at(PRIVACY_AND_SECURITY)
    page.get_by_text("Story sharing").wait_for()
    return site, page


# ---- Instagram: the ways ------------------------------------------------------------------------


def test_identity_is_in_the_page(open_site: Open) -> None:
    page = open_site(accounts=[BUSINESS]).at(f"{IG}/")
    text = page.locator("script[data-sjs]").text_content() or ""
    assert f'"id":"{ADA}","username":"ada.benches"' in text.replace(": ", ":").replace(", ", ",")


def test_more_leads_to_settings_and_to_accounts_center(open_site: Open) -> None:
    page = open_site().at(f"{IG}/")
    page.get_by_role("button", name="More").click()
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("link", name="See more in Accounts Center").click()
    page.wait_for_url("https://accountscenter.instagram.com/**")
    page.get_by_role("link", name="Ad preferences").click()
    page.get_by_role("tab", name="Manage info").click()
    expect(page.get_by_role("link", name="Activity from other businesses")).to_be_visible()


@pytest.mark.parametrize("heading", ["Data Sharing", "Meta Information"])
def test_the_article_by_the_menus(open_site: Open, heading: str) -> None:
    features = ["meta_information"] if heading == "Meta Information" else []
    site = open_site(generation="article", features=features, deep_links=False)
    page = site.at(f"{IG}/ada/")
    page.get_by_role("button", name="Menu", exact=True).click()
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("link", name="Privacy and Security").click()
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    switch = seen(page, SHARING_LABEL)
    expect(switch).to_be_checked()
    switch.click()
    settled(site, (SHARING, "on", "off"))
    assert site.state(SHARING, BEN) == "on"
    assert page.goto(PRIVACY_AND_SECURITY)
    assert page.url == f"{IG}/"


def test_profile_menu_settings_of_today(open_site: Open) -> None:
    page = open_site().at(f"{IG}/")
    page.get_by_role("link", name="Profile").click()
    page.get_by_role("button", name="Options").click()
    page.get_by_role("button", name="Settings").click()
    expect(page.get_by_role("heading", name="Edit profile")).to_be_visible()
    assert page.get_by_text("Data Sharing").count() == 0
    page.get_by_role("link", name="Sharing and reuse").click()
    expect(page.get_by_text("available in the Instagram app")).to_be_visible()
    expect(page.get_by_role("switch")).to_have_count(0)


@pytest.mark.parametrize("region", ["US", "EU"])
def test_sharing_and_reuse_on_the_web_only_where_it_is_rolled_out(
    open_site: Open, region: str
) -> None:
    site = open_site(features=["web_content_reuse"], region=region)
    page = site.at(f"{IG}/accounts/sharing_and_reuse/")
    switch = seen(page, REUSE_LABEL)
    expect(switch).to_be_checked()
    switch.click()
    settled(site, (REUSE, "on", "off"))
    page.reload()
    expect(seen(page, REUSE_LABEL)).not_to_be_checked()


@pytest.mark.parametrize("generation", ["2023-10", "2026-06"])
def test_the_row_was_not_there_before(open_site: Open, generation: str) -> None:
    site = open_site(generation=generation)
    page = site.at(f"{IG}/accounts/edit/")
    page.get_by_role("link", name="Tags and mentions").wait_for()
    assert page.get_by_text("Sharing and reuse").count() == 0
    answer = page.goto(f"{IG}/accounts/sharing_and_reuse/")
    assert answer
    assert answer.status == 404


def test_forms_guides_and_their_truth(open_site: Open) -> None:
    site = open_site(region="EU", generation="2026-06")
    assert site.state("instagram.ai_objection") == site.state("whatsapp.ai_objection") == "form"
    assert site.state("instagram.activity_history") == "guide"
    assert site.state("whatsapp.accounts_center_link") == "guide"
    page = site.at(f"{HELP}{FORM}")
    expect(page.locator("input[type=email]")).to_have_value("ada@example.org")
    page.goto("https://privacycenter.instagram.com/policy/")
    page.get_by_role("link", name="Submit an objection request").click()
    page.get_by_role("button", name="Submit").click()
    expect(page.get_by_role("status")).to_contain_text("Thank you")
    assert site.writes == [("instagram.ai_objection", "form", "submitted")]
    page.goto("https://www.whatsapp.com/legal/")
    page.get_by_role("link", name="Data Subject Rights Form").click()
    page.get_by_role("button", name="Send question").wait_for()
    page.goto(f"{IG}/your_activity/")
    expect(page.get_by_role("link", name="Interactions")).to_be_visible()


def test_no_form_elsewhere(open_site: Open) -> None:
    site = open_site()
    assert site.state("instagram.ai_objection") == site.state("whatsapp.ai_objection") == "absent"
    page = site.at(f"{HELP}{FORM}")
    expect(page.get_by_role("heading")).to_contain_text("available in your region")
    page.goto("https://www.whatsapp.com/contact/forms/382532939919295/")
    expect(page.get_by_role("heading")).to_contain_text("available in your region")


# ---- Instagram: faults --------------------------------------------------------------------------


def test_flips_back(open_site: Open) -> None:
    site, page = article(open_site, "flips_back")
    seen(page, SHARING_LABEL).click()
    expect(seen(page, SHARING_LABEL)).not_to_be_checked()
    page.reload()
    expect(seen(page, SHARING_LABEL)).to_be_checked()
    assert site.writes == []


@pytest.mark.parametrize("fault", ["save_error", "server_error"])
def test_an_error(open_site: Open, fault: str) -> None:
    site, page = article(open_site, fault)
    seen(page, SHARING_LABEL).click()
    expect(page.get_by_role("alert")).to_contain_text("wrong")
    expect(seen(page, SHARING_LABEL)).to_be_checked()
    assert site.writes == []


def test_duplicate_and_absent(open_site: Open) -> None:
    _, page = article(open_site, "duplicate")
    expect(seen(page, SHARING_LABEL)).to_have_count(2)


def test_absent_leaves_the_rest_of_the_page(open_site: Open) -> None:
    site, page = article(open_site, "absent")
    expect(page.get_by_role("switch")).to_have_count(3)
    assert site.state(SHARING) == "absent"


def test_a_switch_that_is_drawn_as_off_first(open_site: Open) -> None:
    site = open_site({SHARING: ["late_hydration"]}, generation="article")
    with site.replica.hold("PolarisDataSharingSettingsQuery"):
        switch = seen(site.at(PRIVACY_AND_SECURITY), SHARING_LABEL)
        expect(switch).not_to_be_checked()
    expect(switch).to_be_checked()


@pytest.mark.parametrize("fault", ["renamed", "locked", "hidden_twin"])
def test_other_faults(open_site: Open, fault: str) -> None:
    _, page = article(open_site, fault)
    switch = seen(page, SHARING_LABEL)
    if fault == "renamed":
        seen(page, "Help our models grow").wait_for()
        expect(switch).to_have_count(0)
    elif fault == "locked":
        expect(switch).to_be_disabled()
    else:
        expect(page.locator(f"input[aria-label='{SHARING_LABEL}']")).to_have_count(2)
        expect(switch).to_have_count(1)
