"""A stranger's selector file from ``selectors add`` at a terminal to a dry run: nothing it aims at is pressed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tests.conftest import Program
from tests.e2e.terminal import attended
from tests.kinds.app import LOADS, PLATFORM, Answer, App, page
from tests.kinds.runs import assert_honest, selectors, told

pytestmark = pytest.mark.e2e

# Each button sends a GET, which the guard lets through: what keeps it from being sent is that nothing presses it.
BUTTONS = """
const add = (id, words, where = document.body) => {
  const button = Object.assign(document.createElement('button'), {id, textContent: words});
  button.onclick = () => { fetch('/pressed/' + id); fetch('/save', {method: 'POST', body: '{"usage": true}'}); };
  where.append(button);
};
"""
USAGE_PAGE = LOADS + BUTTONS + "add('next', 'Show more'); add('go', 'Accept all');"
SHARING_PAGE = (
    LOADS
    + BUTTONS
    + """
const dialog = document.createElement('div');
dialog.setAttribute('role', 'dialog');
dialog.style = 'position: fixed; inset: 0; background: white';
dialog.innerHTML = '<h2>Welcome</h2>';
document.body.append(dialog);
add('tour', 'OK, I agree', dialog);
"""
)
ELEMENTS = "\n".join(
    f'{name} = [{{ by = "attribute", attribute = "id", value = "{name}" }}]'
    for name in ("next", "go", "tour")
)
TOUR = '[interruptions.tour]\nvisible = "tour"\ntitle = "Welcome"\ndismiss = "tour"\n'


def test_what_a_stranger_s_file_aims_at_is_shown_and_never_pressed(
    program: Program, tmp_path: Path
) -> None:
    with App(page(USAGE_PAGE)) as app:

        @app.route("GET /sharing")
        def _(_: object) -> Answer:
            return Answer(page(SHARING_PAGE))

        @app.route("GET /pressed/*")
        def _(_: object) -> Answer:
            return Answer({})

        given = selectors(
            tmp_path, app, paths=("/", "/sharing"), elements=ELEMENTS, usage='open = ["next", "go"]', more=TOUR
        )  # fmt: skip
        file = given / f"{PLATFORM}.toml"
        with attended(program, "selectors", "add", str(file)) as terminal:
            terminal.wait_for("Add 1 file?")
            terminal.press("y\n")
            added = terminal.done()
        assert added.code == 0, added.err
        for shown in (app.host, "attribute id go", "attribute id tour", "added 1 file"):
            assert shown in added.out
        done = program("run", PLATFORM, "--dry-run", "--headless", "--json")
        assert_honest(app, done)
        assert app.writes == []
        pressed = [asked for asked in app.requests if asked.startswith("GET /pressed")]
        assert pressed == ["GET /pressed/next"], "only what opens something, and grants nothing"
        assert not {"ok", "changed"} & set(told(done).values())
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        for result in done.results().values():
            assert digest in result["selector_files"].values()
