"""With nobody watching, sessions are at work side by side; in each, only one change is under way at a time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, BrokenBarrierError

import pytest

from tests.kinds.app import LOADS, OFF, PLATFORM, Answer, App, Reply, Request, page
from tests.kinds.inside import Inside, outcome
from tests.kinds.runs import selectors
from tests.kinds.turns_another import TURNS_ANOTHER

pytestmark = [pytest.mark.e2e, pytest.mark.long]

OTHER = "feeder"
SAVE_SECONDS = 5
PAGES = ("/", "/more")


@pytest.fixture
def other() -> Iterator[App]:
    """Another app, with a session of its own."""
    with App(page(LOADS)) as served:
        yield served


@pytest.fixture
def both(tmp_path: Path, app: App, other: App, inside: Inside) -> Inside:
    """Runs over both apps, each with a page for every setting."""
    app.route("GET /more")(lambda _: Answer(app.drawn()))
    other.route("GET /more")(lambda _: Answer(other.drawn()))
    files = selectors(tmp_path, app, paths=PAGES)
    (tmp_path / "other").mkdir()
    drawn = selectors(tmp_path / "other", other, paths=PAGES) / f"{PLATFORM}.toml"
    text = drawn.read_text("utf-8").replace(f'"{PLATFORM}"', f'"{OTHER}"')
    (files / f"{OTHER}.toml").write_text(text, encoding="utf-8")
    inside.folder = files
    return inside


@pytest.mark.thorough
def test_a_run_reads_two_sessions_at_once(app: App, other: App, both: Inside) -> None:
    """Neither app answers before both were asked."""
    both_asked = Barrier(2)

    def late(served: App) -> None:
        @served.route("GET /state")
        def answer(_: Request) -> Reply:
            try:
                if both_asked.n_waiting or len(served.requests) < 4:
                    both_asked.wait(timeout=20)
            except BrokenBarrierError:
                return Answer({}, status=503)
            return Answer(served.state)

    late(app)
    late(other)
    report = both.run(platforms=(PLATFORM, OTHER), only=(f"{PLATFORM}.usage", f"{OTHER}.usage"))
    assert [outcome(result) for result in report.results] == ["changed", "changed"]


def test_no_change_begins_before_the_last_of_its_session_is_proved(
    app: App, other: App, both: Inside
) -> None:
    """Nor is anything saved while the other session saves."""
    seen: list[tuple[str, str]] = []

    def note(served: App, name: str) -> None:
        @served.route("POST /save")
        def take(request: Request) -> Reply:
            seen.append((name, "save"))
            for key, value in request.json.items():
                served.save(key, value)
            time.sleep(1)  # long enough for the other one to save meanwhile
            seen.append((name, "saved"))
            return Answer({"saved": True})

        @served.route("GET /state")
        def tell(_: Request) -> Reply:
            seen.append((name, "read"))
            return Answer(dict(served.state))

    note(app, PLATFORM)
    note(other, OTHER)
    report = both.run(platforms=(PLATFORM, OTHER))
    assert [outcome(result) for result in report.results] == ["changed"] * 4
    assert (app.state, other.state) == (OFF, OFF)
    saves = [each for each in seen if each[1] != "read"]
    assert len(saves) == 8
    for (who, what), (then, next_) in zip(saves[::2], saves[1::2], strict=True):
        assert (who, what, next_) == (then, "save", "saved"), seen
    for name in (PLATFORM, OTHER):
        own = [what for who, what in seen if who == name]
        first, last = (number for number, what in enumerate(own) if what == "save")
        assert "read" in own[first:last], seen


def test_nothing_is_loaded_while_another_session_saves(app: App, other: App, both: Inside) -> None:
    """The other app's settings are off, so that its page is loaded again and again."""
    other.state = dict(OFF)
    meanwhile: list[str] = []

    @app.route("POST /save")
    def slow(request: Request) -> Reply:
        time.sleep(1)  # what was begun before may still arrive
        before = len(other.requests)
        time.sleep(SAVE_SECONDS)
        meanwhile.extend(other.requests[before:])
        for key, value in request.json.items():
            app.save(key, value)
        return Answer({"saved": True})

    report = both.run(platforms=(PLATFORM, OTHER))
    outcomes = [outcome(result) for result in report.results]
    assert outcomes == ["changed", "changed", "ok", "ok"]
    assert meanwhile == []


def test_an_alarm_at_one_session_ends_the_other(app: App, other: App, both: Inside) -> None:
    """The app's switch turns another one with it."""
    app.page = TURNS_ANOTHER
    app.state["twin"] = True

    report = both.run(platforms=(PLATFORM, OTHER), exclude=(f"{PLATFORM}.sharing",))
    assert report.run.alarm is not None
    found = {result.setting: outcome(result) for result in report.results}
    assert found[f"{PLATFORM}.usage"] == "changed"
    begun = [each for each in found if each.startswith(OTHER) and found[each] == "changed"]
    assert len(begun) == len(other.writes)
    assert {found[f"{OTHER}.{name}"] for name in ("usage", "sharing")} <= {
        "changed",
        "failed:stopped",
    }
