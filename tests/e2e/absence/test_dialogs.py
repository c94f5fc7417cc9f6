"""A dialog that the selector file does not know is the reason, wherever it comes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from offswitch.engine import Task
from offswitch.engine.landing import Arrival
from offswitch.engine.reading import read_stable
from offswitch.engine.switching import switch
from offswitch.errors import SettingError
from offswitch.model.saves import Saves
from offswitch.model.words import Reason, State
from tests.e2e.absence.conftest import LABEL, ROWS, Look, Services, layout, page, refusal, told
from tests.kinds.app import App

pytestmark = pytest.mark.e2e

ASKS = """<div role=dialog hidden id=ask style="position:fixed;inset:0;background:#fff">{title}
<button onclick="top.pressed = 1">Delete</button><button>Cancel</button></div>"""
TITLES = {
    "titled": "<h2>Delete your account?</h2>",
    "plain": "<p>Are you sure?</p><p>This cannot be undone.</p>",
}


def box(more: str) -> str:
    return f'<p><label><input type="checkbox" checked {more}> {LABEL}</label></p>'


@contextmanager
def failing() -> Iterator[list[SettingError]]:
    caught: list[SettingError] = []
    with pytest.raises(SettingError) as error:
        yield caught
    caught.append(error.value)


def switched(arrival: Arrival) -> None:
    services: Any = Services(arrival.screen)
    services.saves = lambda: Saves(
        sent=1, open=0, declared=True, quiet=9.0, held_back=(), by_socket=False
    )
    task: Any = Task.__new__(Task)
    object.__setattr__(task, "restore", None)
    object.__setattr__(task, "setting", _Plain())
    switch(task, services, arrival, arrival.found.read())


class _Plain:
    before_confirm = after_confirm = None
    wanted = State.OFF


@pytest.mark.parametrize("name", ["titled", pytest.param("plain", marks=pytest.mark.thorough)])
def test_a_dialog_after_the_press_is_named(app: App, look: Look, name: str) -> None:
    opens = "onclick=\"document.getElementById('ask').hidden = false\""
    app.page = page(box(opens) + ROWS + ASKS.format(title=TITLES[name]))
    arrival = look()
    with failing() as caught:
        switched(arrival)
    assert caught[0].reason is Reason.UNEXPECTED_DIALOG
    assert TITLES[name].split(">")[1].split("<")[0] in caught[0].message
    assert not arrival.screen.page.evaluate("window.pressed")


def test_a_dialog_in_place_of_the_step_that_commits_is_named(app: App, look: Look) -> None:
    opens = "onclick=\"document.getElementById('ask').hidden = false\""
    app.page = page(
        box(opens) + ROWS + ASKS.format(title=TITLES["plain"]).replace("Delete", "Go on")
    )
    route = {"save": "confirm", "confirm": ["sure"]}
    sure = {"sure": [{"by": "role", "role": "button", "name": "Turn off"}]}
    arrival = look(layout(app, route=route, elements=sure))
    with failing() as caught:
        switched(arrival)
    assert caught[0].reason is Reason.UNEXPECTED_DIALOG
    assert "Are you sure?" in caught[0].message


def test_a_dialog_over_the_control_while_it_is_read_is_named(app: App, look: Look) -> None:
    app.page = page(box("") + ROWS + ASKS.format(title=TITLES["plain"]))
    arrival = look()
    arrival.screen.page.evaluate("document.getElementById('ask').hidden = false")
    with failing() as caught:
        read_stable(arrival.screen, arrival.found.read)
    assert caught[0].reason is Reason.UNEXPECTED_DIALOG


def test_a_dialog_over_a_page_that_is_not_known_is_named(app: App, look: Look) -> None:
    asks = ASKS.format(title=TITLES["titled"]).replace(" hidden", "")
    app.page = page(asks).replace("Privacy", "Welcome")
    error = refusal(look)
    assert error.reason is Reason.UNEXPECTED_DIALOG
    assert "Delete your account?" in told(error)
