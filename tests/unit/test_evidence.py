"""What selector files and fixtures say of a page has a source, or says that it has none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.evidence_sides import ROOT, SELECTOR, claims, copy, evidence, page_claims, plant

__all__ = ["copy"]

Evidence, unfounded = evidence.Evidence, evidence.unfounded


def claim(kind: str, text: str, language: str = "en") -> claims.Claim:
    return claims.Claim(kind, text, "x:1", is_marked=False, language=language)


def told(folder: Path, side: str) -> list[str]:
    """Return what is wrong with one side of a copy."""
    of = claims.of_selectors if side == "selectors" else page_claims.of_fixtures
    return list(unfounded(of(folder / side), Evidence()))


def test_neither_side_claims_anything_unmarked_that_no_source_shows() -> None:
    script = ROOT / "scripts" / "evidence.py"
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("file", "line", "new", "wrong"),
    [
        (
            "selectors/accounts_center/2026-07.toml",
            *SELECTOR,
            "word 'A planted word' has no source",
        ),
        (
            "fixtures/facebook/words/en.toml",
            'home = "Home"\n',
            'home = "A planted word"\n',
            "word 'A planted word' has no source",
        ),
        (
            "fixtures/_kit/words/de.toml",
            'back = "Zurück" # D\n',
            'back = "Geplantes" # C\n',
            "word 'Geplantes' says grade C, but has no source",
        ),
        (
            "fixtures/whatsapp/words/es.toml",
            'chats_list = "Lista de chats" # B\n',
            'chats_list = "Lista de chats" # A\n',
            "word 'Lista de chats' says grade A, but its best source has B",
        ),
        (
            "fixtures/facebook/site.toml",
            "[operations.CometHomeFeedQuery] # D\n",
            "[operations.CometHomeFeedQuery]\n",
            "operation 'CometHomeFeedQuery' has no source",
        ),
        (
            "fixtures/facebook/site.toml",
            'path = "/your_information"\n',
            'path = "/your_information/planted"\n',
            "path '/your_information/planted' has no source",
        ),
        (
            "fixtures/instagram/site.toml",
            '"www.instagram.com" = ',
            '"planted.instagram.com" = ',
            "address 'planted.instagram.com' has no source",
        ),
    ],
)
def test_what_is_planted_without_a_source_is_found(
    copy: Path, file: str, line: str, new: str, wrong: str
) -> None:
    plant(copy / file, line, new)
    (found,) = told(copy, file.partition("/")[0])
    assert wrong in found


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("word", "activity information from AD partners"),
        ("phrase", "Too many attempts"),
        (
            "address",
            "https://accountscenter.facebook.com/ad_preferences/ad_settings/data_from_partners",
        ),
        ("address", "/info_and_permissions"),
        ("address", "web.facebook.com"),
        ("address", "*.facebook.com/login*"),
        ("operation", "*Mutation"),
        ("operation", "/api/graphql*"),
        ("mark", "li-account"),
    ],
)
def test_what_a_source_shows_is_found(kind: str, text: str) -> None:
    assert Evidence().of(claim(kind, text))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("word", "Activity information"),
        ("phrase", "isn't available in your region"),
        ("address", "*.facebook.com/index.php*"),
        ("address", "https://www.facebook.com/ads_and_research"),
        ("operation", "AdSettingsSaveThing"),
        ("mark", "settings-drawer-item-account"),
        ("shape", "accounts_center.ads_outside_meta 2024-10: choice; opened by Review setting"),
    ],
)
def test_what_no_source_shows_is_not(kind: str, text: str) -> None:
    assert Evidence().of(claim(kind, text)) is None


def test_a_word_of_another_language_needs_a_label_of_a_better_grade_than_our_own() -> None:
    evidence = Evidence()
    assert evidence.of(claim("word", "Kontenübersicht", "de"))
    assert evidence.of(claim("word", "Bestätigen", "de")) is None
    assert evidence.of(claim("word", "Kontenübersicht", "es")) is None


def test_a_grade_is_about_its_line_or_the_lines_below_it_or_its_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "ROOT", tmp_path)
    path = tmp_path / "words.toml"
    path.write_text(
        'a = "One" # D\nb = "Two"\n# D: ours\nc = "Three"\nd = "Two"\n\ne = "Four"\n'
        '[f] # D\ng = "Five"\n# A word of 2024.\nh = "Six" # C, of a guide\n[i]\nj = "Seven"\n',
        encoding="utf-8",
    )
    file = claims.File(path)
    words = ("One", "Two", "Three", "Four", "Five", "Six", "Seven")
    graded = {
        word: (each.is_marked, each.grade) for word in words for each in [file.claim("word", word)]
    }
    assert graded == {
        "One": (True, "D"),
        "Two": (False, "D"),
        "Three": (True, "D"),
        "Four": (False, ""),
        "Five": (True, "D"),
        "Six": (False, "C"),
        "Seven": (False, ""),
    }
    assert file.claim("word", "Four").place == "words.toml:7"
