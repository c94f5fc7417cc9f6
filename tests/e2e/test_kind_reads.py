"""Pages that did not get what they asked for: their "off" is a default, not a reading."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Program
from tests.kinds.app import LOADS, OFF, Answer, App, Reply, Request, Stream, page
from tests.kinds.findings import BOTH, UNREADABLE
from tests.kinds.runs import assert_honest, check, hint, run, selectors, told

pytestmark = pytest.mark.e2e

CHANGED = {"usage": "changed", "sharing": "changed"}
OK = {"usage": "ok", "sharing": "ok"}

# nightscout/nocturne #1372: a page that reads its settings with a query in the body.
QUERY = """
fetch('/settings/query', {method: 'POST', body: JSON.stringify({fields: ['usage', 'sharing']})})
  .then(answer => answer.json()).then(show).catch(() => console.warn('keeping the defaults'));
"""

# Like QUERY by another verb, as search and preview addresses have it.
PREVIEW = """
const request = new XMLHttpRequest();
request.open('PUT', '/settings/preview');
request.onload = () => show(JSON.parse(request.responseText));
request.send('{"all": true}');
"""

# openwrt/luci #6615: every call is a POST to one address, "uci/get" as well as "uci/set".
RPC = """
let calls = 0;
const call = (method, params) => fetch('/ubus', {
  method: 'POST', headers: {'Content-Type': 'application/json'},
  body: JSON.stringify({jsonrpc: '2.0', id: ++calls, method, params}),
}).then(answer => answer.json()).then(answer => answer.result);
call('uci.get', {config: 'privacy'}).then(show).catch(() => {});
usage.onchange = () => call('uci.set', {usage: usage.checked});
for (const radio of radios) radio.onchange = () => call('uci.set', {sharing: radio.value});
"""


def serve_reads(app: App) -> None:
    """Answer the three ways in which the pages above ask for the state."""
    app.route("POST /settings/query")(lambda _: Answer(dict(app.state)))
    app.route("PUT /settings/preview")(lambda _: Answer(dict(app.state)))

    @app.route("POST /ubus")
    def ubus(request: Request) -> Reply:
        call = request.json
        if call["method"] == "uci.set":
            for key, value in call["params"].items():
                app.save(key, value)
        return Answer({"jsonrpc": "2.0", "id": call["id"], "result": dict(app.state)})


@pytest.mark.parametrize(
    ("script", "named"),
    [
        pytest.param(QUERY, "POST /settings/query", id="post"),
        pytest.param(PREVIEW, "PUT /settings/preview", id="put", marks=pytest.mark.thorough),
        pytest.param(RPC, "POST /ubus", id="rpc"),
    ],
)
def test_a_blocked_read_is_not_a_reading(
    program: Program, tmp_path: Path, script: str, named: str
) -> None:
    with App(page(script)) as app:
        serve_reads(app)
        done = run(program, selectors(tmp_path, app))
        assert told(done) == UNREADABLE, done.out
        for setting in BOTH:
            assert named in hint(done, setting)
            assert "reads" in hint(done, setting)
            assert "ignore" in hint(done, setting)
        assert_honest(app, done)
        assert app.writes == []


@pytest.mark.parametrize(
    ("script", "requests"),
    [
        pytest.param(QUERY, 'reads = ["POST /settings/query"]', id="post"),
        pytest.param(
            PREVIEW, 'reads = ["PUT /settings/preview"]', id="put", marks=pytest.mark.thorough
        ),
        pytest.param(RPC, 'operation = "method"\nreads = ["uci.get"]', id="rpc"),
    ],
)
def test_a_read_that_is_declared_goes_out(
    program: Program, tmp_path: Path, script: str, requests: str
) -> None:
    with App(page(script)) as app:
        serve_reads(app)
        done = run(program, selectors(tmp_path, app, more=f"[requests]\n{requests}"))
        assert told(done) == CHANGED, done.out
        assert_honest(app, done)
        assert (app.state, len(app.writes)) == (OFF, 2)


# mattermost/mattermost #19380: a page that reports every view to its own host.
REPORTS = f"""{LOADS}
fetch('/metrics/view', {{method: 'POST', body: JSON.stringify({{event: 'settings opened'}})}})
  .catch(() => {{}});
