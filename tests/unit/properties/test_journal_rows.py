"""Whatever is written to a journal is read back as it was; whatever else is in its file is noticed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from offswitch.journal import JOURNAL, Journal, SeenControl, open_journal
from offswitch.journal.chain import CHAINED
from offswitch.model.results import NewControl, Result, RunInfo
from offswitch.model.scope import SettingKey
from offswitch.model.words import Attestation, State
from tests.unit.journal.conftest import OK, REAL, START, Clock
from tests.unit.journal.questions import refused, verified
from tests.unit.properties.outcomes import NEW_CONTROLS, RESULTS

VALUES = st.one_of(
    st.none(),
    st.text(),
    st.binary(max_size=8),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.sampled_from(["on", "off", "ok", "2026-03-01T12:01:00+00:00", "{}", "[]", "0" * 64, 1, 2]),
)


def fresh(path: Path) -> Journal:
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink()
    journal = open_journal(path, Clock())
    journal.begin(RunInfo(id="a", mode="run", profile="default", started=START, version="0"))
    return journal


@given(results=st.lists(RESULTS, max_size=4), found=st.lists(NEW_CONTROLS, max_size=2))
def test_what_is_written_is_read_back(
    place: Path, results: Sequence[Result], found: Sequence[NewControl]
) -> None:
    with fresh(place / JOURNAL) as journal:
        for result in results:
            journal.record("a", result)
        for control in found:
            journal.record_finding("a", control)
        assert [row.result for row in journal.results("a")] == list(results)
        assert [row.control for row in journal.findings(REAL)] == list(found)[::-1]
        assert journal.verify() == []


@given(names=st.tuples(st.text(), st.text()), page=st.tuples(st.text(), st.text(), st.text()))
def test_words_of_a_page_are_kept_as_they_are(
    place: Path, names: tuple[str, str], page: tuple[str, str, str]
) -> None:
    platform, setting = names
    label, value, url = page
    with fresh(place / JOURNAL) as journal:
        journal.intend("a", platform, setting, before=State.ON, value_before=value, url=url)
        journal.record_inventory("a", platform, url, [SeenControl(label=label, state=value)])
        journal.record_attestation(SettingKey(REAL, platform, setting), Attestation.DONE)
        (intent,) = journal.intents("a")
        (control,) = journal.inventory(REAL, platform)
        (told,) = journal.attestations(REAL)
        assert (intent.platform, intent.setting) == (platform, setting)
        assert (intent.value_before, intent.url) == (value, url)
        assert (control.page, control.control.label, control.control.state) == (url, label, value)
        assert (told.platform, told.setting) == (platform, setting)
        assert journal.verify() == []


@pytest.fixture(scope="module")
def good(place: Path) -> Path:
    """A journal with something in every table."""
    path = place / "good.sqlite3"
    with fresh(path) as journal:
        journal.intend("a", "site", "s", before=State.ON, value_before="on", url="https://s.test/")
        journal.record("a", OK)
        journal.record_finding(
            "a", NewControl(platform="site", section="", label="New", state="on", url="")
        )
        journal.record_attestation(SettingKey(REAL, "site", "s"), Attestation.DONE)
        journal.finish("a", START)
        journal.begin(RunInfo(id="b", mode="check", profile="default", started=START, version="0"))
        assert journal.verify() == []
    return path


def edited(path: Path, change: Callable[[sqlite3.Connection], Any]) -> bool:
    """Whether a change made a difference to what the file says."""
    connection = sqlite3.connect(path)
    try:
        before = said(connection)
        with connection:
            change(connection)
        return said(connection) != before
    except (sqlite3.IntegrityError, OverflowError):
        return False
    finally:
        connection.close()


def said(connection: sqlite3.Connection) -> str:
    connection.text_factory = bytes
    tables = (*CHAINED, "head")
    rows = [connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables]
    connection.text_factory = str
    return repr(rows)


@given(table=st.sampled_from([*CHAINED, "head"]), column=st.integers(0, 20), value=VALUES)
def test_a_changed_cell_is_noticed_and_is_no_bug(
    place: Path, good: Path, table: str, column: int, value: Any
) -> None:
    path = place / JOURNAL
    for each in place.glob(f"{JOURNAL}*"):
        each.unlink()
    path.write_bytes(good.read_bytes())

    def change(connection: sqlite3.Connection) -> None:
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        name = names[column % len(names)]
        rows = f"WHERE rowid = (SELECT max(rowid) FROM {table})"
        connection.execute(f"UPDATE {table} SET {name} = ? {rows}", (value,))

    assume(edited(path, change))
    assert verified(path)
    assert "no hint" not in refused(path)


@given(at=st.integers(0, 2**20), new=st.binary(min_size=1, max_size=40))
def test_overwritten_bytes_are_no_bug(place: Path, good: Path, at: int, new: bytes) -> None:
    path = place / JOURNAL
    for each in place.glob(f"{JOURNAL}*"):
        each.unlink()
    content = good.read_bytes()
    start = at % len(content)
    path.write_bytes((content[:start] + new + content[start + len(new) :])[: len(content)])
    assert "no hint" not in refused(path)
    verified(path)
