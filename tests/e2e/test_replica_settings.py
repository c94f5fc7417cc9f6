"""Every setting of the replica's sites: its page, its ways in, and what the server knows afterward."""

# ruff: noqa: RUF001  the pages write curly apostrophes
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Playwright, expect

from tests.e2e.replica_site import ADA, BEN, CENTER, HOME, Site, Stage, stage

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]

ADS = f"{CENTER}/ad_preferences/ad_settings"
OFF_META = f"{CENTER}/info_and_permissions/off_facebook_activity/"
PARTNERS = "accounts_center.partner_activity"
FUTURE, PAST = "accounts_center.off_meta_activity", "accounts_center.clear_off_meta_history"
OLD = "facebook.off_facebook_activity"
RESEARCH = "facebook.research_data_use"
FOR_AI = "accounts_center.data_use_for_ai"
FORM = f"{HOME}/help/contact/712876720715583"


@pytest.fixture(scope="module")
def hall(playwright: Playwright) -> Iterator[Stage]:
    with stage(playwright) as opened:
        yield opened


def button(page: Page | Locator, text: str) -> Locator:
    return page.locator("[role=button]:not([aria-hidden] *)", has_text=re.compile(f"^{text}"))


def choose(page: Page, label: str) -> Locator:
    dialog = page.get_by_role("dialog").last
    dialog.get_by_text(label, exact=True).click()
    dialog.get_by_role("button", name=re.compile("Confirm|Bestätigen|Confirmar|確認")).click()
    return dialog


def gone(page: Page) -> None:
    expect(page.get_by_role("dialog")).to_have_count(0)


def turn(page: Page, label: str) -> None:
    with page.expect_response(lambda r: "Mutation" in (r.request.post_data or "")):
        page.get_by_role("switch", name=label).click(force=True)


# ---- a choice, and one more word ---------------------------------------------------------


@pytest.mark.parametrize(
    ("scenario", "setting", "address", "title"),
    [
        ("eu-2026-06", FUTURE, OFF_META, "What you should know"),
        ("layout-2023", FUTURE, OFF_META, "What you should know"),
        (
            "layout-2022",
            OLD,
            f"{HOME}/off_facebook_activity/",
            "Disconnect future activity?",
        ),
        ("article", OLD, f"{HOME}/off_facebook_activity/", "Disconnect future activity?"),
    ],
)
def test_disconnecting_is_a_choice_and_a_confirmation(
    hall: Stage, scenario: str, setting: str, address: str, title: str
) -> None:
    with hall.site(scenario) as site:
        page = site.at(address)
        button(page, "Manage future activity").click()
        choose(page, "Disconnect future activity")
        sure = page.get_by_role("dialog", name=title)
        sure.get_by_role("button", name="Cancel").click()
        expect(sure).to_have_count(0)
        assert site.writes == []
        page.get_by_role("dialog").get_by_role("button", name="Confirm").click()
        sure.get_by_role("button", name="Disconnect future activity").click()
        gone(page)
        assert site.writes == [(setting, "on", "off")]
        page.reload()
        button(page, "Manage future activity").click()
        radios = page.get_by_role("dialog").locator("label", has=page.locator(":checked"))
        expect(radios).to_have_text("Disconnect future activity")


def test_clearing_is_per_account_and_one_way(hall: Stage) -> None:
    with hall.site("eu-2026-06") as site:
        page = site.at(OFF_META)
        button(page, "Clear previous activity").click()
        button(page.get_by_role("dialog"), "BSBen").click()
        page.get_by_role("dialog").last.get_by_role("button", name="Cancel").click()
        assert site.writes == []
        button(page.get_by_role("dialog"), "BSBen").click()
        page.get_by_role("button", name="Clear", exact=True).click()
        expect(page.get_by_role("dialog")).to_contain_text("No activity")
        assert site.writes == [(PAST, "on", "off")]
        assert (site.state(PAST), site.state(PAST, BEN), site.state(FUTURE)) == ("on", "off", "on")
        page.goto(OFF_META)
        button(page, "Disconnect specific activity").click()
        expect(page.get_by_role("listitem")).to_have_count(4)
        button(page.get_by_role("listitem").first, "Disconnect").click()
        expect(page.get_by_role("listitem")).to_have_count(3)
        assert site.writes[1:] == [("accounts_center.specific_activity", "on", "off")]


