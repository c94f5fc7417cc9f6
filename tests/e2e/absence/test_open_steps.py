"""What is already open is not clicked."""

from __future__ import annotations

from typing import Any

import pytest

from offswitch.model.words import Reason
from tests.e2e.absence.conftest import CHECKED, ROWS, Look, layout, page, refusal
from tests.kinds.app import App

pytestmark = pytest.mark.e2e


def opened(app: App, **route: Any) -> dict[str, Any]:
    return layout(
        app,
        elements={"advanced": [{"by": "role", "role": "button", "name": "Advanced"}]},
        route={"open": ["advanced"]} | route,
    )


ACCORDION = f"""<p><button %s onclick="const box = this.parentElement.nextElementSibling;
  box.hidden = !box.hidden; window.pressed = (window.pressed || 0) + 1">Advanced</button></p>
<div %s>{CHECKED}</div>"""


@pytest.mark.parametrize(
    ("button", "box", "presses"),
    [
        ('aria-expanded="true"', "", 0),
        ("", "", 0),
        ('aria-expanded="false"', "hidden", 1),
        ("", "hidden", 1),
    ],
    ids=["says-open", "is-open", "says-closed", "is-closed"],
)
def test_what_is_open_is_not_pressed(
    app: App, look: Look, button: str, box: str, presses: int
) -> None:
    between = '<p><a href="/why">Why?</a></p>' if "true" in button else ""
    app.page = page(
        (ACCORDION % (button, box)).replace("<p><label>", between + "<p><label>") + ROWS
    )
    found = look(opened(app)).found
    assert found.parts
    assert found.screen.page.evaluate("window.pressed || 0") == presses


@pytest.mark.parametrize("state", ["open", ""])
def test_details_that_are_open_stay_open(app: App, look: Look, state: str) -> None:
    app.page = page(
        f"<details {state}><summary>Advanced</summary><a href=/why>Why?</a>{CHECKED}</details>{ROWS}"
    )
    file = opened(app)
    file["elements"]["advanced"] = [{"by": "row", "label": "Advanced"}]
    assert look(file).found.parts


def test_a_twin_in_another_part_that_is_open_is_not_taken_for_it(app: App, look: Look) -> None:
    other = f"<p><button>Basics</button></p><div id=twin>{CHECKED.replace('checked', '')}</div>"
    app.page = page(ACCORDION % ("", "hidden") + other + ROWS)
    error = refusal(look, opened(app))
    assert error.reason is Reason.AMBIGUOUS


def test_a_control_that_can_only_be_read_until_a_button_is_pressed_is_brought_up(
    app: App, look: Look
) -> None:
    """As the setup pages of Salesforce: everything is there, and nothing can be changed before "Edit"."""
    script = (
        "onclick=\"document.querySelectorAll('input').forEach(box => { box.disabled = false; })\""
    )
    locked = CHECKED.replace("checked", "checked disabled")
    app.page = page(f"<p><button {script}>Advanced</button></p>{locked}{ROWS}")
    [part] = look(opened(app)).found.parts.values()
    assert not part.disabled
