"""Pages that are one document for all addresses: a new fragment is not a new load."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Program
from tests.kinds.app import EVERYONE, LOADS, NOBODY, OFF, SHARING, USAGE, Answer, App, page
from tests.kinds.runs import assert_honest, check, run, selectors, told

pytestmark = pytest.mark.e2e

# apertureless/npm-stats #20: a new fragment draws from what is in memory, and asks for nothing.
# polarsource/polar #12093: saving one setting puts the defaults of all others into that memory.
ROUTED = f"""
let store;
const save = (key, value) => {{
  store = {{usage: false, sharing: 'nobody', [key]: value}};
  fetch('/save', {{method: 'POST', body: JSON.stringify({{[key]: value}})}});
}};
const views = {{
  usage: () => `<label><input type="checkbox" id="box"> {USAGE}</label>`,
  sharing: () => `<fieldset><legend>{SHARING}</legend>
    <label><input type="radio" name="who" value="everyone"> {EVERYONE}</label>
    <label><input type="radio" name="who" value="nobody"> {NOBODY}</label></fieldset>`,
}};
const draw = () => {{
  const view = /sharing/.test(location.hash) ? 'sharing' : 'usage';
  const main = document.querySelector('main');
  main.innerHTML = views[view]();
  for (const input of main.querySelectorAll('input')) {{
    input.checked = view === 'usage' ? store.usage : store.sharing === input.value;
    input.onchange = () => save(view, view === 'usage' ? input.checked : input.value);
  }}
}};
fetch('/state').then(answer => answer.json()).then(state => {{
  store = state;
  draw();
  addEventListener('hashchange', draw);
}});
"""


@pytest.mark.parametrize(
    "paths",
    [
        pytest.param(("/#/usage", "/#/sharing"), id="slash"),
        pytest.param(("/#!/usage", "/#!/sharing"), id="bang", marks=pytest.mark.thorough),
        pytest.param(  # vuejs/vue-router #2124
            ("/#/data?tab=usage", "/#/data?tab=sharing"), id="query-after-the-hash"
        ),
        pytest.param(("/#usage", "/#sharing"), id="bare", marks=pytest.mark.thorough),
    ],
)
def test_what_a_document_keeps_in_memory_is_not_believed(
    program: Program, tmp_path: Path, paths: tuple[str, str]
) -> None:
    with App(page(ROUTED, body="<main></main>")) as app:
        done = run(program, selectors(tmp_path, app, paths=paths))
        assert_honest(app, done)
        assert told(done) == {"usage": "changed", "sharing": "changed"}, done.out
        assert (app.state, len(app.writes)) == (OFF, 2)


def test_each_look_is_at_a_document_of_its_own(program: Program, tmp_path: Path) -> None:
    with App(page(ROUTED, body="<main></main>"), dict(OFF)) as app:
        done = check(program, selectors(tmp_path, app, paths=("/#/usage", "/#/sharing")))
        assert told(done) == {"usage": "ok", "sharing": "ok"}, done.out
        looks = 2 * len(done.results())  # nothing was proved before, so each is looked at twice
        assert app.requests.count("GET /") >= looks


def test_an_answer_that_the_browser_may_cache_is_requested_again(
    program: Program, tmp_path: Path
) -> None:
    """hashtopolis/web-ui #605: after a change the old state comes from the browser's own cache."""
    with App(page(LOADS)) as app:
        kept = (("Cache-Control", "max-age=3600"),)
        app.route("GET /")(lambda _: Answer(app.drawn(), headers=kept))
        app.route("GET /state")(lambda _: Answer(dict(app.state), headers=kept))
        done = run(program, selectors(tmp_path, app))
        assert told(done) == {"usage": "changed", "sharing": "changed"}, done.out
        assert_honest(app, done)
        assert (app.state, len(app.writes)) == (OFF, 2)
