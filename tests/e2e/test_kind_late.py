"""Pages whose state arrives late: an "off" may be a default, and so may an "on"."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Program
from tests.kinds.app import OFF, Answer, App, Reply, Request, Stream, Talk, Value, page
from tests.kinds.runs import assert_honest, check, run, selectors, told

pytestmark = pytest.mark.e2e


# cyoung/stratux #25: switches that know their state once the server says it over a web socket.
SOCKET = """
new WebSocket('ws://' + location.host + '/live').onmessage = said => show(JSON.parse(said.data));
"""

# hmchangw/newchat #273: the first event of a stream brings the state.
EVENTS = """
new EventSource('/stream').onmessage = event => show(JSON.parse(event.data));
"""

# wplacer/wplacer #190: the state is in the document, and a timer puts it into the form.
TIMER = """
setTimeout(() => show({{state}}), DELAY);
"""

# marcincichocki/breach-protocol-autosolver #105: the form waits for what a worker has to say.
WORKER = """
const source = 'onmessage = task => setTimeout(() => postMessage(task.data), DELAY)';
const worker = new Worker(URL.createObjectURL(new Blob([source])));
worker.onmessage = done => show(done.data);
worker.postMessage({{state}});
"""

# w3c/echidna #300: asked at once, the server answers that it does not know yet.
POLLS = """
const load = Math.random();
const ask = async () => {
  const answer = await fetch('/job?load=' + load).then(answer => answer.json());
  answer.done ? show(answer.result) : setTimeout(ask, DELAY / 2);
};
ask();
"""

# ECCC-MSC/msc-animet #174: a frame tells the page around it what is set.
FRAME = """
onmessage = said => show(said.data);
const source = `setTimeout(() => parent.postMessage(${JSON.stringify({{state}})}, '*'), DELAY)`;
const frame = document.createElement('iframe');
frame.srcdoc = `<script>${source}</` + `script>`;
document.body.append(frame);
"""

# michahell/pinbored-nwjs #29: a timer that ticks, and after some ticks the form is filled.
TICKS = """
let ticks = 0;
setInterval(() => { if (++ticks === 10) show({{state}}); }, DELAY / 10);
"""

# g4rcez/brouther #72: a part of the app that is loaded when it is needed, and comes slowly.
PART = """
import('/part.js').then(part => show(part.state));
"""

# uilibs/uiprotect #1093: the socket is refused at first and opened anew after a pause.
RECONNECTS = """
const load = Math.random();
const open = () => {
  const socket = new WebSocket('ws://' + location.host + '/retried?load=' + load);
  socket.onmessage = said => show(JSON.parse(said.data));
  socket.onclose = () => setTimeout(open, DELAY);
};
open();
"""


def serve_late(app: App, seconds: float) -> None:
    """Answer the transports above, each with the state of the moment it is sent."""

    def state() -> str:
        time.sleep(seconds)
        return json.dumps(app.state)

    def said() -> Iterator[str]:
        yield state()

    def events() -> Iterator[str]:
        yield ": open\n\n"
        yield f"data: {state()}\n\n"
        time.sleep(60)

    asked: Counter[str] = Counter()

    @app.route("GET /job")
    def job(request: Request) -> Reply:
        asked[request.query] += 1
        done = asked[request.query] > 2
        return Answer({"done": True, "result": app.state} if done else {"done": False})

    @app.route("GET /part.js")
    def part(_: Request) -> Reply:
        return Answer(f"export const state = {state()};", kind="text/javascript")

    @app.route("GET /retried")
    def retried(request: Request) -> Reply:
        asked[request.query] += 1
        return Talk([json.dumps(app.state)]) if asked[request.query] > 1 else Answer({}, 503)

    app.route("GET /live")(lambda _: Talk(said()))
    app.route("GET /stream")(lambda _: Stream(events()))


@pytest.mark.parametrize("seconds", [6, pytest.param(4, marks=pytest.mark.thorough)])
@pytest.mark.parametrize(
    "script",
    [
        pytest.param(SOCKET, id="socket"),
        pytest.param(EVENTS, id="events"),
        pytest.param(TIMER, id="timer"),
        pytest.param(WORKER, id="worker"),
        pytest.param(POLLS, id="polls"),
        pytest.param(RECONNECTS, id="reconnects"),
        pytest.param(FRAME, id="frame", marks=pytest.mark.thorough),
        pytest.param(TICKS, id="ticks"),
        pytest.param(PART, id="part", marks=pytest.mark.thorough),
    ],
)
def test_a_state_that_arrives_late_is_never_called_off_earlier(
    program: Program, tmp_path: Path, script: str, seconds: int
) -> None:
    with App(page(script.replace("DELAY", str(seconds * 1000)))) as app:
        serve_late(app, seconds)
        done = run(program, selectors(tmp_path, app))
        honest = {"changed", "failed:unreadable", "failed:not_verified"}
        assert set(told(done).values()) <= honest, done.out
        assert_honest(app, done)


def test_a_page_that_never_stops_waiting_can_still_be_read(
    program: Program, tmp_path: Path
) -> None:
    """puppeteer/puppeteer #1119: it is all there, and a clock, a ping and a socket go on for ever."""
    script = """
    show({{state}});
    const clock = document.body.appendChild(document.createElement('output'));
    setInterval(() => { clock.value = new Date().toLocaleTimeString(); }, 1000);
    setInterval(() => fetch('/ping'), 1500);
    setTimeout(() => location.assign('/expired'), 1800000);
    new WebSocket('ws://' + location.host + '/quiet');"""
    with App(page(script), dict(OFF)) as app:
        app.route("GET /ping")(lambda _: Answer({}))
        app.route("GET /quiet")(lambda _: Talk())
        done = check(program, selectors(tmp_path, app))
        assert told(done) == {"usage": "ok", "sharing": "ok"}, done.out
        assert app.writes == []


