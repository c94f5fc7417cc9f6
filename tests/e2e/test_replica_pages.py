"""The replica's pages in a real browser: every way in, every control, every fault."""

# ruff: noqa: RUF001  the pages write curly apostrophes
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Playwright, expect

from offswitch.replica import Replica, load_scenario, serve
from tests import browsers

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]

ADA, BEN = "100000000000001", "100000000000002"
HOME, CENTER = "https://www.facebook.com", "https://accountscenter.facebook.com"
PARTNERS = "accounts_center.partner_activity"
OUTSIDE = "accounts_center.ads_outside_meta"
ABOUT = "accounts_center.ads_about_meta"
OLD = "facebook.off_facebook_activity"
DEEP = f"{CENTER}/ad_preferences/ad_settings/"
SLUGS = {
    PARTNERS: "data_from_partners",
    OUTSIDE: "ads_outside_of_meta",
    ABOUT: "ads_about_meta",
}
ROWS = {
    "2023-10": {
        PARTNERS: "Activity information from ad partners",
        OUTSIDE: "Ads shown outside of Meta",
        ABOUT: "Ads about Meta",
    },
    "2026-07": {
        PARTNERS: "Activity from other businesses",
        OUTSIDE: "Ads in other apps",
        ABOUT: "Ads about Meta",
    },
}
OFF = {
    "2023-10": {
        PARTNERS: "No, don’t make my ads more relevant by using this information",
        OUTSIDE: "Not allowed",
        ABOUT: "Don’t use my activity to show me ads about Meta",
    },
    "2026-07": {
        PARTNERS: "Don’t allow Meta to use this activity to show you relevant content",
        OUTSIDE: "Don’t show me ads from ad partners",
        ABOUT: "Don’t use my activity to show me ads about Meta",
    },
}
TAB = {"2023-10": "Ad settings", "2026-07": "Manage info"}
EVERY = [(generation, setting) for generation in ROWS for setting in SLUGS]


class Site:
    """A replica and a browser that finds the real names there."""

    def __init__(self, playwright: Playwright, replica: Replica) -> None:
        self.replica = replica
        rules = [f"MAP {host}:443 127.0.0.1:{replica.port}" for host in replica.hosts]
        rules += ["MAP * ~NOTFOUND ", " EXCLUDE 127.0.0.1", "EXCLUDE *.localhost"]
        self.browser = playwright.chromium.launch(
            executable_path=browsers.headless(),
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--disable-quic",
                f"--host-resolver-rules={', '.join(rules)}",
                f"--ignore-certificate-errors-spki-list={replica.key_hash}",
            ],
        )
        self.errors: list[str] = []

    def page(self, account: str | None = ADA) -> Page:
        state: Any = self.replica.session(account) if account else None
        context = self.browser.new_context(storage_state=state)
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def state(self, setting: str, account: str = ADA) -> str:
        return str(self.replica.truth()["accounts"][account][setting])

    @property
    def writes(self) -> list[tuple[str, str, str]]:
        return [(e["setting"], e["from"], e["to"]) for e in self.replica.truth()["ledger"]]


Open = Callable[..., Site]


@pytest.fixture
def open_site(playwright: Playwright) -> Iterator[Open]:
    """Start a replica: the default scenario with changes, and faults for some settings."""
    with ExitStack() as stack:
        sites: list[Site] = []

        def start(settings: dict[str, Any] | None = None, **changes: Any) -> Site:
            given = load_scenario().model_dump() | {"latency": 0.02} | changes
            plans = {
                name: {"faults": plan} if isinstance(plan, list) else plan
                for name, plan in (settings or {}).items()
            }
            scenario = type(load_scenario()).model_validate(given | {"settings": plans})
            site = Site(playwright, stack.enter_context(serve(scenario)))
            stack.callback(site.browser.close)
            sites.append(site)
            return site

        yield start
        assert [site.replica.problems for site in sites if site.replica.problems] == []
        assert [site.errors for site in sites if site.errors] == []


def visit(site: Site, setting: str, account: str = ADA) -> Page:
    page = site.page(account)
    page.goto(DEEP + SLUGS[setting] + "/")
    return page


def review(page: Page) -> Locator:
    page.locator("[role=button]:not([aria-hidden] *)", has_text="Review setting").click()
    dialog = page.get_by_role("dialog").last
    dialog.locator("input[type=radio]").first.wait_for(state="attached")
    return dialog


