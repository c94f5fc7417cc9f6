"""Accounts Center on the replica: every way in, and what its pages are made of."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.replica.facebook.conftest import (
    BEN,
    CENTER,
    DEEP,
    HOME,
    OFF,
    PARTNERS,
    ROWS,
    SLUGS,
    Open,
    chosen,
    confirm,
    opened,
    option,
    review,
    saved,
    switch_off,
    visit,
)

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]

TAB = {"2023-10": "Ad settings", "2026-07": "Manage info"}
EVERY = [(generation, setting) for generation in ROWS for setting in SLUGS]


@pytest.mark.parametrize("generation", ["2023-10", "2026-07"])
@pytest.mark.parametrize("deep_links", [True, False])
def test_the_way_through_the_menus(open_site: Open, generation: str, deep_links: bool) -> None:
    site = open_site(generation=generation, deep_links=deep_links)
    page = site.page()
    page.goto(HOME + "/")
    page.evaluate("window.stayed = true")
    page.get_by_label("Your profile", exact=True).click()
    page.get_by_text("Settings & privacy", exact=True).click()
    page.get_by_text("Settings", exact=True).click()
    page.wait_for_url(f"{HOME}/settings")
    assert page.evaluate("window.stayed")
    page.get_by_role("link", name="See more in Accounts Center").click()
    page.wait_for_url(f"{CENTER}/**")
    page.get_by_role("link", name="Ad preferences").click()
    page.get_by_role("tab", name=TAB[generation]).click()
    page.get_by_role("link", name=ROWS[generation][PARTNERS], exact=True).click()
    page.wait_for_url(DEEP + "data_from_partners/")
    assert page.get_by_label("Back", exact=True).count() == 2
    switch_off(page, generation, PARTNERS)
    assert site.writes == [(PARTNERS, "on", "off")]


@pytest.mark.parametrize(("generation", "setting"), EVERY)
def test_deep_link_saves_and_a_fresh_browser_agrees(
    open_site: Open, generation: str, setting: str
) -> None:
    site = open_site(generation=generation)
    page = visit(site, setting)
    expect(page.get_by_role("heading", name=ROWS[generation][setting]).last).to_be_visible()
    dialog = opened(page, setting)
    assert page.get_by_role("button", name="Review setting").count() == (setting == PARTNERS)
    assert chosen(dialog) != OFF[generation][setting]
    names = [box.get_attribute("name") for box in dialog.get_by_role("radio").all()]
    assert names == ["radio1", "radio2"]
    expect(dialog.get_by_role("button", name="Confirm")).to_have_attribute("aria-disabled", "true")
    option(dialog, OFF[generation][setting]).check()
    assert site.writes == []
    confirm(dialog)
    saved(dialog, setting)
    assert site.writes == [(setting, "on", "off")]
    assert site.state(setting, BEN) == "off"
    changing = [r for r in site.replica.truth()["requests"] if r["changes"]]
    assert [r["operation"].startswith("FXAccountsCenter") for r in changing] == [True]
    assert [r["operation"].endswith("Mutation") for r in changing] == [True]
    assert chosen(opened(visit(site, setting), setting)) == OFF[generation][setting]
    assert len(site.writes) == 1


def test_reading_changes_nothing_and_every_read_is_a_query(open_site: Open) -> None:
    site = open_site()
    for setting in SLUGS:
        opened(visit(site, setting), setting)
    requests = site.replica.truth()["requests"]
    names = {r["operation"] for r in requests if r["operation"]}
    assert names
    assert all(name.endswith("Query") for name in names)
    assert not any(r["changes"] for r in requests)


def test_without_deep_links_a_settings_address_leads_to_the_start(open_site: Open) -> None:
    site = open_site(deep_links=False)
    page = visit(site, PARTNERS)
    assert page.url == f"{CENTER}/"


def test_the_row_of_2023_tells_the_state(open_site: Open) -> None:
    site = open_site({PARTNERS: {"state": "off"}}, generation="2023-10")
    page = site.page()
    page.goto(f"{CENTER}/ad_preferences/")
    page.get_by_role("tab", name="Ad settings").click()
    row = page.locator("a[href^='/ad_preferences/ad_settings/data_from_partners']")
    expect(row).to_contain_text("Not using this information")
    expect(row).to_have_attribute("aria-label", ROWS["2023-10"][PARTNERS])


@pytest.mark.parametrize("generation", ["2023-10", "2026-07"])
def test_every_row_of_manage_info_leads_to_a_page(open_site: Open, generation: str) -> None:
    site = open_site(generation=generation)
    page = site.page()
    page.goto(f"{CENTER}/ad_preferences/")
    page.get_by_role("tab", name=TAB[generation]).click()
    rows = page.locator("a[href^='/ad_preferences/ad_settings/']")
    expect(rows).to_have_count(6 if generation == "2023-10" else 5)
    for index in range(rows.count()):
        label = rows.nth(index).get_attribute("aria-label") or ""
        rows.nth(index).click()
        page.wait_for_url("**/ad_settings/**")
        expect(page.get_by_role("heading", name=label, exact=True)).to_be_visible()
        page.get_by_label("Back").last.click()
        page.wait_for_url(re.compile("/ad_preferences/$"))
    assert site.writes == []


def test_older_panels_stay_and_each_has_its_back_button(open_site: Open) -> None:
    page = open_site().page()
    page.goto(DEEP + "audience_based_advertising/")
    page.get_by_role("listitem").first.get_by_role("link").click()
    expect(page.get_by_label("Back", exact=True)).to_have_count(3)
    page.get_by_label("Back", exact=True).last.click()
    expect(page.get_by_label("Back", exact=True)).to_have_count(2)


def test_boxes_of_categories_save_at_once(open_site: Open) -> None:
    site = open_site()
    page = site.page()
    page.goto(DEEP + "categories/")
    box = page.get_by_role("checkbox", name="Employer")
    with page.expect_response("**/api/graphql/"):
        box.click()
    expect(box).to_have_attribute("aria-checked", "false")
    assert site.writes == [("accounts_center.category_employer", "on", "off")]


@pytest.mark.parametrize("path", ["profiles", "connected_experiences", "password_and_security"])
def test_other_places_of_the_center(open_site: Open, path: str) -> None:
    page = open_site().page()
    page.goto(f"{CENTER}/{path}/")
    expect(page.locator("[aria-current=page]")).to_be_visible()
    expect(page.get_by_role("heading", level=2)).to_be_visible()


@pytest.mark.parametrize("address", [f"{HOME}/nothing", f"{CENTER}/nothing/at/all"])
def test_an_unknown_address_is_not_found(open_site: Open, address: str) -> None:
    page = open_site().page()
    answer = page.goto(address)
    assert answer
    assert answer.status == 404
    expect(page.get_by_text("This page isn’t available")).to_be_visible()


def test_page_tells_whose_it_is_and_its_language(open_site: Open) -> None:
    page = open_site().page(BEN)
    page.goto(HOME + "/")
    text = page.locator("script[type='application/json']").first.text_content() or ""
    assert f'"ACCOUNT_ID":"{BEN}"'.replace(" ", "") in text.replace(" ", "")
    assert '"language":"en_US"' in text.replace(" ", "")
    assert page.locator("html").get_attribute("lang") == "en"
    assert BEN in page.evaluate("document.cookie")
    assert "xs=" not in page.evaluate("document.cookie")


def test_class_names_and_order_change_from_load_to_load(open_site: Open) -> None:
    site = open_site()
    page = site.page()
    classes, orders = set(), set()
    for _ in range(8):
        page.goto(DEEP + "data_from_partners/")
        dialog = review(page)
        classes.add(dialog.get_attribute("class"))
        orders.add(dialog.locator("input[type=radio]").first.locator("xpath=..").inner_text())
    assert len(classes) == 8
    assert len(orders) == 2


def test_a_seed_fixes_them(open_site: Open) -> None:
    page = open_site(seed="fixed").page()
    classes = set()
    for _ in range(3):
        page.goto(DEEP + "data_from_partners/")
        classes.add(review(page).get_attribute("class"))
    assert len(classes) == 1


def test_the_variant_without_native_radios(open_site: Open) -> None:
    site = open_site(controls="aria")
    page = visit(site, PARTNERS)
    page.get_by_role("button", name="Review setting").click()
    dialog = page.get_by_role("dialog")
    off = dialog.locator("div[role=radio]", has_text="Don’t allow")
    expect(off).to_have_attribute("aria-checked", "false")
    off.click()
    expect(off).to_have_attribute("aria-checked", "true")
    confirm(dialog)
    dialog.wait_for(state="detached")
    assert site.writes == [(PARTNERS, "on", "off")]
