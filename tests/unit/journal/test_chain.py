"""Edited, removed, swapped, or rewritten rows are found, and a killed process leaves a true journal."""

import datetime as dt
import random
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from offswitch.errors import JournalError
from offswitch.journal import open_journal
from offswitch.journal.chain import GENESIS, link
from offswitch.model.results import Proof, Result, RunInfo
from offswitch.model.scope import Scope
from offswitch.model.words import Category, ProofKind, State, Status
from tests.dying import each_moment

START = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
ROWS = 24


def _result(setting: str) -> Result:
    return Result(
        platform="site",
        setting=setting,
        category=Category.AD_PARTNERS,
        title="Größe",
        status=Status.CHANGED,
        proofs=(Proof(kind=ProofKind.FRESH_CONTEXT, state=State.OFF, at=START),),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a journal of two runs: rows 1 begin, 2 intent, 3 result, … 11 end, twice."""
    path = tmp_path / "journal.sqlite3"
    with open_journal(path) as journal:
        for run_id in ("a", "b"):
            journal.begin(
                RunInfo(id=run_id, mode="run", profile="default", started=START, version="0")
            )
            for number in range(5):
                name = f"setting{number}"
                journal.intend(
                    run_id, "site", name, before=State.ON, value_before="é", url="https://s.test/"
                )
                journal.record(run_id, _result(name))
            journal.finish(run_id, START)
        assert journal.verify() == []
        assert journal.head().startswith(f"{ROWS}:")
    return path


def _edit(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys = OFF")
    with connection:
        for statement in statements:
            assert connection.execute(statement).rowcount != 0, statement
    connection.close()


def _verify(path: Path) -> list[str]:
    with open_journal(path) as journal:
        return journal.verify()


COLUMNS = [
    (table, column)
    for table, columns in {
        "runs": "id mode profile replica replica_url started version browser pid birth",
        "endings": "run finished alarm browser",
        "intents": "run at platform setting before value_before url",
        "results": "run at profile replica platform setting status wanted body",
    }.items()
    for column in columns.split()
]


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_an_edit_of_any_column_shows_and_names_its_row(path: Path, table: str, column: str) -> None:
    number = {"runs": 13, "endings": 24, "intents": 14, "results": 15}[table]
    new = "1 - replica" if column == "replica" else f"coalesce({column}, '') || '1'"
    _edit(path, f"UPDATE {table} SET {column} = {new} WHERE seq = {number}")
    found = _verify(path)
    noun = {"runs": "run", "endings": "end of a run", "intents": "intent", "results": "result"}
    assert found[0] == f"row {number} ({noun[table]}) was changed"
    assert all("was changed" not in line for line in found[1:]), (
        "it names rows that are as they were"
    )


def test_there_are_no_other_columns(path: Path) -> None:
    connection = sqlite3.connect(path)
    for table in ("runs", "endings", "intents", "results"):
        names = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        assert names - {"seq", "hash"} == {column for name, column in COLUMNS if name == table}
    connection.close()


COPY = (
    "INSERT INTO results SELECT 25, run, at, profile, replica, platform, setting, status, wanted,"
    " body, hash FROM results WHERE seq = 15"
)


@pytest.mark.parametrize(
    ("statements", "problem"),
    [
        (["DELETE FROM results WHERE seq = 15"], "row 15 is missing"),
        (["DELETE FROM intents WHERE seq = 14", "DELETE FROM results WHERE seq = 15"],
         "rows 14 to 15 are missing"),
        (["DELETE FROM endings WHERE seq = 24"], "row 24 is missing"),
        (["DELETE FROM results WHERE seq >= 22", "DELETE FROM endings WHERE seq = 24",
          "DELETE FROM intents WHERE seq = 22"], "rows 22 to 24 are missing"),
        (["UPDATE head SET seq = 23"], "row 24 is not the row that was written last"),
        (["UPDATE head SET hash = 'x'"], "row 24 is not the row that was written last"),
        (["UPDATE results SET hash = 'x' WHERE seq = 15"], "row 15 (result) was changed"),
        (["UPDATE results SET body = CAST(body AS BLOB) WHERE seq = 15"],
         "row 15 (result) was changed"),
        (["UPDATE results SET body = CAST(x'ff' AS TEXT) WHERE seq = 15"],
         "row 15 (result) was changed"),
        (["UPDATE results SET hash = CAST(x'ff' AS TEXT) WHERE seq = 15"],
         "row 15 (result) was changed"),
        (["UPDATE results SET seq = 99 WHERE seq = 15", "UPDATE results SET seq = 15 WHERE seq = 17",
          "UPDATE results SET seq = 17 WHERE seq = 99"], "row 15 (result) was changed"),
        ([COPY], "row 25 (result) was changed"),
        (["DELETE FROM runs WHERE seq = 1"], "row 1 is missing"),
        (["DROP TABLE endings"], "the file is damaged: no such table: endings"),
    ],
)  # fmt: skip
def test_a_removed_swapped_added_or_broken_row_shows(
    path: Path, statements: list[str], problem: str
) -> None:
    _edit(path, *statements)
    assert problem in _verify(path)


def test_one_missing_row_is_one_problem(path: Path) -> None:
    _edit(path, "DELETE FROM results WHERE seq = 15")
    assert _verify(path) == ["row 15 is missing"]


def test_rows_that_were_swapped_between_two_tables_show(path: Path) -> None:
    row = {"seq": 1, "x": "y"}
    assert link(GENESIS, "runs", row) != link(GENESIS, "results", row)
    assert link(GENESIS, "runs", row) != link("1" * 64, "runs", row)
    assert link(GENESIS, "runs", {"seq": 1, "x": 1}) != link(GENESIS, "runs", {"seq": 1, "x": "1"})


def test_a_head_kept_elsewhere_reveals_a_rewritten_journal(path: Path) -> None:
    with open_journal(path) as journal:
        early = journal.head()
        journal.begin(RunInfo(id="c", mode="run", profile="d", started=START, version="0"))
        assert journal.holds(early)
        assert journal.holds(journal.head())
        assert journal.holds(f"0:{GENESIS}")
        seq, found = early.split(":")
        for false in (f"{seq}:{GENESIS}", f"99:{found}", f"1:{found}", "", "x:y", f"-1:{found}"):
            assert not journal.holds(false)
    _rewrite(path)
    with open_journal(path) as journal:
        assert journal.verify() == [], "the forged chain is whole: only the head can tell"
        assert not journal.holds(early)


def _rewrite(path: Path) -> None:
    """Forge a result and every hash after it, as whoever can write the file could."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    connection.execute("UPDATE results SET status = 'ok' WHERE seq = 15")
    previous = GENESIS
    for seq in range(1, ROWS + 2):
        for table in ("runs", "endings", "intents", "results"):
            row: dict[str, Any]
            for row in map(dict, connection.execute(f"SELECT * FROM {table} WHERE seq = {seq}")):
                row.pop("hash")
                previous = link(previous, table, row)
                connection.execute(f"UPDATE {table} SET hash = ? WHERE seq = {seq}", [previous])
    connection.execute("UPDATE head SET hash = ?", [previous])
    connection.commit()
    connection.close()


def test_every_single_byte_edit_of_the_rows_in_the_file_shows(path: Path) -> None:
    """Sampled over where rows stand in the file, whatever SQLite keeps at that place."""
    good = path.read_bytes()
    places = [
        place
        for table in ("runs", "endings", "intents", "results")
        for place in _places(path, table)
    ]
    dice = random.Random(7)
    for place in dice.sample(places, 600):
        data = bytearray(good)
        data[place] ^= dice.randrange(1, 256)
        path.write_bytes(data)
        assert _verify_whatever(path), place
        for extra in path.parent.glob("journal.sqlite3-*"):
            extra.unlink()
    path.write_bytes(good)
    assert _verify_whatever(path) == []


@pytest.mark.parametrize("index", ["proofs", "results_by_setting", "intents_by_setting"])
def test_an_index_that_lies_is_found_out(path: Path, index: str) -> None:
    good, dice = path.read_bytes(), random.Random(5)
    for place in dice.sample(_places(path, index), 40):
        data = bytearray(good)
        data[place] ^= dice.randrange(1, 256)
        path.write_bytes(data)
        assert _verify_whatever(path), place
        for extra in path.parent.glob("journal.sqlite3-*"):
            extra.unlink()


def _verify_whatever(path: Path) -> list[str]:
    try:
        return _verify(path)
    except JournalError as error:
        return [error.message]


def _places(path: Path, table: str) -> list[int]:
    """Return where a small table's or index's rows stand: the used parts of its leaf pages."""
    connection = sqlite3.connect(path)
    root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", [table])
    first = (root.fetchone()[0] - 1) * 4096
    connection.close()
    data, leaves = path.read_bytes(), [first]
    if data[first] == 5:  # not a leaf: it names them, each in a cell, the last one in its header
        cells = [first + _two(data, first + 12 + 2 * n) for n in range(_two(data, first + 3))]
        leaves = [(_four(data, at) - 1) * 4096 for at in (*cells, first + 8)]
    return [place for leaf in leaves for place in range(leaf + _two(data, leaf + 5), leaf + 4096)]


def _two(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "big")


def _four(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "big")


WRITE = """
import os, sys
from pathlib import Path
from offswitch.journal import open_journal
from tests.dying import before_statement
from tests.unit.journal.test_chain import START, RunInfo, State, _result
with open_journal(Path(sys.argv[2])) as journal:
    run = f"p{os.getpid()}"
    journal.begin(RunInfo(id=run, mode="run", profile="default", started=START, version="0"))
    print(run)
    before_statement(int(sys.argv[1]), journal._database._connection)
    for n in range(2):
        journal.intend(run, "site", f"s{n}", before=State.ON, value_before="v", url="u")
        print("begun", n)
        journal.record(run, _result(f"s{n}"))
        print("done", n)
"""


@pytest.mark.parametrize(
    "step", [pytest.param(3, id="third"), pytest.param(1, id="any", marks=pytest.mark.thorough)]
)
def test_a_kill_before_a_statement_leaves_the_truth(tmp_path: Path, step: int) -> None:
    path, middle = tmp_path / "journal.sqlite3", 0
    for run, *said in each_moment(WRITE, str(path), step=step):
        begun = sum(line.startswith("begun") for line in said)
        done = sum(line.startswith("done") for line in said)
        with open_journal(path) as journal:
            assert journal.verify() == []
            (last,) = journal.runs(Scope("default"), limit=1)
            assert (last.id, last.state) == (run, "interrupted")
            # All that was said to be written is there; the last step may be there unsaid.
            assert len(journal.intents(run)) in {begun, begun + 1}
            assert len(journal.results(run)) in {done, done + 1}
            still = [
                intent for intent in journal.open_intents(Scope("default")) if intent.run == run
            ]
            assert len(still) == len(journal.intents(run)) - len(journal.results(run))
            middle += len(still)
    assert middle, "no kill came between a click and its result: this test shows nothing"
