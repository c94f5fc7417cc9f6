"""``offswitch selectors add``: what a stranger's file can reach is shown, asked about once, and named in results."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from offswitch.cli import app
from offswitch.errors import ConfigError
from offswitch.packs import Library, adding
from tests.unit.hostile.files import OTHER

WORDS = 'schema = 1\nplatform = "torch"\nlanguage = "de"\n[labels.B]\nResearch = "Forschung"\n'
DIALOG = '[interruptions.tour]\nvisible = "row"\ndismiss = "later"\n'
LATER = 'later = [{ by = "attribute", attribute = "id", value = "later" }]\n[sections.privacy]'
TEXT = OTHER.replace("[sections.privacy]", LATER) + DIALOG


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where added files go."""
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path / "home" / "config" / "selectors"


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """A folder that somebody gave away."""
    folder = tmp_path / "given"
    (folder / "torch" / "labels").mkdir(parents=True)
    (folder / "torch.toml").write_text(TEXT, encoding="utf-8")
    (folder / "torch" / "labels" / "de.toml").write_text(WORDS, encoding="utf-8")
    return folder


def add(path: Path, *more: str, answer: str | None = None) -> Result:
    return CliRunner().invoke(app, ["selectors", "add", str(path), *more], input=answer)


def someone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("offswitch.cli.prompts.is_person_there", lambda: True)


def test_what_a_file_can_reach_is_shown_before_anything_is_added(
    given: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    someone(monkeypatch)
    done = add(given, answer="n\n")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    for told in (
        "torch, known by this alone",
        "pages from: lamp.test",
        "counts as reading: *Query",
        "research: a switch at https://lamp.test/privacy",
        "puts dialogs away with: attribute id later",
        "words: 1 label in de",
        f"SHA-256: {digest}",
        str(shelf / "torch" / "2026-01.toml"),
        "Add 2 files?",
    ):
        assert told in done.output
    assert (done.exit_code, shelf.exists()) == (0, False)


def test_what_was_agreed_to_is_added_byte_for_byte(
    given: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    someone(monkeypatch)
    assert add(given, answer="y\n").exit_code == 0
    assert (shelf / "torch" / "2026-01.toml").read_text(encoding="utf-8") == TEXT
    assert (shelf / "torch" / "labels" / "de.toml").read_text(encoding="utf-8") == WORDS
    assert Library([shelf]).pack("torch").variants[0].lexicon.translate("Research", "de") == (
        "Forschung",
    )
    again = add(given / "torch.toml", answer="n\n")
    assert "in place of what is there" in again.output


def test_without_a_person_it_needs_a_yes_in_advance(given: Path, shelf: Path) -> None:
    refused = add(given)
    assert refused.exit_code == 2
    assert "--yes" in refused.output
    assert not shelf.exists()
    assert add(given, "--yes").exit_code == 0
    assert (shelf / "torch" / "2026-01.toml").is_file()


def test_what_a_run_would_refuse_is_not_added(given: Path, shelf: Path) -> None:
    (given / "torch.toml").write_text(TEXT.replace('"*Query"', '"*"'), encoding="utf-8")
    done = add(given, "--yes")
    assert "requests.reads" in done.output
    assert (done.exit_code, shelf.exists()) == (4, False)


def test_what_a_file_says_reaches_no_terminal_as_it_is(given: Path, shelf: Path) -> None:
    hostile = TEXT.replace('value = "later"', 'value = "\\u001b[2Jlater\\u202E"')
    (given / "torch.toml").write_text(hostile, encoding="utf-8")
    done = add(given)
    assert "\x1b" not in done.output
    assert "\u202e" not in done.output


def test_a_file_that_changes_after_it_was_shown_is_not_what_is_added(
    given: Path, tmp_path: Path
) -> None:
    shelf = tmp_path / "shelf"
    looked = adding.look_at(given / "torch.toml", shelf, ())
    (given / "torch.toml").write_text("evil", encoding="utf-8")
    adding.add(looked)
    assert (shelf / "torch" / "2026-01.toml").read_text(encoding="utf-8") == TEXT
    with pytest.raises(ConfigError, match="changed"):
        adding._content(given / "torch.toml", looked[0].sha256)


def test_a_layout_names_every_file_that_had_a_part_in_it(given: Path) -> None:
    files = Library([given]).pack("torch").variants[0].files
    assert files == {
        str(given / "torch.toml"): hashlib.sha256(TEXT.encode()).hexdigest(),
        str(given / "torch" / "labels" / "de.toml"): hashlib.sha256(WORDS.encode()).hexdigest(),
    }
    bundled = Library().pack("whatsapp").variants[0]
    assert list(bundled.files) == [bundled.source]
    assert len(bundled.files[bundled.source]) == 64


def test_two_files_for_one_place_are_refused(given: Path, shelf: Path) -> None:
    (given / "copy.toml").write_text(TEXT, encoding="utf-8")
    done = add(given, "--yes")
    assert (done.exit_code, shelf.exists()) == (4, False)
