"""Linking WhatsApp Web on the replica, and the shapes of its pages."""

import re
import time
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.replica.instagram_whatsapp.conftest import (
    BUSINESS,
    CUSTOMERS,
    PREVIEWS,
    TITLES,
    WA,
    Open,
    chats,
    drawer,
    row,
    seen,
    settled,
    whatsapp,
)
from tests.e2e.replica_site import ADA
from tests.e2e.waiting import until

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]


def test_linking_by_code_survives_a_reload_and_ends_at_log_out(open_site: Open) -> None:
    site = open_site()
    assert not site.replica.link(ADA)
    page = site.at(WA, None)
    page.locator(
        "div[data-ref] canvas[aria-label='Scan this QR code to link a device!']"
    ).wait_for()
    until(lambda: site.replica.link(ADA), why="no page shows a code")
    chats(page)
    assert page.context.cookies() == []
    page.reload()
    chats(page)
    (origin,) = page.context.storage_state(indexed_db=True)["origins"]
    assert origin.get("origin") == WA.rstrip("/")
    page.get_by_role("button", name="Settings").click()
    page.get_by_text("Log out", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Log out").click()
    page.locator("div[data-ref]").wait_for()
    assert site.writes == []


def test_an_exported_state_is_signed_in_and_one_that_ended_is_not(open_site: Open) -> None:
    site = open_site()
    page = site.at(WA)
    chats(page)
    kept: Any = page.context.storage_state(indexed_db=True)
    again = site.browser.new_context(storage_state=kept, ignore_https_errors=True).new_page()
    again.goto(WA)
    chats(again)
    again.context.close()
    site.replica.world.end_sessions(ADA)
    page.reload()
    page.locator("div[data-ref]").wait_for()


def test_a_session_that_is_no_longer_valid(open_site: Open) -> None:
    page = open_site(accounts=[BUSINESS | {"signed_in": False}]).at(WA)
    page.locator("div[data-ref]").wait_for()


def test_an_expired_code_and_another_window(open_site: Open) -> None:
    site = open_site(interruptions=[{"name": "qr_expired"}, {"name": "other_window"}])
    page = site.at(WA, None)
    page.get_by_test_id("link_device_qr_expired_refresh_button").click()
    page.get_by_test_id("link_device_qr_expired_refresh_button").wait_for(state="detached")
    until(lambda: site.replica.link(ADA), why="no page shows a code")
    expect(page.get_by_text("WhatsApp is open in another window")).to_be_visible()
    page.get_by_role("button", name="Use here").click()
    chats(page)


def test_linking_by_phone_number_shows_eight_letters(open_site: Open) -> None:
    site = open_site()
    page = site.at(WA, None)
    page.get_by_test_id("link_device_qr_phone_number_link").click()
    page.get_by_test_id("phone-number-country-selector").wait_for()
    page.get_by_test_id("phone-number-input").fill("5550100")
    page.get_by_role("button", name="Next").click()
    cells = page.get_by_test_id("link-with-phone-number-code-cells")
    expect(cells).to_have_text(re.compile("^[A-Z0-9]{4}-[A-Z0-9]{4}$"))
    until = time.monotonic() + 5
    while not site.replica.link(ADA) and time.monotonic() < until:
        time.sleep(0.05)
    chats(page)


def test_too_many_attempts_at_linking(open_site: Open) -> None:
    page = open_site(interruptions=[{"name": "too_many_attempts"}]).at(WA, None)
    page.get_by_test_id("link_device_qr_phone_number_link").click()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Too many attempts")).to_be_visible()


def test_nothing_that_is_read_or_written_goes_by_post(open_site: Open) -> None:
    site, page = whatsapp(open_site, PREVIEWS)
    seen(page, TITLES[PREVIEWS]).click()
    settled(site, (PREVIEWS, "on", "off"))
    asked = [r for r in site.replica.truth()["requests"] if r["host"] == "web.whatsapp.com"]
    assert {r["method"] for r in asked} == {"GET", "SOCKET"}
    assert {r["operation"] for r in asked} == {None}
    assert [r["method"] for r in asked if r["changes"]] == ["SOCKET"]


def test_test_ids_that_were_seen(open_site: Open) -> None:
    site = open_site(accounts=[BUSINESS], seed="ids")
    page = site.at(WA)
    chats(page)
    page.get_by_role("button", name="Settings").click()
    row(page, "Privacy").wait_for()
    if not page.get_by_test_id("li-account").count():
        pytest.fail("choose a seed whose builds ship their test ids")
    page.get_by_test_id("settings-drawer-item-privacy").click()
    for name in (
        "disable-link-preview-privacy-settings-item",
        "protect-ip-in-calls-privacy-settings-item",
        "last-seen-and-online-privacy-settings-item",
        "privacy-settings-drawer",
        "drawer-title-privacy",
    ):
        expect(page.get_by_test_id(name)).to_have_count(1)
    page.get_by_role("button", name="Back").last.click()
    page.get_by_test_id("li-account").click()
    for name in ("li-security", "li-request-account-info", "li-data-sharing"):
        expect(page.get_by_test_id(name)).to_have_count(1)


@pytest.mark.parametrize("shape", ["leads_on", "question"])
def test_other_shapes_of_customer_activity(open_site: Open, shape: str) -> None:
    site = open_site(accounts=[BUSINESS], shapes={"customer_row": shape})
    page = site.at(WA)
    drawer(page, "Account")
    row(page, "Your customers’ activity").click()
    if shape == "leads_on":
        expect(page.get_by_role("button", name="Back")).to_have_count(3)
        seen(page, "Your customers’ activity").click()
    else:
        page.get_by_role("dialog").get_by_role("button", name="Don’t share").click()
    settled(site, (CUSTOMERS, "on", "off"))


def test_the_form_is_about_data_protection_in_general(open_site: Open) -> None:
    site = open_site(region="UK", generation="2026-06", language="en-GB")
    page = site.at("https://www.whatsapp.com/contact/forms/382532939919295/", None)
    for label in ("Full name", "WhatsApp number"):
        expect(page.get_by_label(label)).to_have_attribute("required", "")
    assert "AI" not in page.locator("main").inner_text()
    page.get_by_label("Full name").fill("Ada Sample")
    page.get_by_label("WhatsApp number").fill("5550100")
    page.get_by_label("Email address").fill("ada@example.org")
    page.get_by_role("button", name="Send question").click()
    expect(page.get_by_role("status")).to_contain_text("Thanks")
    assert site.writes == [("whatsapp.ai_objection", "form", "submitted")]
