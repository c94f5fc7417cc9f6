"""A run in a browser that Playwright's own server starts: the fence holds there, or nothing is opened."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import playwright
import pytest
from playwright._impl._driver import compute_driver_executable

from offswitch.browser.egress import Egress, egress_proxy
from offswitch.browser.launch import launched
from offswitch.browser.server import goes_through
from offswitch.replica import Replica
from tests import browsers
from tests.conftest import Program, first_account
from tests.e2e.scenarios import ACCOUNT, writes

pytestmark = pytest.mark.e2e

SETTING = "accounts_center.partner_activity"
SECONDS_TO_STOP = 15
SCENARIO = f'generation = "2026-07"\nlatency = 0.03\n{ACCOUNT}\n'


@contextmanager
def server(*options: str, env: dict[str, str] | None = None) -> Iterator[str]:
    """Run Playwright's own server on this machine; yield its address."""
    command = [*compute_driver_executable(), "run-server", "--host", "127.0.0.1"]
    with subprocess.Popen(
        [*command, "--port", "0", "--path", "/token", *options],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **(env or {})},
    ) as process:
        assert process.stdout is not None
        told = re.search(r"ws://\S+", process.stdout.readline())
        assert told is not None
        try:
            yield told.group()
        finally:
            process.terminate()
            _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    """Wait for a server that was told to stop; once in a while it waits for its browser for ever."""
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()


def test_a_check_in_a_browser_of_a_server_reads_and_sends_no_change(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(SCENARIO)
    offswitch = program.signed_in(replica)
    with server("--unsafe") as url:
        there = ("check", "--browser-server", url, "--json", "--only", SETTING)
        done = offswitch(*there)
    assert done.results()[SETTING]["status"] == "pending", done.err
    assert done.json["run"]["denied"] == []
    assert not [request for request in replica.truth()["requests"] if request["changes"]]
    [warning] = [line for line in done.err.splitlines() if "your session goes to" in line]
    assert "token" not in warning
    gone = offswitch(*there)
    assert gone.code != 0
    assert "no browser server answers" in gone.err


@pytest.mark.thorough
def test_a_run_in_a_browser_of_a_server_switches_and_proves(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(SCENARIO)
    offswitch = program.signed_in(replica)
    with server("--unsafe") as url:
        done = offswitch("run", "--yes", "--browser-server", url, "--json", "--only", SETTING)
    assert done.results()[SETTING]["status"] == "changed", done.err
    assert writes(replica) == [(SETTING, "on", "off")]
    assert replica.truth()["accounts"][first_account(replica)][SETTING] == "off"


@pytest.mark.thorough
def test_a_server_that_drops_our_switches_gets_no_session(
    program: Program, replica_of: Callable[..., Replica], tmp_path: Path
) -> None:
    replica = replica_of(SCENARIO)
    offswitch = program.signed_in(replica)
    requests = len(replica.truth()["requests"])
    env = {"PLAYWRIGHT_BROWSERS_PATH": str(_installed(tmp_path / "browsers"))}
    with server(env=env) as url:
        done = offswitch("run", "--yes", "--browser-server", url, "--json", "--only", SETTING)
    assert done.code != 0
    assert "was not started as offswitch asked" in done.err
    assert "--unsafe" in done.err
    assert len(replica.truth()["requests"]) == requests


@pytest.mark.thorough
def test_a_browser_that_has_another_way_out_is_noticed() -> None:
    with (
        browsers.named_headless(),
        launched(headless=True, places=["lamp.test"]) as ours,
        egress_proxy(Egress(("lamp.test",))) as another,
    ):
        assert not goes_through(ours._browser, another)


def _installed(folder: Path) -> Path:
    """Make a folder that looks as if Playwright had installed a browser in it."""
    package = Path(playwright.__file__).parent / "driver" / "package"
    listed = json.loads((package / "browsers.json").read_text())["browsers"]
    [revision] = [each["revision"] for each in listed if each["name"] == "chromium-headless-shell"]
    place = folder / f"chromium_headless_shell-{revision}" / "chrome-headless-shell-linux64"
    place.mkdir(parents=True)
    (place / "chrome-headless-shell").symlink_to(browsers.headless())
    return folder