def test_what_is_gone_and_what_moved(hall: Stage) -> None:
    with hall.site() as site:
        page = site.at(OFF_META)
        expect(page.get_by_text("no longer available")).to_be_visible()
        page.goto(f"{CENTER}/info_and_permissions/")
        page.get_by_text("Upload contacts").wait_for()
        expect(page.get_by_text("Your activity off Meta technologies")).to_have_count(0)
        expect(page.get_by_role("link", name="Activity from other businesses")).to_be_visible()
        page.goto(f"{HOME}/off_facebook_activity")
        expect(page.get_by_text("no longer available")).to_be_visible()
    with hall.site("eu-2026-06") as site:
        page = site.at(f"{HOME}/off_facebook_activity")
        page.get_by_role("link", name="Go to Accounts Center").click()
        page.wait_for_url(OFF_META)


@pytest.mark.parametrize("where", ["menu", "address"])
def test_social_interactions_are_each_accounts_own(hall: Stage, where: str) -> None:
    setting = "accounts_center.social_interactions"
    with hall.site("layout-2023") as site:
        page = site.at(f"{CENTER}/ad_preferences/")
        if where == "menu":
            page.get_by_role("tab", name="Ad settings").click()
            page.get_by_role("link", name="Social interactions").click()
        else:
            page.goto(f"{ADS}/social_interactions/")
        expect(page.get_by_role("listitem")).to_have_count(2)
        page.get_by_role("listitem").filter(has_text="Ada").get_by_role("button").click()
        choose(page, "Only Me")
        gone(page)
        expect(page.get_by_role("listitem").filter(has_text="Ada")).to_contain_text("Only Me")
        expect(page.get_by_role("listitem").filter(has_text="Ben")).to_contain_text("Friends")
        assert (site.state(setting), site.state(setting, BEN)) == ("off", "on")
        assert len(site.writes) == 1


@pytest.mark.parametrize("where", ["row", "address"])
def test_ads_from_ad_partners_open_in_a_pop_up_below_a_heading(hall: Stage, where: str) -> None:
    with hall.site("eu-2026-06") as site:
        if where == "row":
            page = site.at(f"{CENTER}/ad_preferences/")
            page.get_by_role("tab", name="Manage info").click()
            heading = page.get_by_role("heading", name="Ads shown outside of Meta")
            below = heading.locator("xpath=..")
            expect(below.locator("[aria-label]")).to_have_count(2)
            expect(below.get_by_role("link", name="Ads about Meta")).to_be_visible()
            below.get_by_role("button", name="Ads from ad partners").click()
        else:
            page = site.at(f"{ADS}/ads_outside_of_meta/")
        expect(page.get_by_role("dialog", name="Ads from ad partners")).to_be_visible()
        choose(page, "Don’t show me ads from ad partners")
        gone(page)
        assert site.writes == [("accounts_center.ads_outside_meta", "on", "off")]
        expect(page.get_by_text("Not showing ads from ad partners")).to_be_visible()


