"""Reading a state: signals that contradict each other, or are missing, give no state."""

from typing import Any

import pytest

from offswitch.engine.reading import (
    Reading,
    read_menu,
    read_radios,
    read_switch,
)
from offswitch.model.controls import AttributeState, ChoiceControl, ClassState, SwitchControl
from offswitch.model.words import State
from offswitch.screen import ControlSnapshot

PLAIN = SwitchControl(kind="switch", element="research")
INVERTED = SwitchControl(kind="switch", element="research", inverted=True)
CHOICE = ChoiceControl(kind="choice", off="deny", on="allow", others=("some",))
MENU = ChoiceControl(kind="choice", off="deny", on="allow", others=("some",), menu="menu")
OPTIONS = {"deny": ("Nobody", "No one"), "allow": ("Everyone",), "some": ("Friends",)}


def seen(**more: Any) -> ControlSnapshot:
    values = {
        "kind": "switch", "role": "switch", "name": "Research", "own": "", "row": "", "headings": (),
        "keys": {}, "signals": {}, "options": (), "disabled": False, "busy": False, "layer": -1,
        "path": (), "pick": None, "frame": None,
    }  # fmt: skip
    return ControlSnapshot(**{**values, **more})


# Switches


@pytest.mark.parametrize(
    ("signals", "state"),
    [
        ({"checked": "true"}, State.ON),
        ({"checked": "false"}, State.OFF),
        ({"aria-checked": "true", "tree": "true"}, State.ON),
        ({"checked": "false", "aria-checked": "false", "checked.2": "false"}, State.OFF),
        ({"aria-pressed": "false"}, State.OFF),
        ({"checked": "true", "aria-checked": "false"}, State.UNKNOWN),
        ({"checked": "false", "aria-checked": "true"}, State.UNKNOWN),
        ({"checked": "false", "checked.2": "true"}, State.UNKNOWN),
        ({"aria-pressed": "true", "tree": "false"}, State.UNKNOWN),
        ({"checked": "mixed"}, State.UNKNOWN),
        ({"aria-checked": "mixed", "checked": "false"}, State.UNKNOWN),
        ({"aria-checked": ""}, State.UNKNOWN),
        ({"aria-checked": "undefined"}, State.UNKNOWN),
        ({"tree": "missing"}, State.UNKNOWN),
        ({"aria-pressed": "true", "tree": "missing"}, State.UNKNOWN),
        ({"aria-pressed": "false", "tree": "missing"}, State.OFF),
    ],
)
def test_a_switch_is_believed_when_all_its_signals_agree(
    signals: dict[str, str], state: State
) -> None:
    read = read_switch(seen(signals=signals), PLAIN)
    assert read.state is state
    assert read.signals == signals


def test_a_switch_without_any_signal_is_never_off() -> None:
    for control in (PLAIN, INVERTED):
        assert read_switch(seen(signals={}), control).state is State.UNKNOWN


@pytest.mark.parametrize(
    ("shown", "state"), [("true", State.OFF), ("false", State.ON), ("mixed", State.UNKNOWN)]
)
def test_an_inverted_switch_means_the_opposite_and_keeps_its_own_value(
    shown: str, state: State
) -> None:
    read = read_switch(seen(signals={"checked": shown}), INVERTED)
    assert read.state is state
    assert read.value == {"true": "on", "false": "off", "mixed": "unknown"}[shown]


@pytest.mark.parametrize("control", [PLAIN, INVERTED])
def test_a_busy_switch_has_no_state(control: SwitchControl) -> None:
    read = read_switch(seen(signals={"checked": "false"}, busy=True), control)
    assert read.state is State.UNKNOWN


def test_a_disabled_switch_has_a_state_and_is_locked() -> None:
    read = read_switch(seen(signals={"checked": "true"}, disabled=True), PLAIN)
    assert (read.state, read.disabled) == (State.ON, True)


@pytest.mark.parametrize(
    ("declared", "shown", "state"),
    [
        (ClassState(**{"class": "is-on"}), {"classes": ("box", "is-on")}, State.ON),
        (ClassState(**{"class": "is-on"}), {"classes": ("box",)}, State.OFF),
        (AttributeState(attribute="data-state"), {"attributes": {"data-state": "true"}}, State.ON),
        (
            AttributeState(attribute="data-state"),
            {"attributes": {"data-state": "x"}},
            State.UNKNOWN,
        ),
        (AttributeState(attribute="data-state"), {}, State.UNKNOWN),
        (
            AttributeState(attribute="data-state", on="open", off="shut"),
            {"attributes": {"data-state": "shut"}},
            State.OFF,
        ),
    ],
)
def test_what_the_file_declares_is_read_instead_of_everything_else(
    declared: AttributeState | ClassState, shown: dict[str, Any], state: State
) -> None:
    control = PLAIN.model_copy(update={"state": declared})
    contrary = {"aria-checked": "true" if state is State.OFF else "false"}
    assert read_switch(seen(signals=contrary, **shown), control).state is state


