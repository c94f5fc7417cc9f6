"""The journal's head in the keyring: rows that were cut from the end show, and a backup can be put back."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from pathlib import Path

import keyring
import pytest
from typer.testing import CliRunner, Result

from offswitch.cli import app
from offswitch.doctor import home as doctor
from offswitch.doctor.check import Verdict
from offswitch.errors import ConfigError
from offswitch.journal import JOURNAL, Journal, open_journal
from offswitch.local.folders import folders
from offswitch.local.lock import waiting_lock
from offswitch.model.results import RunInfo
from offswitch.model.scope import Scope
from offswitch.run import witness
from offswitch.run.execute import execute
from offswitch.run.options import Options
from offswitch.run.witness import compare, keep
from offswitch.sessions.store import Sessions
from offswitch.vault import Provenance
from offswitch.vault.kept_head import Kept
from tests.kinds.inside import Moments
from tests.unit.keyrings import FAIL, STATE, LockedKeyring, MemoryKeyring

AT = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    found = MemoryKeyring()
    monkeypatch.delenv("OFFSWITCH_PASSPHRASE", raising=False)
    monkeypatch.setattr(keyring, "get_keyring", lambda: found)
    return found


@pytest.fixture
def path(tmp_path: Path, ring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A journal of three runs, whose head is in the keyring since the third."""
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path))
    path = tmp_path / "data" / JOURNAL
    with open_journal(path) as journal:
        for name in "abc":
            run(journal, name)
        assert keep(journal, AT) == ""
    return path


def run(journal: Journal, name: str) -> None:
    journal.begin(RunInfo(id=name, mode="run", profile="default", started=AT, version="0"))
    journal.finish(name, AT)


def cut(path: Path, last: int) -> None:
    """Remove every row after one, and set the head back, as whoever can write the file could."""
    with sqlite3.connect(path) as connection:
        for table in ("endings", "results", "runs"):
            connection.execute(f"DELETE FROM {table} WHERE seq > ?", [last])
        connection.execute(
            "UPDATE head SET seq = ?1, hash = (SELECT hash FROM endings WHERE seq = ?1)", [last]
        )
    connection.close()


def verify(*more: str) -> Result:
    return CliRunner().invoke(app, ["verify", *more])


def test_a_whole_journal_is_compared_with_the_keyring(path: Path) -> None:
    with open_journal(path) as journal:
        run(journal, "later")
    done = verify()
    assert done.exit_code == 0, done.output
    assert "row 6 is the one that the keyring keeps" in done.output
    assert json.loads(verify("--json").stdout)["kept"].startswith("6:")


def test_rows_that_were_cut_from_the_end_show_by_themselves(path: Path) -> None:
    cut(path, 4)
    with open_journal(path) as journal:
        assert journal.verify() == [], "the chain that is left is whole: only the keyring can tell"
    done = verify()
    assert done.exit_code == 4
    error, hint = done.stderr.splitlines()
    assert error.startswith("error: row 6, the last one on 2026-03-01")
    assert "--accept" in hint
    assert [check.verdict for check in doctor.journal_checks(folders())] == [Verdict.BAD]


def test_later_runs_do_not_hide_the_cut(path: Path, ring: MemoryKeyring) -> None:
    cut(path, 4)
    before = dict(ring.kept)
    with open_journal(path) as journal:
        for name in "xyz":
            run(journal, name)
            assert "row 6" in keep(journal, AT)
    assert ring.kept == before
    assert "row 6" in verify().stderr


def test_a_journal_that_was_removed_or_rewritten_shows(path: Path) -> None:
    path.unlink()
    assert "row 6" in verify().stderr
    with open_journal(path) as journal:
        for name in "other":
            run(journal, name)
    assert "row 6" in verify().stderr


def test_a_backup_that_the_person_put_back_is_accepted(path: Path) -> None:
    cut(path, 4)
    assert verify("--accept").exit_code == 0
    assert verify().exit_code == 0
    with open_journal(path) as journal:
        run(journal, "x")
        assert keep(journal, AT) == ""


