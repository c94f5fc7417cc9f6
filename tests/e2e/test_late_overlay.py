"""What comes over a page while something on it is waited for is put away; what needs a person says so."""

from __future__ import annotations

from typing import Any

import pytest

from offswitch.errors import SettingError, Unreachable
from offswitch.model.words import Reason
from offswitch.screen import Screen, Target
from tests.e2e.pages import Show, button, by_role, pressed

pytestmark = pytest.mark.e2e

GO = button("go", "Go on")
VEIL = "position:fixed;inset:0;background:#fff"
LATE = """<div id=late role=dialog style="{veil}" hidden><h2>{title}</h2>
<button onclick="top.pressed.push('later'); late.remove()">Maybe later</button></div>
<script>setTimeout(() => {{ late.hidden = false; }}, 300)</script>"""
KNOWN: dict[str, Any] = {
    "elements": {"go": by_role("button", "Go on"), "later": by_role("button", "Maybe later")},
    "interruptions": {"tour": {"visible": "later", "title": "Take a tour", "dismiss": "later"}},
}
ELSEWHERE: dict[str, Any] = {
    "elements": {**KNOWN["elements"], "elsewhere": [{"by": "text", "value": "Open elsewhere"}]},
    "interruptions": {"other": {"visible": "elsewhere", "reason": "checkpoint", "say": "close it"}},
}


def late(show: Show, title: str, file: dict[str, Any]) -> Screen:
    """A page over which something came after it had come to rest."""
    screen = show(GO + LATE.format(veil=VEIL, title=title), **file)
    screen.page.wait_for_timeout(400)
    return screen


def test_a_harmless_overlay_is_put_away_while_something_is_waited_for(show: Show) -> None:
    screen = late(show, "Take a tour", KNOWN)
    screen.find("go")
    assert pressed(screen) == ["later"]


def test_a_harmless_overlay_is_put_away_before_a_press(show: Show) -> None:
    screen = late(show, "Take a tour", KNOWN)

    def go() -> Any:
        return screen.page.query_selector("#go")

    screen.press(Target(find=go), "going on")
    assert pressed(screen) == ["later", "go"]


def test_what_needs_a_person_is_named_while_something_is_waited_for(show: Show) -> None:
    screen = late(show, "Open elsewhere", ELSEWHERE)
    with pytest.raises(Unreachable) as error:
        screen.sees("go", wait=4)
    assert error.value.reason is Reason.CHECKPOINT
    assert pressed(screen) == []


def test_nothing_unknown_is_put_away(show: Show) -> None:
    screen = late(show, "Delete everything?", KNOWN)
    with pytest.raises(SettingError):
        screen.find("go", 1)
    assert pressed(screen) == []


def test_nothing_is_put_away_while_a_person_signs_in(show: Show) -> None:
    screen = late(show, "Take a tour", KNOWN)
    screen.tidies = False
    with pytest.raises(SettingError):
        screen.find("go", 1)
    assert pressed(screen) == []
