"""The switches of WhatsApp Web on the replica, and their faults."""

import pytest
from playwright.sync_api import WebSocketRoute, expect

from tests.e2e.replica.instagram_whatsapp.conftest import (
    BUSINESS,
    CALLS,
    CUSTOMERS,
    PREVIEWS,
    TITLES,
    WA,
    Open,
    chats,
    drawer,
    privacy,
    row,
    seen,
    settled,
    whatsapp,
)

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]


# ---- WhatsApp: switches -------------------------------------------------------------------------


@pytest.mark.parametrize(("setting", "by_row"), [(PREVIEWS, True), (CALLS, False)])
def test_inverted_switches(open_site: Open, setting: str, by_row: bool) -> None:
    site, page = whatsapp(open_site, setting)
    switch = seen(page, TITLES[setting])
    expect(switch).to_have_attribute("aria-checked", "false")
    assert (switch.get_attribute("aria-label") or "").startswith(f"{TITLES[setting]}. ")
    (page.get_by_text(TITLES[setting], exact=True) if by_row else switch).click()
    expect(switch).to_have_attribute("aria-checked", "true")
    settled(site, (setting, "on", "off"))
    assert page.url == WA
    page.get_by_role("button", name="Back").last.click()
    row(page, "Privacy").click()
    expect(switch).to_be_checked()
    page.reload()
    privacy(page)
    expect(switch).to_be_checked()


def test_older_drawers_stay_mounted(open_site: Open) -> None:
    _, page = whatsapp(open_site, PREVIEWS)
    expect(page.get_by_role("button", name="Back")).to_have_count(2)
    expect(page.locator("#pane-side")).to_have_count(1)


@pytest.mark.parametrize("business", [True, False])
def test_customer_activity_is_for_business_accounts(open_site: Open, business: bool) -> None:
    site = open_site(accounts=[BUSINESS | {"business": business}])
    page = site.at(WA)
    drawer(page, "Account")
    page.get_by_text("Request account info").wait_for()
    switch = seen(page, "Your customers’ activity")
    if not business:
        expect(switch).to_have_count(0)
        assert site.state(CUSTOMERS) == "absent"
        return
    expect(switch).to_be_checked()
    switch.click()
    settled(site, (CUSTOMERS, "on", "off"))


def test_no_advanced_rows_in_an_old_layout(open_site: Open) -> None:
    site, page = whatsapp(open_site, PREVIEWS, generation="2023-10")
    assert page.get_by_text("Advanced", exact=True).count() == 0
    assert site.state(PREVIEWS) == "absent"


# ---- WhatsApp: faults ---------------------------------------------------------------------------


def test_a_locked_switch_shows_on_and_its_row_explains(open_site: Open) -> None:
    site, page = whatsapp(open_site, PREVIEWS, "locked")
    switch = seen(page, TITLES[PREVIEWS])
    expect(switch).to_be_checked()
    expect(switch).to_be_disabled()
    assert site.state(PREVIEWS) == "off"
    page.get_by_text(TITLES[PREVIEWS], exact=True).click()
    page.get_by_role("dialog", name="Strict account settings are on").wait_for()
    assert site.writes == []


@pytest.mark.parametrize("fault", ["flips_back", "save_error", "server_error", "optimistic_only"])
def test_an_optimistic_switch_lies_until_the_drawer_is_opened_again(
    open_site: Open, fault: str
) -> None:
    site, page = whatsapp(open_site, PREVIEWS, fault)
    switch = seen(page, TITLES[PREVIEWS])
    switch.click()
    page.wait_for_timeout(300)
    expect(switch).to_be_checked()
    assert (site.state(PREVIEWS), site.writes) == ("on", [])
    page.get_by_role("button", name="Back").last.click()
    row(page, "Privacy").click()
    expect(switch).not_to_be_checked()