@pytest.mark.parametrize(
    ("generation", "tab", "rows"),
    [
        (
            "2023-10",
            "Ad settings",
            ["partners", "categories", "audience", "Ads shown outside of Meta", "about", "social"],
        ),
        (
            "2024-10",
            "Manage info",
            ["categories", "partners", "audience", "Ads shown outside of Meta", "about", "social"],
        ),
        (
            "2025-01",
            "Ad settings",
            ["partners", "categories", "audience", "social", "Ads from ad partners", "about"],
        ),
        (
            "2026-06",
            "Manage info",
            ["partners", "categories", "audience", "social", "Ads from ad partners", "about"],
        ),
    ],
)
def test_tabs_and_rows_of_each_layout(
    hall: Stage, generation: str, tab: str, rows: list[str]
) -> None:
    names = {
        "partners": "Activity information from ad partners",
        "categories": "Categories used to reach you",
        "audience": "Audience-based advertising",
        "about": "Ads about Meta",
        "social": "Social interactions",
    }
    with hall.site(generation=generation) as site:
        page = site.at(f"{CENTER}/ad_preferences/")
        page.get_by_role("tab", name=tab).click()
        page.get_by_text(names["social"]).wait_for()
        shown = page.locator("[data-visualcompletion='ignore-dynamic'] [aria-label]")
        labels = [one.get_attribute("aria-label") for one in shown.all()]
        assert labels == [names.get(row, row) for row in rows]
        headings = page.get_by_role("heading", name="Ads shown outside of Meta").count()
        assert headings == (generation == "2026-06")


# ---- the layouts before Accounts Center --------------------------------------------------


@pytest.mark.parametrize("scenario", ["layout-2020", "layout-2022"])
@pytest.mark.parametrize(
    ("row", "off", "setting"),
    [
        (
            "Data about your activity from partners",
            "No, don’t make my ads more relevant by using this information",
            "partner_activity",
        ),
        ("Ads shown", "Not allowed", "ads_outside_meta"),
        ("Social interactions", "Only Me", "social_interactions"),
    ],
)
def test_ad_settings_on_the_site_itself(
    hall: Stage, scenario: str, row: str, off: str, setting: str
) -> None:
    with hall.site(scenario) as site:
        page = site.at(HOME + "/settings")
        page.get_by_role("link", name="Ads", exact=True).click()
        page.get_by_role("link", name=row).click()
        page.wait_for_url(f"{HOME}/adpreferences/ad_settings/?section=*")
        if setting == "partner_activity":
            button(page, "Review").click()
            choose(page, off)
            gone(page)
        else:
            expect(button(page, "Review")).to_have_count(0)
            main = page.get_by_role("main")
            main.locator("input[type=radio]").first.wait_for()
            main.get_by_text(off, exact=True).last.click()
            confirm = main.get_by_role("button", name="Confirm")
            confirm.click()
            expect(confirm).to_have_attribute("aria-disabled", "true")
            expect(confirm).not_to_have_attribute("aria-busy", "")
        assert site.writes == [(f"accounts_center.{setting}", "on", "off")]
        page.reload()
        shown = "Not using this information" if setting == "partner_activity" else off
        expect(page.get_by_text(shown, exact=True).first).to_be_visible()


def test_the_old_settings_inside_a_frame(hall: Stage) -> None:
    with hall.site("layout-2020", legacy_frame=True) as site:
        page = site.at(HOME + "/settings?tab=your_facebook_information")
        expect(page.get_by_label("Your profile", exact=True)).to_be_visible()
        expect(page.get_by_text("Off-Facebook Activity")).to_have_count(0)
        inside = page.frame_locator("iframe")
        inside.get_by_role("link", name="View").nth(3).click()
        inside.locator("[role=button]", has_text="Manage Future Activity").click()
        assert page.url == f"{HOME}/off_facebook_activity/"
        dialog = inside.get_by_role("dialog")
        dialog.get_by_role("button", name="Manage Future Activity").click()
        inside.get_by_role("switch").click(force=True)
        inside.get_by_role("button", name="Turn Off").click()
        expect(inside.get_by_role("switch")).to_have_attribute("aria-checked", "false")
        page.wait_for_load_state("networkidle")
        assert site.writes == [(OLD, "on", "off")]


