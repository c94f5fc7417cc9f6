"""A person points at a listed control in the window: it is that one, or none."""

from __future__ import annotations

from unittest.mock import MagicMock

import pytest

from offswitch.look.summary import ControlSummary
from offswitch.screen import Click, Clicks
from offswitch.teach.candidates import Candidate
from offswitch.teach.pointing import Pointing
from offswitch.teach.talk import Talk

HERE = "https://example.org/"


def control(label: str, kind: str = "switch") -> ControlSummary:
    return ControlSummary(
        label=label, section="", question="", kind=kind, state="on", signals={}, options=(),
        disabled=False, dialog="", behind=False,
    )  # fmt: skip


def one(*labels: str) -> Candidate:
    return Candidate(tuple(control(label) for label in labels), 0, "")


LISTED = [one("Ads"), one("Use my data"), one("Yes", "No"), one("Twice"), one("Twice")]


@pytest.mark.parametrize(
    ("click", "number", "told"),
    [
        (Click(HERE, control="Use my data"), "2", "you point at number 2"),
        (Click(HERE, label="use my  Data"), "2", "you point at number 2"),
        (Click(HERE, control="No"), "3", "you point at number 3"),
        (Click(HERE, control="Twice"), None, "“Twice” may be any of 4, 5; type its number"),
        (Click(HERE, control="Use my"), None, "“Use my” is not in the list; point at another"),
        (Click(HERE, words="Use my data"), "2", "you point at number 2"),
        (Click(HERE, words="Use"), None, "“Use” is not in the list; point at another"),
        (Click(HERE), None, "that is not in the list; point at another"),
    ],
)
def test_it_is_the_one_that_goes_by_these_very_words(
    click: Click, number: str | None, told: str
) -> None:
    said: list[str] = []
    clicks = Clicks(MagicMock())
    clicks.pointed.append(click)
    pointing = Pointing(clicks, LISTED, said.append)
    assert pointing.number() == number
    assert said == [told]
    assert pointing.number() is None, "each is an answer once"
    assert said == [told]


def test_pointing_answers_in_the_place_of_typing() -> None:
    rests: list[str] = []
    answers = [None, None, "2"]
    talk = Talk(MagicMock(answer=lambda: None), lambda: rests.append("rest"))
    assert talk.number("Which?", 2, elsewhere=lambda: answers.pop(0)) == 2
    assert len(rests) == 2
    assert talk.questions == 1


def test_what_is_typed_counts_first() -> None:
    talk = Talk(MagicMock(answer=lambda: "1"), lambda: None)
    assert talk.number("Which?", 2, elsewhere=lambda: "2") == 1
