"""Which program a schedule calls, and what is passed on to it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from offswitch.cli import app
from offswitch.errors import ConfigError
from offswitch.exitcodes import ExitCode
from offswitch.schedule.command import job, job_name, program
from tests.unit.schedule.conftest import entry_of

# The program


def test_a_virtual_environment_is_called_by_its_own_interpreter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "prefix", "/home/ada/.local/pipx/venvs/offswitch")
    monkeypatch.setattr(sys, "executable", "/home/ada/.local/pipx/venvs/offswitch/bin/python")
    assert program() == (sys.executable, "-P", "-m", "offswitch")


def test_a_path_with_a_version_in_it_is_not_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "Cellar" / "offswitch" / "1.0" / "bin" / "offswitch"
    target.parent.mkdir(parents=True)
    target.write_text("#!/bin/sh\n")
    target.chmod(0o755)
    link = tmp_path / "bin" / "offswitch"
    link.parent.mkdir()
    link.symlink_to(target)
    monkeypatch.setattr(sys, "prefix", str(target.parents[1]) + "/libexec")
    monkeypatch.setenv("PATH", str(link.parent))
    assert program() == (str(link),)


def test_a_line_break_in_a_path_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/home/a\nb/python")
    monkeypatch.setattr(sys, "prefix", "/home/a\nb")
    with pytest.raises(ConfigError):
        job(entry_of())


def test_another_home_has_jobs_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    first = job_name("default")
    monkeypatch.setenv("OFFSWITCH_HOME", "/elsewhere")
    second = job_name("default")
    monkeypatch.delenv("OFFSWITCH_HOME")
    assert len({first, second, job_name("default"), job_name("default-2")}) == 4
    assert job_name("default") == "offswitch-check.default"


# Task Scheduler; element names and orders from the schema in [MS-TSCH] 2.5


@pytest.mark.parametrize("word", ["PATH=x", "OFFSWITCH_HOME", "OFFSWITCH_PASSPHRASE=x", ""])
def test_only_places_can_be_passed_on(word: str) -> None:
    done = CliRunner().invoke(app, ["--environment", word, "schedule", "show"])
    assert done.exit_code == ExitCode.FAILED, done.output
    assert "cannot be handed over" in done.output
    assert "OFFSWITCH_PASSPHRASE" not in os.environ