# SandeepVashishtha/Eventra #14243: `ready` never settles where no worker may be had.
READY = """
navigator.serviceWorker.register('/worker.js').catch(() => {});
navigator.serviceWorker.ready
  .then(() => fetch('/state')).then(answer => answer.json()).then(show);
"""

# The same app with the guard it should have: without a worker it asks the server itself.
GUARDED = """
navigator.serviceWorker.register('/worker.js').catch(() => null)
  .then(() => fetch('/state')).then(answer => answer.json()).then(show);
"""


@pytest.mark.parametrize(
    ("script", "honest"),
    [
        pytest.param(READY, {"changed", "failed:unreadable"}, id="ready"),
        pytest.param(GUARDED, {"changed"}, id="guarded"),
    ],
)
def test_a_page_that_waits_for_its_service_worker(
    program: Program, tmp_path: Path, script: str, honest: set[str]
) -> None:
    with App(page(script)) as app:
        app.route("GET /worker.js")(lambda _: Answer("/* nothing */", kind="text/javascript"))
        done = run(program, selectors(tmp_path, app))
        assert set(told(done).values()) <= honest, done.out
        assert_honest(app, done)


# natlas/natlas #320: the request says "toggle", not what is wanted, so a click too many turns it on.
FLIPS = """
const flip = key => fetch('/flip/' + key, {method: 'POST'});
usage.onchange = () => flip('usage');
for (const radio of radios) radio.onchange = () => flip('sharing');
"""

# filamentphp/filament #15805: a flicker of "on" while the page loads.
FLICKER = "show({usage: true, sharing: 'everyone'});"


def serve_flips(app: App) -> None:
    """Turn a setting into its opposite, whatever the page showed."""
    opposite: dict[Value, Value] = {
        True: False,
        False: True,
        "everyone": "nobody",
        "nobody": "everyone",
    }

    @app.route("POST /flip/*")
    def flip(request: Request) -> Reply:
        key = request.path.rpartition("/")[2]
        app.save(key, opposite[app.state[key]])
        return Answer({})


def test_a_toggle_that_only_flips_is_pressed_once(program: Program, tmp_path: Path) -> None:
    with App(page(FLIPS + "show({{state}});")) as app:
        serve_flips(app)
        done = run(program, selectors(tmp_path, app))
        assert told(done) == {"usage": "changed", "sharing": "changed"}, done.out
        assert_honest(app, done)
        assert (app.state, len(app.writes)) == (OFF, 2)


@pytest.mark.parametrize(
    ("script", "seconds"),
    [
        pytest.param(TIMER, 2, id="timer-2"),
        pytest.param(SOCKET, 3, id="socket-3"),
        pytest.param(TIMER, 1, id="timer-1", marks=pytest.mark.thorough),
        pytest.param(TIMER, 3, id="timer-3", marks=pytest.mark.thorough),
        pytest.param(SOCKET, 1, id="socket-1", marks=pytest.mark.thorough),
        pytest.param(SOCKET, 2, id="socket-2", marks=pytest.mark.thorough),
        pytest.param(WORKER, 3, id="worker-3", marks=pytest.mark.thorough),
    ],
)
def test_an_on_state_that_does_not_hold_is_not_clicked(
    program: Program, tmp_path: Path, script: str, seconds: int
) -> None:
    drawn = FLIPS + FLICKER + script.replace("DELAY", str(seconds * 1000))
    with App(page(drawn), dict(OFF)) as app:
        serve_late(app, seconds)
        serve_flips(app)
        done = run(program, selectors(tmp_path, app))
        assert app.writes == [], done.out
        assert set(told(done).values()) <= {"ok", "failed:unreadable"}, done.out


def test_an_on_state_that_ends_under_the_pointer_is_not_clicked(
    program: Program, tmp_path: Path
) -> None:
    """silverstein/minutes #137: the row shows an old state until somebody comes near it."""
    nears = """
    for (const label of document.querySelectorAll('label')) label.onpointerenter = () => show({{state}});"""
    with App(page(FLIPS + FLICKER + nears), dict(OFF)) as app:
        serve_flips(app)
        done = run(program, selectors(tmp_path, app))
        assert app.writes == [], done.out
        honest = {"ok", "failed:unreadable", "failed:not_verified"}
        assert set(told(done).values()) <= honest, done.out
