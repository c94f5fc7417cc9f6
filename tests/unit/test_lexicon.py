"""Words of other languages are known, or an error, but never guessed."""

import pytest

from offswitch.model.lexicon import Lexicon, UnknownWords, Words, language_tag
from offswitch.model.text import fold

LEXICON = Lexicon(
    {
        "de": {fold("Don't allow"): Words(("Nicht zulassen", "Nicht erlauben"))},
        "pt": {fold("Confirm"): Words(("Confirmar",), "D")},
        "pt-BR": {fold("Confirm"): Words(("Confirme",))},
    }
)


@pytest.mark.parametrize("language", ["", "en", "en-GB", "EN_us"])
def test_english_words_stand_for_themselves(language: str) -> None:
    assert LEXICON.translate("Anything at all", language) == ("Anything at all",)


@pytest.mark.parametrize("language", ["de", "de-AT", "DE_ch"])
def test_a_region_falls_back_on_its_language(language: str) -> None:
    shown = LEXICON.translate("DON\u2019T  allow", language)
    assert shown == ("Nicht zulassen", "Nicht erlauben")


def test_a_region_of_its_own_comes_first() -> None:
    assert LEXICON.translate("Confirm", "pt-br") == ("Confirme",)
    assert LEXICON.translate("Confirm", "pt-PT") == ("Confirmar",)


@pytest.mark.parametrize(("label", "language"), [("Confirm", "ja"), ("Confirm", "de")])
def test_what_is_not_known_is_an_error_that_names_the_language(label: str, language: str) -> None:
    with pytest.raises(UnknownWords) as caught:
        LEXICON.translate(label, language)
    assert language in caught.value.message
    assert caught.value.hint


def test_a_region_has_the_words_of_its_language_as_well() -> None:
    both = Lexicon(
        {
            "pt": {fold("Settings"): Words(("Configurações", "Definições"))},
            "pt-BR": {fold("Confirm"): Words(("Confirme",))},
        }
    )
    assert both.translate("Settings", "pt-BR") == ("Configurações", "Definições")
    assert both.translate("Confirm", "pt-BR") == ("Confirme",)
    with pytest.raises(UnknownWords):
        both.translate("Confirm", "pt-PT")


@pytest.mark.parametrize("language", ["", "en", "en-US", "en-GB"])
def test_an_english_page_may_be_spelled_the_british_way(language: str) -> None:
    spelled = Lexicon(
        {
            "en-GB": {
                fold("Accounts Center"): Words(("Accounts Centre",)),
                fold("See more in Accounts Center"): Words(("See more in Accounts Centre",), "D"),
            }
        }
    )
    shown = ("Accounts Center", "Accounts Centre")
    assert spelled.translate("Accounts Center", language) == shown
    assert spelled.translate("Accounts Center", language, proven=True) == shown
    more = "See more in Accounts Center"
    assert spelled.translate(more, language) == (more, "See more in Accounts Centre")
    assert spelled.translate(more, language, proven=True) == (more,)


def test_one_language_never_borrows_from_another() -> None:
    only_brazil = Lexicon({"pt-BR": {fold("Confirm"): Words(("Confirme",))}})
    with pytest.raises(UnknownWords):
        only_brazil.translate("Confirm", "pt-PT")


def test_a_translation_of_our_own_may_be_looked_for_and_proves_nothing() -> None:
    assert LEXICON.translate("Confirm", "pt") == ("Confirmar",)
    assert LEXICON.is_own("Confirm", "pt")
    assert not LEXICON.is_own("Confirm", "pt-BR")
    assert not LEXICON.is_own("Confirm", "en")
    with pytest.raises(UnknownWords):
        LEXICON.translate("Confirm", "pt", proven=True)
    assert LEXICON.translate("Confirm", "pt-BR", proven=True) == ("Confirme",)


GERMAN = LEXICON.speaking("de", frozenset())


@pytest.mark.parametrize("page", ["", "de", "DE_at", "de-CH"])
def test_a_file_may_be_in_its_page_s_own_language(page: str) -> None:
    assert GERMAN.translate("Nutzungsdaten teilen", page, proven=True) == ("Nutzungsdaten teilen",)
    assert not GERMAN.assumes(page)


@pytest.mark.parametrize("page", ["en", "fr-CA", "nds"])
def test_a_file_in_another_language_than_its_page_is_not_looked_for(page: str) -> None:
    with pytest.raises(UnknownWords) as caught:
        GERMAN.translate("Nutzungsdaten teilen", page)
    assert f"({page})" in caught.value.message
    assert "(de)" in caught.value.hint


def test_a_file_in_another_language_may_have_words_in_english() -> None:
    both = Lexicon({"en": {fold("Teilen"): Words(("Share",))}}).speaking("de", frozenset())
    assert both.translate("Teilen", "en-US") == ("Share",)
    assert both.translate("Teilen", "de") == ("Teilen",)


def test_a_region_of_the_file_is_not_another_region_of_the_page() -> None:
    brazil = Lexicon().speaking("pt-BR", frozenset())
    assert brazil.speaks("pt")
    assert brazil.speaks("pt-br")
    assert not brazil.speaks("pt-PT")


@pytest.mark.parametrize(
    "page", ["C", "POSIX", "C.UTF-8", "und", "zxx", "{{ lang }}", "x-klingon", "  ", "language"]
)
def test_what_names_no_language_is_none(page: str) -> None:
    assert language_tag(page) == ""
    assert LEXICON.translate("Anything at all", page) == ("Anything at all",)


def test_an_undeclared_file_is_looked_for_only_in_a_language_whose_dangers_are_known() -> None:
    own = LEXICON.speaking(None, frozenset({"de", "fr"}))
    assert own.translate("Partager", "fr-CA", proven=True) == ("Partager",)
    assert own.assumes("fr-CA")
    assert not own.assumes("de"), "there are words for it"
    assert not own.assumes("en")
    with pytest.raises(UnknownWords):
        own.translate("Partager", "de")
    with pytest.raises(UnknownWords) as caught:
        own.translate("Dela", "sv-SE")
    assert 'language = "sv"' in caught.value.hint
