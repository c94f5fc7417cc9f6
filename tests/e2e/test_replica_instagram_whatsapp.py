"""Instagram and WhatsApp Web on the replica: every way in, every control, every fault."""

# ruff: noqa: RUF001  the pages write curly apostrophes
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Playwright, WebSocketRoute, expect

from tests.e2e.replica_site import ADA, BEN, Site, Stage, stage
from tests.e2e.waiting import until

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]

IG, HELP = "https://www.instagram.com", "https://help.instagram.com"
WA = "https://web.whatsapp.com/"
SHARING, REUSE = "instagram.ai_activity_sharing", "instagram.content_reuse"
PREVIEWS, CALLS = "whatsapp.link_previews", "whatsapp.call_ip"
CUSTOMERS = "whatsapp.customer_activity"
PRIVACY_AND_SECURITY = f"{IG}/accounts/privacy_and_security/"
SHARING_LABEL = "Allow sharing of your activity data for AI training"
REUSE_LABEL = "Allow people to reuse your content on Instagram and with AI features at Meta"
TITLES = {PREVIEWS: "Turn off link previews", CALLS: "Protect IP address in calls"}
FORM = "/contact/767264225370182/"
BUSINESS = {
    "id": ADA,
    "name": "Ada Sample",
    "email": "ada@example.org",
    "password": "replica-ada",
    "username": "ada.benches",
    "business": True,
}

Open = Callable[..., Site]


@pytest.fixture(scope="module")
def stand(playwright: Playwright) -> Iterator[Stage]:
    with stage(playwright) as one:
        yield one


@pytest.fixture
def open_site(stand: Stage) -> Iterator[Open]:
    """Start a replica, with faults for some settings; one at a time."""
    with ExitStack() as stack:

        def start(faults: dict[str, list[str]] | None = None, **changes: Any) -> Site:
            plans = {name: {"faults": plan} for name, plan in (faults or {}).items()}
            given: dict[str, Any] = {"latency": 0.01, "settings": plans} | changes
            return stack.enter_context(stand.site(**given))

        yield start


def article(open_site: Open, *faults: str, **changes: Any) -> tuple[Site, Page]:
    site = open_site({SHARING: list(faults)}, generation="article", **changes)
    page = site.at(PRIVACY_AND_SECURITY)
    page.get_by_text("Story sharing").wait_for()
    return site, page


def seen(page: Page, label: str) -> Locator:
    return page.get_by_role("switch", name=label)


def settled(site: Site, *writes: tuple[str, str, str]) -> None:
    """Wait until the ledger holds exactly these writes."""
    until(lambda: site.writes == [*writes], why=f"the ledger has not {writes}")


# ---- Instagram: signing in ---------------------------------------------------------------------


def sign_in(page: Page, name: str = "ada") -> None:
    page.locator("input[name=username]").fill(name)
    page.locator("input[name=password]").fill("replica-ada")
    page.locator("button[type=submit]").click()


def test_signing_in_past_two_factor_and_the_offer_to_save_it(open_site: Open) -> None:
    site = open_site(accounts=[BUSINESS | {"two_factor": "123456"}], generation="2025-01")
    page = site.at(f"{IG}/accounts/edit/", None)
    sign_in(page, "ada.benches")
    page.wait_for_url("**/accounts/login/two_factor**")
    assert "sessionid" not in {c.get("name") for c in page.context.cookies()}
    page.locator("input[name=verificationCode]").fill("000000")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("alert")).to_contain_text("check the security code")
    page.locator("input[name=verificationCode]").fill("123456")
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url("**/accounts/onetap/**")
    page.get_by_text("Save your login info?").wait_for()
    page.get_by_role("button", name="Not now").click()
    page.wait_for_url(f"{IG}/accounts/edit/")
    cookies = {c["name"]: c for c in page.context.cookies() if "name" in c}
    assert {"sessionid", "csrftoken", "ds_user_id"} <= set(cookies)
    assert cookies["sessionid"]["httpOnly"]
    assert cookies["ds_user_id"]["value"] == ADA
    assert site.writes == []


def test_a_wrong_password_and_the_cookie_dialog(open_site: Open) -> None:
    site = open_site(interruptions=[{"name": "cookies_before"}])
    page = site.at(f"{IG}/", None)
    dialog = page.get_by_role(
        "dialog", name="Allow the use of cookies from Instagram on this browser?"
    )
    assert dialog.locator("button:not([aria-hidden])").all_inner_texts() == [
        "Decline optional cookies",
        "Allow all cookies",
    ]
    dialog.get_by_role("button", name="Decline optional cookies").click()
    page.locator("input[name=username]").fill("ada")
    page.locator("input[name=password]").fill("nonsense")
    page.locator("button[type=submit]").click()
    expect(page.get_by_role("alert")).to_contain_text("incorrect")
    assert site.writes == []


def test_offers_over_a_page_are_not_in_the_ledger_unless_they_are_accepted(
    open_site: Open,
) -> None:
    site = open_site(interruptions=[{"name": "save_login"}, {"name": "notifications"}])
    page = site.at(f"{IG}/")
    page.get_by_role("button", name="Turn On").click()
    page.get_by_role("button", name="Not now").click()
    settled(site, ("instagram.browser_notifications", "off", "on"))


