"""A page that never comes to rest is busy, and not offline."""

from __future__ import annotations

import threading
import time

import pytest

from offswitch.engine.answers import refuse_default
from offswitch.engine.reading import read_stable
from offswitch.model.words import Reason, State
from tests.e2e.absence.conftest import CHECKED, ROWS, Look, page, refusal, told
from tests.kinds.app import Answer, App

pytestmark = pytest.mark.e2e

FOREVER = 40.0
JSONP = "const s = document.createElement('script'); s.src = '/slow'; document.head.append(s);"
BUSY = {
    "long poll": "fetch('/slow')",
    "long polls": "const poll = () => fetch('/soon').finally(poll); poll()",
    "dashboard": "setInterval(() => fetch('/now?' + Math.random()), 200)",
    "dashboard that draws": "setInterval(async () => { document.title = await (await fetch('/now')).text(); }, 200)",
    "clock": "setInterval(() => { document.getElementById('clock').textContent = Date.now(); }, 50)",
    "script poll": JSONP,
    "script poll, later": f"addEventListener('load', () => {{ {JSONP} }})",
    "shared worker": "new SharedWorker('/worker.js')",
    "worker": "new Worker('/worker.js')",
    "stream": "new EventSource('/slow')",
}
WORKER = "setInterval(() => fetch('/now?' + Math.random()), 200); fetch('/slow');"


def soon(_: object) -> Answer:
    time.sleep(0.5)
    return Answer("1")


DAILY = {"dashboard"}


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=() if n in DAILY else pytest.mark.thorough) for n in BUSY]
)
def test_a_busy_page_is_read(app: App, look: Look, name: str) -> None:
    app.page = page(f"<p id=clock></p>{CHECKED}{ROWS}<script>{BUSY[name]}</script>")
    over = threading.Event()
    app.route("GET /slow")(lambda _: Answer(str(over.wait(FOREVER))))
    app.route("GET /now")(lambda _: Answer("1", kind="text/plain"))
    app.route("GET /soon")(soon)
    app.route("GET /worker.js")(lambda _: Answer(WORKER, kind="text/javascript"))
    try:
        arrival = look()
        screen = arrival.screen
        screen.settle()
        reading = read_stable(screen, arrival.found.read)
        assert reading.state is State.ON
        refuse_default(screen, reading.state, ())
    finally:
        over.set()


BUNDLE = "<script async src=/slow></script>"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param(ROWS + BUNDLE, Reason.NOT_FOUND, marks=pytest.mark.thorough),
        (f"<p>Please wait</p>{BUNDLE}", Reason.OFFLINE),
    ],
    ids=["known", "unknown"],
)
def test_a_script_that_does_not_come_may_bring_what_is_missing(
    app: App, look: Look, body: str, reason: Reason
) -> None:
    app.page = page(body)
    over = threading.Event()
    app.route("GET /slow")(lambda _: Answer(str(over.wait(FOREVER))))
    try:
        error = refusal(look)
    finally:
        over.set()
    assert error.reason is reason
    assert "/slow has not arrived" in told(error) or "arrived: /slow" in told(error)
