"""What gets between a person and the replica's pages, and how to get past each."""

import re
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.replica_site import ADA, CENTER, HOME, Stage

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]

PARTNERS = f"{CENTER}/ad_preferences/ad_settings/data_from_partners/"
CODE = "314159"
ACCOUNT = {"id": ADA, "name": "Ada Sample", "email": "ada@example.org", "password": "replica-ada"}


def sign_in(page: Page, address: str = HOME + "/") -> None:
    page.goto(address)
    page.fill("#email", ACCOUNT["email"])
    page.fill("#pass", ACCOUNT["password"])
    page.click("button[name=login]")


def cookies(page: Page) -> set[str]:
    return {c["name"] for c in page.context.cookies()}


def opened(page: Page) -> None:
    """The page of the setting is there, and nothing lies over it."""
    page.wait_for_url(PARTNERS)
    page.get_by_role("button", name="Review setting").click(trial=True)


# ---- overlays ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "no", "yes", "written"),
    [
        ("cookies_after", "Decline optional cookies", "Allow all cookies", "consent"),
        ("save_login", "Not now", "OK", "saved_login"),
        ("notifications", "Not now", "Turn on", "browser_notifications"),
    ],
)
def test_an_offer_over_the_page(hall: Stage, name: str, no: str, yes: str, written: str) -> None:
    with hall.site(interruptions=[name]) as site:
        page = site.at(HOME + "/settings")
        dialog = page.get_by_role("dialog")
        for label in (no, yes):
            expect(dialog.get_by_role("button", name=label)).to_have_count(1)
            twins = 2 if name == "cookies_after" else 1
            expect(dialog.locator(f"[aria-label='{label}']")).to_have_count(twins)
        with page.expect_response("**/api/graphql/"):
            dialog.get_by_role("button", name=no).click()
        assert site.writes == []
        page.reload()
        page.get_by_role("link", name="See more in Accounts Center").click(trial=True)
        expect(page.get_by_role("dialog")).to_have_count(0)
    with hall.site(interruptions=[{"name": name, "times": "always"}]) as site:
        page = site.at(HOME + "/settings")
        for _ in range(2):
            with page.expect_response(lambda r: "Mutation" in (r.request.post_data or "")):
                page.get_by_role("dialog").get_by_role("button", name=yes).click()
            page.reload()
        assert [entry[0] for entry in site.writes] == [f"facebook.{written}"] * 2


def test_an_interruption_on_one_host_only(hall: Stage) -> None:
    only = {"name": "cookies_after", "hosts": ["accountscenter.facebook.com"]}
    with hall.site(interruptions=[only]) as site:
        page = site.at(HOME + "/settings")
        page.get_by_role("link", name="See more in Accounts Center").click()
        page.get_by_role("dialog").get_by_role("button", name="Decline optional cookies").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        assert site.writes == []


def test_cookies_before_sign_in_are_asked_once_per_browser(hall: Stage) -> None:
    with hall.site(interruptions=["cookies_before"]) as site:
        page = site.at(HOME + "/", account=None)
        with page.expect_response("**/api/graphql/"):
            page.get_by_role("button", name="Decline optional cookies").click()
        page.reload()
        page.click("button[name=login]", trial=True)
        sign_in(page)
        page.get_by_label("Your profile", exact=True).wait_for()
        assert site.writes == []
        other = site.at(HOME + "/", account=None)
        with other.expect_response("**/api/graphql/"):
            other.get_by_role("button", name="Allow all cookies").click()
        assert site.writes == [("facebook.consent", "off", "on")]