def test_an_edited_journal_cannot_be_accepted(path: Path, ring: MemoryKeyring) -> None:
    before = dict(ring.kept)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE runs SET mode = 'check' WHERE seq = 1")
    connection.close()
    done = verify("--accept")
    assert (done.exit_code, "row 1 (run) was changed" in done.stderr) == (4, True)
    assert ring.kept == before


@pytest.mark.parametrize("trouble", ["locked", "none", "passphrase", "foreign"])
def test_without_the_keyring_it_says_what_it_could_not_compare(
    path: Path, ring: MemoryKeyring, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut(path, 4)
    if trouble == "passphrase":
        monkeypatch.setenv("OFFSWITCH_PASSPHRASE", "correct horse")
    elif trouble == "foreign":
        ring.kept = dict.fromkeys(ring.kept, "something else")
    else:
        other = LockedKeyring() if trouble == "locked" else FAIL
        monkeypatch.setattr(keyring, "get_keyring", lambda: other)
    done = verify()
    assert done.exit_code == 0, done.output
    told = {
        "locked": "the keyring is locked or broken (KeyringLocked)",
        "none": "no usable keyring",
        "passphrase": "OFFSWITCH_PASSPHRASE is set",
        "foreign": "not one that offswitch wrote",
    }
    assert "cannot be told" in done.output
    assert told[trouble] in done.output


def test_a_journal_at_another_place_is_not_compared_with_this_one(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    (other / "data").mkdir(parents=True)
    (other / "data" / JOURNAL).write_bytes(path.read_bytes())
    monkeypatch.setenv("OFFSWITCH_HOME", str(other))
    assert "the keyring holds no head of this journal yet" in verify().output
    with open_journal(other / "data" / JOURNAL) as journal:
        assert compare(journal).kept is None
        assert keep(journal, AT) == ""


def test_two_runs_keep_their_heads_one_after_the_other(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(witness, "_PATIENCE_SECONDS", 0.1)
    lock = path.parent / "locks" / "journal.head.lock"
    with (
        open_journal(path) as journal,
        waiting_lock(lock, seconds=1),
        pytest.raises(ConfigError, match="another process keeps"),
    ):
        keep(journal, AT)


def test_every_run_keeps_the_head_and_says_where_rows_are_missing(
    path: Path, ring: MemoryKeyring
) -> None:
    Sessions(folders(), Scope("default")).save("elsewhere", STATE, Provenance())
    listener = Moments()
    options = Options(mode="check", platforms=("whatsapp",), headless=True)
    execute(options, listener)  # nobody is signed in there, so no browser starts
    with open_journal(path) as journal:
        assert compare(journal).kept == Kept(
            journal.head(), AT.fromtimestamp(kept_at(ring), dt.UTC)
        )
    cut(path, 4)
    execute(options, listener)
    [warning] = listener.warned
    assert warning.startswith("the journal is not whole: row ")
    assert "verify" in warning


def kept_at(ring: MemoryKeyring) -> int:
    [text] = [text for (_, entry), text in ring.kept.items() if entry.startswith("journal.")]
    return int(text.partition(" ")[2])


def test_only_a_profile_that_the_keyring_seals_asks_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, scope = folders(), Scope("default")
    assert not Sessions(here, scope).uses_keyring(), "nothing is sealed"
    Sessions(here, scope).save("site", STATE, Provenance())
    assert Sessions(here, scope).uses_keyring()
    monkeypatch.setenv("OFFSWITCH_PASSPHRASE", "correct horse")
    assert not Sessions(here, scope).uses_keyring()
    monkeypatch.delenv("OFFSWITCH_PASSPHRASE")
    words = Sessions(here, Scope("other"), ask=lambda: "correct horse", passphrase=True)
    words.save("site", STATE, Provenance())
    assert not words.uses_keyring()
