"""What selector files and fixtures both say without a source is varied by the replica, or found."""

from __future__ import annotations

from pathlib import Path

from tests.unit.evidence_sides import (
    ROOT,
    SELECTOR,
    claims,
    copy,
    evidence,
    guesses,
    page_claims,
    plant,
)

__all__ = ["copy"]

SOURCES = evidence.Evidence()
FACEBOOK = "fixtures/facebook/words/en.toml"


def shared(folder: Path) -> list[guesses.Guess]:
    """Return what both sides of a folder share without a source."""
    selectors, fixtures = folder / "selectors", folder / "fixtures"
    reach = guesses.reached(claims.hosts_of(selectors), page_claims.sites_of(fixtures))
    pages = page_claims.of_fixtures(fixtures)
    return [*guesses.shared_guesses(claims.of_selectors(selectors), pages, SOURCES, reach)]


def test_a_guess_that_both_sides_share_is_found(copy: Path) -> None:
    plant(copy / "selectors/accounts_center/2026-07.toml", *SELECTOR)
    plant(copy / FACEBOOK, 'home = "Home"\n', 'home = "a planted WORD"\n')
    (found,) = [guess for guess in shared(copy) if guess.theirs.text == "a planted WORD"]
    assert not found.is_open


def test_a_guess_is_open_where_the_replica_has_other_words_in_its_place(copy: Path) -> None:
    plant(copy / "selectors/accounts_center/2026-07.toml", *SELECTOR)
    old = 'search_results = "Search results" # D\n'
    plant(copy / FACEBOOK, old, 'search_results = "A planted word" # D\n')
    (found,) = [guess for guess in shared(copy) if guess.theirs.text == "A planted word"]
    assert found.is_open


def test_a_guess_is_not_open_in_a_layout_where_its_place_is_not(copy: Path) -> None:
    plant(copy / "selectors/accounts_center/2026-07.toml", *SELECTOR)
    words = copy / "fixtures/accounts_center/words/en.toml"
    plant(
        words,
        'ad_settings_text = "Choose where',
        'review = "A planted word" # D\nad_settings_text = "Choose where',
    )
    (found,) = [guess for guess in shared(copy) if guess.theirs.text == "A planted word"]
    assert not found.is_open, "how it opens is not open in 2023"


def test_a_guess_on_a_page_that_no_file_of_the_platform_leads_to_is_none(copy: Path) -> None:
    plant(copy / "selectors/accounts_center/2026-07.toml", *SELECTOR)
    words = copy / "fixtures/whatsapp/words/en.toml"
    plant(words, 'chats_title = "WhatsApp" # D\n', 'chats_title = "A planted word" # D\n')
    assert "A planted word" not in {guess.theirs.text for guess in shared(copy)}


def test_an_address_is_open_where_another_shape_has_another_one() -> None:
    found = {guess.theirs.text: guess for guess in shared(ROOT) if guess.theirs.kind == "path"}
    assert found["/accounts/edit"].is_open


def test_a_translation_of_our_own_is_a_guess_too() -> None:
    assert {"Bestätigen", "Confirmar", "確認"} <= {guess.ours.text for guess in shared(ROOT)}


def test_what_nobody_could_guess_is_in_no_selector_file(copy: Path) -> None:
    plant(
        copy / FACEBOOK, 'settings_search = "Where to?"\n', 'settings_search = "Ads about Meta"\n'
    )
    files = claims.of_selectors(copy / "selectors")
    (found,) = guesses.known_riddles(files, page_claims.of_fixtures(copy / "fixtures"))
    assert found.theirs.text == "Ads about Meta"


def test_a_shape_that_the_replica_always_draws_is_found() -> None:
    files = [*claims.of_selectors()]
    sites, places = page_claims.sites(), page_claims.open_places()
    assert not [*guesses.fixed_shapes(files, SOURCES, sites, places)]
    without = {name: place for name, place in places.items() if name != "customer_row"}
    ((shape, layout), *_) = guesses.fixed_shapes(files, SOURCES, sites, without)
    assert (shape.text, layout) == ("whatsapp.customer_activity 2026-07: switch", "2026-07")


def test_what_a_script_says_by_itself_is_found(copy: Path) -> None:
    plant(
        copy / "fixtures/whatsapp/linking.js",
        '"data-testid": "qrcode"',
        '"data-testid": "planted-mark"',
    )
    with (copy / "fixtures/instagram/help.js").open("a", encoding="utf-8") as file:
        file.write('const b = () => h("b", {}, "A planted word"); // "Not this one"\n')
    pages = page_claims.of_fixtures(copy / "fixtures")
    found = "\n".join(evidence.unfounded(pages, SOURCES))
    assert "mark 'planted-mark' has no source" in found
    assert "word 'A planted word' has no source" in found
    assert "Not this one" not in found
