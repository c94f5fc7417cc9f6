"""What undo puts back: the journal's values, from runs that changed something, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from offswitch.errors import ConfigError
from offswitch.journal import Journal, open_journal
from offswitch.model.results import Mode, RunInfo
from offswitch.model.scope import Scope
from offswitch.model.words import State
from offswitch.run.undo import FormerValue, began, changes_to_undo

START = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with open_journal(tmp_path / "journal.sqlite3", lambda: START) as journal:
        yield journal


REAL = Scope("default")


def a_run(
    journal: Journal,
    name: str,
    *changed: tuple[str, State, str],
    mode: Mode = "run",
    profile: str = "default",
    replica: str | None = None,
) -> None:
    info = RunInfo(id=name, mode=mode, profile=profile, started=START, version="0", replica=replica)
    journal.begin(info)
    for setting, before, value in changed:
        journal.intend(
            name, "site", f"site.{setting}", before=before, value_before=value, url="https://s.test"
        )


def test_the_last_run_that_changed_something_is_undone(journal: Journal) -> None:
    a_run(journal, "a", ("ads", State.ON, "allow"))
    a_run(journal, "b", ("ads", State.ON, "friends"), ("share", State.ON, "on"))
    a_run(journal, "c", mode="check")
    changes = changes_to_undo(journal, REAL)
    assert changes.run.id == "b"
    assert {n: (f.state, f.value) for n, f in changes.former_values.items()} == {
        "site.ads": (State.ON, "friends"),
        "site.share": (State.ON, "on"),
    }


def test_a_second_undo_does_not_undo_the_first(journal: Journal) -> None:
    a_run(journal, "a", ("ads", State.ON, "allow"))
    a_run(journal, "b", ("ads", State.OFF, "deny"), mode="undo")
    assert changes_to_undo(journal, REAL).run.id == "a"
    assert changes_to_undo(journal, REAL, run="b").former_values["site.ads"].state is State.OFF


def test_the_first_of_two_changes_in_a_run_says_what_was_there_before(journal: Journal) -> None:
    a_run(journal, "a", ("ads", State.ON, "everyone"), ("ads", State.ON, "friends"))
    assert changes_to_undo(journal, REAL).former_values["site.ads"].value == "everyone"


def test_only_some(journal: Journal) -> None:
    a_run(journal, "a", ("ads", State.ON, "allow"), ("share", State.ON, "on"))
    assert [*changes_to_undo(journal, REAL, only=["site.share"]).former_values] == ["site.share"]
    with pytest.raises(ConfigError, match=r"did not change site\.other") as caught:
        changes_to_undo(journal, REAL, only=["site.other"])
    assert "site.ads, site.share" in caught.value.hint


@pytest.mark.parametrize("run", [None, "real"])
def test_what_offswitch_did_not_change_is_refused(journal: Journal, run: str | None) -> None:
    a_run(journal, "real", mode="check")
    a_run(journal, "other", ("ads", State.ON, "allow"), profile="bob")
    a_run(journal, "rehearsal", ("ads", State.ON, "allow"), replica="http://127.0.0.1:1")
    with pytest.raises(ConfigError, match="nothing to undo"):
        changes_to_undo(journal, REAL, run=run)


@pytest.mark.parametrize("run", ["never", "other", "rehearsal"])
def test_runs_of_another_profile_or_at_a_replica_do_not_count(journal: Journal, run: str) -> None:
    a_run(journal, "other", ("ads", State.ON, "allow"), profile="bob")
    a_run(journal, "rehearsal", ("ads", State.ON, "allow"), replica="http://127.0.0.1:1")
    with pytest.raises(ConfigError, match=f"no run {run}"):
        changes_to_undo(journal, REAL, run=run)


def test_only_a_value_that_the_journal_holds_began_as_one(journal: Journal) -> None:
    a_run(journal, "a", ("ads", State.ON, "allow"))
    for state, value, expected in (
        (State.ON, "allow", True),
        (State.ON, "friends", False),
        (State.OFF, "allow", False),
    ):
        former = FormerValue(platform="site", setting="site.ads", state=state, value=value)
        assert began(journal, REAL, former) is expected
        assert not began(journal, Scope("bob"), former)
        assert not began(journal, Scope("default", at_replica=True), former)
