"""Every word, address, operation, mark and shape of a selector file has a source, or says that it has none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import claims  # noqa: E402 - a script's module
from evidence import Evidence  # noqa: E402 - a script's module


def claim(kind: str, text: str, language: str = "en") -> claims.Claim:
    return claims.Claim(kind, text, "x:1", is_marked=False, language=language)


def test_the_selector_files_claim_nothing_unmarked_that_no_source_shows() -> None:
    script = ROOT / "scripts" / "evidence.py"
    done = subprocess.run(
        [sys.executable, str(script), "--selectors"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


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


def test_a_mark_is_about_its_line_or_the_lines_below_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "ROOT", tmp_path)
    path = tmp_path / "words.toml"
    path.write_text(
        'a = "One" # D\nb = "Two"\n# D: ours\nc = "Three"\nd = "Two"\n\ne = "Four"\n',
        encoding="utf-8",
    )
    file = claims.File(path)
    marked = {word: file.claim("word", word).is_marked for word in ("One", "Two", "Three", "Four")}
    assert marked == {"One": True, "Two": False, "Three": True, "Four": False}
    assert file.claim("word", "Four").place == "words.toml:7"
