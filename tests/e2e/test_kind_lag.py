"""Pages whose reads lag behind the write, and one that says "saved" but saves nothing."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import Done, Program
from tests.kinds.app import (
    LOADS,
    OFF,
    ON,
    PLATFORM,
    Answer,
    App,
    Reply,
    Request,
    Value,
    page,
)
from tests.kinds.runs import assert_honest, check, run, selectors, told

pytestmark = pytest.mark.e2e


@dataclass
class Late:
    """A write that the copy has not learned."""

    at: float
    key: str
    value: Value
    missed: bool = False


class Replica:
    """A copy of the state that learns each write some seconds later, and after one read at least.

    The read makes sure that the first look misses it, however slow the machine is.
    """

    def __init__(self, app: App, seconds: float) -> None:
        self.app = app
        self.seconds = seconds
        self.copy: dict[str, Value] = dict(app.state)
        self.late: list[Late] = []
        self.lock = threading.Lock()

    def save(self, request: Request) -> Reply:
        with self.lock:
            for key, value in request.json.items():
                self.app.save(key, value)
                self.late.append(Late(time.monotonic() + self.seconds, key, value))
        return Answer({"saved": True})

    def read(self, _: Request) -> Reply:
        with self.lock:
            for late in self.late:
                if late.missed and late.at <= time.monotonic():
                    self.copy[late.key] = late.value
                late.missed = True
            return Answer(dict(self.copy))


def looks_after_the_change(done: Done, setting: str) -> list[str]:
    """Return what the proofs say was seen in windows of their own, the first look first."""
    proofs = done.results()[f"{PLATFORM}.{setting}"]["proofs"]
    return [proof["state"] for proof in proofs if proof["kind"] != "same_page"]


@pytest.mark.parametrize(
    ("seconds", "honest"),
    [
        pytest.param(4, {"changed"}, id="4s"),
        pytest.param(8, {"changed", "failed:not_verified"}, id="8s", marks=pytest.mark.thorough),
    ],
)
def test_a_read_that_lags_behind_the_write_is_looked_at_again(
    program: Program, tmp_path: Path, seconds: int, honest: set[str]
) -> None:
    """chobbledotcom/tickets #1860, instacart/makara #99: reads go to a copy of the database."""
    with App(page(LOADS)) as app:
        replica = Replica(app, seconds)
        app.route("POST /save")(replica.save)
        app.route("GET /state")(replica.read)
        done = run(program, selectors(tmp_path, app))
        assert set(told(done).values()) <= honest, done.out
        for setting, outcome in told(done).items():
            looks = looks_after_the_change(done, setting)
            assert len(looks) > 1, done.out
            last = "off" if outcome == "changed" else "on"
            assert (looks[0], looks[-1]) == ("on", last), done.out
        assert_honest(app, done)
        assert (app.state, len(app.writes)) == (OFF, 2)


def test_a_change_that_is_answered_and_never_kept_is_not_verified(
    program: Program, tmp_path: Path
) -> None:
    """ciims/CiiMS #76: switched off, saved, and on again at the next load."""
    sent: Counter[str] = Counter()
    with App(page(LOADS)) as app:

        @app.route("POST /save")
        def save(request: Request) -> Reply:
            sent.update(request.json.keys())
            return Answer({"saved": True})

        done = run(program, selectors(tmp_path, app))
        assert told(done) == {"usage": "failed:not_verified", "sharing": "failed:not_verified"}, (
            done.out
        )
        for setting in ON:
            looks = looks_after_the_change(done, setting)
            assert len(looks) > 1, done.out
            assert set(looks) == {"on"}, done.out
        assert app.state == ON
        assert sent == {"usage": 1, "sharing": 1}


def test_two_copies_that_disagree_are_not_verified_or_are_reported(
    program: Program, tmp_path: Path
) -> None:
    """buildbuddy-io/buildbuddy #5010: every second read comes from a copy that never learns."""
    reads = 0
    with App(page(LOADS)) as app:
        old = json.loads(json.dumps(app.state))

        @app.route("GET /state")
        def state(_: Request) -> Reply:
            nonlocal reads
            reads += 1
            return Answer(dict(app.state) if reads % 2 else old)

        done = run(program, selectors(tmp_path, app))
        honest = {"changed", "failed:not_verified", "failed:unreadable"}
        assert set(told(done).values()) <= honest, done.out
        assert_honest(app, done)
        assert len(app.writes) <= 2


def test_a_first_answer_that_a_second_one_contradicts_is_not_believed(
    program: Program, tmp_path: Path
) -> None:
    """triggerdotdev/trigger.dev #3910: a copy that has just woken up answers with what it had."""
    with App(page(LOADS)) as app:
        answers = iter([OFF])
        app.route("GET /state")(lambda _: Answer(dict(next(answers, app.state))))
        done = check(program, selectors(tmp_path, app))
        assert {r["status"] for r in done.results().values()} == {"pending"}, done.out
        [usage] = [r for name, r in done.results().items() if name.endswith("usage")]
        assert "a first look showed off, a second one on" in usage["warnings"]
        assert app.writes == []
