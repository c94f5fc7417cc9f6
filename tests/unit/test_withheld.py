"""No program that offswitch starts inherits the passphrase."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from offswitch.cli.program import _SECRETS
from offswitch.local import withheld
from offswitch.sessions.rekey import NEW_VARIABLE
from offswitch.vault import PASSPHRASE_VARIABLE, passphrase_given

WORDS = "canary-passphrase-4f1d"
PROGRAM = """#!/bin/sh
env > "$SEEN/$(basename "$0")"
exit 1
"""


@pytest.fixture
def seen(tmp_path: Path) -> Path:
    """A folder where programs of these names write down what environment they got."""
    for name in ("crontab", "node"):
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text(PROGRAM)
        program.chmod(stat.S_IRWXU)
    (tmp_path / "seen").mkdir()
    return tmp_path / "seen"


def offswitch(tmp_path: Path, *args: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("OFFSWITCH_")} | {
        "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
        "PLAYWRIGHT_NODEJS_PATH": str(tmp_path / "bin" / "node"),
        "SEEN": str(tmp_path / "seen"),
        "OFFSWITCH_HOME": str(tmp_path / "home"),
        **dict.fromkeys(_SECRETS, WORDS),
    }
    command = [sys.executable, "-m", "offswitch", *args]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.skipif(os.name != "posix", reason="the programs are shell scripts")
def test_no_program_that_is_started_gets_the_passphrase(tmp_path: Path, seen: Path) -> None:
    offswitch(tmp_path, "schedule", "install", "--every", "day", "--scheduler", "cron")
    offswitch(tmp_path, "login", "facebook", "--headless")
    assert sorted(path.name for path in seen.iterdir()) == ["crontab", "node"]
    for path in seen.iterdir():
        assert WORDS not in path.read_text(), path.name
    assert "OFFSWITCH_" not in (seen / "node").read_text()


def test_it_is_still_known_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(withheld, "_secrets", {})
    monkeypatch.setenv(PASSPHRASE_VARIABLE, WORDS)
    withheld.withhold(_SECRETS)
    assert PASSPHRASE_VARIABLE not in os.environ
    assert withheld.secret(PASSPHRASE_VARIABLE) == WORDS
    assert passphrase_given()
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "later")
    assert withheld.secret(PASSPHRASE_VARIABLE) == "later"


def test_every_passphrase_is_withheld() -> None:
    assert set(_SECRETS) == {PASSPHRASE_VARIABLE, NEW_VARIABLE}
