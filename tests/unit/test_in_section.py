"""A control stands in a section where its heading can be seen, also one that is plain text."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from offswitch.engine.control import _in_section
from offswitch.model.geography import Section
from offswitch.model.text import fold
from offswitch.screen import ControlSnapshot, Survey
from offswitch.screen.snapshot import Line

PAGE, DIALOG = -1, 0
SCREEN: Any = SimpleNamespace(words=lambda label: (label,))


def control(layer: int, *headings: str) -> ControlSnapshot:
    values: dict[str, Any] = {
        "kind": "switch", "role": "switch", "name": "", "own": "", "row": "", "headings": headings,
        "keys": {}, "signals": {}, "options": (), "disabled": False, "busy": False, "layer": layer,
        "path": (), "pick": None, "frame": None,
    }  # fmt: skip
    return ControlSnapshot(**values)


def stands(
    *lines: tuple[int, str],
    at: int = PAGE,
    under: tuple[str, ...] = (),
    marked_up: tuple[str, ...] = (),
    has_dialog: bool = False,
    within: bool = False,
) -> bool:
    """Tell whether a control is found in the section "Usage" of a page with these lines, each in its layer."""
    front = DIALOG if has_dialog else PAGE
    seen = Survey(
        address="", language="en", headings=marked_up, rows=(), controls=(control(at, *under),),
        lines=tuple(Line(text, covered=False, layer=layer) for layer, text in lines),
        dialogs=("",) if has_dialog else (), top=front, alerts=(),
        front=frozenset({front}), tops=frozenset({front}),
        folded=frozenset(fold(text) for layer, text in lines if layer == front),
    )  # fmt: skip
    section = Section(heading="Usage")
    return _in_section(SCREEN, seen.controls[0], section, seen, within=within)


def test_a_heading_that_is_marked_up_must_stand_over_the_control() -> None:
    lines = (PAGE, "Usage"), (PAGE, "Ads")
    assert stands(*lines, under=("Usage",), marked_up=("Usage", "Ads"))
    assert stands(*lines, under=("Usage (12)",), marked_up=("Usage", "Ads"))
    assert not stands(*lines, under=("Ads",), marked_up=("Usage", "Ads"))


def test_a_heading_that_is_plain_text_may_be_any_line_of_the_page() -> None:
    assert stands((PAGE, "Usage"))
    assert not stands((PAGE, "Ads"))


def test_a_heading_that_nobody_can_see_has_nothing_under_it() -> None:
    assert not stands((PAGE, "Ads"), under=("Usage",))


def test_what_a_dialog_covers_is_not_in_it() -> None:
    assert not stands((PAGE, "Usage"), at=PAGE, under=("Usage",), has_dialog=True)


def test_a_page_is_proved_by_itself_where_a_dialog_lies_over_it() -> None:
    assert stands((PAGE, "Usage"), (DIALOG, "Really?"), at=DIALOG, has_dialog=True)


@pytest.mark.parametrize(
    ("lines", "is_in"),
    [
        (((DIALOG, "Usage"), (DIALOG, "Ads")), True),
        (((DIALOG, "Ads"), (DIALOG, "Usage")), False),  # not the first that it shows
        (((PAGE, "Usage"), (DIALOG, "Ads")), False),  # beneath it
    ],
)
def test_a_dialog_is_told_by_its_first_line(
    lines: tuple[tuple[int, str], ...], is_in: bool
) -> None:
    assert stands(*lines, at=DIALOG, has_dialog=True, within=True) is is_in


def test_a_part_of_a_page_is_told_by_a_heading_alone() -> None:
    assert not stands((PAGE, "Usage"), within=True)
    assert stands((PAGE, "Usage"), under=("Usage",), within=True)