def opened(page: Page, setting: str) -> Locator:
    """What holds the options of a setting: a dialog behind "Review setting", or the page itself."""
    if setting == PARTNERS:
        return review(page)
    panel = page.locator("section").last
    panel.locator("input[type=radio]").first.wait_for(state="attached")
    return panel


def option(dialog: Locator, label: str) -> Locator:
    """The radio in the row with this label, of those that a person can see."""
    row = dialog.get_by_text(label, exact=True).locator("xpath=ancestor::*[.//input][1]")
    return row.locator("input[type=radio]:not([aria-hidden] *)")


def chosen(dialog: Locator) -> str:
    radios = dialog.locator("input[type=radio]:not([aria-hidden] *)")
    expect(radios.and_(dialog.locator(":checked"))).to_have_count(1)
    row = radios.and_(dialog.locator(":checked")).locator("xpath=..")
    return row.inner_text().strip()


def confirm(dialog: Locator) -> None:
    dialog.get_by_role("button", name="Confirm").click()


def saved(dialog: Locator, setting: str) -> None:
    if setting == PARTNERS:
        dialog.wait_for(state="detached")
    else:
        button = dialog.get_by_role("button", name="Confirm")
        expect(button).to_have_attribute("aria-disabled", "true")
        expect(button).not_to_have_attribute("aria-busy", "")


def switch_off(page: Page, generation: str, setting: str) -> None:
    dialog = opened(page, setting)
    option(dialog, OFF[generation][setting]).check()
    confirm(dialog)
    saved(dialog, setting)


# ---- ways in -----------------------------------------------------------------------------


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


# ---- signing in --------------------------------------------------------------------------


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


# ---- the page of 2020 --------------------------------------------------------------------


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


# ---- faults of a choice ------------------------------------------------------------------


def test_flips_back(open_site: Open) -> None:
    site = open_site({PARTNERS: ["flips_back"]}, generation="2023-10")
    page = visit(site, PARTNERS)
    switch_off(page, "2023-10", PARTNERS)
    expect(page.get_by_text("Not using this information").last).to_be_visible()
    assert (site.state(PARTNERS), site.writes) == ("on", [])
    page.reload()
    assert chosen(review(page)).startswith("Yes")


@pytest.mark.parametrize("fault", ["save_error", "server_error"])
def test_a_choice_that_cannot_be_saved(open_site: Open, fault: str) -> None:
    site = open_site({PARTNERS: [fault]})
    dialog = review(visit(site, PARTNERS))
    option(dialog, OFF["2026-07"][PARTNERS]).check()
    confirm(dialog)
    expect(dialog.get_by_role("alert")).to_contain_text("wrong")
    assert chosen(dialog).startswith("Allow")
    assert site.writes == []
    assert not any(r["changes"] for r in site.replica.truth()["requests"])


def test_slow(open_site: Open) -> None:
    site = open_site({PARTNERS: ["slow"]})
    dialog = review(visit(site, PARTNERS))
    option(dialog, OFF["2026-07"][PARTNERS]).check()
    confirm(dialog)
    expect(dialog.get_by_role("button", name="Confirm")).to_have_attribute("aria-busy", "")
    dialog.wait_for(state="detached")
    assert site.writes == [(PARTNERS, "on", "off")]


def test_late_hydration(open_site: Open) -> None:
    site = open_site({PARTNERS: ["late_hydration"]})
    page = visit(site, PARTNERS)
    with site.replica.hold("AdSettingsDataFromPartnersReviewDialogQuery"):
        dialog = review(page)
        expect(option(dialog, OFF["2026-07"][PARTNERS])).to_be_checked()
    expect(option(dialog, OFF["2026-07"][PARTNERS])).not_to_be_checked()
    assert chosen(dialog).startswith("Allow")


def test_late_save(open_site: Open) -> None:
    site = open_site({PARTNERS: ["late_save"]})
    page = visit(site, PARTNERS)
    switch_off(page, "2026-07", PARTNERS)
    page.reload()
    assert chosen(review(page)).startswith("Allow")
    page.reload()
    switch_off(page, "2026-07", PARTNERS)
    with page.expect_response(lambda r: "Mutation" in (r.request.post_data or "")):
        pass
    assert site.writes == [(PARTNERS, "on", "off")]


