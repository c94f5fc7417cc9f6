"""The doctor: each thing that can be wrong is named, with what to do, and decides the exit code."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import keyring
import pytest

from offswitch.doctor import Check, Verdict, exit_code, home, knowledge, machine
from offswitch.exitcodes import ExitCode
from offswitch.journal import JOURNAL, open_journal
from offswitch.local.folders import Folders, folders
from offswitch.model.scope import Scope
from offswitch.schedule.entry import Entry, Every, save
from offswitch.sessions.store import Sessions
from offswitch.vault import Provenance
from tests.unit.keyrings import FAIL, STATE, MemoryKeyring


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OFFSWITCH_PASSPHRASE", "correct horse")
    monkeypatch.setattr("offswitch.vault.keys._COST", 2**14)
    return folders()


def bad(checks: Iterable[Check]) -> list[Check]:
    found = list(checks)
    assert found
    wrong = [check for check in found if check.verdict in {Verdict.BAD, Verdict.UNREACHABLE}]
    assert all(check.hint for check in wrong)
    return wrong


def sessions_of(here: Folders, profile: str = "default") -> Sessions:
    return Sessions(here, Scope(profile))


def sign_in(here: Folders, profile: str = "default") -> Path:
    sessions_of(here, profile).save("meta", STATE, Provenance(account="1001", origin="imported"))
    return here.data / "sessions" / profile / "meta.sealed"


def test_a_new_home_passes_every_check(here: Folders) -> None:
    for part in (
        home.folder_checks(here),
        home.session_checks(here, (), None, at_replica=False),
        home.journal_checks(here),
        machine.schedule_checks(here),
        knowledge.selector_checks(()),
        knowledge.label_checks(()),
    ):
        assert bad(part) == []


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
@pytest.mark.parametrize("place", ["folder", "file"])
def test_what_others_can_reach_is_named_and_left_as_it_is(here: Folders, place: str) -> None:
    file = sign_in(here)
    assert bad(home.folder_checks(here)) == []
    exposed = here.data if place == "folder" else file
    exposed.chmod(0o755 if place == "folder" else 0o644)
    mode = exposed.stat().st_mode
    [check] = bad(home.folder_checks(here))
    assert str(exposed) in check.found
    assert "chmod" in check.hint
    assert exposed.stat().st_mode == mode


def test_what_was_left_unpacked_is_worth_a_note(here: Folders) -> None:
    (here.data / "unpacked" / "ada" / "0123").mkdir(parents=True)
    for folder in (here.data, *here.data.rglob("*")):
        folder.chmod(0o700)
    notes = [c for c in home.folder_checks(here) if c.verdict is Verdict.NOTE]
    assert [("profile ada" in note.found, "removes" in note.hint) for note in notes] == [
        (True, True)
    ]


def test_sessions_of_every_profile_are_opened(here: Folders) -> None:
    sign_in(here)
    torn = sign_in(here, "second")
    checks = list(home.session_checks(here, (), None, at_replica=False))
    assert [check.verdict for check in checks] == [Verdict.OK, Verdict.OK]
    assert "last checked: never" in checks[0].found
    torn.write_bytes(torn.read_bytes()[:-1])
    [check] = bad(home.session_checks(here, (), None, at_replica=False))
    assert check.verdict is Verdict.UNREACHABLE
    assert "profile second" in check.found


def test_an_edited_journal_or_a_file_that_is_not_one_is_bad(here: Folders) -> None:
    path = here.data / JOURNAL
    with open_journal(path):
        pass
    assert bad(home.journal_checks(here)) == []
    path.write_bytes(b"this is no database at all" * 100)
    from offswitch.errors import JournalError

    with pytest.raises(JournalError):
        list(home.journal_checks(here))


def test_a_selector_file_that_is_wrong_is_named_with_its_place(
    here: Folders, tmp_path: Path
) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "x.toml").write_text("schema = = 1")
    [check] = bad(knowledge.selector_checks([tmp_path / "own"]))
    assert "x.toml: not TOML" in check.found


def test_old_knowledge_is_worth_a_note(here: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(knowledge, "_OLD", dt.timedelta(days=-1))
    checks = list(knowledge.selector_checks(()))
    assert {check.verdict for check in checks} == {Verdict.NOTE}
    assert all("days old" in check.found and check.hint for check in checks)


def test_without_keyring_and_passphrase_nothing_can_be_opened(
    here: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", MemoryKeyring)
    assert bad(machine.keyring_checks()) == []
    monkeypatch.delenv("OFFSWITCH_PASSPHRASE")
    assert bad(machine.keyring_checks()) == []
    monkeypatch.setattr(keyring, "get_keyring", lambda: FAIL)
    [check] = bad(machine.keyring_checks())
    assert check.verdict is Verdict.UNREACHABLE
    assert "--passphrase" in check.hint


def test_a_schedule_that_the_scheduler_lost_is_bad(
    here: Folders, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "crontab").write_text("#!/bin/sh\nexit 0\n")
    (tmp_path / "crontab").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    save(
        Entry(
            profile="default",
            every=Every.WEEK,
            at="10:30",
            scheduler="cron",
            installed=dt.datetime.now(dt.UTC),
        )
    )
    [check] = bad(machine.schedule_checks(here))
    assert "does not have it" in check.found


def test_the_worst_decides_the_exit_code() -> None:
    def checks(*verdicts: Verdict) -> list[Check]:
        return [Check(name="x", verdict=verdict, found="") for verdict in verdicts]

    cases: list[tuple[list[Check], Callable[[], ExitCode]]] = [
        (checks(Verdict.OK, Verdict.NOTE), lambda: ExitCode.OK),
        (checks(Verdict.NOTE, Verdict.BAD), lambda: ExitCode.FAILED),
        (checks(Verdict.BAD, Verdict.UNREACHABLE, Verdict.OK), lambda: ExitCode.UNREACHABLE),
    ]
    for found, code in cases:
        assert exit_code(found) is code()
