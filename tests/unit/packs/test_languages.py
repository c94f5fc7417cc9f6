"""In which language the labels of a selector file are."""

from __future__ import annotations

from pathlib import Path

import pytest

from offswitch.errors import PackError
from offswitch.packs import Library, lint
from tests.unit.packs.files import HEAD, HOSTS, INTENT, plain, version, write

CHOICE = """
[elements]
yes = [{{ by = "label", label = "{yes}" }}]
no = [{{ by = "label", label = "{no}" }}]
[routes.research]
url = "https://lamp.test/privacy"
control = {{ kind = "choice", off = "no", on = "yes" }}
"""


def refusals(*folders: Path) -> list[str]:
    """What a run says to the files, where it refuses them."""
    try:
        Library(folders).pack("lamp")
    except PackError as error:
        return list(error.problems)
    return []


def own(folder: Path, *parts: str) -> Path:
    write(folder / "own", "app.toml", *parts)
    return folder / "own"


def test_a_file_of_one_s_own_may_be_in_another_language(bundled: Path, tmp_path: Path) -> None:
    folder = own(tmp_path, plain("2026-01", 'language = "sv"'))
    lexicon = Library([folder]).pack("lamp").variants[0].lexicon
    assert lexicon.translate("Research", "sv-SE") == ("Research",)
    assert not lexicon.assumes("de")


def test_one_that_says_nothing_is_looked_for_as_it_is_written(
    bundled: Path, tmp_path: Path
) -> None:
    lexicon = Library([own(tmp_path, plain("2026-01"))]).pack("lamp").variants[0].lexicon
    assert lexicon.assumes("de")
    assert not lexicon.assumes("sv")


def test_what_is_bundled_is_in_english(bundled: Path, tmp_path: Path) -> None:
    write(bundled, "lamp/2026-01.toml", plain("2026-01"))
    assert not Library().pack("lamp").variants[0].lexicon.assumes("de")
    folder = own(tmp_path, plain("2026-02"))
    assert not Library([folder]).pack("lamp").variants[0].lexicon.assumes("de")
    folder = own(tmp_path, plain("2026-02", 'language = "de"'))
    assert any("bundled platform are in English" in text for text in refusals(folder))


def test_what_is_shared_is_in_the_same_language(bundled: Path, tmp_path: Path) -> None:
    folder = own(tmp_path, plain("2026-01", 'language = "de"'))
    write(folder, "common.toml", HEAD, '[elements]\nmenu = [{ by = "text", value = "Menü" }]\n')
    assert any("language: what it extends" in text for text in refusals(folder))
    assert any("language: what it extends" in text for text in lint([folder]))
    write(folder, "common.toml", HEAD, 'language = "de"\n')
    assert refusals(folder) == []


@pytest.mark.parametrize(
    ("yes", "no", "is_refused"),
    [("Zulassen", "Nicht zulassen", False), ("Nicht zulassen", "Zulassen", True)],
)
def test_the_sides_of_a_control_are_held_against_the_words_of_its_language(
    bundled: Path, tmp_path: Path, yes: str, no: str, is_refused: bool
) -> None:
    choice = CHOICE.format(yes=yes, no=no)
    folder = own(tmp_path, version("2026-01", HOSTS, 'language = "de"', choice, INTENT))
    assert any("reversed?" in text for text in refusals(folder)) is is_refused
