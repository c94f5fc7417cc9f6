"""The conversation of a lesson, and what has to be proved before anything is kept."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from typer.testing import CliRunner

from offswitch.cli import app
from offswitch.errors import PackError
from offswitch.model.words import State
from offswitch.packs import Library
from offswitch.screen import Click
from offswitch.teach import lesson, proof
from offswitch.teach.draft import draft
from offswitch.teach.lesson import Lesson
from offswitch.teach.talk import Refused, Stopped, Talk
from offswitch.teach.way import Way
from tests.unit.teach.lessons import (
    AI,
    DAY,
    END,
    Typing,
    control,
    one,
    shown,
    subject,
)


@pytest.mark.parametrize(
    ("read", "agrees"),
    [("on on", True), ("on off", False), ("off on", False), ("on unknown", False)],
)
def test_two_fresh_readings_must_agree_with_what_the_person_sees(
    monkeypatch: pytest.MonkeyPatch, read: str, agrees: bool
) -> None:
    looks = [MagicMock(reading=MagicMock(state=State(each))) for each in read.split()]
    monkeypatch.setattr(proof, "read_afresh", lambda *_, **__: looks.pop(0))
    with nullcontext() if agrees else pytest.raises(Refused, match="you see it on"):
        proof.prove(MagicMock(), MagicMock(), State.ON)


def test_a_draft_that_the_rules_refuse_is_not_even_tried(
    library: Library, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tried: list[object] = []
    monkeypatch.setattr(lesson, "prove", lambda *given: tried.append(given))
    of = shown(subject(library, AI), one(control("Use your data for AI")))
    given = Lesson(
        subject=of.subject, window=MagicMock(), talk=Talk(Typing(), lambda: None), folders=[],
        clicks=MagicMock(noted=[Click(END, "Delete my account")]), shelf=tmp_path, today=DAY, live=False,
    )  # fmt: skip
    text = draft(of, Way(END, ("Delete my account",)))
    with pytest.raises(PackError, match="destructive"):
        given._try(text, of, State.ON)
    assert tried == []
    given._try(draft(of, Way(END)), of, State.ON)
    assert len(tried) == 1
    [variant] = tried[0][1].variants  # type: ignore[index]
    assert list(variant.file.routes) == ["data_use_for_ai"]
    # What a run would let pass is still held against every rule of `selectors lint`.
    monkeypatch.setattr(lesson, "lint", lambda *_: ["shown.toml: routes: against a rule"])
    with pytest.raises(PackError, match="against a rule"):
        given._try(draft(of, Way(END)), of, State.ON)
    assert len(tried) == 1


def test_only_a_number_that_was_listed_is_taken() -> None:
    talk = Talk(Typing("0", "x", "4", "", "2"), lambda: None)
    assert talk.number("Which?", 3) == 2
    assert talk.questions == 1


def test_neither_enter_nor_anything_else_is_a_yes() -> None:
    assert Talk(Typing("", "maybe", "n"), lambda: None).yes("So?") is False
    with pytest.raises(Stopped):
        Talk(Typing("q"), lambda: None).yes("So?")


def test_nobody_is_asked_where_nobody_is(monkeypatch: pytest.MonkeyPatch) -> None:
    done = CliRunner().invoke(app, ["teach", AI])
    assert done.exit_code == 2
    assert "nobody is here" in done.output
