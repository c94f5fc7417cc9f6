"""Words that ask for what is not there: one ``error:`` line, one ``hint:`` line, the right exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Program
from tests.e2e.errors.conftest import expect, with_env

pytestmark = pytest.mark.e2e


# What was asked for


@pytest.mark.parametrize("command", ["run", "check", "settings", "login"])
def test_an_unknown_platform(program: Program, command: str) -> None:
    expect(program(command, "lump"), 4, "no such platform: lump", "accounts_center, facebook")
    assert not program.home.exists()


@pytest.mark.parametrize("option", ["--only", "--exclude"])
def test_an_unknown_setting(program: Program, option: str) -> None:
    done = program("run", "--yes", "--headless", option, "facebook.lump")
    expect(done, 4, "no such setting: facebook.lump", "offswitch settings")
    done = program("run", "--yes", "--headless", option, "facebook.off_facebook_actvity")
    expect(done, 4, "no such setting", "did you mean facebook.off_facebook_activity")


def test_a_folder_that_is_not_there(program: Program, tmp_path: Path) -> None:
    done = program("run", "--yes", "--headless", "--selectors", str(tmp_path / "nowhere"))
    expect(done, 4, "no such folder", "folder of selector files")


def test_a_selector_file_that_is_no_toml(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "own" / "x.toml"
    file.parent.mkdir()
    file.write_text("schema = = 1", encoding="utf-8")
    done = program("settings", "--selectors", str(file.parent))
    expect(done, 4, f"{file}: not TOML", "offswitch selectors lint")


def test_a_file_to_check_that_is_not_there(program: Program, tmp_path: Path) -> None:
    done = program("selectors", "lint", str(tmp_path / "nowhere.toml"))
    expect(done, 4, "no such file or folder", "selector file")


@pytest.mark.parametrize("pause", ["", "fast", "1-2-3", "-1", "61", "nan"])
def test_a_pause_that_is_not_a_number(program: Program, pause: str) -> None:
    done = with_env(program, OFFSWITCH_PAUSE=pause)("run", "--yes", "--headless")
    expect(done, 4, "OFFSWITCH_PAUSE is not a pause", "seconds")


@pytest.mark.parametrize("name", ["../default", "", "A B", "x" * 33])
def test_an_invalid_profile_name(program: Program, name: str) -> None:
    done = program("run", "--yes", "--headless", "--profile", name)
    expect(done, 4, "not a valid name", "lowercase letters")


# The terminal


def test_a_mistyped_command_gives_typers_own_error(program: Program) -> None:
    for command in (["lump"], ["run", "--lump"], ["replica", "--port", "99999"]):
        done = program(*command)
        assert done.code == 2
        assert "Traceback" not in done.err
