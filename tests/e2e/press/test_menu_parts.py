"""Menus that component libraries put together from parts: what opens them, and what their options are."""

from __future__ import annotations

import pytest

from offswitch.errors import SettingError
from offswitch.model.words import Reason
from offswitch.screen import Screen, Target
from tests.e2e.pages import Show, pressed

pytestmark = pytest.mark.e2e

NOTE = "onclick='pressed.push(this.id)'"
LIST = (
    f"<div role=listbox id=list hidden><div role=option id=all {NOTE}>Everyone</div>"
    f"<div role=option id=none {NOTE}>Nobody</div></div>"
)
OPEN = 'pressed.push("{}"); document.getElementById("list").hidden = false'
OTHER = "<button id=other aria-haspopup=listbox onclick='pressed.push(this.id)'>v</button>"


def choose(screen: Screen) -> SettingError | None:
    [found] = [each for each in screen.survey().controls if each.kind == "menu"]
    try:
        screen.choose(Target(find=lambda: found.node, control=True), ["Nobody"], "switching off")
    except SettingError as error:
        return error
    return None


def field(arrows: str, more: str = "") -> str:
    """A field that opens nothing by itself, and what stands beside it."""
    return f"""<p>Who sees your posts</p><div><input role=combobox id=field aria-expanded=false
      value=Everyone onclick='pressed.push(this.id)' {more}>{arrows}</div>{LIST}"""


ARROW = f"<button id=arrow aria-haspopup=listbox onclick='{OPEN.format('arrow')}'>v</button>"


def test_an_arrow_opens_the_list_of_a_field_that_does_not(show: Show) -> None:
    screen = show(field(ARROW))
    assert choose(screen) is None
    assert pressed(screen) == ["field", "arrow", "none"]


def test_the_sign_on_an_arrow_is_no_label(show: Show) -> None:
    body = (
        field(ARROW)
        .replace("<p>", "<div><p>")
        .replace("</div><div role=listbox", "</div></div><div role=listbox")
    )
    [found] = show(body + "<label><input type=checkbox>Sync</label>").survey().controls[:1]
    assert found.called("Who sees your posts")
    assert not found.called("v")


def test_other_controls_around_a_field_do_not_keep_its_arrow_from_it(show: Show) -> None:
    around = "<label><input type=checkbox id=sync>Sync</label>"
    screen = show(field(ARROW).replace("<div>", f"<div>{around}", 1))
    assert choose(screen) is None
    assert pressed(screen) == ["field", "arrow", "none"]


@pytest.mark.parametrize(
    "arrows",
    [OTHER + ARROW, "<button id=clear onclick='pressed.push(this.id)'>x</button>", ""],
    ids=["two arrows", "another button", "nothing"],
)
def test_nothing_else_beside_a_field_is_pressed(show: Show, arrows: str) -> None:
    screen = show(field(arrows))
    error = choose(screen)
    assert error
    assert error.reason is Reason.NOT_FOUND
    assert pressed(screen) == ["field"]


def test_a_field_that_opens_its_list_needs_no_arrow(show: Show) -> None:
    screen = show(field(ARROW, f"onfocus='{OPEN.format('focus')}'"))
    assert choose(screen) is None
    assert pressed(screen) == ["focus", "field", "none"]


def drawn(*rows: str) -> str:
    """A list whose options for assistive technology have no size, beside the rows that are drawn."""
    return f"""<p>Who sees your posts</p>
      <input role=combobox aria-controls=tiny aria-expanded=false value=Everyone onclick='
        pressed.push("menu"); this.ariaExpanded = "true"; document.getElementById("list").hidden = false'>
      <div id=list hidden><div role=listbox id=tiny style='width:0;height:0;overflow:hidden'>
        <div role=option>Everyone</div><div role=option>Nobody</div></div><div>{"".join(rows)}</div></div>"""


def row(id_: str, text: str, more: str = "") -> str:
    return f"<div aria-selected=false id={id_} {NOTE} {more}><div>{text}</div></div>"


def test_a_drawn_row_stands_for_an_option_of_no_size(show: Show) -> None:
    screen = show(drawn(row("all", "Everyone"), row("none", "Nobody")))
    assert choose(screen) is None
    assert pressed(screen) == ["menu", "none"]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((row("a", "Nobody"), row("b", "Nobody")), Reason.AMBIGUOUS),
        ((row("a", "Nobody but friends"),), Reason.NOT_FOUND),
        ((row("a", "Nobody", "aria-disabled=true"),), Reason.NOT_FOUND),
        ((row("a", "Nobody", "style='visibility:hidden'"),), Reason.NOT_FOUND),
        (("<div id=a>Nobody</div>",), Reason.NOT_FOUND),
    ],
    ids=["twice", "more words", "disabled", "not seen", "no option"],
)
def test_no_row_is_pressed_that_is_not_the_one(
    show: Show, rows: tuple[str, ...], reason: Reason
) -> None:
    screen = show(drawn(*rows))
    error = choose(screen)
    assert error
    assert error.reason is reason
    assert pressed(screen) == ["menu"]


HIDDEN = (
    "style='opacity:0;position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)'"
)
BOX = f"""<p>Who sees your posts</p>
  <div style='border:1px solid;width:200px;position:relative' onclick='{OPEN.format("box")}'>
    <div {HIDDEN}><input readonly aria-haspopup=listbox value=Everyone style='border:0'></div>
    <div {HIDDEN}><select tabindex=-1><option>Everyone</option></select></div>
    <span>Everyone</span><span role=button aria-haspopup=listbox>v</span>
  </div>{LIST}"""


def test_a_box_is_one_menu_with_the_field_and_the_copy_for_a_form_that_it_hides(show: Show) -> None:
    screen = show(BOX)
    [found] = screen.survey().controls
    assert (found.kind, found.signals) == ("menu", {"shown": "Everyone"})
    assert choose(screen) is None
    assert pressed(screen) == ["box", "none"]


def test_a_list_that_a_person_can_reach_is_a_control(show: Show) -> None:
    screen = show(BOX.replace("<select tabindex=-1>", "<select>").replace("opacity:0;", ""))
    assert len(screen.survey().controls) == 2
