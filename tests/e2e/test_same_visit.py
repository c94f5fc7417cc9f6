"""Settings on one page are read on one visit, and each is read as carefully as on a visit of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from offswitch.model.words import ProofKind
from tests.kinds.app import LOADS, OFF, App, page
from tests.kinds.inside import Inside, Moments, outcome
from tests.kinds.runs import selectors

pytestmark = pytest.mark.e2e


def visits(app: App) -> int:
    return app.requests.count("GET /")


def test_what_is_on_needs_one_visit(app: App, inside: Inside) -> None:
    report = inside.run(dry_run=True)
    assert [outcome(result) for result in report.results] == ["pending", "pending"]
    assert {result.url for result in report.results} == {f"{app.url}/"}
    assert visits(app) == 1
    assert report.run.loads == 1


def test_what_was_never_proved_off_needs_two_visits(app: App, inside: Inside) -> None:
    app.state.update(OFF)
    report = inside.run(dry_run=True)
    assert [outcome(result) for result in report.results] == ["ok", "ok"]
    for result in report.results:
        assert [proof.kind for proof in result.proofs] == [ProofKind.FRESH_LOAD] * 2
    assert visits(app) == 2


def test_a_page_of_its_own_is_visited(tmp_path: Path, app: App, inside: Inside) -> None:
    app.route("GET /other")(app._routes["GET /"])
    inside.folder = selectors(tmp_path / "apart", app, paths=("/", "/other"))
    report = inside.run(dry_run=True)
    assert [outcome(result) for result in report.results] == ["pending", "pending"]


def test_what_changes_while_another_is_read_gets_a_visit_of_its_own(
    app: App, inside: Inside
) -> None:
    """The switch is read first, for two seconds; meanwhile the choice turns, without the server."""
    turning = "<script>setTimeout(() => document.querySelectorAll('input[type=radio]')[%d].click(), 1300)</script>"
    app.page = page(LOADS) + turning % 0
    report = inside.run(dry_run=True)
    assert visits(app) > 1


def test_a_run_that_switches_visits_each_page_anew(app: App, inside: Inside) -> None:
    report = inside.run(yes=True)
    assert [outcome(result) for result in report.results] == ["changed", "changed"]
    assert app.state == OFF
