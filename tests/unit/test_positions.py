"""The line of a file on which a label stands is found in the text as it is."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from offswitch.model.geography import labels_of
from offswitch.model.lexicon import Lexicon
from offswitch.model.text import fold
from offswitch.packs import Library, bundled_folder
from offswitch.packs.disk import label_file, parse, selector_files
from offswitch.packs.positions import Positions, label_positions, word_positions
from offswitch.packs.toml_file import LARGEST

TEXT = """schema = 1
platform = "app"

[elements]
# usage = [{ by = "label", label = "Not this one" }]
usage = [{ by = "label", label = "Share usage" }]
menu = [
  { by = "attribute", attribute = "data-testid", value = "menu" },
  { by = "role", role = "button", name = "Menu" },
]
icon = [{ by = "href", value = "/settings" }]

[[elements.late]]
by = "text"
value = "Late"

[sections.privacy]
neighbours = ["Share usage"]
heading = [
  "Privacy", "Your privacy",
]

[routes.usage]
control = { kind = "switch", element = "usage" }
"""


def test_the_first_label_of_an_element_and_the_heading_of_a_section() -> None:
    found = label_positions(TEXT, "app.toml")
    assert {place: (at.line, at.key) for place, at in found.items()} == {
        "elements.usage": (6, "label"),
        "elements.menu": (9, "name"),
        "elements.late": (15, "value"),
        "sections.privacy": (20, "heading"),
    }
    assert {at.file for at in found.values()} == {"app.toml"}


@pytest.mark.parametrize(
    "path",
    [pytest.param(p, id=f"{p.parent.name}/{p.stem}") for p in selector_files(bundled_folder())],
)
def test_in_every_bundled_file_the_line_says_the_label(path: Path) -> None:
    file, _ = parse(path)
    assert file is not None
    data = file.data
    text = path.read_text(encoding="utf-8")
    expected = {f"elements.{name}": labels_of(data, name)[:1] for name in data.elements}
    expected |= {f"sections.{name}": each.headings[:1] for name, each in data.sections.items()}
    found = label_positions(text, "")
    assert set(found) == {place for place, labels in expected.items() if labels}
    for place, at in found.items():
        assert (at.label,) == expected[place]
        assert f'"{at.label}"' in text.splitlines()[at.line - 1]


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(p, id=f"{p.parts[-3]}/{p.stem}")
        for p in bundled_folder().glob("*/labels/*.toml")
    ],
)
def test_in_every_file_of_words_the_line_says_the_english_label(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = word_positions(text, "")
    for words in label_file(path).data.labels.values():
        for label in words:
            assert f'"{label}"' in text.splitlines()[found[fold(label)].line - 1]


def test_a_layout_knows_where_its_own_labels_and_those_it_extends_stand() -> None:
    layout = next(
        v for v in Library().pack("accounts_center").variants if v.source.endswith("/2026-07")
    )
    own = layout.locate("sections.partner_activity", "")
    assert own
    assert own.file == "selectors/accounts_center/2026-07.toml"
    shared = layout.locate("sections.data_use", "en")
    assert shared
    assert shared.file == "selectors/accounts_center/common.toml"
    assert layout.locate("elements.nothing", "") is None


def test_on_a_page_in_another_language_its_words_are_to_be_changed() -> None:
    layout = Library().pack("facebook").variants[0]
    at = layout.locate("elements.decline_cookies", "de-DE")
    assert at
    assert (at.file, at.key) == ("selectors/facebook/labels/de.toml", "Decline optional cookies")
    assert layout.locate("elements.decline_cookies", "xx") is None


def test_a_file_of_the_person_s_own_is_named_by_its_path(tmp_path: Path) -> None:
    file = tmp_path / "app.toml"
    head = 'platform = "app"\nversion = "2026-11"\nhosts = ["127.0.0.1"]'
    file.write_text(TEXT.replace('platform = "app"', head) + INTENT, encoding="utf-8")
    at = Library((tmp_path,)).pack("app").variants[0].locate("elements.usage", "")
    assert at
    assert (at.file, at.line) == (str(file), 8)


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices in the file system")
@pytest.mark.parametrize("now", ["gone", "a pipe", "a device", "too large", "no text", "no TOML"])
def test_a_file_that_is_something_else_by_now_has_no_line(tmp_path: Path, now: str) -> None:
    file = tmp_path / "app.toml"
    file.write_text(TEXT, encoding="utf-8")
    positions = Positions([file], [], Lexicon())
    assert positions.find("elements.usage", "")
    make: dict[str, Callable[[], object]] = {
        "gone": lambda: None,
        "a pipe": lambda: os.mkfifo(file),
        "a device": lambda: file.symlink_to("/dev/zero"),
        "too large": lambda: file.write_text(TEXT + "#" * LARGEST),
        "no text": lambda: file.write_bytes(b"\xff\xfe\x00"),
        "no TOML": lambda: file.write_text(TEXT.replace("Share usage", "Share \\q usage")),
    }
    file.unlink()
    make[now]()
    begun = time.monotonic()
    at = positions.find("elements.usage", "")
    assert time.monotonic() - begun < 5
    assert at is None or at.label == ""


INTENT = """section = "privacy"
url = "http://127.0.0.1/"
[intent.usage]
category = "research"
title = "Usage"
"""