# ---- the article's layout ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("features", "section", "label"),
    [
        ([], "Your Activity", "Use your data for research and development"),
        (["research_purposes"], "Data Use", "Share information with Meta for research purposes"),
    ],
)
def test_the_articles_switch(hall: Stage, features: list[str], section: str, label: str) -> None:
    with hall.site("article", features=features) as site:
        page = site.at(HOME + "/")
        page.get_by_label("Your profile", exact=True).click()
        page.get_by_text("Settings & Privacy", exact=True).click()
        page.get_by_text("Settings", exact=True).click()
        page.get_by_role("link", name="Privacy and Data").click()
        expect(page.get_by_role("heading", name=section)).to_be_visible()
        turn(page, label)
        assert site.writes == [(RESEARCH, "on", "off")]
        turn(page, "Show when you’re active")
        assert site.writes[1:] == [("facebook.active_status", "on", "off")]
        page.reload()
        switches = page.get_by_role("switch")
        expect(switches.first).to_have_attribute("aria-checked", "false")


def test_the_articles_other_settings(hall: Stage) -> None:
    with hall.site("article") as site:
        page = site.at(HOME + "/settings")
        page.get_by_role("link", name="Your Facebook Information").click()
        page.get_by_role("link", name="View").nth(3).click()
        page.wait_for_url(f"{HOME}/off_facebook_activity/")
        page.goto(HOME + "/settings")
        page.get_by_role("link", name="Ad Preferences").click()
        page.get_by_role("tab", name="Ad Settings").click()
        page.get_by_role("link", name="Ads based on activity from partners").click()
        button(page, "Review").click()
        choose(page, "Not allowed")
        gone(page)
        page.get_by_role("link", name="Your Information and Permissions").click()
        page.get_by_role("link", name="Your Activity and Data").click()
        turn(page, "Data Use for AI")
        assert site.writes == [(PARTNERS, "on", "off"), (FOR_AI, "on", "off")]
        assert [site.state(name, BEN) for name in (PARTNERS, FOR_AI)] == ["off", "off"]


@pytest.mark.parametrize(
    ("setting", "address", "left"),
    [
        (RESEARCH, f"{HOME}/settings/privacy_and_data", f"{HOME}/settings"),
        (FOR_AI, f"{CENTER}/info_and_permissions/your_activity_and_data/", "info_and_permissions/"),
        (OLD, f"{HOME}/off_facebook_activity", "your_facebook_information/"),
    ],
)
def test_an_absent_setting_leaves_the_page_above_it(
    hall: Stage, setting: str, address: str, left: str
) -> None:
    with hall.site("article", settings={setting: {"faults": ["absent"]}}) as site:
        page = site.at(address)
        page.wait_for_load_state("networkidle")
        assert page.url.endswith(left)
        expect(page.get_by_role("switch")).to_have_count(0)


def test_faults_of_the_new_controls(hall: Stage) -> None:
    faults = ["hidden_twin", "duplicate", "renamed"]
    with hall.site("article", settings={RESEARCH: {"faults": faults}}) as site:
        page = site.at(f"{HOME}/settings/privacy_and_data")
        expect(page.locator("input[role=switch]")).to_have_count(4)
        expect(page.get_by_role("switch", name="Help our scientists")).to_have_count(2)
    with hall.site("eu-2026-06", settings={FUTURE: {"faults": ["late_hydration"]}}) as site:
        with site.replica.hold("OffMetaActivityRootQuery"):
            page = site.at(OFF_META)
            expect(page.get_by_text("Future activity is disconnected")).to_be_visible()
        expect(page.get_by_text("Future activity is connected")).to_be_visible()
    with hall.site("eu-2026-06", settings={FUTURE: {"faults": ["side_effect"]}}) as site:
        page = site.at(OFF_META)
        button(page, "Manage future activity").click()
        choose(page, "Disconnect future activity")
        page.get_by_role("dialog").last.get_by_role(
            "button", name="Disconnect future activity"
        ).click()
        gone(page)
        assert site.writes[1:] == [("accounts_center.ads_about_meta", "on", "on")]


