"""What a person says that they did: kept with its date, separate for each profile, and no edit goes unnoticed."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from offswitch.errors import JournalError
from offswitch.journal import Journal, open_journal
from offswitch.model.results import RunInfo
from offswitch.model.scope import Scope, SettingKey
from offswitch.model.words import Attestation

START = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
REAL, REPLICA = Scope("default"), Scope("default", at_replica=True)
FORM, LOG = "site.objection", "site.history"
COLUMNS = ("at", "profile", "replica", "platform", "setting", "what")


class Clock:
    """Ticks a day at each look."""

    def __init__(self) -> None:
        self.time = START - dt.timedelta(days=1)

    def __call__(self) -> dt.datetime:
        self.time += dt.timedelta(days=1)
        return self.time


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite3"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with open_journal(path, Clock()) as found:
        yield found


def say(journal: Journal, setting: str, what: Attestation, profile: str = "default") -> None:
    journal.record_attestation(SettingKey(Scope(profile), "site", setting), what)


def test_what_was_said_comes_back_with_its_day(journal: Journal) -> None:
    say(journal, FORM, Attestation.DONE)
    (row,) = journal.attestations(REAL)
    assert (row.platform, row.setting, row.what, row.profile) == (
        "site",
        FORM,
        Attestation.DONE,
        "default",
    )
    assert row.at == START
    assert row.day == START.astimezone().date()
    assert journal.runs(REAL) == [], "an attestation needs no run"


def test_the_last_word_on_each_setting_counts_and_a_skip_takes_nothing_back(
    journal: Journal,
) -> None:
    for setting, what in (
        (FORM, Attestation.SKIPPED),
        (FORM, Attestation.DONE),
        (LOG, Attestation.SKIPPED),
        (FORM, Attestation.SKIPPED),
    ):
        say(journal, setting, what)
    last = {row.setting: (row.what, row.seq) for row in journal.last_attestations(REAL)}
    assert last == {FORM: (Attestation.SKIPPED, 4), LOG: (Attestation.SKIPPED, 3)}
    (done,) = journal.last_attestations(REAL, Attestation.DONE)
    assert (done.setting, done.at) == (FORM, START + dt.timedelta(days=1))
    assert [row.seq for row in journal.attestations(REAL, FORM)] == [4, 2, 1]
    assert [row.seq for row in journal.attestations(REAL)] == [4, 3, 2, 1]
    say(journal, FORM, Attestation.DONE)
    (again,) = journal.last_attestations(REAL, Attestation.DONE)
    assert again.seq == 5


def test_another_profile_and_a_replica_say_nothing_about_this_one(journal: Journal) -> None:
    say(journal, FORM, Attestation.DONE, profile="bob")
    journal.record_attestation(SettingKey(REPLICA, "site", FORM), Attestation.DONE)
    assert journal.attestations(REAL) == journal.last_attestations(REAL) == []
    assert len(journal.last_attestations(Scope("bob"))) == len(journal.attestations(REPLICA)) == 1
    assert journal.last_attestations(Scope("bob", at_replica=True)) == []


@pytest.fixture
def written(path: Path) -> Path:
    """Return a journal of rows 1 run, 2 to 4 attestations, 5 end of the run."""
    with open_journal(path, Clock()) as journal:
        journal.begin(RunInfo(id="a", mode="run", profile="default", started=START, version="0"))
        for setting, what in (
            (FORM, Attestation.DONE),
            (LOG, Attestation.SKIPPED),
            (FORM, Attestation.SKIPPED),
        ):
            say(journal, setting, what)
        journal.finish("a", START)
        assert journal.verify() == []
        assert journal.holds(journal.head())
    return path


def problems_after(path: Path, *statements: str) -> list[str]:
    connection = sqlite3.connect(path)
    with connection:
        for statement in statements:
            assert connection.execute(statement).rowcount != 0, statement
    connection.close()
    with open_journal(path) as journal:
        return journal.verify()


@pytest.mark.parametrize("column", COLUMNS)
def test_an_edit_of_any_column_shows(written: Path, column: str) -> None:
    new = "1 - replica" if column == "replica" else f"{column} || '1'"
    found = problems_after(written, f"UPDATE deeds SET {column} = {new} WHERE seq = 2")
    assert found == ["row 2 (attestation) was changed"]


def test_there_are_no_other_columns(written: Path) -> None:
    connection = sqlite3.connect(written)
    names = {row[1] for row in connection.execute("PRAGMA table_info(deeds)")}
    connection.close()
    assert names - {"seq", "hash"} == set(COLUMNS)


COPY = (
    "INSERT INTO deeds SELECT 6, at, profile, replica, platform, setting, what, hash"
    " FROM deeds WHERE seq = 2"
)


@pytest.mark.parametrize(
    ("statements", "problem"),
    [
        (["UPDATE deeds SET what = 'done' WHERE seq = 3"], "row 3 (attestation) was changed"),
        (["DELETE FROM deeds WHERE seq = 3"], "row 3 is missing"),
        (["DELETE FROM deeds"], "rows 2 to 4 are missing"),
        (
            [
                "UPDATE deeds SET seq = 9 WHERE seq = 2",
                "UPDATE deeds SET seq = 2 WHERE seq = 3",
                "UPDATE deeds SET seq = 3 WHERE seq = 9",
            ],
            "row 2 (attestation) was changed",
        ),
        ([COPY], "row 6 (attestation) was changed"),
        (["DROP TABLE deeds"], "the file is damaged: no such table: deeds"),
    ],
)
def test_a_removed_swapped_or_added_row_shows(
    written: Path, statements: list[str], problem: str
) -> None:
    assert problem in problems_after(written, *statements)


def test_an_unknown_word_is_reported_without_quoting_it(written: Path) -> None:
    problems_after(written, "UPDATE deeds SET what = 'proved' WHERE seq = 4")
    with (
        open_journal(written) as journal,
        pytest.raises(JournalError, match="did not write") as caught,
    ):
        journal.last_attestations(REAL)
    assert "verify" in caught.value.hint
    assert "proved" not in caught.value.message


@pytest.mark.parametrize("version", [1, 2])
def test_a_journal_of_an_earlier_version_is_upgraded_and_still_verifies(
    path: Path, version: int
) -> None:
    with open_journal(path) as journal:
        journal.begin(RunInfo(id="a", mode="run", profile="default", started=START, version="0"))
        head = journal.head()
    connection = sqlite3.connect(path)
    for table in ("findings", "deeds")[version - 1 :]:
        connection.execute(f"DROP TABLE {table}")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.commit()
    connection.close()
    with open_journal(path) as journal:
        assert journal.head() == head
        say(journal, FORM, Attestation.DONE)
        assert len(journal.last_attestations(REAL)) == 1
        assert journal.verify() == []
        assert journal.holds(head)
