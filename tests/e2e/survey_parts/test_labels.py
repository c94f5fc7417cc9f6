"""The functions that a survey is made of: headings and labels."""

from __future__ import annotations

import pytest

from tests.e2e.survey_parts.conftest import Ask

pytestmark = pytest.mark.e2e


# survey/headings.js


def test_something_stands_under_the_nearest_heading_of_each_level(ask: Ask) -> None:
    body = (
        "<h1>Settings</h1><h2>Ads</h2><h3>Old</h3><h2>Privacy</h2><h2 hidden>Gone</h2>"
        "<section aria-label=Region><input type=checkbox id=x></section><h3>Later</h3>"
    )
    assert ask(body, "headingChain(view, control('#x'))") == ["Privacy", "Settings", "Region"]


def test_in_a_dialog_only_its_own_headings_count(ask: Ask) -> None:
    body = "<h1>Settings</h1><div role=dialog><h2>Review</h2><input type=checkbox id=x></div>"
    assert ask(body, "headingChain(view, control('#x'))") == ["Review"]


@pytest.mark.parametrize(
    ("tag", "level"),
    [("<h4 id=x>", 4), ("<p role=heading aria-level=5 id=x>", 5), ("<p role=heading id=x>", 2)],
)
def test_a_heading_has_a_level(ask: Ask, tag: str, level: int) -> None:
    assert ask(f"{tag}Text", "headingLevel(one('#x'))") == level


@pytest.mark.parametrize(
    "body",
    [
        "<div id=x role=group aria-label=Ads></div>",
        "<p id=t>Ads</p><div id=x role=group aria-labelledby='t'></div>",
        "<fieldset id=x><legend>Ads</legend></fieldset>",
    ],
)
def test_a_region_has_a_name(ask: Ask, body: str) -> None:
    assert ask(body, "regionName(view, one('#x'))") == "Ads"


# survey/labels.js


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (
            "<p id=t>Share <i aria-hidden=true>x</i></p><b role=switch id=x aria-labelledby=t>y</b>",
            "Share",
        ),
        ("<b role=switch id=x aria-label='Share'>y</b>", "Share"),
        ("<b role=switch id=x>Share<i aria-hidden=true>x</i></b>", "Share"),
        ("<input type=checkbox id=x title=Share>", "Share"),
    ],
)
def test_a_control_tells_its_name(ask: Ask, body: str, name: str) -> None:
    assert ask(body, "accessibleName(view, control('#x'))") == name


@pytest.mark.parametrize(
    "body",
    [
        "<label>Share <input type=checkbox id=x></label>",
        "<label for=x>Share</label><input type=checkbox id=x>",
        "<button aria-pressed=true id=x><b>Share</b><p>More about it</p></button>",
    ],
)
def test_a_control_has_its_own_label(ask: Ask, body: str) -> None:
    assert ask(body, "ownLabel(view, control('#x'))") == "Share"


def test_a_label_around_two_controls_is_neithers(ask: Ask) -> None:
    body = "<label>Both <input type=radio id=x><input type=radio></label>"
    assert ask(body, "ownLabel(view, control('#x'))") == ""
