"""The functions that a survey is made of: controls, their rows, and their signals."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.e2e.survey_parts.conftest import Ask

pytestmark = pytest.mark.e2e


TRACK = "display:inline-block;width:40px;height:20px"


# survey/controls.js and survey/roles.js


def test_elements_that_share_a_label_are_one_control(ask: Ask) -> None:
    body = f"<label>Share <input type=checkbox id=x><b role=switch style='{TRACK}'></b></label>"
    assert ask(body, "view.controls.map((each) => each.peers.map((node) => node.localName))") == [
        ["input", "b"],
    ]


def test_a_control_in_a_control_is_one_and_two_radios_are_two(ask: Ask) -> None:
    body = (
        f"<div role=switch style='{TRACK}'><input type=checkbox></div>"
        "<label>Who <input type=radio><input type=radio></label>"
    )
    assert ask(body, "view.controls.map((each) => each.peers.length)") == [2, 1, 1]


@pytest.mark.parametrize(
    "body",
    [
        "<input type=checkbox aria-hidden=true>",
        "<div style='opacity:0'><input type=checkbox></div>",
        "<input type=checkbox style='display:none'>",
        "<input type=checkbox style='position:absolute;left:-999px'>",
    ],
)
def test_what_nobody_can_operate_is_no_control(ask: Ask, body: str) -> None:
    assert ask(body, "view.controls.length") == 0


def test_a_hidden_input_with_a_label_is_a_control(ask: Ask) -> None:
    body = "<label>Share <input type=checkbox style='display:none'></label>"
    assert ask(body, "view.seenControls.length") == 1


@pytest.mark.parametrize(
    ("tag", "role", "kind"),
    [
        ("input type=checkbox", "checkbox", "switch"),
        ("input type=radio", "radio", "radio"),
        ("button aria-pressed=true", "button", "switch"),
        ("b role=menuitemradio", "menuitemradio", "radio"),
        ("select", "menu", "menu"),
        ("b role=combobox", "combobox", "menu"),
    ],
)
def test_a_control_is_operated_by_its_kind(ask: Ask, tag: str, role: str, kind: str) -> None:
    assert ask(f"<{tag} id=x>", "[roleOf(one('#x')), kindOf(one('#x'))]") == [role, kind]


def test_a_custom_element_that_keeps_its_state_is_a_switch(ask: Ask, page: Page) -> None:
    asked = "isCustomSwitch(Object.assign(document.createElement('x-toggle'), { checked: false }))"
    assert ask("", asked)
    assert not ask("", "isCustomSwitch(document.createElement('x-toggle'))")


# survey/rows.js


def test_a_row_is_the_smallest_part_with_words_that_a_control_has_alone(ask: Ask) -> None:
    drawn = f"<b role=switch style='{TRACK}' id={{}}></b>"
    body = f"<ul><li id=r>Share<p>{drawn.format('x')}On</p></li><li>{drawn.format('y')}</li></ul>"
    assert ask(body, "rowOf(view, control('#x')).id") == "r"
    assert ask(body, "rowLabel(view, control('#x'))") == "Share"
    assert ask(body, "rowOf(view, control('#y'))") is None
    assert ask(body, "rowLabel(view, control('#y'))") == ""


def test_a_row_that_says_little_is_about_the_words_beside_it(ask: Ask) -> None:
    body = "<section><div><p>Your ads</p><a href=/1>View</a></div><div><a href=/2>Open ads</a></div></section>"
    assert ask(body, "view.seenRows.map((row) => subjectOf(view, row))") == ["Your ads", "Open ads"]


# survey/signals.js


@pytest.mark.parametrize(
    ("tag", "signals"),
    [
        ("input type=checkbox checked", {"checked": "true"}),
        ("input type=checkbox aria-checked=false", {"checked": "false", "aria-checked": "false"}),
        ("b role=checkbox", {"tree": "missing"}),
        ("b role=radio aria-checked=mixed", {"aria-checked": "mixed", "tree": "false"}),
        ("b role=switch aria-checked=true", {"aria-checked": "true"}),
        ("input type=radio aria-selected=true", {"checked": "false"}),
        ("b role=combobox", {"shown": "Text"}),
    ],
)
def test_each_signal_is_told_in_its_own_words(ask: Ask, tag: str, signals: dict[str, str]) -> None:
    assert ask(f"<{tag} id=x>Text", "signalsOfElement(one('#x'))") == signals


@pytest.mark.parametrize(
    ("look", "is_on"),
    [
        ("toggle active", True),
        ("toggle is-on", True),
        ("toggle toggle--checked", True),
        ("ant-switch ant-switch-checked", True),
        ("toggle", False),
        ("toggle not-checked", False),
        ("toggle unchecked", False),
        ("toggle inactive", False),
        ("turned-on-by-default", False),
    ],
)
def test_a_class_that_says_on_contradicts_an_attribute_that_says_off(
    ask: Ask, look: str, is_on: bool
) -> None:
    """logseq/logseq #2816: aria-checked stays "false" although the switch is on."""
    for role in ("switch", "checkbox"):
        told = ask(
            f"<b role={role} aria-checked=false class='{look}' id=x>Text",
            "signalsOfElement(one('#x'))",
        )
        assert ("class" in told) == is_on, told
        assert told.get("class", "true") == "true"
    on = ask(
        f"<b role=switch aria-checked=true class='{look}' id=x>Text", "signalsOfElement(one('#x'))"
    )
    assert on == {"aria-checked": "true"}


