"""No browser, no screen, and a site that cannot be reached."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from offswitch.replica import Replica
from tests.conftest import Done, Program
from tests.e2e.errors.conftest import SCENARIO, SETTING, expect, with_env
from tests.e2e.waiting import await_held

pytestmark = pytest.mark.e2e


def test_a_named_browser_that_does_not_exist(program: Program, app: list[str]) -> None:
    done = with_env(program, OFFSWITCH_BROWSER="/nowhere/chrome")(*app, "--headless")
    expect(done, 5, "OFFSWITCH_BROWSER names no program: /nowhere/chrome", "browser's path")


def test_no_browser_at_all(program: Program, app: list[str], tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    nothing = with_env(
        program, PATH=str(empty), PLAYWRIGHT_BROWSERS_PATH=str(empty), OFFSWITCH_BROWSER=""
    )
    expect(nothing(*app, "--headless"), 5, "no browser was found", "playwright install chromium")


def test_a_program_that_is_not_a_browser(program: Program, app: list[str], tmp_path: Path) -> None:
    fake = tmp_path / "chrome"
    fake.write_text("#!/bin/sh\nexit 1\n")
    fake.chmod(0o755)
    done = with_env(program, OFFSWITCH_BROWSER=str(fake))(*app, "--headless")
    expect(done, 5, f"the browser did not start: {fake}", "install Chrome")


@pytest.mark.skipif(sys.platform != "linux", reason="only there a screen can be missing")
def test_no_screen(program: Program, app: list[str]) -> None:
    expect(program(*app), 5, "no screen", "--headless")


def test_login_without_a_screen_says_what_helps(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    _, hint = program.at(replica_of(SCENARIO))("login").problem()
    assert "--import" in hint
    assert "--headless" not in hint


def test_an_app_that_is_not_running_is_unreachable(program: Program, app: list[str]) -> None:
    done = program(*app, "--headless", "--json")
    result = done.results()["lamp.research"]
    assert (done.code, result["status"], result["reason"]) == (5, "unreachable", "offline")
    assert "127.0.0.1:9" in result["hint"]
    assert "network" in result["hint"]


@pytest.mark.parametrize("moment", [pytest.param("before", marks=pytest.mark.thorough), "during"])
def test_a_network_that_goes_away(program: Program, moment: str, tmp_path: Path) -> None:
    """The replica ends: while the run opens its first page, or between two of them."""
    from offswitch.replica import load_scenario, serve

    file = tmp_path / "scenario.toml"
    file.write_text(SCENARIO, encoding="utf-8")
    with contextlib.ExitStack() as running:
        replica = running.enter_context(serve(load_scenario(file)))
        offswitch = program.signed_in(replica)
        hold = replica.hold("GET *" if moment == "before" else "*Query")
        with offswitch.start("run", "--yes", "--headless", "--json", "--only", SETTING) as process:
            await_held(hold, process)
            running.close()
            out, err = process.communicate(timeout=60)
    done = Done(process.returncode, out, err)
    result = done.results()[SETTING]
    assert done.code == 5, done.out
    assert (result["status"], result["reason"]) == ("unreachable", "offline")
    assert result["hint"]
    assert "Traceback" not in err


@pytest.mark.thorough
def test_a_site_that_never_answers(program: Program, replica_of: Callable[..., Replica]) -> None:
    replica = replica_of(SCENARIO)
    offswitch = program.signed_in(replica)
    with replica.hold("GET *"):
        done = offswitch("run", "--yes", "--headless", "--json", "--only", SETTING)
    result = done.results()[SETTING]
    assert (done.code, result["status"], result["reason"]) == (5, "unreachable", "offline")
