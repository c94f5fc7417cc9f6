"""The functions that a survey is made of: questions, paths, and spans."""

from __future__ import annotations

import pytest

from tests.e2e.survey_parts.conftest import Ask

pytestmark = pytest.mark.e2e


# survey/questions.js


PAIR = "<label><input type=radio {0} id={1}1> Allow</label><label><input type=radio {0} id={1}2> Deny</label>"


def test_radios_of_one_name_are_a_group(ask: Ask) -> None:
    body = f"<div id=all>{PAIR.format('name=a', 'x')}{PAIR.format('name=b', 'y')}</div>"
    group = "groupOf(view, control('#x1'), view.controls).map(({ node }) => node.id)"
    assert ask(body, group) == ["x1", "x2"]


def test_words_between_nameless_radios_begin_another_group(ask: Ask) -> None:
    body = f"<p>Usage</p>{PAIR.format('', 'x')}<p>Location</p>{PAIR.format('', 'y')}"
    group = "groupOf(view, control('#y1'), view.controls).map(({ node }) => node.id)"
    assert ask(body, group) == ["y1", "y2"]


def test_the_question_is_the_nearest_line_above_that_explains_nothing(ask: Ask) -> None:
    body = (
        f"<h1>Privacy</h1><p>Usage</p><p>You can change this later.</p>{PAIR.format('name=a', 'x')}"
    )
    assert ask(body, "texts(linesAbove(view, document.body, [control('#x1')]))") == [
        "Usage",
        "You can change this later.",
    ]
    assert ask(body, "questionOf(view, control('#x1'))") == "Usage"


def test_a_question_may_be_a_label_of_one_of_its_answers(ask: Ask) -> None:
    """phpbb/phpbb: ``<label for=viewemail0>`` is the question, and "No" has a label around it as well."""
    rows = [
        f"<dl><dt><label for={name}2>{question}</label></dt><dd>{PAIR.format(f'name={name}', name)}</dd></dl>"
        for name, question in [("x", "Usage"), ("y", "Location")]
    ]
    questions = "['#x1', '#x2', '#y2'].map((each) => questionOf(view, control(each)))"
    assert ask("".join(rows), questions) == ["Usage", "Usage", "Location"]


# survey/path.js and survey/spans.js


def test_two_paths_share_what_holds_both(ask: Ask) -> None:
    body = "<div><i id=x></i><i id=y></i></div><i id=z></i>"
    x, y, z = ask(body, "['#x', '#y', '#z'].map((each) => pathOf(view, one(each)))")
    assert x == y
    assert len(x) == len(z) + 1
    assert x[: len(z)] == z


def test_spans_tell_what_lies_within(ask: Ask) -> None:
    body = "<div id=a><i id=b></i></div><p id=c></p>"
    pairs = "[['a', 'b'], ['b', 'a'], ['a', 'c'], ['a', 'a']]"
    held = ask(body, f"{pairs}.map(([x, y]) => view.spans.contains(one('#' + x), one('#' + y)))")
    assert held == [True, False, False, True]
    inside = "view.spans.within(one('#a'), ['#a', '#b', '#c'].map(one), (node) => node)"
    assert ask(body, f"{inside}.map(({{ id }}) => id)") == ["a", "b"]
