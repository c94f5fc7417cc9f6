"""`selectors capture`, as far as it can be seen without a browser: which words a bundle keeps."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from offswitch.cli import app, bundling
from offswitch.look.moments import Moment
from offswitch.packs import Library
from offswitch.packs.word_list import words_of
from offswitch.teach import capture
from offswitch.teach.capture import PageTaken
from offswitch.teach.subject import subject_of

SETTING = "accounts_center.partner_activity"
KNOWN, STRANGE = "Review setting", "What the zebra told us"
NODES = [
    {"in": -1, "tag": "body"},
    {"in": 0, "tag": "h1"},
    {"in": 1, "text": STRANGE},
    {"in": 0, "tag": "button"},
    {"in": 3, "text": KNOWN},
]
BEFORE = "What the okapi told us"
"""A strange word on a page on the way."""


@pytest.fixture
def captured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Capture a page with a known and a strange word; return the bundle."""
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path / "home"))
    subject = subject_of(Library(), lambda _: False, [SETTING])

    def take(*_: Any, **__: Any) -> PageTaken:
        structure = {"language": "en", "view": [1280, 720], "nodes": NODES}
        words = words_of(subject.pack)
        nodes = [
            {**node, "text": BEFORE} if node.get("text") == STRANGE else node for node in NODES
        ]
        before = Moment({**structure, "nodes": nodes}, leads={3: 0})
        way = [Moment(structure), before]
        return PageTaken(way, (), subject, "failed:not_found", words, "Ada Sample")

    monkeypatch.setattr(capture, "take_page", take)

    def run(keys: str = "") -> str:
        file = tmp_path / "page.json"
        done = CliRunner().invoke(app, ["selectors", "capture", SETTING, "-o", str(file)], keys)
        assert done.exit_code == 0, done.output
        return file.read_text(encoding="utf-8") if file.exists() else ""

    return run


def test_without_a_terminal_only_known_words_are_kept(captured: Callable[..., str]) -> None:
    bundle = captured("a\ny\n")  # nobody's answers
    assert (KNOWN in bundle, STRANGE in bundle, BEFORE in bundle) == (True, False, False)
    assert json.loads(bundle)["expected"] == {SETTING: "failed:not_found"}


@pytest.mark.parametrize(
    ("keys", "known", "strange"),
    [
        ("a\ny\n", True, True),
        ("1\ny\n", True, True),
        ("2\ny\n", True, False),
        ("\ny\n", True, False),
        ("a\nn\n", False, False),
    ],
)
def test_at_a_terminal_a_strange_word_is_kept_only_if_it_is_named(
    captured: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
    keys: str,
    known: bool,
    strange: bool,
) -> None:
    monkeypatch.setattr(bundling, "is_person_there", lambda: True)
    bundle = captured(keys)
    assert (KNOWN in bundle, STRANGE in bundle) == (known, strange)
    assert (BEFORE in bundle) is (keys in {"a\ny\n", "2\ny\n"})
