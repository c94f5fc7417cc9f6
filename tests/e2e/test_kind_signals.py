"""Pages whose controls do not say their state: a missing signal is not "off"."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Program
from tests.kinds.app import EVERYONE, NOBODY, OFF, SHARING, USAGE, App, page
from tests.kinds.runs import assert_honest, check, hint, run, selectors, told

pytestmark = pytest.mark.e2e

# UI5/webcomponents #13811: items of a menu that is always there; a checked one has a class.
MENU = f"""<ul role="menu" aria-label="Data">
<li role="menuitemcheckbox" tabindex="0" id="usage">{USAGE}</li></ul>"""

# pingdotgg/t3code #11580: a switch whose state is in its class alone.
SWITCH = f"""<p id="label">{USAGE}</p>
<button role="switch" class="knob" id="usage" aria-labelledby="label"></button>"""

# markusenglund/react-switch #60: aria-checked was missing. Here an attribute of the app tells.
BOX = f"""<div class="row"><span role="checkbox" tabindex="0" id="usage" aria-label="{USAGE}"
 style="display:inline-block;width:1em;height:1em;border:1px solid"></span> {USAGE}</div>"""

# matrix-org/matrix-react-sdk #4063: a switch that says aria-pressed instead.
PRESSED = f"""<div role="switch" tabindex="0" id="usage">{USAGE}</div>"""

# logseq/logseq #2816 the other way round: aria-checked stays at what the server first drew.
STUCK = f"""<div role="switch" tabindex="0" id="usage" aria-checked="false">{USAGE}</div>"""

RADIOS = f"""<fieldset><legend>{SHARING}</legend>
<label><input type="radio" name="sharing" value="everyone"> {EVERYONE}</label>
<label><input type="radio" name="sharing" value="nobody"> {NOBODY}</label></fieldset>"""

# react-lds/react-lds #183: nothing but a class tells which of them is chosen.
DRAWN_RADIOS = f"""<div role="radiogroup" aria-label="{SHARING}"><p>{SHARING}</p>
<div role="radio" tabindex="0" data-value="everyone">{EVERYONE}</div>
<div role="radio" tabindex="0" data-value="nobody">{NOBODY}</div></div>"""

CLASS = ("usage.classList.toggle('lit', on)", "usage.classList.contains('lit')")
ATTRIBUTE = ("usage.dataset.shares = on ? 'yes' : 'no'", "usage.dataset.shares === 'yes'")
ARIA_PRESSED = ("usage.ariaPressed = String(on)", "usage.ariaPressed === 'true'")


def drawn(control: str, signal: tuple[str, str], choice: str = RADIOS) -> str:
    """Return a page with that control, which shows its state by that signal alone."""
    draw, is_on = signal
    script = f"""
    const usage = document.getElementById('usage');
    const drawUsage = on => {{ {draw}; }};
    const options = [...document.querySelectorAll('[role=radio], [type=radio]')];
    const drawSharing = value => {{
      for (const option of options) {{
        const chosen = (option.value || option.dataset.value) === value;
        option.classList.toggle('chosen', chosen);
        option.checked = chosen;
      }}
    }};
    const save = change => fetch('/save', {{method: 'POST', body: JSON.stringify(change)}});
    usage.onclick = () => {{ drawUsage(!({is_on})); save({{usage: {is_on}}}); }};
    for (const option of options) option.onclick = () => {{
      drawSharing(option.value || option.dataset.value);
      save({{sharing: option.value || option.dataset.value}});
    }};
    fetch('/state').then(answer => answer.json())
      .then(state => {{ drawUsage(state.usage); drawSharing(state.sharing); }});"""
    return page(script, body=control + choice)


@pytest.mark.parametrize(
    ("control", "signal"),
    [
        pytest.param(MENU, CLASS, id="menu-class"),
        pytest.param(SWITCH, CLASS, id="switch-class"),
        pytest.param(BOX, ATTRIBUTE, id="box-attribute"),
    ],
)
def test_a_state_that_no_attribute_shows_is_unreadable(
    program: Program, tmp_path: Path, control: str, signal: tuple[str, str]
) -> None:
    with App(drawn(control, signal, DRAWN_RADIOS)) as app:
        done = check(program, selectors(tmp_path, app))
        assert told(done) == {"usage": "failed:unreadable", "sharing": "failed:unreadable"}, (
            done.out
        )
        assert hint(done, "usage")
        assert app.writes == []


@pytest.mark.parametrize(
    ("control", "signal", "state"),
    [
        pytest.param(MENU, CLASS, '{ class = "lit" }', id="menu-class"),
        pytest.param(
            SWITCH, CLASS, '{ class = "lit" }', id="switch-class", marks=pytest.mark.thorough
        ),
        pytest.param(
            BOX,
            ATTRIBUTE,
            '{ attribute = "data-shares", on = "yes", off = "no" }',
            id="box-attribute",
        ),
        pytest.param(
            PRESSED, ARIA_PRESSED, '{ attribute = "aria-pressed" }', id="switch-aria-pressed"
        ),
    ],
)
def test_a_control_whose_state_the_file_declares_is_switched(
    program: Program, tmp_path: Path, control: str, signal: tuple[str, str], state: str
) -> None:
    with App(drawn(control, signal)) as app:
        folder = selectors(tmp_path, app, state=state)
        done = run(program, folder)
        assert told(done) == {"usage": "changed", "sharing": "changed"}, done.out
        assert_honest(app, done)
        assert (app.state, len(app.writes)) == (OFF, 2)
        done = check(program, folder)
        assert told(done) == {"usage": "ok", "sharing": "ok"}, done.out
        assert len(app.writes) == 2


def test_an_attribute_that_never_changes_does_not_outweigh_the_declared_one(
    program: Program, tmp_path: Path
) -> None:
    with App(drawn(STUCK, CLASS)) as app:
        done = run(program, selectors(tmp_path, app, state='{ class = "lit" }'))
        assert told(done)["usage"] in {"changed", "failed:unreadable"}, done.out
        assert told(done)["sharing"] == "changed", done.out
        assert_honest(app, done)


def test_a_missing_declared_attribute_says_nothing(program: Program, tmp_path: Path) -> None:
    """The app was rebuilt and calls its attribute something else; the file is a year old."""
    with App(drawn(BOX, ATTRIBUTE)) as app:
        folder = selectors(tmp_path, app, state='{ attribute = "data-state" }')
        done = run(program, folder)
        assert told(done) == {"usage": "failed:unreadable", "sharing": "changed"}, done.out
        assert_honest(app, done)