# ---- search ------------------------------------------------------------------------------


def search(page: Page, text: str) -> None:
    page.get_by_role("searchbox", name="Search settings").fill(text)


@pytest.mark.parametrize(
    ("scenario", "query", "result", "leads"),
    [
        ("article", "research", "Use your data for research", "/settings/privacy_and_data/"),
        ("article", "off-facebook", "Off-Facebook Activity", "/off_facebook_activity/"),
        ("article", "data use for ai", "Data Use for AI", "/your_activity_and_data/"),
        ("us-2026-07", "businesses", "Activity from other businesses", "/data_from_partners/"),
        ("eu-2026-06", "ad partners", "Activity information from ad partners", "data_from"),
        ("eu-2026-06", "activity off", "Your activity off Meta technologies", "off_facebook"),
        ("layout-2022", "ads", "Ads", "/adpreferences/ad_settings/"),
    ],
)
def test_a_search_leads_to_the_page(
    hall: Stage, scenario: str, query: str, result: str, leads: str
) -> None:
    with hall.site(scenario, deep_links=False, menu_paths=False) as site:
        page = site.at(HOME + "/settings")
        search(page, query)
        page.get_by_role("listitem").get_by_role("link", name=result).click()
        page.wait_for_url(re.compile(re.escape(leads)))
        page.wait_for_load_state("networkidle")
        assert leads in page.url
        assert site.writes == []


def test_a_search_without_result_and_a_page_without_search(hall: Stage) -> None:
    with hall.site() as site:
        page = site.at(HOME + "/settings")
        page.get_by_role("link", name="See more in Accounts Center").wait_for()
        search(page, "research")
        expect(page.get_by_text("No results", exact=True)).to_be_visible()
        search(page, "")
        page.get_by_role("link", name="See more in Accounts Center").wait_for()
    with hall.site(settings_search=False) as site:
        page = site.at(HOME + "/settings")
        page.get_by_role("link", name="See more in Accounts Center").wait_for()
        expect(page.get_by_role("searchbox", name="Search settings")).to_have_count(0)


# ---- forms and guides --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("generation", "link"),
    [("2026-06", "Submit an objection request"), ("2026-07", "Right to object")],
)
def test_the_way_to_the_objection_form(hall: Stage, generation: str, link: str) -> None:
    with hall.site(generation=generation, region="EU") as site:
        page = site.at(f"{HOME}/privacy/center/")
        page.get_by_role("link", name="AI at Meta").click()
        page.get_by_role("link", name=link).click()
        expect(page.get_by_label("Email address")).to_have_value("ada@example.org")
        assert page.url == FORM
        assert site.writes == []
        page.get_by_role("button", name="Submit").click()
        expect(page.get_by_role("status")).to_contain_text("submitted")
        assert site.writes == [("facebook.ai_objection", "form", "submitted")]
        assert site.state("facebook.ai_objection") == "form"
        page.goto(f"{HOME}/privacy/policy")
        page.get_by_role("link", name="object").click()
        page.wait_for_url(FORM)


def test_no_form_in_other_regions(hall: Stage) -> None:
    with hall.site() as site:
        page = site.at(FORM)
        expect(page.get_by_text("isn’t available in your region")).to_be_visible()
        expect(page.locator("form")).to_have_count(0)
        page.goto(f"{HOME}/privacy/genai/")
        page.get_by_role("heading", name="AI at Meta").wait_for()
        expect(page.get_by_role("link", name=re.compile("object"))).to_have_count(0)
        assert site.state("facebook.ai_objection") == "absent"


def test_deleting_history_shows_in_the_ledger(hall: Stage) -> None:
    with hall.site() as site:
        page = site.at(f"{HOME}/me/allactivity")
        expect(page.get_by_role("listitem")).to_have_count(4)
        button(page.get_by_role("listitem").first, "Move to trash").click()
        assert site.writes == []
        page.get_by_role("dialog").get_by_role("button", name="Move to trash").click()
        expect(page.get_by_role("listitem")).to_have_count(3)
        assert site.writes == [("facebook.activity_history", "guide", "deleted")]
        assert site.state("facebook.activity_history") == "guide"


