"""Settings on one page are read on one visit, and each is read as carefully as on a visit of its own."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from offswitch.model.words import ProofKind
from tests.kinds.app import LOADS, OFF, Answer, App, Request, page
from tests.kinds.inside import Inside, outcome
from tests.kinds.runs import selectors

pytestmark = pytest.mark.e2e


def visits(app: App) -> int:
    return app.requests.count("GET /")


def test_what_is_on_needs_one_visit(app: App, inside: Inside) -> None:
    report = inside.run(mode="dry_run")
    assert [outcome(result) for result in report.results] == ["pending", "pending"]
    assert {result.url for result in report.results} == {f"{app.url}/"}
    assert visits(app) == 1
    assert report.run.loads == 1


def test_what_was_never_proved_off_needs_two_visits(app: App, inside: Inside) -> None:
    app.state.update(OFF)
    report = inside.run(mode="dry_run")
    assert [outcome(result) for result in report.results] == ["ok", "ok"]
    for result in report.results:
        assert [proof.kind for proof in result.proofs] == [ProofKind.FRESH_LOAD] * 2
    assert visits(app) == 2


@pytest.mark.thorough
def test_a_page_of_its_own_is_visited(tmp_path: Path, app: App, inside: Inside) -> None:
    app.route("GET /other")(lambda _: Answer(app.drawn()))
    inside.folder = selectors(tmp_path, app, paths=("/", "/other"))
    report = inside.run(mode="dry_run")
    assert [outcome(result) for result in report.results] == ["pending", "pending"]
    assert (visits(app), app.requests.count("GET /other")) == (1, 1)


def test_what_changes_while_another_is_read_gets_a_visit_of_its_own(
    app: App, inside: Inside
) -> None:
    turn = "for (const radio of radios) radio.checked = radio.value === 'nobody'"
    app.page = page(f"{LOADS} setTimeout(() => {{ {turn} }}, 1500)")
    report = inside.run(mode="dry_run")
    assert report.results[0].after == "on"
    assert visits(app) > 1


def test_a_run_that_switches_visits_each_page_anew(app: App, inside: Inside) -> None:
    report = inside.run()
    assert [outcome(result) for result in report.results] == ["changed", "changed"]
    assert app.state == OFF


def test_the_next_page_is_read_while_a_change_is_proved(
    tmp_path: Path, app: App, inside: Inside
) -> None:
    """It is loaded after the change was answered, and nothing on it is pressed before the change is proved."""
    seen: list[str] = []

    def drawn(_: Request) -> Answer:
        seen.append("other page")
        return Answer(app.drawn())

    @app.route("POST /save")
    def take(request: Request) -> Answer:
        for key, value in request.json.items():
            seen.append(f"save {key}")
            app.save(key, value)
        time.sleep(1)
        seen.append("answered")
        return Answer({})

    def state(_: Request) -> Answer:
        seen.append("state")
        return Answer(dict(app.state))

    app.route("GET /other")(drawn)
    app.route("GET /state")(state)
    inside.folder = selectors(tmp_path, app, paths=("/", "/other"))
    report = inside.run()
    assert [outcome(result) for result in report.results] == ["changed", "changed"]
    order = [each for each in seen if each != "state"]
    assert order == [
        "save usage",
        "answered",
        "other page",
        "save sharing",
        "answered",
        "other page",
    ]
    assert seen[: seen.index("save sharing")].count("state") == 3, (
        "the first page, its proof, and the other page"
    )