@pytest.mark.parametrize(("fault", "after_reload"), [("local_only", 0), ("optimistic_only", 1)])
def test_nothing_is_sent(open_site: Open, fault: str, after_reload: int) -> None:
    site = open_site({PARTNERS: [fault]})
    page = visit(site, PARTNERS)
    switch_off(page, "2026-07", PARTNERS)
    assert site.writes == []
    page.reload()
    assert chosen(review(page)).startswith(["Don’t allow", "Allow"][after_reload])
    assert chosen(review(visit(site, PARTNERS))).startswith("Allow")


def test_duplicate(open_site: Open) -> None:
    dialog = review(visit(open_site({PARTNERS: ["duplicate"]}), PARTNERS))
    expect(dialog.get_by_text(OFF["2026-07"][PARTNERS], exact=True)).to_have_count(2)
    expect(dialog.get_by_role("radio")).to_have_count(4)


def test_renamed(open_site: Open) -> None:
    site = open_site({PARTNERS: ["renamed"]})
    page = visit(site, PARTNERS)
    dialog = review(page)
    for known in (*ROWS["2026-07"].values(), *OFF["2026-07"].values()):
        if known not in (ROWS["2026-07"][OUTSIDE], ROWS["2026-07"][ABOUT]):
            assert page.get_by_text(known, exact=True).count() == 0
    expect(dialog.get_by_role("radio")).to_have_count(2)


def test_absent(open_site: Open) -> None:
    site = open_site({PARTNERS: ["absent"]})
    page = visit(site, PARTNERS)
    expect(page.get_by_role("tab", name="Manage info")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("link", name="Ads in other apps")).to_be_visible()
    expect(page.get_by_text(ROWS["2026-07"][PARTNERS])).to_have_count(0)
    assert site.state(PARTNERS) == "absent"


def test_locked(open_site: Open) -> None:
    dialog = review(visit(open_site({PARTNERS: ["locked"]}), PARTNERS))
    expect(dialog.get_by_text("can’t be changed")).to_be_visible()
    for radio in dialog.get_by_role("radio").all():
        expect(radio).to_be_disabled()


def test_hidden_twin(open_site: Open) -> None:
    site = open_site({PARTNERS: ["hidden_twin"]})
    page = visit(site, PARTNERS)
    expect(page.locator("[role=button]", has_text="Review setting")).to_have_count(2)
    dialog = review(page)
    expect(dialog.locator("input[type=radio]")).to_have_count(4)
    expect(dialog.get_by_role("radio")).to_have_count(2)
    assert chosen(dialog).startswith("Allow")
    copy = dialog.locator("[aria-hidden] input[type=radio]:checked").locator("xpath=..")
    expect(copy).to_contain_text("Don’t allow")
    dialog.get_by_text(OFF["2026-07"][PARTNERS], exact=True).last.click()
    confirm(dialog)
    dialog.wait_for(state="detached")
    assert site.writes == [(PARTNERS, "on", "off")]


def test_mixed_signals(open_site: Open) -> None:
    dialog = review(visit(open_site({PARTNERS: ["mixed_signals"]}), PARTNERS))
    for radio in dialog.locator("input[type=radio]").all():
        assert radio.get_attribute("aria-checked") != str(radio.is_checked()).lower()


def test_unset(open_site: Open) -> None:
    dialog = review(visit(open_site({PARTNERS: ["unset"]}), PARTNERS))
    expect(dialog.locator("input:checked")).to_have_count(0)


def test_unexpected_dialog(open_site: Open) -> None:
    site = open_site({PARTNERS: ["unexpected_dialog"]})
    page = visit(site, PARTNERS)
    page.get_by_role("button", name="Review setting").click()
    surprise = page.get_by_role("dialog", name="Before you continue")
    surprise.wait_for()
    assert site.writes == []
    surprise.get_by_role("button", name="Accept and continue").click()
    surprise.wait_for(state="detached")
    expect(page.get_by_role("dialog")).to_have_count(1)
    page.wait_for_load_state("networkidle")
    assert site.writes == [("accounts_center.consent", "off", "on")]


def test_side_effect(open_site: Open) -> None:
    site = open_site({PARTNERS: ["side_effect"], ABOUT: {"state": "off"}})
    switch_off(visit(site, PARTNERS), "2026-07", PARTNERS)
    assert site.writes == [(PARTNERS, "on", "off"), (ABOUT, "off", "on")]
