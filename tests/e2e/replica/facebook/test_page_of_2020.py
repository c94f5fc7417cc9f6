"""The page of 2020 on the replica: its switch, and every fault of it."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.replica.facebook.conftest import BEN, CENTER, HOME, Open, Site

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]

OLD = "facebook.off_facebook_activity"


def old_switch(page: Page) -> Locator:
    page.get_by_role("button", name="Manage Future Activity").click()
    about = page.get_by_role("dialog")
    about.get_by_role("button", name="Manage Future Activity").click()
    return page.locator("input[role=switch]:not([aria-hidden] *)").first


@pytest.mark.parametrize("by_menu", [True, False])
def test_off_facebook_activity_of_2020(open_site: Open, by_menu: bool) -> None:
    site = open_site(generation="2020-01", deep_links=not by_menu)
    page = site.page()
    if by_menu:
        page.goto(HOME + "/")
        page.get_by_label("Your profile", exact=True).click()
        page.get_by_role("menuitem", name="Settings & Privacy").click()
        page.get_by_role("menuitem", name="Settings", exact=True).click()
        page.get_by_role("link", name="Your Facebook Information").click()
        row = page.get_by_text("Off-Facebook Activity", exact=True).locator("xpath=../../..")
        row.get_by_role("link", name="View").click()
    else:
        page.goto(f"{HOME}/off_facebook_activity/")
    switch = old_switch(page)
    expect(switch).to_have_attribute("aria-checked", "true")
    expect(switch).to_have_css("opacity", "0.01")
    switch.click()
    page.get_by_role("button", name="Cancel").click()
    expect(switch).to_have_attribute("aria-checked", "true")
    assert site.writes == []
    switch.click()
    page.get_by_role("button", name="Turn Off").click()
    expect(switch).to_have_attribute("aria-checked", "false")
    expect(switch).not_to_have_attribute("aria-busy", "")
    assert site.writes == [(OLD, "on", "off")]
    assert site.state(OLD, BEN) == "on"


def test_off_facebook_activity_moved_and_is_gone(open_site: Open) -> None:
    for generation, text in (("2023-10", "has moved"), ("2026-07", "no longer available")):
        page = open_site(generation=generation).page()
        page.goto(f"{HOME}/off_facebook_activity/")
        expect(page.get_by_role("heading")).to_contain_text(text)


def test_the_center_did_not_exist_in_2020(open_site: Open) -> None:
    answer = open_site(generation="2020-01").page().goto(f"{CENTER}/")
    assert answer
    assert answer.status == 404


def old_page(open_site: Open, *faults: str) -> tuple[Site, Page]:
    site = open_site({OLD: list(faults)}, generation="2020-01")
    page = site.page()
    page.goto(f"{HOME}/off_facebook_activity/")
    return site, page


@pytest.mark.parametrize("fault", ["save_error", "server_error"])
def test_a_switch_that_cannot_be_saved_goes_back(open_site: Open, fault: str) -> None:
    site, page = old_page(open_site, fault)
    switch = old_switch(page)
    switch.click()
    page.get_by_role("button", name="Turn Off").click()
    expect(page.get_by_role("alert")).to_contain_text("wrong")
    expect(switch).to_have_attribute("aria-checked", "true")
    assert site.writes == []


def test_a_doubled_switch(open_site: Open) -> None:
    _, page = old_page(open_site, "duplicate")
    old_switch(page)
    expect(page.get_by_role("switch", name="Future Off-Facebook Activity")).to_have_count(2)


def test_a_locked_switch(open_site: Open) -> None:
    _, page = old_page(open_site, "locked")
    expect(old_switch(page)).to_be_disabled()


def test_a_switch_that_is_drawn_as_off_first(open_site: Open) -> None:
    site, page = old_page(open_site, "late_hydration")
    with site.replica.hold("OffFacebookActivityFutureActivityQuery"):
        switch = old_switch(page)
        expect(switch).to_have_attribute("aria-checked", "false")
    expect(switch).to_have_attribute("aria-checked", "true")


def test_a_switch_with_a_hidden_twin(open_site: Open) -> None:
    site, page = old_page(open_site, "hidden_twin")
    page.locator("[role=button]", has_text="Manage Future Activity").last.click()
    page.get_by_role("dialog").get_by_role("button", name="Manage Future Activity").click()
    inputs = page.locator("input[role=switch]")
    expect(inputs).to_have_count(2)
    expect(inputs.first).to_have_attribute("aria-checked", "false")
    expect(inputs.last).to_have_attribute("aria-checked", "true")
    assert page.get_by_role("switch").count() == 1
    assert site.writes == []
