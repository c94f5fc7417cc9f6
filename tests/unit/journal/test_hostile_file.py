"""A journal that something else has written to: an error that names it or what it says, but never a bug."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from offswitch.cli import app
from offswitch.journal import JOURNAL, SeenControl, open_journal
from offswitch.journal.chain import CHAINED
from offswitch.model.results import NewControl, RunInfo
from offswitch.model.words import Attestation, State
from tests.unit.journal.conftest import KEY, OK, START, Clock
from tests.unit.journal.questions import QUESTIONS, refused, verified

TABLES = (*CHAINED, "head", "inventory")
BYTES = b"\xff\xfez\xff"
COLUMNS = {
    "runs": ("id", "mode", "started", "pid", "birth"),
    "endings": ("finished",),
    "intents": ("at", "before", "platform", "url"),
    "results": ("at", "platform", "setting", "status", "wanted", "body"),
    "findings": ("at", "body"),
    "deeds": ("at", "setting", "what"),
    "head": ("seq", "hash"),
    "inventory": ("label", "state", "first_seen"),
}
VALUES = (
    "x'ff'",
    "CAST(x'ff' AS TEXT)",
    "'nonsense'",
    "''",
    "99999999999999999999",
    "-1.5",
    str(2**63 - 1),
)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A journal with something in every table."""
    path = tmp_path_factory.mktemp("good") / JOURNAL
    with open_journal(path, Clock()) as journal:
        journal.begin(RunInfo(id="a", mode="run", profile="default", started=START, version="0"))
        journal.intend(
            "a", "site", KEY.setting, before=State.ON, value_before="on", url="https://s.test/"
        )
        journal.record("a", OK)
        journal.record_finding(
            "a", NewControl(platform="site", section="", label="New", state="on", url="")
        )
        journal.record_inventory("a", "site", "page", [SeenControl(label="Share", state="on")])
        journal.finish("a", START)
        journal.record_attestation(KEY, Attestation.DONE)
        journal.begin(RunInfo(id="b", mode="check", profile="default", started=START, version="0"))
        for question in QUESTIONS:
            question(journal)
        assert journal.verify() == []
    return path.read_bytes()


def edited(path: Path, good: bytes, *statements: str) -> None:
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink()
    path.write_bytes(good)
    connection = sqlite3.connect(path)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


@pytest.mark.parametrize("table", TABLES)
def test_a_column_whose_name_is_not_text_is_damage(tmp_path: Path, good: bytes, table: str) -> None:
    path = tmp_path / JOURNAL
    edited(path, good, f"ALTER TABLE {table} ADD COLUMN zzzz TEXT")
    path.write_bytes(path.read_bytes().replace(b"zzzz", BYTES))
    said = refused(path)
    assert all("damaged" in message for message in said)
    if table in CHAINED:
        assert verified(path)[0].startswith("the file is damaged: ")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("change", ["extra", "lost", "renamed", "view", "empty", "twice"])
def test_a_table_that_is_not_ours_is_no_bug(
    tmp_path: Path, good: bytes, table: str, change: str
) -> None:
    path = tmp_path / JOURNAL
    statements = {
        "extra": [f"ALTER TABLE {table} ADD COLUMN zzzz TEXT"],
        "lost": [f"DROP TABLE {table}"],
        "renamed": [
            f"ALTER TABLE {table} RENAME COLUMN {column} TO other_{column}"
            for column in COLUMNS[table]
        ],
        "view": [
            f"ALTER TABLE {table} RENAME TO other",
            f"CREATE VIEW {table} AS SELECT * FROM other",
        ],
        "empty": [f"DELETE FROM {table}"],
        "twice": [
            f"CREATE TABLE other AS SELECT * FROM {table} UNION ALL SELECT * FROM {table}",
            f"DROP TABLE {table}",
            f"ALTER TABLE other RENAME TO {table}",
        ],
    }
    edited(path, good, "PRAGMA foreign_keys = OFF", *statements[change])
    said = refused(path)
    assert "no hint" not in said
    # The inventory is no evidence, and a view shows what is still there.
    if table != "inventory" and change != "view":
        assert verified(path) or not said


@pytest.mark.parametrize(
    ("table", "column"), [(table, name) for table, names in COLUMNS.items() for name in names]
)
def test_a_value_of_another_kind_is_no_bug(
    tmp_path: Path, good: bytes, table: str, column: str
) -> None:
    path = tmp_path / JOURNAL
    first = f"WHERE seq = (SELECT min(seq) FROM {table})" if table != "inventory" else ""
    for value in VALUES:
        edited(path, good, f"UPDATE {table} SET {column} = {value} {first}")
        said = refused(path)
        if table != "inventory":
            assert verified(path), value
        if (table, column) in {("runs", "mode"), ("results", "setting"), ("deeds", "what")}:
            assert said, value


def test_a_file_that_ends_anywhere_is_no_bug(tmp_path: Path, good: bytes) -> None:
    path = tmp_path / JOURNAL
    for length in (16, 99, 4095, 4096, 5000, 3 * 4096, len(good) - 1):
        edited(path, b"")
        path.write_bytes(good[:length])
        refused(path)
        assert verified(path), length


@pytest.mark.parametrize("command", ["history", "verify"])
def test_the_person_gets_one_error_and_the_next_step(
    tmp_path: Path, good: bytes, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path))
    path = tmp_path / "data" / JOURNAL
    path.parent.mkdir()
    edited(path, good, "ALTER TABLE runs ADD COLUMN zzzz TEXT")
    path.write_bytes(path.read_bytes().replace(b"zzzz", BYTES))
    done = CliRunner().invoke(app, [command])
    lines = done.stderr.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["error", "hint"]
    assert "damaged" in lines[0]
    assert done.exit_code == 4