@pytest.mark.parametrize(
    ("scenario", "address", "control"),
    [
        ("eu-2026-06", f"{CENTER}/info_and_permissions/off_facebook_activity/", "Manage future"),
        ("layout-2022", f"{HOME}/off_facebook_activity/", "Manage future"),
        ("layout-2020", f"{HOME}/off_facebook_activity/", "Manage Future"),
    ],
)
def test_the_password_is_asked_for_again(
    hall: Stage, scenario: str, address: str, control: str
) -> None:
    with hall.site(scenario, interruptions=["password"]) as site:
        page = site.at(address)
        dialog = page.get_by_role("dialog")
        dialog.locator("input[type=password]").fill("wrong")
        expect(page.get_by_text(control)).to_have_count(0)
        dialog.get_by_role("button", name="Continue").click()
        expect(dialog.get_by_role("alert")).to_contain_text("incorrect")
        dialog.locator("input[type=password]").fill("replica-ada")
        dialog.get_by_role("button", name="Continue").click()
        page.get_by_text(control).first.click(trial=True)
        page.reload()
        page.get_by_text(control).first.click(trial=True)
        assert site.writes == []


# ---- pages in place of every page --------------------------------------------------------

GRANT = ("facebook.consent", "off", "on")
FUNNELS: list[tuple[str, list[str], list[Any]]] = [
    (
        "ad_free_subscription",
        ["Get started", "=Use free of charge with ads", "Continue", "Agree", "OK"],
        [GRANT],
    ),
    (
        "ad_free_subscription",
        ["Get started", "=Subscribe to use without ads", "Continue", "Go to payment", "OK"],
        [("facebook.subscription", "off", "on")],
    ),
    ("consent_next_3pd", ["Get started", "Accept and continue", "Done"], [GRANT]),
    ("consent_next_3pd", ["Get started", "Don’t accept", "Done"], []),
    ("consent_inline", ["Accept and continue"], [GRANT]),
    ("consent_inline", ["Don’t accept"], []),
    ("user_cookie_choice_v2", ["Allow all cookies"], [GRANT]),
    ("user_cookie_choice_v2", ["Decline optional cookies"], []),
    ("soft_checkpoint", ["Dismiss"], []),
    ("remember_browser", ["Trust this device"], [("facebook.trusted_browser", "off", "on")]),
]


@pytest.mark.parametrize(("name", "buttons", "written"), FUNNELS)
def test_a_page_stands_before_all_others_until_it_is_answered(
    hall: Stage, name: str, buttons: list[str], written: list[Any]
) -> None:
    with hall.site(interruptions=[name]) as site:
        page = site.page()
        for address in (HOME + "/", HOME + "/settings", PARTNERS):
            page.goto(address)
            assert page.url.startswith(HOME)
            assert page.url.endswith(f"next={quote(address, safe='')}")
        if name in ("ad_free_subscription", "consent_next_3pd", "user_cookie_choice_v2"):
            assert page.url.startswith(f"{HOME}/privacy/consent/?flow={name}&")
        assert site.writes == []
        for label in buttons:
            if label.startswith("="):
                page.get_by_label(label[1:]).check()
            else:
                page.locator(f"[role=button][aria-label='{label}']").click()
        opened(page)
        assert site.writes == written
        page.goto(HOME + "/settings")
        assert page.url == HOME + "/settings"


def test_a_gate_before_one_place_alone(hall: Stage) -> None:
    with hall.site(interruptions=["fb_dma_marketplace"]) as site:
        page = site.at(PARTNERS)
        opened(page)
        page.goto(f"{HOME}/marketplace")
        assert page.url.startswith(f"{HOME}/privacy/consent/?flow=fb_dma_marketplace")
        page.get_by_role("button", name="Use Marketplace without my information").click()
        page.get_by_role("heading", name="Marketplace", exact=True).wait_for()
        assert page.url == f"{HOME}/marketplace"
        assert site.writes == []


def test_a_page_that_comes_back_each_time(hall: Stage) -> None:
    with hall.site(interruptions=[{"name": "soft_checkpoint", "times": "always"}]) as site:
        page = site.at(PARTNERS)
        page.get_by_role("button", name="Dismiss").click()
        page.wait_for_load_state("networkidle")
        assert page.url.startswith(f"{HOME}/x/checkpoint/")


