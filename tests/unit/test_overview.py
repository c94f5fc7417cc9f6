"""``offswitch`` alone: what is set up, and the one command to type next. It leaves no trace."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest
from typer.testing import CliRunner

from offswitch.cli import app
from offswitch.doctor.overview import Here, LastRun, look, next_step
from offswitch.errors import BrowserError
from offswitch.journal import JOURNAL, open_journal
from offswitch.model.results import Mode, Result, RunInfo
from offswitch.model.words import Kind, Reason, Status
from tests.unit.outcomes import AT, infos, result

INSTALL = "install Chrome, Edge or Chromium"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OFFSWITCH_PASSPHRASE", "correct horse")
    monkeypatch.setenv("OFFSWITCH_BROWSER", sys.executable)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("OFFSWITCH_REPLICA", raising=False)
    monkeypatch.setattr("offswitch.doctor.overview.has_screen", lambda: True)
    return tmp_path / "home"


def alone(code: int = 0) -> str:
    done = CliRunner().invoke(app, [])
    assert done.exit_code == code, done.output
    return done.output


def sealed(home: Path, *names: str, profile: str = "default") -> None:
    """Files that look like sealed sessions; nothing here opens one."""
    folder = home / "data" / "sessions" / profile
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        file = folder / f"{name}.sealed"
        file.write_bytes(b"sealed")
        os.utime(file, (AT.timestamp() - 60, AT.timestamp() - 60))


def ran(
    home: Path, *results: Result, mode: Mode = "check", at: dt.datetime = AT, ends: bool = True
) -> None:
    with open_journal(home / "data" / JOURNAL, lambda: at) as journal:
        run = RunInfo(id=f"{at}", mode=mode, profile="default", started=at, version="0")
        journal.begin(run)
        for each in results:
            journal.record(run.id, each)
        if ends:
            journal.finish(run.id, at)


def tree(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path): (path.stat().st_mode, path.read_bytes() if path.is_file() else b"")
        for path in sorted([folder, *folder.rglob("*")])
        if path.exists()
    }


# What is typed next


def here(**more: object) -> Here:
    last = LastRun(at=AT, mode="check", state="finished", results=())
    known = Here(
        platforms={"facebook": "Facebook"},
        browser="/usr/bin/chromium",
        screen=True,
        keyring="a keyring",
        profile="default",
        sessions={"default": ("Facebook",)},
        last=last,
    )
    return replace(known, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "command"),
    [
        (here(browser="", problems={"browser": INSTALL}), INSTALL),
        (here(problems={"journal": "it is damaged"}, on=2), "`offswitch doctor`"),
        (here(sessions={}, last=None), "`offswitch run --dry-run`"),
        (here(sessions={}, last=None, screen=False), "`offswitch login --import FILE`"),
        (here(ended=("facebook",), on=2), "`offswitch login facebook`"),
        (here(last=None), "`offswitch run --dry-run`"),
        (here(last=None, screen=False), "`offswitch run --dry-run --headless`"),
        (here(), "`offswitch run --dry-run`"),  # it ran, and could read nothing
        (here(on=1, off=3), "`offswitch run`"),
        (here(on=1, screen=False), "`offswitch run --headless`"),
        (here(off=3), "`offswitch schedule install --every week`"),
        (here(off=3, schedule="every week at 09:00"), "`offswitch check`"),
        (
            here(off=3, schedule="x", profile="eve", sessions={"eve": ("X",)}),
            "`offswitch check --profile eve`",
        ),
    ],
)
def test_the_next_command_fits_what_was_found(found: Here, command: str) -> None:
    assert next_step(found).startswith(command)


# What is found


def test_before_anything_was_done(home: Path) -> None:
    out = alone()
    lines = out.splitlines()
    assert len(lines) <= 14
    for title in ("Accounts Center", "Facebook", "Instagram", "WhatsApp"):
        assert title in out
    assert "nobody is signed in" in out
    assert "no run yet" in out
    assert lines[-2].startswith("→ `offswitch run --dry-run`")
    assert "`offswitch --help`" in lines[-1]
    assert not home.exists(), "it makes nothing"


def test_after_a_check_that_found_something_on(home: Path) -> None:
    sealed(home, "meta")
    first, second, *_ = [info for info in infos() if info.kind is not Kind.ACTION]
    ran(home, result(first, Status.PENDING, Reason.DRIFT), result(second, Status.OK))
    before = tree(home)
    out = alone()
    assert "1 still on · 1 off already" in out
    assert f"{AT.astimezone():%Y-%m-%d %H:%M}" in out
    assert "→ `offswitch run` " in out
    assert tree(home) == before, "it leaves no trace"


def test_the_last_reading_of_each_setting_counts(home: Path) -> None:
    sealed(home, "meta")
    first, second, *_ = [info for info in infos() if info.kind is not Kind.ACTION]
    ran(home, result(first, Status.PENDING), result(second, Status.OK))
    later = AT + dt.timedelta(days=1)
    ran(home, result(second, Status.FAILED, Reason.NOT_FOUND), at=later)
    found = look(None)
    assert (found.on, found.off) == (1, 1)
    ran(home, result(first, Status.CHANGED), mode="run", at=later + dt.timedelta(days=1))
    found = look(None)
    assert (found.on, found.off) == (0, 2)
    assert found.last
    assert found.last.mode == "run"


def test_what_cannot_be_undone_is_not_a_reason_to_run(home: Path) -> None:
    sealed(home, "meta")
    [final] = [info for info in infos() if info.kind is Kind.ACTION]
    ran(home, result(final, Status.PENDING), result(infos()[0], Status.OK))
    assert (look(None).on, look(None).off) == (0, 1)


def test_a_session_that_has_ended(home: Path) -> None:
    [info, *_] = [info for info in infos() if info.platform == "facebook"]
    sealed(home, "meta")
    ran(home, result(info, Status.UNREACHABLE, Reason.SIGN_IN))
    found = look(None)
    assert found.ended == ("facebook",)
    assert "has ended" in alone()
    for file in (home / "data" / "sessions" / "default").iterdir():
        os.utime(file, (AT.timestamp() + 60, AT.timestamp() + 60))
    assert look(None).ended == (), "signed in again since"


def test_another_profile(home: Path) -> None:
    sealed(home, "meta", profile="eve")
    out = alone()
    assert "profile eve" in out
    assert "`offswitch run --dry-run --profile eve`" in out


def test_a_run_that_was_interrupted(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("offswitch.journal.runs.alive", lambda *_: False)
    sealed(home, "meta")
    ran(home, result(infos()[0], Status.OK), ends=False)
    assert "interrupted" in alone()


def test_a_run_at_work_is_seen_and_not_disturbed(home: Path) -> None:
    sealed(home, "meta")
    with open_journal(home / "data" / JOURNAL, lambda: AT) as journal:
        run = RunInfo(id="now", mode="run", profile="default", started=AT, version="0")
        journal.begin(run)
        journal.record(run.id, result(infos()[0], Status.OK))
        before = set(tree(home))
        assert "a run; at work: 1 off already" in alone()
        assert set(tree(home)) == before
        journal.finish(run.id, AT)
    assert "a run: 1 off already" in alone()


# What is damaged


def _raise(error: Exception) -> NoReturn:
    raise error


@pytest.mark.parametrize("damage", [b"not a journal", b"SQLite format 3\0" + b"x" * 4000, b""])
def test_a_damaged_journal_is_reported_on_its_line(home: Path, damage: bytes) -> None:
    sealed(home, "meta")
    (home / "data" / JOURNAL).write_bytes(damage)
    before = tree(home)
    out = alone()
    assert tree(home) == before
    if damage:
        assert "cannot be read" in out
        assert "→ `offswitch doctor` " in out


def test_a_row_that_nobody_understands(home: Path) -> None:
    import sqlite3

    sealed(home, "meta")
    ran(home, result(infos()[0], Status.OK))
    with sqlite3.connect(home / "data" / JOURNAL) as journal:
        journal.execute("UPDATE results SET body = '{}'")
    journal.close()
    assert "cannot be read" in alone()


def test_an_unreadable_home_is_reported(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    denied = PermissionError(13, "Permission denied")
    monkeypatch.setattr(
        "offswitch.doctor.overview.scopes_with_sessions", lambda *_, **__: _raise(denied)
    )
    monkeypatch.setattr(Path, "exists", lambda _self, **_: _raise(denied))
    out = alone()
    assert out.count("cannot be read") >= 2
    assert "Permission denied" in out
    assert "→ `offswitch doctor` " in out


def test_a_keyring_that_fails(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OFFSWITCH_PASSPHRASE")
    monkeypatch.setattr(
        "offswitch.doctor.overview.keyring_name", lambda: _raise(LookupError("a bus"))
    )
    assert "cannot be read: LookupError" in alone()


def test_a_damaged_schedule(home: Path) -> None:
    (home / "config" / "schedules").mkdir(parents=True)
    (home / "config" / "schedules" / "default.json").write_text("{}")
    assert "is damaged" in alone()


def test_without_a_browser(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OFFSWITCH_BROWSER")
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(home))
    error = BrowserError("no browser was found", INSTALL)
    monkeypatch.setattr("offswitch.doctor.overview.find_browser", lambda: _raise(error))
    out = alone()
    assert "✗" in out
    assert f"→ {INSTALL}" in out
    (home / "chromium-1234").mkdir(parents=True)
    assert "the one that Playwright installed" in alone()


def test_nobody_is_asked_and_no_browser_starts(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (
        "offswitch.browser.launch._driver",
        "typer.prompt",
        "offswitch.vault.store.choose_key",
    ):
        monkeypatch.setattr(place, lambda *_, **__: _raise(AssertionError()))
    sealed(home, "meta", "whatsapp")
    out = alone()
    assert "Facebook" in out
    assert "WhatsApp" in out


def test_a_replica_is_named_on_every_line(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFSWITCH_REPLICA", "http://127.0.0.1:1")
    assert all(line.startswith("[replica] ") for line in alone().splitlines())


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_no_line_is_too_long(home: Path, monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    ran(home, *(result(info, Status.OK) for info in infos()))
    lines: Sequence[str] = alone().splitlines()
    assert all(len(line) <= width or sys.executable in line for line in lines)
