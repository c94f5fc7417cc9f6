"""A site that asks or tells something once a person has switched something: said as it is, and nothing is answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Program
from tests.kinds.app import LOADS, Answer, App, page
from tests.kinds.runs import hint, run, selectors, told

pytestmark = [pytest.mark.e2e, pytest.mark.long]

ONLY = ("--only", "birdhouse.usage")
DIALOG = """
const dialog = document.createElement('dialog');
dialog.innerHTML = `<h2>HEADING</h2>BODY`;
document.body.append(dialog);
const asks = () => dialog.showModal();
"""
BY_HAND = "switch it yourself; offswitch never types a password or a code"
SIGN_IN = "sign in again with `offswitch login`, then run again"


def asking(heading: str, body: str) -> str:
    return DIALOG.replace("HEADING", heading).replace("BODY", body)


@pytest.mark.parametrize(
    "field",
    [
        pytest.param('<label>Password <input type="password"></label>', id="password"),
        pytest.param(
            '<label>Password <input type="text" autocomplete="section-1 current-password"></label>',
            marks=pytest.mark.thorough,
            id="shown password",
        ),
        pytest.param(
            '<label>Code <input inputmode="numeric" autocomplete="one-time-code"></label>',
            marks=pytest.mark.thorough,
            id="code",
        ),
    ],
)
def test_a_dialog_that_asks_for_the_password_is_named(
    program: Program, tmp_path: Path, field: str
) -> None:
    """nextcloud/server#3826: the password is asked for again before a setting is kept."""
    script = f"{LOADS}{asking('Authentication required', field)} usage.onchange = asks;"
    with App(page(script)) as app:
        done = run(program, selectors(tmp_path, app), *ONLY)
        assert told(done)["usage"] == "failed:unexpected_dialog", done.out
        said = hint(done, "usage")
        assert "asks for a password or a code: “Authentication required”" in said
        assert BY_HAND in said
        assert "name its button" not in said
        assert app.writes == []


@pytest.mark.parametrize(
    ("status", "body"),
    [
        pytest.param(401, "<p>Please reload.</p>", marks=pytest.mark.thorough),
        (200, '<a href="/login?next=/settings" role="button">Weiter</a>'),
    ],
    ids=["answered with 401", "leads to the sign-in page"],
)
def test_a_dialog_that_asks_to_sign_in_again_is_named(
    program: Program, tmp_path: Path, status: int, body: str
) -> None:
    """ovh/cds#5262, filebrowser/filebrowser#2897: reading still works, and saving does not."""
    script = f"""{LOADS}{asking("Your session is over", body)}
    usage.onchange = () => save({{usage: usage.checked}}).then(asks);"""
    with App(page(script)) as app:
        app.route("POST /save")(lambda _: Answer({"error": "who are you"}, status))
        done = run(program, selectors(tmp_path, app), *ONLY)
        assert told(done)["usage"] == "failed:unexpected_dialog", done.out
        said = hint(done, "usage")
        assert "asks to sign in again: “Your session is over”" in said
        assert SIGN_IN in said
        assert app.state["usage"] is True


def test_a_change_that_was_answered_with_401_asks_to_sign_in(
    program: Program, tmp_path: Path
) -> None:
    with App(page(f"{LOADS} usage.onchange = () => save({{usage: usage.checked}});")) as app:
        app.route("POST /save")(lambda _: Answer({}, 401))
        done = run(program, selectors(tmp_path, app), *ONLY)
        assert told(done)["usage"] == "failed:save_error", done.out
        assert SIGN_IN in hint(done, "usage")


def test_a_dialog_in_place_of_the_step_that_keeps_the_change_is_named(
    program: Program, tmp_path: Path
) -> None:
    field = '<label>Password <input type="password"></label>'
    keep = 'keep = [{ by = "role", role = "button", name = "Keep" }]'
    with App(page(f"{LOADS}{asking('Is it you?', field)} usage.onchange = asks;")) as app:
        route = 'save = "button"\nconfirm = ["keep"]'
        done = run(program, selectors(tmp_path, app, elements=keep, usage=route), *ONLY)
        assert told(done)["usage"] == "failed:unexpected_dialog", done.out
        assert "asks for a password or a code: “Is it you?”" in hint(done, "usage")
        assert app.writes == []


@pytest.mark.thorough
def test_a_step_that_waits_for_a_box_is_not_pressed(program: Program, tmp_path: Path) -> None:
    """jonatanklosko/material-ui-confirm#94: the button of a confirmation waits for a box."""
    box = '<label><input type="checkbox"> I understand</label><button disabled>Turn off</button>'
    off = 'off = [{ by = "role", role = "button", name = "Turn off" }]'
    with App(page(f"{LOADS}{asking('Turn it off?', box)} usage.onchange = asks;")) as app:
        route = 'save = "confirm"\nconfirm = ["off"]'
        done = run(program, selectors(tmp_path, app, elements=off, usage=route), *ONLY)
        assert told(done)["usage"] == "failed:unexpected_dialog", done.out
        assert "`off` cannot be pressed" in hint(done, "usage")
        assert app.writes == []


TOLD = """<p>You can turn it back on any time.</p><button>OK</button>"""


@pytest.mark.parametrize(
    ("sent", "outcome"),
    [
        ("{usage: usage.checked}", "changed"),
        pytest.param("{}", "failed:unexpected_dialog", marks=pytest.mark.thorough),
    ],
    ids=["kept", "not kept"],
)
def test_a_dialog_after_the_site_has_answered_leaves_it_to_the_proof(
    program: Program, tmp_path: Path, sent: str, outcome: str
) -> None:
    """It may tell what has become of the change, or what must follow, as sct/overseerr does: a restart of the server."""
    script = f"""{LOADS}{asking("Setting is off", TOLD)}
    usage.onchange = () => save({sent}).then(asks);"""
    with App(page(script)) as app:
        done = run(program, selectors(tmp_path, app), *ONLY)
        assert told(done)["usage"] == outcome, done.out
        result = done.results()["birdhouse.usage"]
        said = [*result["warnings"], result["hint"]]
        assert any("does not know: “Setting is off”" in each for each in said), said
        assert app.state["usage"] is (outcome != "changed")


ELSEWHERE = """<p>Two-step sign-in <button type="button" onclick="fetch('/save', {method: 'POST',
 headers: {'Content-Type': 'application/json'}, body: JSON.stringify({sharing: 'nobody'})})">Turn off</button></p>"""
STEP = 'turn_off = [{ by = "role", role = "button", name = "Turn off" }]'
ASKS = 'save = "confirm"\nconfirm = ["turn_off"]\ncontrol = { kind = "switch", element = "usage" }'


@pytest.mark.parametrize(
    ("script", "outcome"),
    [
        ("usage.onchange = () => save({usage: usage.checked});", "changed"),
        pytest.param("", "failed:unexpected_dialog", marks=pytest.mark.thorough),
    ],
    ids=["saves at once", "does nothing"],
)
def test_a_button_that_stood_there_before_answers_no_question(
    program: Program, tmp_path: Path, script: str, outcome: str
) -> None:
    """zap#1568, Rocket.Chat#10905: "Don't ask again" leaves another "Turn off" on the page."""
    own = script or "usage.onchange = () => {};"
    with App(page(f"{LOADS} {own}").replace("<fieldset>", f"{ELSEWHERE}<fieldset>")) as app:
        done = run(program, selectors(tmp_path, app, elements=STEP, usage=ASKS), *ONLY)
        assert told(done)["usage"] == outcome, done.out
        assert app.state["sharing"] == "everyone"