def test_the_center_names_its_accounts(hall: Stage) -> None:
    other: dict[str, Any] = {"id": "7", "name": "Cy", "email": "c@x.org", "password": "p"}
    with hall.site() as site:
        accounts = [account.model_dump() for account in site.replica.scenario.accounts]
    with hall.site(accounts=[*accounts, other | {"center": "two"}]) as site:
        page = site.at(f"{CENTER}/profiles/")
        main = page.locator("section")
        expect(main.get_by_text("Ada Sample")).to_be_visible()
        expect(main.get_by_text("Ben Sample")).to_be_visible()
        expect(main.get_by_text("Cy", exact=True)).to_have_count(0)


# ---- languages ---------------------------------------------------------------------------

WORDS = {
    "de": (
        "de_DE",
        ["Einstellungen und Privatsphäre", "Einstellungen", "Mehr in der Kontenübersicht"],
        ["Werbepräferenzen", "Informationen verwalten", "Einstellung überprüfen"],
        "Informationen von Werbepartnern zu deinen Aktivitäten",
        "Nein, zeigt mir mithilfe dieser Informationen keine relevantere Werbung",
    ),
    "es": (
        "es_LA",
        ["Configuración y privacidad", "Configuración", "Ver más en el Centro de cuentas"],
        ["Preferencias de anuncios", "Administrar información", "Revisar configuración"],
        "Información de socios publicitarios sobre tu actividad",
        "No, no usar esta información para mostrarme anuncios más relevantes",
    ),
    "ja": (
        "ja_JP",
        ["設定とプライバシー", "設定", "アカウントセンターでもっと見る"],
        ["広告表示の設定", "情報を管理", "設定を確認"],
        "広告パートナーからのアクティビティ情報",
        "いいえ、この情報を利用して広告の関連性を高めない",
    ),
}


@pytest.mark.parametrize("language", list(WORDS))
def test_another_language_from_home_to_the_ledger(hall: Stage, language: str) -> None:
    locale, menu, center, row, off = WORDS[language]
    with hall.site("eu-2026-06", language=language) as site:
        page = site.at(HOME + "/")
        assert page.locator("html").get_attribute("lang") == language
        data = page.locator("script[type='application/json']").first.text_content() or ""
        assert f'"language":"{locale}"' in data.replace(" ", "")
        page.locator("header [aria-haspopup=menu]").click()
        page.get_by_text(menu[0], exact=True).click()
        page.get_by_role("dialog").or_(page.get_by_role("menu")).get_by_text(
            menu[1], exact=True
        ).click()
        page.get_by_role("link", name=menu[2]).click()
        page.get_by_role("link", name=center[0]).click()
        page.get_by_role("tab", name=center[1]).click()
        page.get_by_role("link", name=row).click()
        button(page, center[2]).click()
        choose(page, off)
        gone(page)
        assert page.locator("html").get_attribute("lang") == language
        assert site.writes == [(PARTNERS, "on", "off")]


def test_no_visible_word_of_a_known_language_is_missing_on_the_way(hall: Stage) -> None:
    for language in WORDS:
        with hall.site(language=language) as site:
            assert english(site, f"{ADS}/data_from_partners/") == set(), language


def english(site: Site, address: str) -> set[str]:
    """Words of a page that its English copy shows as well, names aside."""
    page = site.at(address, account=ADA)
    page.locator("section").last.get_by_text(re.compile(".")).first.wait_for()
    page.wait_for_load_state("networkidle")
    lines = set(page.locator("body").inner_text().splitlines())
    known = {"Manage info", "Review setting", "Ad preferences", "Profiles", "Accounts Center"}
    return {line for line in lines if line in known}