"""


def test_a_logging_request_does_not_count_once_the_file_says_so(
    program: Program, tmp_path: Path
) -> None:
    with App(page(REPORTS), dict(OFF)) as app:
        app.route("POST /metrics/view")(lambda _: Answer(status=204))
        done = check(program, selectors(tmp_path, app))
        assert told(done) == UNREADABLE, done.out
        for setting in BOTH:
            assert "POST /metrics/view" in hint(done, setting)
            assert "ignore" in hint(done, setting)
        declared = selectors(tmp_path, app, more='[requests]\nignore = ["POST /metrics/*"]')
        done = check(program, declared)
        assert told(done) == OK, done.out
        assert app.writes == []


def test_a_beacon_never_counts(program: Program, tmp_path: Path) -> None:
    """The page of vitonsky/plausible-client #21, with a pixel that is not there beside it."""
    script = f"""{LOADS}
    navigator.sendBeacon('/collect', 'opened');
    setTimeout(() => navigator.sendBeacon('/collect', 'still here'), 500);
    new Image().src = '/pixel.gif';"""
    with App(page(script), dict(OFF)) as app:
        app.route("POST /collect")(lambda _: Answer(status=500))
        done = check(program, selectors(tmp_path, app))
        assert told(done) == OK, done.out
        assert app.writes == []


# holaplex/marketplace #225: one service of several is not there, and it is not the settings'.
BROKEN_LOG = """
fetch('/api/v2/preferences').then(answer => answer.ok && answer.json().then(show));
fetch('/log/session').catch(() => {});
fetch('/log/clicks', {method: 'POST', body: '[]'}).catch(() => {});
"""


def test_only_requests_to_where_the_data_is_count_if_the_file_says_where(
    program: Program, tmp_path: Path
) -> None:
    with App(page(BROKEN_LOG), dict(OFF)) as app:
        app.route("GET /log/session")(lambda _: Answer({}, 502))
        app.route("GET /api/v2/preferences")(lambda _: Answer(dict(app.state)))
        folder = selectors(tmp_path, app, more='[requests]\ndata = ["/api/v2/*"]')
        done = check(program, folder)
        assert told(done) == OK, done.out
        app.route("GET /api/v2/preferences")(lambda _: Answer({}, 500))
        done = check(program, folder)
        assert told(done) == UNREADABLE, done.out
        for setting in BOTH:
            assert "/api/v2/preferences" in hint(done, setting)
        assert app.writes == []


def test_a_page_that_showed_on_had_its_data(program: Program, tmp_path: Path) -> None:
    """mm5agm/Yaesu_Web_Control #65: a file that was never there is a 404 on every page."""
    script = f"""{LOADS}
    fetch('/branding.json').then(answer => answer.json()).catch(() => {{}});"""
    with App(page(script)) as app:
        done = run(program, selectors(tmp_path, app))
        assert "GET /branding.json" in app.requests
        assert told(done) == CHANGED, done.out
        assert_honest(app, done)
        assert (app.state, len(app.writes)) == (OFF, 2)


def test_a_request_that_is_held_open_says_nothing(program: Program, tmp_path: Path) -> None:
    """microsoft/playwright #41513, and a second request that the server holds open for long."""
    script = f"""{LOADS}
    const next = () => fetch('/changes?since=' + Date.now()).then(next);
    next();
    new EventSource('/feed');"""
    closed = threading.Event()
    with App(page(script)) as app:

        @app.route("GET /changes")
        def changes(_: Request) -> Reply:
            closed.wait(60)
            return Answer([])

        def feed() -> Iterator[str]:
            yield ": hello\n\n"
            closed.wait(60)

        app.route("GET /feed")(lambda _: Stream(feed()))
        folder = selectors(tmp_path, app)
        done = run(program, folder)
        assert told(done) == CHANGED, done.out
        assert_honest(app, done)
        assert (app.state, len(app.writes)) == (OFF, 2)
        done = check(program, folder)
        assert told(done) == OK, done.out
        assert len(app.writes) == 2
        closed.set()


def test_a_socket_that_falls_back_to_polling_says_nothing(program: Program, tmp_path: Path) -> None:
    """socketio/socket.io #3965: polls are held open, and packets go out as POST."""
    script = f"""{LOADS}
    const socket = '/socket.io/?EIO=4&transport=polling&sid=';
    fetch(socket).then(answer => answer.text()).then(async () => {{
      fetch(socket + 'a1', {{method: 'POST', body: '40'}}).catch(() => {{}});
      for (;;) {{
        const packet = await fetch(socket + 'a1').then(answer => answer.text());
        if (packet === '2') fetch(socket + 'a1', {{method: 'POST', body: '3'}}).catch(() => {{}});
      }}
    }});"""
    closed = threading.Event()
    with App(page(script)) as app:

        @app.route("GET /socket.io/")
        def poll(request: Request) -> Reply:
            if request.query.endswith("sid="):
                return Answer('0{"sid":"a1"}', kind="text/plain")
            closed.wait(3)
            return Answer("2", kind="text/plain")

        app.route("POST /socket.io/")(lambda _: Answer("ok", kind="text/plain"))
        folder = selectors(tmp_path, app, more='[requests]\nignore = ["POST /socket.io/*"]')
        done = run(program, folder)
        assert told(done) == CHANGED, done.out
        assert_honest(app, done)
        assert (app.state, len(app.writes)) == (OFF, 2)
        done = check(program, folder)
        assert told(done) == OK, done.out
        assert len(app.writes) == 2
        closed.set()
