"""Pages whose reads failed: their "off" is a default, not a reading."""

from __future__ import annotations

import threading
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import Program
from tests.kinds.app import DROP, Answer, App, Reply, Request, page
from tests.kinds.findings import BOTH, UNREADABLE
from tests.kinds.runs import assert_honest, hint, run, selectors, told

pytestmark = pytest.mark.e2e


# drdeebtech/furqan #1052: when the read fails, every switch is drawn off.
SWALLOWS = """
fetch('/state').then(answer => answer.ok ? answer.json().then(show) : null).catch(() => {});
"""

# didusee/obeg #86: the board is rebooting, the connection breaks, and the form stays as it was.
BREAKS = """
const request = new XMLHttpRequest();
request.open('GET', '/state');
request.onload = () => show(JSON.parse(request.responseText));
request.onerror = () => document.body.append('Welcome back');
request.send();
"""

# khushi897920-lang/hercycle-ai #405: the page loses patience with the server, and goes on without.
GIVES_UP = """
const patience = new AbortController();
setTimeout(() => patience.abort(), 1000);
fetch('/state/slow', {signal: patience.signal}).then(answer => answer.json()).then(show)
  .catch(() => document.body.append('You are offline'));
"""


@pytest.mark.parametrize(
    ("script", "answer"),
    [
        pytest.param(SWALLOWS, Answer({"error": "database"}, 500), id="500"),
        pytest.param(BREAKS, DROP, id="connection"),
        pytest.param(SWALLOWS, Answer({}, 404), id="404", marks=pytest.mark.thorough),
    ],
)
def test_a_failed_read_is_not_a_reading(
    program: Program, tmp_path: Path, script: str, answer: Reply
) -> None:
    with App(page(script)) as app:
        app.route("GET /state")(lambda _: answer)
        done = run(program, selectors(tmp_path, app))
        assert told(done) == UNREADABLE, done.out
        for setting in BOTH:
            assert "GET /state" in hint(done, setting)
        assert_honest(app, done)
        assert app.writes == []


def test_a_read_that_the_page_gave_up_is_not_a_reading(program: Program, tmp_path: Path) -> None:
    closed = threading.Event()
    with App(page(GIVES_UP)) as app:

        @app.route("GET /state/slow")
        def slow(_: Request) -> Reply:
            closed.wait(20)
            return Answer(dict(app.state))

        done = run(program, selectors(tmp_path, app))
        assert told(done) == UNREADABLE, done.out
        for setting in BOTH:
            assert "GET /state/slow" in hint(done, setting)
        assert app.writes == []
        closed.set()


@pytest.mark.parametrize("status", [401, pytest.param(403, marks=pytest.mark.thorough)])
def test_a_read_that_was_refused_asks_to_sign_in(
    program: Program, tmp_path: Path, status: int
) -> None:
    """PaladinCloud/CE #940: the session is over, each call is answered 401, and the page stays."""
    with App(page(SWALLOWS)) as app:
        app.route("GET /state")(lambda _: Answer({"error": "session"}, status))
        done = run(program, selectors(tmp_path, app))
        expected = {"usage": "unreachable:sign_in", "sharing": "unreachable:sign_in"}
        assert told(done) == expected, done.out
        assert done.code == 5
        assert app.writes == []


def test_a_read_that_was_redirected_to_the_sign_in_page_is_not_a_reading(
    program: Program, tmp_path: Path
) -> None:
    """HubSpot/Singularity #944: 302 to the login page, 200, and no JSON in it."""
    with App(page(SWALLOWS)) as app:
        app.route("GET /state")(lambda _: Answer(status=302, headers=(("Location", "/login"),)))
        app.route("GET /login")(lambda _: Answer("<h1>Log in</h1><input type=password>"))
        done = run(program, selectors(tmp_path, app))
        assert set(told(done).values()) <= {"failed:unreadable", "unreachable:sign_in"}, done.out
        assert app.writes == []


# gqty-dev/gqty #2023: the answer is 200, and says inside that there was an error and no data.
NO_DATA = """
fetch('/graphql?operationName=Privacy').then(answer => answer.json()).then(({data}) => {
  show(data?.privacy ?? {usage: false, sharing: 'nobody'});
});
"""


def test_an_answer_with_an_error_inside_is_not_a_reading(program: Program, tmp_path: Path) -> None:
    with App(page(NO_DATA)) as app:
        refused = {"data": None, "errors": [{"message": "Unexpected error."}]}
        app.route("GET /graphql")(lambda _: Answer(refused))
        done = run(program, selectors(tmp_path, app))
        assert told(done) == UNREADABLE, done.out
        assert app.writes == []


@pytest.mark.parametrize(
    "pauses",
    [
        pytest.param([5], id="5s"),
        pytest.param([1, 2.5], id="1s-2.5s", marks=pytest.mark.thorough),
        pytest.param([2, 6], id="2s-6s", marks=pytest.mark.thorough),
    ],
)
def test_a_failed_read_that_the_page_tries_again_is_waited_for(
    program: Program, tmp_path: Path, pauses: list[float]
) -> None:
    """yahoo/fetchr #260: a client that asks again, each time after a longer pause."""
    script = f"""
    const load = Math.random(), pauses = {pauses};
    const ask = () => fetch('/state?load=' + load).then(answer => {{
      if (answer.ok) answer.json().then(show);
      else if (pauses.length) setTimeout(ask, 1000 * pauses.shift());
    }});
    ask();"""
    failures: Counter[str] = Counter()
    lock = threading.Lock()
    with App(page(script)) as app:

        @app.route("GET /state")
        def state(request: Request) -> Reply:
            with lock:
                failures[request.query] += 1
                fails = failures[request.query] <= len(pauses)
            return Answer({}, 503) if fails else Answer(dict(app.state))

        done = run(program, selectors(tmp_path, app))
        assert set(told(done).values()) <= {"changed", "failed:unreadable"}, done.out
        assert_honest(app, done)
