"""What the journal keeps of runs, intents, and results, and what it answers about them."""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from offswitch.errors import JournalError
from offswitch.journal import Journal, SeenControl, open_journal
from offswitch.model.results import Mode
from offswitch.model.scope import Scope
from offswitch.model.words import State
from tests.conftest import ROOT
from tests.unit.journal.conftest import (
    CHANGED,
    NOT_VERIFIED,
    OFFLINE,
    OK,
    PENDING,
    REAL,
    REPLICA,
    START,
    begin,
    intend,
    one_run,
)


def test_a_result_comes_back_as_it_was(journal: Journal) -> None:
    run_id = one_run(journal, CHANGED)
    (row,) = journal.results(run_id)
    assert row.result == CHANGED
    assert (row.run, row.mode, row.profile) == (run_id, "run", "default")
    assert row.at.utcoffset() == dt.timedelta(0)
    assert START < row.at < START + dt.timedelta(hours=1), "not the injected clock"
    assert journal.results("other") == []


def test_runs_say_how_they_ended(journal: Journal) -> None:
    berlin = dt.timezone(dt.timedelta(hours=2))
    begin(journal, "a", mode="dry_run", started=START.astimezone(berlin), browser="B 1")
    journal.finish("a", START + dt.timedelta(minutes=5), alarm="another control", browser="B 2")
    begin(journal, "b")
    second, first = journal.runs(REAL)
    assert (first.id, first.mode, first.state, first.alarm) == (
        "a",
        "dry_run",
        "finished",
        "another control",
    )
    assert first.started == START
    assert first.started.utcoffset() == dt.timedelta(0)
    assert first.finished == START + dt.timedelta(minutes=5)
    assert first.browser == "B 2"
    assert (second.state, second.finished, second.alarm) == ("running", None, None)
    assert [row.id for row in journal.runs(REAL, limit=1)] == ["b"]
    assert journal.runs(REAL, limit=0) == []
    assert journal.runs(Scope("other")) == []


def test_a_run_whose_process_died_is_interrupted(journal: Journal, path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[2])\n"
        "from tests.unit.journal.conftest import begin, intend, open_journal\n"
        "journal = open_journal(Path(sys.argv[1])); begin(journal, 'dead'); intend(journal, 'dead')"
    )
    here = str(ROOT)
    subprocess.run([sys.executable, "-c", script, str(path), here], check=True)
    (run,) = journal.runs(REAL)
    assert (run.state, run.finished) == ("interrupted", None)
    (intent,) = journal.open_intents(REAL)
    assert (intent.run, intent.before, intent.value_before) == ("dead", State.ON, "allow")
    assert intent.outcome_known is False


def test_history_is_newest_first_and_chooses(journal: Journal) -> None:
    first = begin(journal, "first")
    journal.record(first, PENDING)
    journal.record(first, PENDING.model_copy(update={"setting": "history"}))
    journal.record(first, PENDING.model_copy(update={"platform": "chat"}))
    one_run(journal, OK, profile="bob")
    last = one_run(journal, CHANGED)

    def names(scope: Scope = REAL, **more: Any) -> list[tuple[str, str]]:
        rows = journal.history(scope, **more)
        return [(row.run, f"{row.result.platform}.{row.result.setting}") for row in rows]

    assert names() == [
        (last, "site.partners"),
        (first, "chat.partners"),
        (first, "site.history"),
        (first, "site.partners"),
    ]
    assert names(limit=2) == names()[:2]
    assert names(Scope("bob")) == [("r1", "site.partners")]
    assert names(setting="partners", limit=2) == [
        (last, "site.partners"),
        (first, "chat.partners"),
    ]
    assert names(Scope("bob"), setting="partners") == [("r1", "site.partners")]
    assert names(setting="history") == [(first, "site.history")]
    assert names(setting="nothing") == []