def test_a_consent_page_takes_the_place_of_every_page(open_site: Open) -> None:
    site = open_site(
        interruptions=[{"name": "ad_free_subscription", "hosts": ["www.instagram.com"]}]
    )
    page = site.at(f"{IG}/accounts/edit/")
    page.get_by_role("button", name="Get started").click()
    assert "/consent/?flow=ad_free_subscription" in page.url
    page.get_by_label("Use free of charge with ads").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_text("To use our products free of charge with ads, agree to").wait_for()
    assert site.writes == []
    page.get_by_role("button", name="Agree").click()
    less = page.get_by_role("button", name="Switch to less-personalized ads")
    less.click()
    page.get_by_role("button", name="Go back").click()
    less.click()
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("button", name="OK").click()
    page.wait_for_url(f"{IG}/accounts/edit/")
    assert site.writes == [("instagram.consent", "off", "on")]


@pytest.mark.parametrize(
    ("features", "presses", "written"),
    [
        (
            ["consent_resumes"],
            ["Agree", "Continue with personalized ads", "OK"],
            ["consent", "personalized_ads"],
        ),
        ([], ["Get started", "=Subscribe", "Continue", "Go to payment", "OK"], ["subscription"]),
    ],
)
def test_other_ways_through_the_consent(
    open_site: Open, features: list[str], presses: list[str], written: list[str]
) -> None:
    site = open_site(interruptions=[{"name": "ad_free_subscription"}], features=features)
    page = site.at(f"{IG}/accounts/edit/")
    for press in presses:
        if press.startswith("="):
            page.get_by_label(re.compile(press[1:])).check()
        else:
            page.get_by_role("button", name=press).click()
    page.wait_for_url(f"{IG}/accounts/edit/")
    assert [name for name, _, _ in site.writes] == [f"instagram.{name}" for name in written]


def test_the_code_entry_of_2026_has_a_field_without_a_name(open_site: Open) -> None:
    site = open_site(accounts=[BUSINESS | {"two_factor": "123456"}])
    page = site.at(f"{IG}/accounts/edit/", None)
    sign_in(page, "ada.benches")
    page.wait_for_url("**/auth_platform/codeentry/**")
    assert "sessionid" not in {c.get("name") for c in page.context.cookies()}
    field = page.locator("form input")
    given = field.evaluate("field => field.getAttributeNames().sort()")
    assert given == ["class", "maxlength", "type"]
    field.fill("000000")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("alert")).to_contain_text("check the security code")
    field.fill("123456")
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url("**/accounts/onetap/**")
    assert site.writes == []


@pytest.mark.parametrize(
    ("shape", "user", "password"),
    [("facebook", "email", "pass"), ("other", "identifier", "secret")],
)
def test_the_sign_in_form_by_other_names(
    open_site: Open, shape: str, user: str, password: str
) -> None:
    site = open_site(shapes={"login_fields": shape})
    page = site.at(f"{IG}/accounts/edit/", None)
    page.locator(f"input[name={user}]").fill("ada")
    page.locator(f"input[name={password}]").fill("replica-ada")
    assert page.locator("button[type=submit]").count() == 0
    page.locator("div[role=button]", has_text="Log in").click()
    page.wait_for_url("**/accounts/onetap/**")


@pytest.mark.parametrize("times", ["once", "always"])
def test_a_throttle_dialog_with_ok(open_site: Open, times: str) -> None:
    site = open_site(interruptions=[{"name": "throttled", "times": times}])
    page = site.at(f"{IG}/accounts/edit/")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("wait a few minutes")
    expect(dialog.get_by_role("button")).to_have_count(1)
    with page.expect_response("**/graphql/query"):
        dialog.get_by_role("button", name="OK").click()
    page.reload()
    page.get_by_role("link", name="See more in Accounts Center").wait_for()
    expect(page.get_by_role("dialog")).to_have_count(1 if times == "always" else 0)
    assert site.writes == []


def test_pictures_with_the_words_that_were_seen(open_site: Open) -> None:
    page = open_site().at(f"{IG}/ada/")
    page.locator("a:has(svg[aria-label='Home'])").wait_for()
    page.get_by_role("button", name="Options").click()
    expect(page.locator("[role=dialog] button:has(svg[aria-label='Close'])")).to_have_count(1)


@pytest.mark.parametrize(
    ("language", "no", "yes"),
    [
        ("pl", "Odrzuć opcjonalne pliki cookie", "Zezwól na wszystkie pliki cookie"),
        ("nl", "Optionele cookies afwijzen", "Alle cookies toestaan"),
        ("tr", "İsteğe bağlı çerezleri reddet", "Tüm çerezlere izin ver"),
        ("fi", "Hylkää valinnaiset evästeet", "Salli kaikki evästeet"),
    ],
)
def test_the_cookie_dialog_in_other_languages(
    open_site: Open, language: str, no: str, yes: str
) -> None:
    site = open_site(interruptions=[{"name": "cookies_before"}], language=language)
    page = site.at(f"{IG}/", None)
    for label in (no, yes):
        expect(page.get_by_role("button", name=label)).to_have_count(1)
    page.get_by_role("button", name=no).click()
    page.locator("button[type=submit]").click(trial=True)
    assert site.writes == []


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


# ---- WhatsApp: linking --------------------------------------------------------------------------


def chats(page: Page) -> None:
    page.locator("#pane-side [aria-label='Chat list']").wait_for()


def drawer(page: Page, name: str) -> None:
    chats(page)
    page.get_by_role("button", name="Settings").click()
    row(page, name).click()


def row(page: Page, title: str) -> Locator:
    return page.get_by_role("button").filter(has=page.get_by_text(title, exact=True))


def privacy(page: Page) -> None:
    drawer(page, "Privacy")
    page.get_by_text("Blocked contacts", exact=True).wait_for()


def whatsapp(open_site: Open, setting: str, *faults: str, **changes: Any) -> tuple[Site, Page]:
    site = open_site({setting: list(faults)}, **changes)
    page = site.at(WA)
    privacy(page)
    return site, page


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
