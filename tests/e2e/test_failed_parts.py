"""A script or a frame of the page's own host that failed may be what knows the settings.

Drawn after loadable-components #340 (a script is answered with a page, and does not run), coveo/search-ui #484, and
reports of modules that are gone after a deployment.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import Program
from tests.kinds.app import LOADS, USAGE, Answer, App, Reply, page
from tests.kinds.runs import check, hint, run, selectors, told

pytestmark = [pytest.mark.e2e, pytest.mark.long]

BOOT = '<script src="/boot.js"></script>'
FRAME = '<iframe src="/bridge" title="Bridge" width="1" height="1"></iframe>'
DEFAULTS = "show(window.SETTINGS || {usage: false, sharing: 'nobody'});"
BY_FRAME = "addEventListener('message', event => show(event.data)); show({usage: false, sharing: 'nobody'});"
MODULE = """
import('/row.js').then(({draw}) => draw(document.querySelector('#more'))).catch(() => {});
"""


def broken(status: int, kind: str = "text/javascript") -> Reply:
    return Answer("oops" if kind != "text/html" else "<!doctype html>", status, kind)


@dataclass(frozen=True)
class Part:
    """A part of a page, the script beside it, and where the part comes from."""

    html: str
    script: str
    path: str

    def draw(self, app: App) -> None:
        app.page = page(self.script).replace("<script>", f"{self.html}<script>", 1)


BOOTS = Part(BOOT, DEFAULTS, "/boot.js")
FRAMES = Part(FRAME, BY_FRAME, "/bridge")


@pytest.mark.parametrize(
    ("part", "answer"),
    [
        (BOOTS, lambda _: broken(503)),
        pytest.param(BOOTS, lambda _: broken(404), marks=pytest.mark.thorough),
        pytest.param(BOOTS, lambda _: broken(200, "text/html"), marks=pytest.mark.thorough),
        pytest.param(BOOTS, lambda _: None, marks=pytest.mark.thorough),
        pytest.param(FRAMES, lambda _: broken(502, "text/html"), marks=pytest.mark.thorough),
    ],
    ids=["busy", "gone", "a-page-instead", "hung-up", "frame"],
)
def test_what_a_page_shows_without_one_of_its_parts_is_not_off(
    program: Program,
    app: App,
    tmp_path: Path,
    part: Part,
    answer: Callable[[object], Reply],
) -> None:
    part.draw(app)
    app.route(f"GET {part.path}")(answer)
    done = check(program, selectors(tmp_path, app))
    assert told(done) == {"usage": "failed:unreadable", "sharing": "failed:unreadable"}
    assert f"`GET {part.path}` " in hint(done, "usage")


BREAKS = """fetch('/state').then(answer => answer.json()).then(state => {
  usage.checked = state.usage;
  document.title = state.digest.title;
  for (const radio of document.querySelectorAll("[name=sharing]")) radio.checked = radio.value === state.sharing;
});"""


def test_what_a_script_did_not_come_to_is_not_off(
    program: Program, app: App, tmp_path: Path
) -> None:
    """pushbridge #8, breach-protocol-autosolver #105: an account without a part breaks the script halfway."""
    app.page = page(BREAKS).replace('value="nobody"', 'value="nobody" checked')
    app.state["usage"] = False
    done = check(program, selectors(tmp_path, app))
    assert told(done) == {"usage": "failed:unreadable", "sharing": "failed:unreadable"}
    assert "a script of the page failed" in hint(done, "sharing")


def test_what_a_page_has_shown_on_in_spite_of_it_is_proved_off(
    program: Program, app: App, tmp_path: Path
) -> None:
    app.page = page(f"{LOADS} nothing.happens();")
    folder = selectors(tmp_path, app)
    done = run(program, folder)
    assert told(done) == {"usage": "changed", "sharing": "changed"}
    assert told(check(program, folder)) == {"usage": "ok", "sharing": "ok"}


@pytest.mark.thorough
@pytest.mark.parametrize("part", [BOOTS, FRAMES], ids=["script", "frame"])
def test_parts_that_came_are_believed(
    program: Program, app: App, tmp_path: Path, part: Part
) -> None:
    state = "{usage: true, sharing: 'everyone'}"
    good = Answer(f"window.SETTINGS = {state}", 200, "text/javascript")
    if part is FRAMES:
        good = Answer(f"<script>parent.postMessage({state}, '*')</script>")
    part.draw(app)
    app.route(f"GET {part.path}")(lambda _: good)
    done = check(program, selectors(tmp_path, app))
    assert told(done) == {"usage": "pending", "sharing": "pending"}


def test_a_row_whose_module_is_gone_is_not_absent(
    program: Program, app: App, tmp_path: Path
) -> None:
    """The choice is there, and proves the page."""
    app.page = page(
        MODULE + "fetch('/state').then(answer => answer.json()).then(state => {"
        " for (const radio of radios) radio.checked = radio.value === state.sharing; });"
    ).replace(
        f'<p><label><input type="checkbox" role="switch" id="usage"> {USAGE}</label></p>',
        '<p id="more"></p><p hidden><input type="checkbox" id="usage"></p>',
    )
    app.route("GET /row.js")(lambda _: broken(404))
    folder = selectors(tmp_path, app)
    file = folder / "birdhouse.toml"
    text = file.read_text("utf-8").replace(
        'heading = "Data use"', 'heading = "Data use"\nneighbours = ["Who may use your recordings"]'
    )
    file.write_text(text, encoding="utf-8")
    done = check(program, folder, "--only", "birdhouse.usage")
    assert told(done)["usage"] in {"failed:not_found", "failed:unreadable"}
    assert "GET /row.js` failed" in hint(done, "usage")


@pytest.mark.thorough
def test_a_script_that_the_file_ignores_is_not_missed(
    program: Program, app: App, tmp_path: Path
) -> None:
    app.page = page(DEFAULTS).replace("<script>", '<script src="/counter.js"></script><script>', 1)
    app.state.update(usage=False, sharing="nobody")
    app.route("GET /counter.js")(lambda _: broken(404))
    folder = selectors(tmp_path, app, more='[requests]\nignore = ["GET /counter.js"]')
    done = run(program, folder)
    assert told(done) == {"usage": "ok", "sharing": "ok"}
