"""What a site has chosen beforehand, beside the button that confirms, is not sent along.

Drawn after "Turn off and also delete my history" dialogs of music, search, and voice services: a box that is ticked, an
option that is chosen, or a switch that is on when the dialog opens.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Program
from tests.kinds.app import LOADS, App, page
from tests.kinds.runs import hint, run, selectors, told

pytestmark = [pytest.mark.e2e, pytest.mark.long]

ALSO = "Also delete my listening history"
NEWS = "Send me news instead"
BOX = '<label><input type="checkbox" data-more {state}> {words}</label>'
DRAWN = '<p><span role="checkbox" tabindex="0" data-more aria-checked="{told}">✓</span> <span>{words}</span></p>'
RADIOS = """<fieldset><legend>What shall become of it?</legend>
<label><input type="radio" name="rest" data-more {state}> {words}</label>
<label><input type="radio" name="rest" {other}> Keep it</label></fieldset>"""
BY_CLASS = """<p><button type="button">Only me</button>
<button type="button" class="{state}" data-more>{words}</button></p>"""
DIALOG = """<dialog id="ask"><h2>Turn off usage data?</h2>{more}
<button id="go">Turn off</button><button id="no">Cancel</button></dialog>"""
INLINE = '<section id="ask" hidden><p>Turn off usage data?</p>{more}<button id="go">Turn off</button></section>'
ASKS = """
const ask = document.getElementById('ask');
const more = ask.querySelector('[data-more]');
usage.onchange = () => {
  if (ask.showModal) ask.showModal(); else ask.hidden = false;
};
document.getElementById('go').onclick = () => {
  const also = more && (more.checked || more.getAttribute('aria-checked') === 'true');
  save({usage: usage.checked, ...(also ? {also: true} : {})}).then(() => {
    if (ask.close) ask.close(); else ask.hidden = true;
  });
};
"""


def asks(app: App, place: str, more: str) -> None:
    app.page = page(LOADS + ASKS).replace("<script>", f"{place.format(more=more)}<script>", 1)
    app.state["also"] = False
    app.state["sharing"] = "nobody"


def folder(tmp_path: Path, app: App) -> Path:
    return selectors(
        tmp_path,
        app,
        elements='turn_off = [{ by = "role", role = "button", name = "Turn off" }]',
        usage='save = "confirm"\nconfirm = ["turn_off"]',
    )


@pytest.mark.parametrize(
    ("place", "more"),
    [
        pytest.param(DIALOG, BOX.format(state="checked", words=ALSO), id="box"),
        pytest.param(
            INLINE,
            BOX.format(state="checked", words=NEWS),
            marks=pytest.mark.thorough,
            id="inline",
        ),
        pytest.param(
            DIALOG, BY_CLASS.format(state="is-active", words="Whole workspace"), id="class"
        ),
        pytest.param(
            DIALOG,
            DRAWN.format(told="true", words=ALSO),
            marks=pytest.mark.thorough,
            id="drawn",
        ),
        pytest.param(
            DIALOG,
            RADIOS.format(state="checked", other="", words="Delete what was collected"),
            marks=pytest.mark.thorough,
            id="radio",
        ),
    ],
)
def test_nothing_is_confirmed_with_what_nobody_chose(
    program: Program, app: App, tmp_path: Path, place: str, more: str
) -> None:
    asks(app, place, more)
    done = run(program, folder(tmp_path, app))
    assert told(done) == {"usage": "failed:unexpected_dialog", "sharing": "ok"}
    assert "confirming it would also choose" in hint(done, "usage")
    assert app.writes == []


@pytest.mark.parametrize(
    "more",
    [pytest.param("", marks=pytest.mark.thorough), BOX.format(state="", words=ALSO)],
    ids=["nothing", "open"],
)
def test_what_is_not_chosen_is_left_so(
    program: Program, app: App, tmp_path: Path, more: str
) -> None:
    asks(app, DIALOG, more)
    done = run(program, folder(tmp_path, app))
    assert told(done) == {"usage": "changed", "sharing": "ok"}
    assert app.writes == [("usage", True, False)]


RENAMED = """<p>Legitimate interest <button id="object"></button></p><button id="keep">Turn off</button>
<fieldset><legend>Who may use your recordings</legend>
<label><input type="radio" name="sharing"> Everyone</label>
<label><input type="radio" name="sharing" checked> Nobody</label></fieldset>"""
IS_RENAMED = """
let objects = false;
const object = document.getElementById('object');
const draw = () => {
  object.textContent = objects ? 'Objected' : 'Object';
  object.setAttribute('aria-pressed', objects);
};
fetch('/state').then(answer => answer.json()).then(state => { objects = !state.usage; draw(); });
object.onclick = () => { objects = !objects; draw(); };
document.getElementById('keep').onclick = () =>
  fetch('/save', {method: 'POST', body: JSON.stringify({usage: !objects})});
"""


def test_a_control_that_has_another_name_once_it_is_switched_is_no_other_choice(
    program: Program, app: App, tmp_path: Path
) -> None:
    """c15t: "Object" becomes "Objected", a toggle button that is pressed."""
    app.page = page(IS_RENAMED, RENAMED)
    app.state["sharing"] = "nobody"
    objects = '[{ by = "label", label = "Object" }, { by = "label", label = "Objected" }]'
    done = run(
        program,
        selectors(
            tmp_path,
            app,
            elements=f'object = {objects}\nturn_off = [{{ by = "role", role = "button", name = "Turn off" }}]',
            usage='control = { kind = "switch", element = "object", inverted = true }\n'
            'save = "button"\nconfirm = ["turn_off"]',
        ),
    )
    assert told(done) == {"usage": "changed", "sharing": "ok"}
    assert app.writes == [("usage", True, False)]