# Radios


def radios(**signals: str | dict[str, str]) -> dict[str, ControlSnapshot]:
    return {
        name: seen(kind="radio", signals={"checked": value} if isinstance(value, str) else value)
        for name, value in signals.items()
    }


@pytest.mark.parametrize(
    ("options", "state", "value"),
    [
        (radios(deny="true", allow="false"), State.OFF, "deny"),
        (radios(deny="false", allow="true"), State.ON, "allow"),
        (radios(deny="false", allow="false", some="true"), State.ON, "some"),
        (radios(deny="false", allow="false"), State.UNKNOWN, ""),
        (radios(deny="true", allow="true"), State.UNKNOWN, ""),
        (radios(deny="true", allow={}), State.UNKNOWN, "deny"),
        (radios(deny={}, allow={}), State.UNKNOWN, ""),
        (radios(deny="true", allow="mixed"), State.UNKNOWN, "deny"),
        (
            radios(deny={"checked": "true", "aria-checked": "false"}, allow="false"),
            State.UNKNOWN,
            "deny",
        ),
        (
            radios(deny={"checked": "true", "aria-checked": "true"}, allow="false"),
            State.OFF,
            "deny",
        ),
    ],
)
def test_exactly_one_radio_is_chosen_and_every_radio_agrees(
    options: dict[str, ControlSnapshot], state: State, value: str
) -> None:
    read = read_radios(options, CHOICE)
    assert (read.state, read.value) == (state, value)


def test_radios_name_the_option_of_each_signal() -> None:
    read = read_radios(radios(deny="true", allow="false"), CHOICE)
    assert read.signals == {"deny.checked": "true", "allow.checked": "false"}


@pytest.mark.parametrize("which", ["deny", "allow"])
def test_one_busy_or_locked_option_counts_for_all(which: str) -> None:
    options = radios(deny="true", allow="false")
    busy = {**options, which: seen(signals=options[which].signals, busy=True)}
    assert read_radios(busy, CHOICE).state is State.UNKNOWN
    locked = {**options, which: seen(signals=options[which].signals, disabled=True)}
    assert read_radios(locked, CHOICE).disabled


# Menus


@pytest.mark.parametrize(
    ("signals", "state", "value"),
    [
        ({"selected": "No one"}, State.OFF, "deny"),
        ({"selected": " NOBODY "}, State.OFF, "deny"),
        ({"selected": "Everyone"}, State.ON, "allow"),
        ({"selected": "Friends"}, State.ON, "some"),
        ({"selected": "Choose…"}, State.UNKNOWN, ""),
        ({"selected": ""}, State.UNKNOWN, ""),
        ({}, State.UNKNOWN, ""),
        ({"selected": "Nobody", "shown": "Everyone"}, State.UNKNOWN, ""),
        ({"selected": "Nobody", "shown": "nobody"}, State.OFF, "deny"),
    ],
)
def test_a_menu_is_read_by_the_option_that_it_shows(
    signals: dict[str, str], state: State, value: str
) -> None:
    read = read_menu(seen(kind="menu", signals=signals), OPTIONS, MENU)
    assert (read.state, read.value) == (state, value)


def test_a_menu_with_two_options_of_one_name_is_not_believed() -> None:
    same: dict[str, tuple[str, ...]] = {
        "deny": ("Limited",),
        "allow": ("Everyone",),
        "some": ("Limited",),
    }
    assert read_menu(seen(signals={"selected": "Limited"}), same, MENU).state is State.UNKNOWN


def test_a_busy_menu_has_no_state() -> None:
    menu = seen(kind="menu", signals={"selected": "Nobody"}, busy=True)
    assert read_menu(menu, OPTIONS, MENU).state is State.UNKNOWN


# Why there is no state


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (
            read_switch(seen(signals={"checked": "true", "aria-checked": "false"}), PLAIN),
            "(aria-checked=false, checked=true)",
        ),
        (read_switch(seen(signals={"tree": "missing"}), PLAIN), "declare `state`"),
        (read_switch(seen(signals={"checked": "true"}, busy=True), PLAIN), "busy"),
        (
            read_menu(seen(kind="menu", signals={"shown": "Some people"}), OPTIONS, MENU),
            "“Some people”, which the selector file does not know",
        ),
        (read_radios(radios(deny="true", allow="true"), CHOICE), "2 of its options"),
        (read_radios(radios(deny="true", allow={}), CHOICE), "do not say clearly"),
    ],
)
def test_an_unknown_state_says_why(read: Reading, told: str) -> None:
    assert read.state is State.UNKNOWN
    assert told in read.why


def test_a_known_state_needs_no_reason() -> None:
    known = [
        read_switch(seen(signals={"checked": "true"}), PLAIN),
        read_menu(seen(kind="menu", signals={"shown": "Nobody"}), OPTIONS, MENU),
        read_radios(radios(deny="true", allow="false"), CHOICE),
    ]
    assert [read.why for read in known] == ["", "", ""]
