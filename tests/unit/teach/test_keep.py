"""What a person showed is kept, comes first, and can be removed."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from offswitch.cli import app
from offswitch.errors import ConfigError
from offswitch.packs import Library
from offswitch.teach.draft import draft
from offswitch.teach.keep import keep, own_settings, to_remove
from offswitch.teach.way import Way
from tests.unit.teach.lessons import (
    AI,
    DAY,
    END,
    control,
    one,
    shown,
    subject,
)


@pytest.mark.parametrize(("seen", "first"), [("2026-11-25", True), ("2026-11-27", False)])
def test_what_was_shown_comes_first_until_a_newer_file_covers_it(
    library: Library, tmp_path: Path, seen: str, first: bool
) -> None:
    of = shown(subject(library, AI), one(control("Use your data for AI")))
    path = keep(draft(of, Way(END)), "accounts_center", of.version, tmp_path)
    newer = draft(of, Way(END)).replace('grade = "P"', 'grade = "B"')
    newer = newer.replace(f"seen = {DAY}", f"seen = {seen}").replace(of.version, "2099-01")
    (tmp_path / "newer.toml").write_text(newer, encoding="utf-8")
    order = [each.source for each in Library([tmp_path]).pack("accounts_center").variants]
    assert (order.index(str(path)) < order.index(str(tmp_path / "newer.toml"))) is first
    assert order.index(str(path)) < order.index("accounts_center/2026-07")


def test_what_is_shown_again_takes_the_place_of_what_was_shown_before(
    library: Library, shelf: Path
) -> None:
    of = shown(subject(library, AI), one(control("Use your data for AI")))
    old = keep(draft(of, Way(END)), "accounts_center", "2026-11-20-p-data-use-for-ai", shelf)
    new = keep(draft(of, Way(END)), "accounts_center", of.version, shelf)
    assert not old.exists()
    [each] = own_settings(shelf)
    assert (each.path, each.setting, each.grade, each.seen) == (new, AI, "P", DAY)
    assert each.language == "en"


def test_own_files_are_listed_and_removed_after_asking(library: Library, shelf: Path) -> None:
    run = CliRunner().invoke
    assert "no selector file of your own" in run(app, ["selectors", "list"]).output
    of = shown(subject(library, AI), one(control("Use your data for AI")))
    path = keep(draft(of, Way(END)), "accounts_center", of.version, shelf)
    listed = run(app, ["selectors", "list"]).output
    assert f"{AI}, grade P, seen {DAY}" in listed.replace("\n", " ")
    refused = run(app, ["selectors", "remove", AI])
    assert (refused.exit_code, path.exists()) == (2, True)
    assert run(app, ["selectors", "remove", AI, "--yes"]).exit_code == 0
    assert not path.exists()


def test_only_a_file_of_ones_own_that_is_named_clearly_is_removed(
    library: Library, shelf: Path
) -> None:
    of = shown(subject(library, AI), one(control("Use your data for AI")))
    text = draft(of, Way(END))
    keep(text, "accounts_center", of.version, shelf)
    other = text.replace(of.version, "2026-10-mine").replace('grade = "P"', 'grade = "B"')
    (shelf / "mine.toml").write_text(other, encoding="utf-8")
    for name in (AI, "nothing", "../../elsewhere.toml"):
        with pytest.raises(ConfigError):
            to_remove(name, shelf)
    assert to_remove("mine.toml", shelf) == shelf / "mine.toml"
