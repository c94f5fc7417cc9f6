"""Signing in at the replica, and out again."""

import pytest
from playwright.sync_api import expect

from tests.e2e.replica.facebook.conftest import CENTER, HOME, PARTNERS, Open, switch_off

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]


def test_a_signed_out_browser_signs_in_and_comes_back(open_site: Open) -> None:
    site = open_site()
    page = site.page(None)
    page.goto(f"{CENTER}/ad_preferences/")
    assert page.url.startswith(f"{HOME}/login")
    assert page.title() == "Facebook - log in or sign up"
    page.locator("input[name=email]").fill("ada@example.org")
    page.locator("input[name=pass]").fill("wrong")
    page.locator("button[name=login]").click()
    expect(page.get_by_role("alert")).to_contain_text("incorrect")
    page.locator("input[name=email]").fill("ada@example.org")
    page.locator("input[name=pass]").fill("replica-ada")
    page.locator("button[name=login]").click()
    page.wait_for_url(f"{CENTER}/ad_preferences/")
    expect(page.get_by_role("tab", name="Manage info")).to_be_visible()


def test_log_out_in_the_menu_ends_the_session(open_site: Open) -> None:
    page = open_site().page()
    page.goto(HOME + "/")
    page.get_by_label("Your profile", exact=True).click()
    page.get_by_text("Log out", exact=True).click()
    page.wait_for_url(f"{HOME}/login**")


def test_under_local_names_in_a_persons_own_browser(open_site: Open) -> None:
    site = open_site()
    page = site.page(None)
    page.goto(site.replica.url)
    with page.expect_navigation():
        page.locator("a[href*='__enter']", has_text="Facebook").first.click()
    page.get_by_label("Your profile", exact=True).click()
    page.get_by_text("Settings & privacy", exact=True).click()
    page.get_by_text("Settings", exact=True).click()
    page.get_by_role("link", name="See more in Accounts Center").click()
    page.wait_for_url(f"http://accountscenter.facebook.com.localhost:{site.replica.port}/**")
    page.goto(page.url.partition("?")[0] + "ad_preferences/ad_settings/data_from_partners/")
    switch_off(page, "2026-07", PARTNERS)
    assert site.writes == [(PARTNERS, "on", "off")]
