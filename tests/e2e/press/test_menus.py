"""One gate for every click: an option of a menu is the one that was read."""

from __future__ import annotations

import pytest
from playwright.sync_api import ElementHandle

from offswitch.errors import SettingError
from offswitch.model.words import Reason
from offswitch.screen import Screen, Target
from tests.e2e.pages import Show, pressed
from tests.e2e.press.conftest import COVER, control

pytestmark = pytest.mark.e2e


LIST = """
<div role=combobox id=menu tabindex=0 aria-expanded=false ATTRS
  onclick="pressed.push('menu'); const open = this.ariaExpanded === 'true';
    this.ariaExpanded = String(!open); document.getElementById('own').hidden = open">Everything</div>
<div role=listbox id=own hidden>OWN</div>
"""
OTHER = "<div role=listbox id=theirs>THEIRS</div>"


def option(id_: str, text: str = "Nothing", more: str = "") -> str:
    return f"<div role=option id={id_} onclick='pressed.push(this.id)' {more}>{text}</div>"


def menu(own: str, attrs: str = "", theirs: str = "") -> str:
    return LIST.replace("OWN", own).replace("ATTRS", attrs) + OTHER.replace("THEIRS", theirs)


def choose(screen: Screen, css: str = "#menu") -> SettingError | None:
    try:
        screen.choose(control(screen, css), ["Nothing", "None"], "switching off")
    except SettingError as error:
        return error
    return None


CONTROLS = "aria-controls=own"


@pytest.mark.parametrize("attrs", ["", CONTROLS, "aria-owns=own"])
@pytest.mark.parametrize("theirs", ["", option("wrong")])
def test_an_option_of_the_list_that_the_menu_opened_is_pressed(
    show: Show, attrs: str, theirs: str
) -> None:
    screen = show(menu(option("all", "Everything") + option("none"), attrs, theirs))
    assert choose(screen) is None
    assert pressed(screen) == ["menu", "none"]


def test_a_list_may_be_called_a_tree(show: Show) -> None:
    """select2/select2, version 4.0: its options are items of a tree. ChurchCRM/CRM has such menus."""
    body = menu(option("all", "Everything") + option("none"), theirs=option("wrong"))
    screen = show(body.replace("role=listbox", "role=tree").replace("role=option", "role=treeitem"))
    assert choose(screen) is None
    assert pressed(screen) == ["menu", "none"]


@pytest.mark.parametrize("attrs", ["", CONTROLS])
@pytest.mark.parametrize(
    ("own", "theirs", "reason"),
    [
        (option("all", "Everything"), option("wrong"), Reason.NOT_FOUND),
        (option("a") + option("b"), "", Reason.AMBIGUOUS),
        (option("a") + option("b", "None"), "", Reason.AMBIGUOUS),
        (option("a", more="aria-disabled=true"), "", Reason.NOT_FOUND),
    ],
    ids=["another list", "twice", "by two names", "disabled"],
)
def test_no_option_is_pressed_that_is_not_the_one(
    show: Show, attrs: str, own: str, theirs: str, reason: Reason
) -> None:
    screen = show(menu(own, attrs, theirs))
    error = choose(screen)
    assert error
    assert error.reason is reason
    assert pressed(screen) == ["menu"]


@pytest.mark.parametrize("attrs", ["", CONTROLS])
def test_a_menu_that_is_open_is_not_pressed_again(show: Show, attrs: str) -> None:
    opened = menu(option("none"), attrs).replace("=false", "=true").replace("hidden>", ">")
    screen = show(opened.replace(OTHER.replace("THEIRS", ""), ""))
    assert choose(screen) is None
    assert pressed(screen) == ["none"]


def test_the_list_that_the_menu_names_is_its_own(show: Show) -> None:
    both = menu(option("none"), CONTROLS, option("wrong")).replace("id=theirs", "id=theirs hidden")
    screen = show(
        both.replace(".hidden = open", ".hidden = document.getElementById('theirs').hidden = open")
    )
    assert choose(screen) is None
    assert pressed(screen) == ["menu", "none"]


@pytest.mark.parametrize("own", [option("none"), option("all", "Everything")])
def test_with_two_open_lists_neither_is_guessed(show: Show, own: str) -> None:
    opened = menu(own, "", option("wrong")).replace("=false", "=true")
    screen = show(opened.replace("hidden>", ">"))
    assert choose(screen)
    assert pressed(screen) == []


def test_what_a_list_names_is_told_where_the_option_is_not_among_it(show: Show) -> None:
    """ant-design: a list for those who listen names a part of the options, and others are drawn beside it."""
    screen = show(menu(option("all", "Everything"), "", ""))
    error = choose(screen)
    assert error
    assert error.reason is Reason.NOT_FOUND
    assert "names no such option; it names “Everything”" in error.message
    assert pressed(screen) == ["menu"]


def native(options: str, more: str = "") -> str:
    return f"<select id=menu {more}><option value=all>Everything</option>{options}</select>"


def test_a_native_option_is_chosen(show: Show) -> None:
    screen = show(native("<option value=none>Nothing</option>"))
    assert choose(screen) is None
    assert screen.page.input_value("#menu") == "none"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (native(""), Reason.NOT_FOUND),
        (native("<option disabled>Nothing</option>"), Reason.NOT_FOUND),
        (native("<optgroup disabled><option>Nothing</option></optgroup>"), Reason.NOT_FOUND),
        (native("<option>Nothing</option><option>Nothing</option>"), Reason.AMBIGUOUS),
        (native("<option>Nothing</option><option>None</option>"), Reason.AMBIGUOUS),
        (
            native("<option>Nothing</option>") + f"<div style='{COVER}'>Wait</div>",
            Reason.UNEXPECTED_DIALOG,
        ),
    ],
    ids=["none", "disabled", "disabled group", "twice", "by two names", "covered"],
)
def test_a_native_menu_passes_the_same_gate(show: Show, body: str, reason: Reason) -> None:
    screen = show(body)
    error = choose(screen)
    assert error
    assert error.reason is reason
    assert screen.page.input_value("#menu") == "all"


def test_a_native_menu_that_changed_is_left_alone(show: Show) -> None:
    screen = show(native("<option value=none>Nothing</option>"))
    node = screen.page.query_selector("#menu")
    assert node
    node.evaluate(
        "n => n.addEventListener('mouseenter', () => { n.add(new Option('Other', 'x'), 0); n.value = 'x'; })"
    )

    def find() -> ElementHandle:
        if node.input_value() != "all":
            raise SettingError(Reason.UNREADABLE, "it shows something else now")
        return node

    with pytest.raises(SettingError, match="something else now"):
        screen.choose(Target(find=find, control=True), ["Nothing"], "switching off")
    assert node.input_value() == "x"
