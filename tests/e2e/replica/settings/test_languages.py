"""The replica in other languages."""

import re

import pytest

from tests.e2e.replica.settings.conftest import ADS, PARTNERS, button, choose, gone
from tests.e2e.replica_site import ADA, HOME, Site, Stage

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]


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
