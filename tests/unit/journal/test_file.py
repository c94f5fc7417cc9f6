"""The journal's file: private, never half written, and kept when it cannot be read."""

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from offswitch.errors import JournalError
from offswitch.journal import Journal, open_journal
from offswitch.model.results import NewControl, RunInfo
from offswitch.model.scope import Scope
from tests.conftest import ROOT
from tests.unit.journal.conftest import (
    CHANGED,
    DRIFT,
    KEY,
    OK,
    REAL,
    REPLICA,
    START,
    Clock,
    begin,
    one_run,
)


def test_file_and_folder_are_private(path: Path, journal: Journal) -> None:
    one_run(journal, OK)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name


def test_it_goes_on_where_it_was(path: Path) -> None:
    with open_journal(path) as journal:
        one_run(journal, OK)
        head = journal.head()
    with open_journal(path) as journal:
        assert journal.head() == head
        assert journal.proved_off(KEY)
        one_run(journal, DRIFT)
        assert journal.head() != head
        assert journal.verify() == []


@pytest.mark.parametrize("damage", ["header", "middle"])
def test_a_damaged_file_is_reported_and_kept(path: Path, damage: str) -> None:
    with open_journal(path) as journal:
        for _ in range(40):
            one_run(journal, OK)
    data = bytearray(path.read_bytes())
    start = 0 if damage == "header" else 4096
    data[start : start + 4096 * 3] = b"\x5a" * 4096 * 3
    path.write_bytes(data)

    def use() -> None:
        with open_journal(path) as journal:
            journal.history(REAL)
            journal.proved_off(KEY)

    with pytest.raises(JournalError) as caught:
        use()
    assert "damaged" in caught.value.message
    assert "aside" in caught.value.hint
    assert path.read_bytes() == bytes(data)


def test_a_newer_journal_is_refused_and_kept(path: Path) -> None:
    open_journal(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(JournalError, match="newer offswitch") as caught:
        open_journal(path)
    assert "update" in caught.value.hint
    assert path.read_bytes() == before


def test_another_programs_database_is_refused_and_kept(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE mine (x)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(JournalError, match="not an offswitch journal"):
        open_journal(path)
    assert path.read_bytes() == before


def test_a_place_that_cannot_be_used_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for path in (tmp_path / "file" / "journal.sqlite3", tmp_path):
        with pytest.raises(JournalError, match="journal") as caught:
            open_journal(path)
        assert caught.value.hint


def test_a_full_disk_is_reported_and_nothing_half_written_is_kept(journal: Journal) -> None:
    begin(journal, "a")
    head = journal.head()
    connection = journal._database._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(JournalError, match="disk is full") as caught:
        journal.record("a", OK.model_copy(update={"hint": "x" * 100_000}))
    assert "free some space" in caught.value.hint
    assert journal.head() == head
    assert journal.verify() == []


def test_a_busy_journal_is_reported(path: Path, journal: Journal) -> None:
    begin(journal, "a")
    journal._database._connection.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(JournalError, match="another process is writing"):
        journal.record("a", OK)
    other.close()
    journal.record("a", OK)


def test_an_interrupt_in_the_middle_of_a_write_leaves_nothing(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(journal, "a")

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(journal._database, "insert", interrupt)
        with pytest.raises(KeyboardInterrupt):
            journal.record("a", OK)
    journal.record("a", OK)
    assert journal.verify() == []
    assert len(journal.history(REAL)) == 1


FIRST = """
import sys; from pathlib import Path; sys.path.insert(0, sys.argv[2])
from tests.unit.journal.conftest import begin, OK, open_journal
input()
with open_journal(Path(sys.argv[1])) as journal:
    begin(journal, sys.argv[3])
    for _ in range(20):
        journal.record(sys.argv[3], OK)
"""


def test_several_runs_begin_one_journal_at_once(path: Path) -> None:
    command = [sys.executable, "-c", FIRST, str(path), str(ROOT)]
    runs = [
        subprocess.Popen([*command, f"p{n}"], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        for n in range(4)
    ]
    for run in runs:
        assert run.stdin
        run.stdin.write(b"\n")
        run.stdin.flush()
    for run in runs:
        _, error = run.communicate()
        assert run.returncode == 0, error.decode()
    with open_journal(path) as journal:
        assert journal.verify() == []
        assert len(journal.history(REAL)) == 80
        assert journal.head().startswith("84:")


def test_the_questions_of_a_check_use_an_index(journal: Journal) -> None:
    from offswitch.journal import proofs, results

    def plan(sql: str, *values: Any) -> str:
        rows = journal._database.read(f"EXPLAIN QUERY PLAN {sql}", *values)
        return "\n".join(row["detail"] for row in rows)

    proved = plan(proofs._LAST_PROVED, "s", "p", "d", 0)
    assert "results USING INDEX proofs (setting=? AND platform=? AND profile=?" in proved
    history = plan(results._HISTORY, "d", 0, 10)
    assert "results USING INDEX results_by_run" in history
    assert "SCAN results" not in history
    one = plan(results._SETTING_HISTORY, "s", "d", 0, 10)
    assert "results USING INDEX results_by_setting" in one
    for text in (proved, history):
        assert "TEMP B-TREE" not in text


def test_a_journal_of_the_first_version_is_upgraded_and_still_verifies(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    with open_journal(path, Clock()) as journal:
        journal.begin(RunInfo(id="a", mode="run", profile="default", started=START, version="0"))
        journal.record("a", CHANGED)
        head = journal.head()
    with sqlite3.connect(path) as database:
        database.execute("DROP TABLE findings")
        database.execute("DROP TABLE deeds")
        database.execute("PRAGMA user_version = 1")
    database.close()
    with open_journal(path, Clock()) as journal:
        assert journal.verify() == []
        assert journal.holds(head)
        control = NewControl(platform="site", section="", label="New", state="on", url="")
        journal.record_finding("a", control)
        assert [row.control for row in journal.findings(REAL)] == [control]
        assert journal.findings(REPLICA) == journal.findings(Scope("bob")) == []
        assert journal.verify() == []
