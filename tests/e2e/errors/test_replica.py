"""A replica that cannot be served or reached."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Program
from tests.e2e.errors.conftest import SCENARIO, SETTING, expect

pytestmark = pytest.mark.e2e


SCENARIOS = {
    "not TOML": ("latency = = 1", "cannot read the scenario"),
    "unknown key": (f'colour = "red"\n{SCENARIO}', "colour"),
    "unknown fault": (f'{SCENARIO}[settings."{SETTING}"]\nfaults = ["burns"]\n', "faults.0"),
    "unknown setting": (f'{SCENARIO}[settings."lump.light"]\nstate = "on"\n', "lump.light"),
}


@pytest.mark.parametrize("case", SCENARIOS.values(), ids=list(SCENARIOS))
def test_a_scenario_that_is_wrong(program: Program, tmp_path: Path, case: tuple[str, str]) -> None:
    file = tmp_path / "scenario.toml"
    file.write_text(case[0], encoding="utf-8")
    expect(program("replica", "--scenario", str(file)), 4, case[1], "")


def test_a_scenario_that_is_not_there(program: Program, tmp_path: Path) -> None:
    for name in (str(tmp_path / "nowhere.toml"), "no-such-bundled-one"):
        expect(program("replica", "--scenario", name), 4, name, "")


def test_a_port_that_is_taken(program: Program) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        expect(program("replica", "--port", str(port)), 4, f"127.0.0.1:{port}", "another port")


@pytest.mark.parametrize("command", [("run", "--yes", "--headless"), ("check",), ("login",)])
def test_a_replica_that_does_not_answer(program: Program, command: tuple[str, ...]) -> None:
    done = program(*command, "--replica", "http://127.0.0.1:9")
    expect(done, 4, "no replica answers at http://127.0.0.1:9", "offswitch replica")
    assert done.err.startswith("error: [replica] ")


def test_an_address_that_is_not_a_replicas(program: Program) -> None:
    done = program("run", "--yes", "--headless", "--replica", "https://www.example.org")
    expect(done, 4, "is no replica's address", "http://127.0.0.1:PORT")


def test_a_server_that_is_not_a_replica(program: Program) -> None:
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdout
        port = server.stdout.readline().split(" port ")[1].split()[0]
        done = program("run", "--yes", "--headless", "--replica", f"http://127.0.0.1:{port}")
        server.kill()
    expect(done, 4, "replica", "")
