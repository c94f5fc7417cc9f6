"""Which way round a control is, and which answers are refused."""

from __future__ import annotations

import pytest

from offswitch.model.words import State
from offswitch.packs import Library
from offswitch.teach.meaning import refuse_another, refuse_passing_name, state_of, understood
from offswitch.teach.talk import Refused
from tests.unit.teach.lessons import (
    AI,
    control,
    one,
    radios,
    subject,
)


def test_the_answer_decides_which_way_round_a_switch_is() -> None:
    used = understood(one(control("Use my data")), "en", uses=True)
    protects = understood(one(control("Limit the use of my data")), "en", uses=False)
    assert (used.control.get("inverted"), protects.control["inverted"]) == (None, True)
    assert state_of(used, one(control("Use my data"))) is State.ON
    assert state_of(protects, one(control("Limit the use of my data"))) is State.OFF
    assert state_of(used, one(control("Use my data", state="unknown"))) is State.UNKNOWN


@pytest.mark.parametrize(
    ("label", "uses"),
    [
        ("Allow partners to use my data", False),
        ("Data Use for AI", False),
        ("Use my private messages", False),
        ("Don't use my data", True),
        ("Limit the use of my data", True),
        ("Delete my account", True),
        ("Meine Daten verwenden", False),
    ],
)
def test_a_label_that_contradicts_the_answer_is_refused(label: str, uses: bool) -> None:
    with pytest.raises(Refused):
        understood(one(control(label)), "en", uses=uses)


def test_the_private_option_must_not_read_like_a_grant() -> None:
    choice = one(*radios("Ads", "Allow all", "Only me", "Friends"))
    part = understood(choice, "en", off="Only me")
    assert part.elements[part.control["off"]] == "Only me"
    assert state_of(part, choice) is State.ON
    with pytest.raises(Refused, match="reversed"):
        understood(choice, "en", off="Allow all")


def test_a_menu_that_only_its_state_names_is_refused() -> None:
    menu = control("Picked", kind="menu", state="By lot", options=("By lot", "By what I did"))
    refuse_passing_name(one(menu), stays=True)
    with pytest.raises(Refused, match="“Picked” names it, and that is its state"):
        refuse_passing_name(one(menu), stays=False)


def test_the_control_of_another_setting_is_refused(library: Library) -> None:
    picked = one(control("Data Use for AI", section="Data Use for AI"))
    refuse_another(picked, subject(library, AI))
    with pytest.raises(Refused, match="data_use_for_ai"):
        refuse_another(picked, subject(library, "accounts_center.ads_about_meta"))
