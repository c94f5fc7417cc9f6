"""Signing in at Instagram on the replica, and what comes in between."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.replica.instagram_whatsapp.conftest import BUSINESS, IG, Open, settled
from tests.e2e.replica_site import ADA

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]


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
