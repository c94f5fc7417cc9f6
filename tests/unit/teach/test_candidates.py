"""What a person shows is listed with the likely ones first, and only marked as guesses."""

from __future__ import annotations

import pytest

from offswitch.teach.candidates import candidates
from tests.unit.teach.lessons import (
    control,
    one,
    radios,
    summary,
)


def test_what_sounds_like_the_setting_comes_first_and_is_only_marked() -> None:
    page = summary([control("Dark mode"), control("Meta AI memories"), control("Use data for AI")])
    found = candidates(page, ["Data used for AI at the company", "AI"])
    assert [each.label for each in found] == ["Use data for AI", "Meta AI memories", "Dark mode"]
    assert [each.guess > 1 for each in found] == [True, True, False]


def test_the_order_of_the_page_stays_where_nothing_is_known() -> None:
    page = summary([control("Zebra"), *radios("Who sees it", "All", "None"), control("Apple")])
    assert [each.label for each in candidates(page, ())] == ["Zebra", "Who sees it", "Apple"]


def test_what_no_file_can_name_comes_last_with_its_reason() -> None:
    page = summary([control("", signals={}), control("Use data", behind=True), control("Sounds")])
    found = candidates(page, ["Sounds"])
    assert [each.label for each in found] == ["Sounds", "without a label", "Use data"]
    assert [bool(each.why_not) for each in found] == [False, True, True]


def test_a_choice_shows_the_option_that_is_chosen_and_nothing_where_that_is_unclear() -> None:
    assert one(*radios("Who", "All", "None", chosen=1)).shown == "None"
    assert one(*radios("Who", "All", "None", chosen=5)).shown == "unknown"


def test_a_menu_whose_options_nobody_sees_yet_can_be_picked() -> None:
    menu = control("Who sees it", kind="menu", state="All")
    [closed, drawn] = candidates(
        summary([menu, control("Who", kind="menu", options=("A", "B"))]), ()
    )
    assert (closed.why_not, closed.is_unopened) == ("", True)
    assert (drawn.why_not, drawn.is_unopened) == ("", False)


@pytest.mark.parametrize(
    ("label", "more", "may_be"),
    [
        ("Usage data: on", {}, True),
        ("Turn off usage data", {}, True),
        ("Enable usage data", {}, True),
        ("Usage data (disabled)", {}, True),
        ("Your activity on other sites", {}, False),
        ("Usage data", {}, False),
        ("Who sees it", {"kind": "menu", "state": "All"}, False),
        ("Who sees it; chosen: All", {"kind": "menu", "state": "All"}, True),
        ("Who calls", {"kind": "menu", "state": "All"}, False),
        ("Who sees it", {"kind": "menu", "state": "All", "is_named_beside": True}, True),
    ],
)
def test_a_name_that_may_be_the_state_is_marked(
    label: str, more: dict[str, object], may_be: bool
) -> None:
    assert one(control(label, **more)).may_be_named_by_its_state is may_be