@pytest.mark.parametrize(
    ("name", "path", "field"),
    [
        ("two_factor", "/two_step_verification/two_factor/", "approvals_code"),
        ("hard_checkpoint", "/checkpoint/828281030927956/", "captcha_response"),
    ],
)
def test_a_code_is_asked_for_in_the_middle_of_a_session(
    hall: Stage, name: str, path: str, field: str
) -> None:
    with hall.site(interruptions=[name]) as site:
        page = site.at(PARTNERS)
        assert page.url.startswith(HOME + path)
        assert {"c_user", "xs"} <= cookies(page)
        expect(page.get_by_label("Dismiss")).to_have_count(0)
        page.fill(f"[name={field}]", "000000")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("incorrect")
        page.fill(f"[name={field}]", CODE)
        page.keyboard.press("Enter")
        if name == "two_factor":
            page.locator("[aria-label^='Don']").click()
        opened(page)
        assert site.writes == []


@pytest.mark.parametrize(("name", "status"), [("rate_limited", 429), ("unavailable", 503)])
def test_a_bare_status(hall: Stage, name: str, status: int) -> None:
    for times in ("once", "always"):
        with hall.site(interruptions=[{"name": name, "times": times}]) as site:
            page = site.page()
            first, second = page.goto(PARTNERS), page.goto(PARTNERS)
            assert first
            assert second
            assert (first.status, second.status) == (status, 200 if times == "once" else status)


# ---- sign-in -----------------------------------------------------------------------------


def test_sign_in_with_two_factor(hall: Stage) -> None:
    with hall.site(accounts=[ACCOUNT | {"two_factor": True}]) as site:
        page = site.page(None)
        sign_in(page, PARTNERS)
        page.wait_for_url("**/two_step_verification/two_factor/**")
        assert "c_user" in cookies(page)
        assert "xs" not in cookies(page)
        assert ADA in page.evaluate("document.cookie")
        other = page.context.new_page()
        other.goto(HOME + "/settings")
        assert other.url.startswith(f"{HOME}/login")
        page.fill("input[autocomplete=one-time-code]", "1")
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_contain_text("incorrect")
        page.fill("input[name=approvals_code]", "314 159")
        page.keyboard.press("Enter")
        page.wait_for_url("**/two_factor/remember_browser/**")
        assert {"c_user", "xs"} <= cookies(page)
        page.locator("[aria-label^='Don']").click()
        opened(page)
        assert site.writes == []


def test_sign_in_with_a_checkpoint_first(hall: Stage) -> None:
    with hall.site(accounts=[ACCOUNT | {"two_factor": True, "checkpoint": True}]) as site:
        page = site.page(None)
        sign_in(page)
        page.wait_for_url("**/checkpoint/**")
        assert not {"c_user", "xs"} & cookies(page)
        page.fill("[name=captcha_response]", CODE)
        page.keyboard.press("Enter")
        page.wait_for_url("**/two_factor/**")
        assert "xs" not in cookies(page)
        page.fill("[name=approvals_code]", CODE)
        page.keyboard.press("Enter")
        page.wait_for_url("**/remember_browser/**")
        page.get_by_role("button", name="Trust this device", exact=True).click()
        page.get_by_label("Your profile", exact=True).wait_for()
        assert page.url == HOME + "/"


def test_a_session_that_the_server_ends(hall: Stage) -> None:
    with hall.site() as site:
        page = site.at(PARTNERS)
        opened(page)
        site.replica.end_session(ADA)
        page.reload()
        assert re.match(f"{HOME}/login\\?next=", page.url)
        assert "c_user" in cookies(page)


def test_every_funnel_at_once_grants_nothing_by_itself(hall: Stage) -> None:
    funnels = ["ad_free_subscription", "consent_next_3pd", "user_cookie_choice_v2"]
    with hall.site(interruptions=funnels) as site:
        page = site.page()
        for address in (HOME + "/", PARTNERS, HOME + "/settings", CENTER + "/"):
            page.goto(address)
            assert "flow=ad_free_subscription" in page.url
        assert site.writes == []