def test_an_error_of_the_business_row_has_a_toast(open_site: Open) -> None:
    site = open_site({CUSTOMERS: ["save_error"]}, accounts=[BUSINESS])
    page = site.at(WA)
    drawer(page, "Account")
    switch = seen(page, "Your customers’ activity")
    switch.click()
    expect(page.get_by_role("alert")).to_contain_text("Couldn’t update")
    expect(switch).to_be_checked()
    assert site.writes == []


def test_settings_that_cannot_be_fetched(open_site: Open) -> None:
    page = open_site().page(address=WA)
    broken: list[bool] = []

    def relay(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        socket.on_message(lambda told: socket.close() if broken else server.send(told))

    page.route_web_socket("**/ws/chat", relay)
    page.goto(WA)
    chats(page)
    broken.append(True)
    page.get_by_role("button", name="Settings").click()
    row(page, "Privacy").click()
    expect(page.get_by_role("alert")).to_contain_text("Couldn’t load")
    expect(page.get_by_role("button", name="Back")).to_have_count(1)


def test_late_hydration_draws_off_first(open_site: Open) -> None:
    site = open_site({PREVIEWS: ["late_hydration"]})
    page = site.at(WA)
    with site.replica.hold("WAWebDisableLinkPreviewsQuery"):
        privacy(page)
        switch = seen(page, TITLES[PREVIEWS])
        expect(switch).to_be_checked()
    expect(switch).not_to_be_checked()


def test_slow_holds_the_drawer_back(open_site: Open) -> None:
    site = open_site({PREVIEWS: ["slow"]})
    page = site.at(WA)
    drawer(page, "Privacy")
    page.get_by_role("progressbar").last.wait_for()
    assert page.get_by_text(TITLES[PREVIEWS]).count() == 0
    seen(page, TITLES[PREVIEWS]).click()
    settled(site, (PREVIEWS, "on", "off"))


@pytest.mark.parametrize("fault", ["duplicate", "renamed", "absent", "hidden_twin", "unset"])
def test_other_faults_of_a_row(open_site: Open, fault: str) -> None:
    site, page = whatsapp(open_site, PREVIEWS, fault)
    seen(page, TITLES[CALLS]).wait_for()
    switch = seen(page, TITLES[PREVIEWS])
    if fault == "duplicate":
        expect(switch).to_have_count(2)
        switch.last.click()
        settled(site, (PREVIEWS, "on", "off"))
    elif fault in ("renamed", "absent"):
        expect(switch).to_have_count(0)
        assert page.get_by_role("switch").count() == (4 if fault == "renamed" else 3)
    elif fault == "unset":
        expect(switch).to_have_attribute("aria-checked", "mixed")
    else:
        both = page.locator("input[aria-label^='Turn off link previews']")
        expect(both).to_have_count(2)
        expect(both.first).to_have_attribute("aria-checked", "true")
        switch.click()
        settled(site, (PREVIEWS, "on", "off"))


def test_late_save_is_lost_by_a_reload(open_site: Open) -> None:
    site, page = whatsapp(open_site, PREVIEWS, "late_save")
    seen(page, TITLES[PREVIEWS]).click()
    page.reload()
    privacy(page)
    expect(seen(page, TITLES[PREVIEWS])).not_to_be_checked()
    seen(page, TITLES[PREVIEWS]).click()
    settled(site, (PREVIEWS, "on", "off"))


def test_a_surprise_and_a_side_effect(open_site: Open) -> None:
    site, page = whatsapp(open_site, PREVIEWS, "unexpected_dialog", "side_effect")
    page.get_by_role("dialog", name="Before you continue").wait_for()
    page.get_by_role("button", name="Accept and continue").click()
    settled(site, ("whatsapp.consent", "off", "on"))
    seen(page, TITLES[PREVIEWS]).click()
    settled(
        site,
        ("whatsapp.consent", "off", "on"),
        (PREVIEWS, "on", "off"),
        ("whatsapp.read_receipts", "off", "on"),
    )
