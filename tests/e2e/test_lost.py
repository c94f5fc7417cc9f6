"""However a run ends, it ends with its report: every setting has a result, and no change is left out."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from offswitch.journal import JOURNAL, open_journal
from offswitch.journal import database as journal_database
from offswitch.local.folders import folders
from offswitch.model.results import Report
from offswitch.model.scope import Scope
from offswitch.model.words import Status
from offswitch.replica import Replica
from offswitch.run.window import Window
from tests.conftest import Program
from tests.e2e.scenarios import LAYOUTS
from tests.kinds.app import Answer, App
from tests.kinds.inside import Inside, Moments, outcome
from tests.kinds.runs import selectors
from tests.kinds.turns_another import TURNS_ANOTHER

pytestmark = pytest.mark.e2e


def moments(daily: str) -> list[object]:
    """Return every moment at which something happens; all but one are tried by the thorough tests."""
    every = ("reading", "switching off", "proving", "finished")
    rest = pytest.mark.thorough
    return [each if each == daily else pytest.param(each, marks=rest) for each in every]


@pytest.fixture
def apart(tmp_path: Path, app: App, inside: Inside) -> Inside:
    """Runs over an app with a page for each setting."""
    app.route("GET /other")(lambda _: Answer(app.drawn()))
    inside.folder = selectors(tmp_path, app, paths=("/", "/other"))
    return inside


SAFE = {"ok", "changed", "failed:not_verified"}
"""What may be said of a setting that the server was told to switch off."""


def expect_whole(app: App, report: Report) -> dict[str, str]:
    """Every setting has one result with a reason, and what the server was told is in them."""
    said = {result.setting.partition(".")[2]: outcome(result) for result in report.results}
    assert len(report.results) == len(said) == 2, said
    for key, was, now in app.writes:
        assert (was, now) in {(True, False), ("everyone", "nobody")}
        hint = next(r.hint for r in report.results if r.setting.endswith(key))
        is_told = said[key] in SAFE or hint.startswith("a change was begun")
        assert is_told, f"{key} was switched off, and it said {said[key]}: {hint}"
    for result in report.results:
        assert result.status in {Status.OK, Status.CHANGED} or result.hint
    assert report.exit_code() != 0
    return said


def journal_rows() -> dict[str, str]:
    with open_journal(folders().data / JOURNAL) as journal:
        newest = journal.runs(Scope("default"))[0]
        assert not journal.verify()
        rows = journal.results(newest.id)
        return {row.result.setting.partition(".")[2]: outcome(row.result) for row in rows}


@pytest.mark.parametrize("moment", moments("proving"))
def test_it_is_stopped(app: App, apart: Inside, moment: str) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    listener = Moments(moment, stop)
    report = apart.run(listener)
    assert listener.happened
    said = expect_whole(app, report)
    assert report.run.interrupted
    assert report.run.error == "you stopped the run"
    assert report.exit_code() == 130
    assert "failed:stopped" in said.values()
    assert journal_rows() == said


@pytest.mark.parametrize("moment", moments("proving"))
def test_the_browser_goes_away(app: App, apart: Inside, moment: str) -> None:
    before = set(browsers())

    def kill() -> None:
        for pid in set(browsers()) - before:
            os.kill(pid, signal.SIGKILL)

    listener = Moments(moment, kill)
    report = apart.run(listener)
    assert listener.happened
    said = expect_whole(app, report)
    assert journal_rows() == said
    assert report.exit_code() in {4, 5}
    assert report.run.error


@pytest.mark.parametrize("moment", moments("switching off"))
def test_the_journal_is_locked(
    app: App, inside: Inside, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_database, "_PATIENCE", 300)
    locks: list[sqlite3.Connection] = []

    def lock() -> None:
        other = sqlite3.connect(folders().data / JOURNAL, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        locks.append(other)

    listener = Moments(moment, lock)
    report = inside.run(listener)
    locks[0].close()
    expect_whole(app, report)
    assert "another process is writing" in str(report.run.error)
    assert any("not all of this is in the journal" in text for text in listener.warned)
    assert set(journal_rows()) <= {"usage", "sharing"}
    if moment in {"reading", "switching off"}:
        assert app.writes == [], "what cannot be written down is not done"


@pytest.mark.parametrize("moment", moments("finished"))
def test_the_disk_is_full(
    app: App, inside: Inside, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[journal_database.Database] = []
    prepare = journal_database.Database._prepare

    def kept(self: journal_database.Database) -> None:
        prepare(self)
        opened.append(self)

    monkeypatch.setattr(journal_database.Database, "_prepare", kept)

    def fill() -> None:
        pages = opened[-1]._pragma("page_count")
        opened[-1]._connection.execute(f"PRAGMA max_page_count = {pages}")
        opened[-1]._connection.execute("PRAGMA wal_autocheckpoint = 0")

    # So that the next row needs a page that the disk does not have.
    app.page = app.page.replace('lang="en"', f'lang="en-{"x" * 9000}"')
    listener = Moments(moment, fill)
    report = inside.run(listener)
    expect_whole(app, report)
    assert "the disk is full" in str(report.run.error)


def test_another_control_changes_with_it(app: App, apart: Inside) -> None:
    """An alarm: what was not switched by then has a result that says why."""
    app.page = TURNS_ANOTHER
    app.state["twin"] = True
    report = apart.run()
    assert app.writes == [("usage", True, False), ("twin", True, False)]
    said = {result.setting.partition(".")[2]: outcome(result) for result in report.results}
    assert said == {"usage": "changed", "sharing": "failed:stopped"}
    assert report.run.alarm
    assert report.results[1].hint == report.run.error == report.run.alarm
    assert report.exit_code() == 4
    assert journal_rows() == said


def test_an_unexpected_error(app: App, inside: Inside, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Window, "compare_pages", broken)
    report = inside.run()
    said = expect_whole(app, report)
    assert set(said.values()) == {"changed"}
    assert "bug in offswitch (ZeroDivisionError)" in str(report.run.error)
    assert report.exit_code() == 4


@pytest.mark.thorough
def test_a_session_is_damaged(program: Program, replica_of: Callable[..., Replica]) -> None:
    """The other platforms have other sessions, and the report says what could not be opened."""
    replica = replica_of(LAYOUTS["us-2026-07"].scenario())
    offswitch = program.signed_in(replica)
    sealed = next(path for path in program.home.rglob("*.sealed") if "instagram" in path.name)
    sealed.write_bytes(sealed.read_bytes()[:-9] + b"x" * 9)
    only = ("accounts_center.partner_activity", "instagram.ai_activity_sharing")
    done = offswitch(
        "run",
        "--yes",
        "--headless",
        "--json",
        *(word for each in only for word in ("--only", each)),
    )
    said = {name: (r["status"], r["reason"]) for name, r in done.results().items()}
    assert said[only[0]] == ("changed", None)
    assert said[only[1]] == ("unreachable", "sign_in")
    assert "damaged" in done.json["run"]["error"]
    assert "damaged" in done.problem()[0]
    assert done.code == 5
    assert {write["setting"] for write in replica.truth()["ledger"]} == {only[0]}


def browsers() -> Iterator[int]:
    """Number of every Chromium that is a descendant of this process."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
            pid = int(folder.name)
            if b"chrom" in command and b"--type" not in command and _is_ours(pid):
                yield pid
        except (OSError, ValueError):
            continue


def _is_ours(pid: int) -> bool:
    while pid > 1:
        if pid == os.getpid():
            return True
        pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    return False
