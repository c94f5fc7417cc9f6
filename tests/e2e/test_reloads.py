"""Pages that load another document by themselves while they are looked at."""

from __future__ import annotations

import time
from itertools import count
from pathlib import Path

import pytest

from tests.conftest import Program
from tests.kinds.app import LOADS, ON, Answer, App, Request, page
from tests.kinds.runs import assert_honest, check, hint, run, selectors, told

pytestmark = [pytest.mark.e2e, pytest.mark.long]

CHANGED = {"usage": "changed", "sharing": "changed"}
ON_BOTH = {"usage": "pending", "sharing": "pending"}
RELOADS = "location.reload()"


def every(daily: int, *others: int) -> list[object]:
    """Return milliseconds; all but one are tried by the thorough tests."""
    return [daily, *(pytest.param(each, marks=pytest.mark.thorough) for each in others)]


def replaced(app: App, delay: int, times: int, script: str = RELOADS) -> None:
    """Have the first documents of each visit make way for another one after some milliseconds."""
    loads = count()

    @app.route("GET /")
    def document(_: Request) -> Answer:
        more = f"<script>setTimeout(() => {{ {script} }}, {delay})</script>"
        is_last = next(loads) % (times + 1) == times
        return Answer(app.drawn() + ("" if is_last else more))


@pytest.mark.parametrize("delay", every(500, 50, 150, 300, 800, 1500))
def test_a_page_that_reloads_itself_is_read_once_it_rests(
    program: Program, tmp_path: Path, delay: int
) -> None:
    """lightdash/lightdash #9162: the page loads itself again for a new version of the app."""
    with App(page(LOADS)) as app:
        replaced(app, delay, times=2)
        done = run(program, selectors(tmp_path, app))
        assert_honest(app, done)
        assert told(done) == CHANGED, done.out


@pytest.mark.parametrize("delay", every(400, 50, 1200))
def test_a_page_that_leads_to_another_address_is_read_there(
    program: Program, tmp_path: Path, delay: int
) -> None:
    with App(page(LOADS)) as app:
        app.route("GET /settings")(lambda _: Answer(app.drawn()))
        replaced(app, delay, 10**6, "location.replace('/settings')")
        done = check(program, selectors(tmp_path, app))
        assert told(done) == ON_BOTH, done.out


@pytest.mark.parametrize("delay", every(300, 50, 600, 1200, 2500))
def test_a_page_that_never_stops_reloading_is_named(
    program: Program, tmp_path: Path, delay: int
) -> None:
    with App(page(LOADS)) as app:
        replaced(app, delay, times=10**6)
        done = run(program, selectors(tmp_path, app))
        assert_honest(app, done)
        assert app.writes == []
        assert "failed:unreadable" in told(done).values(), done.out
        for setting, said in told(done).items():
            assert said in {"failed:unreadable", "unreachable:offline"}
            assert "network" not in hint(done, setting)
        # On a busy machine, each document goes before its own question has been answered, which is true as well.
        true = ("kept loading another document", "`GET /state` has not been answered")
        assert any(words in hint(done, each) for each in ON for words in true)


@pytest.mark.parametrize("delay", every(50, 300))
def test_a_page_of_which_no_document_comes_whole_is_named(
    program: Program, tmp_path: Path, delay: int
) -> None:
    """As on a busy machine, each document asks for another one before it has been read to its end."""
    with App(page(LOADS)) as app:

        @app.route("GET /")
        def document(_: Request) -> Answer:
            again = f"<script>setTimeout(() => {RELOADS}, {delay})</script>"
            return Answer(again + '<script src="/slow.js"></script>' + app.drawn())

        @app.route("GET /slow.js")
        def slow(_: Request) -> Answer:
            time.sleep(2 * delay / 1000)
            return Answer(kind="text/javascript")

        done = check(program, selectors(tmp_path, app), "--only", "birdhouse.usage")
        assert told(done)["usage"] == "failed:unreadable", done.out
        assert "kept loading another document" in hint(done, "usage")


def test_a_control_is_not_pressed_on_another_document_than_it_was_read_on(
    program: Program, tmp_path: Path
) -> None:
    """The new document draws the box before it knows better, just as the former one showed it."""
    waits = """
    usage.checked = true;
    fetch('/state').then(answer => answer.json()).then(show);
    document.onpointermove = move => {
      if (move.clientX === 0 || sessionStorage.again) return; // the browser's own first one is at 0
      sessionStorage.again = 'yes';
      document.body.insertAdjacentHTML('beforeend', '<p style="position:fixed;inset:0">Updating');
      location.reload();
    };"""
    loads = count()
    with App(page(waits)) as app:

        @app.route("GET /")
        def document(_: Request) -> Answer:
            next(loads)
            return Answer(app.drawn())

        @app.route("GET /state")
        def state(_: Request) -> Answer:
            if next(loads) > 2:
                time.sleep(3)
            return Answer(dict(app.state))

        done = run(program, selectors(tmp_path, app), "--only", "birdhouse.usage")
        assert app.writes == []
        assert told(done)["usage"] == "failed:unreadable", done.out
        assert "another document" in hint(done, "usage")