def test_a_class_alone_tells_no_state(ask: Ask) -> None:
    assert ask("<b role=switch class=active id=x>Text", "signalsOfElement(one('#x'))") == {}


def test_a_menu_tells_its_option(ask: Ask) -> None:
    body = "<select id=x><option>Nobody</option><option selected>Everyone</option></select>"
    assert ask(body, "signalsOfElement(one('#x'))") == {"selected": "Everyone"}
    assert ask(body, "optionsOf(control('#x'))") == ["Nobody", "Everyone"]


def test_the_signals_of_a_second_element_are_numbered(ask: Ask) -> None:
    body = f"<div role=switch aria-checked=false style='{TRACK}' id=x><input type=checkbox checked></div>"
    assert ask(body, "signalsOf(control('#x'))") == {"aria-checked": "false", "checked.2": "true"}


def test_a_control_is_disabled_or_busy_with_what_it_stands_in(ask: Ask) -> None:
    body = "<div aria-disabled=true aria-busy=true><input type=checkbox id=x></div><input type=checkbox id=y>"
    assert ask(body, "[isDisabled(control('#x')), isBusy(view, control('#x'))]") == [True, True]
    assert ask(body, "[isDisabled(control('#y')), isBusy(view, control('#y'))]") == [False, False]


@pytest.mark.parametrize(
    ("said", "busy"),
    [
        ("Applying your change\u2026 this can take a minute.", True),
        ("Saving...", True),
        ("Not saved yet.", True),
        ("Saved", False),
        ("Saving your activity helps us.", False),
        ("Pending friend requests", False),
        ("Unsaved drafts", False),
        ("", False),
    ],
)
@pytest.mark.parametrize("is_described", [True, False], ids=["described", "in its row"])
def test_a_control_whose_own_words_say_that_it_is_not_done_is_busy(
    ask: Ask, said: str, busy: bool, is_described: bool
) -> None:
    """TouchAI-org/TouchAI#333 and KarpelesLab/teamclaude#443: what is wished for is shown as if it were so."""
    switch = (
        f"<button role=switch aria-checked=false id=x style='{TRACK}' aria-describedby=y></button>"
    )
    status = f"<p id=y role=status>{said}</p>"
    row = f"<div><span>Share readings</span>{switch}{'' if is_described else status}</div>"
    body = f"{row}<p>Other</p>{status if is_described else ''}<div><span>Z</span>{switch.replace('=x', '=z').replace('=y', '=no')}</div>"
    assert ask(body, "[isBusy(view, control('#x')), isBusy(view, control('#z'))]") == [busy, False]
