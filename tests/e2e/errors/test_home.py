"""A home that is in use, cannot be written, or is damaged, and a terminal that is gone."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Done, Program
from tests.e2e.errors.conftest import SETTING, expect

pytestmark = pytest.mark.e2e

HOLD = """
import sys, time
from pathlib import Path
from offswitch.local.lock import profile_lock
with profile_lock(Path(sys.argv[1]), "default"):
    print("held", flush=True)
    time.sleep(60)
"""


# The home


@contextlib.contextmanager
def held(program: Program) -> Iterator[int]:
    command = [sys.executable, "-c", HOLD, str(program.home / "data" / "locks")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        try:
            yield holder.pid
        finally:
            holder.kill()


def test_a_profile_that_is_in_use(program: Program, app: list[str], state: Path) -> None:
    with held(program) as pid:
        for command in ([*app, "--headless"], ["check"], ["login", "--import", str(state)]):
            expect(program(*command), 5, f"in use by process {pid}", "--profile")
        other = program("run", "--yes", "--headless", "--json", "--profile", "other")
        assert "in use" not in other.err
    assert not list(program.home.rglob("*.sealed"))


@pytest.mark.parametrize("home", ["a file", "nothing can be made there"])
@pytest.mark.parametrize(
    "command", [["run", "--yes", "--headless"], ["history"], ["login", "--import", "STATE"]]
)
def test_a_home_that_cannot_be_written(
    program: Program, tmp_path: Path, state: Path, home: str, command: list[str]
) -> None:
    if home == "a file":
        program.home.write_text("in the way")
        bad = program
    else:
        bad = Program(Path("/proc/nowhere"))
    done = bad(*[str(state) if word == "STATE" else word for word in command])
    expect(done, 4, "cannot be used", "OFFSWITCH_HOME")


@pytest.mark.parametrize("torn", [True, False])
def test_a_damaged_journal(program: Program, app: list[str], torn: bool) -> None:
    journal = program.home / "data" / "journal.sqlite3"
    damage = b"this is no database at all" * 100
    if torn:
        assert program("run", "--yes", "--headless", "--json", "--only", SETTING).code == 5
        whole = journal.read_bytes()
        damage = whole[:40] + b"\xff" * (len(whole) - 40)
    journal.parent.mkdir(parents=True, exist_ok=True)
    journal.write_bytes(damage)
    for command in (["history"], [*app, "--headless"]):
        done = program(*command)
        assert done.code == 4, done.err
        message, hint = done.problem()
        assert "journal" in message
        assert hint
    assert journal.read_bytes() == damage, "the damaged journal was changed"


# The terminal


@pytest.mark.parametrize(
    "command",
    [
        ["settings", "--json"],
        ["selectors", "schema"],
        ["settings"],
        ["selectors", "show"],
    ],
)
def test_a_reader_that_is_gone(program: Program, command: list[str]) -> None:
    code, err = unread(program, *command)
    assert err == ""
    assert code == 0


def unread(program: Program, *command: str) -> tuple[int, str]:
    """Run a command whose output has nobody to read it; return its exit code and its errors."""
    reading, writing = os.pipe()
    os.close(reading)
    with subprocess.Popen(
        [sys.executable, "-m", "offswitch", *command],
        env=program.environment(),
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        os.close(writing)
        _, err = process.communicate(timeout=30)
    return process.returncode, err


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_a_reader_that_is_gone_does_not_make_a_run_a_success(
    program: Program, more: list[str]
) -> None:
    code, err = unread(program, "check", "-q", "--only", SETTING, *more)
    assert (code, err) == (5, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_not_reported_as_a_bug(program: Program) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "offswitch", "settings", "--json"],
            env=program.environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    message, _ = Done(done.returncode, "", done.stderr).problem()
    assert "bug" not in message
    assert done.returncode == 4


def test_a_reader_that_ends_early(program: Program) -> None:
    """As a person types it; bash tells the status of each part."""
    line = f"{sys.executable} -m offswitch settings | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", line], env=program.environment(), capture_output=True, text=True, check=True
    )
    first, status = done.stdout.splitlines()
    assert first.endswith(" settings")
    assert (status, done.stderr) == ("0", "")