def test_open_intents_are_those_whose_outcome_nobody_knows(journal: Journal) -> None:
    begin(journal, "a")
    intend(journal, "a")
    assert [intent.run for intent in journal.open_intents(REAL)] == ["a"]
    one_run(journal, OFFLINE)
    assert journal.open_intents(REAL), "an outage told nothing"
    one_run(journal, PENDING, profile="bob")
    one_run(journal, PENDING, replica="https://127.0.0.1:1")
    assert journal.open_intents(REAL), "another profile and a replica told nothing"
    one_run(journal, PENDING)
    assert journal.open_intents(REAL) == []
    begin(journal, "b")
    intend(journal, "b")
    assert [intent.run for intent in journal.open_intents(REAL)] == ["b"], "an older reading counts"
    assert journal.open_intents(Scope("bob")) == []
    journal.record("b", NOT_VERIFIED)
    assert journal.open_intents(REAL) == []
    # For undo, what a run began stays on record, known or not.
    (intent,) = journal.intents("b")
    assert (intent.value_before, intent.before, intent.outcome_known) == ("allow", State.ON, True)
    assert [len(journal.intents(name)) for name in ("a", "b", "c")] == [1, 1, 0]


def test_what_the_journal_does_not_know_it_does_not_write(journal: Journal) -> None:
    steps: list[Callable[[], None]] = [
        lambda: journal.record("none", OK),
        lambda: intend(journal, "none"),
        lambda: journal.finish("none", START),
        lambda: journal.record_inventory("none", "site", "ads", []),
    ]
    for step in steps:
        with pytest.raises(JournalError, match="no run none") as caught:
            step()
        assert caught.value.hint
    begin(journal, "a")
    with pytest.raises(JournalError, match="already has a run a"):
        begin(journal, "a")
    with pytest.raises(ValueError, match="zone"):
        journal.finish("a", START.replace(tzinfo=None))
    journal.finish("a", START)
    with pytest.raises(JournalError, match="already finished"):
        journal.finish("a", START)
    assert journal.verify() == []
    assert len(journal.runs(REAL)) == 1


def test_an_intent_is_on_the_disk_before_the_call_returns(journal: Journal, path: Path) -> None:
    begin(journal, "a")
    intend(journal, "a")
    with open_journal(path) as other:
        assert len(other.open_intents(REAL)) == 1
    connection = journal._database._connection
    assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_the_inventory_keeps_first_and_last_sight(journal: Journal) -> None:
    switch = SeenControl(label="Ads", section="Data", kind="switch", state="on", url="https://a/")
    begin(journal, "a")
    journal.record_inventory("a", "site", "ads", [switch, switch, SeenControl(label="Gone")])
    begin(journal, "b")
    off = SeenControl(label="Ads", section="Data", kind="switch", state="off", url="https://b/")
    journal.record_inventory("b", "site", "ads", [off, off])
    gone, first, second = journal.inventory(REAL, "site")
    assert (gone.control.label, gone.last_run) == ("Gone", "a")
    assert gone.first_seen == gone.last_seen
    for row in (first, second):
        assert row.control == off
        assert (row.platform, row.page, row.last_run) == ("site", "ads", "b")
        assert row.first_seen == gone.first_seen < row.last_seen
    assert journal.inventory(Scope("bob"), "site") == []
    assert journal.inventory(REAL, "chat") == []
    assert journal.inventory(REPLICA, "site") == []
    assert journal.verify() == []


@pytest.mark.parametrize("mode", ["run", "dry_run", "check", "undo"])
def test_every_mode_is_kept(journal: Journal, mode: Mode) -> None:
    one_run(journal, PENDING, mode=mode)
    assert [row.mode for row in journal.runs(REAL)] == [mode]
    assert [row.mode for row in journal.history(REAL)] == [mode]


def test_the_process_of_a_run_is_this_one(journal: Journal) -> None:
    begin(journal, "a")
    assert journal._database.read("SELECT pid FROM runs")[0][0] == os.getpid()
