"""What a person in a terminal is asked about a schedule."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from offswitch.replica import Replica
from tests.conftest import Program, first_account
from tests.e2e.schedule.conftest import OTHERS, SCENARIO, SETTING
from tests.e2e.terminal import attended
from tests.kinds.app import LOADS, PLATFORM, App, page
from tests.kinds.runs import selectors

pytestmark = pytest.mark.e2e


def in_a_terminal(program: Program, answer: bytes, *args: str) -> tuple[int, str]:
    """Run a command where a person sits, who answers the one question."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "offswitch", *args],
        env={**program.environment(), "TERM": "dumb"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        said, end = b"", time.monotonic() + 150
        while time.monotonic() < end:
            if select.select([ours], [], [], 0.2)[0]:
                try:
                    more = os.read(ours, 4096)
                except OSError:
                    break
                said += more
                if b"[y/N]" in said and answer:
                    os.write(ours, answer)
                    answer = b""
            elif process.poll() is not None:
                break
        os.close(ours)
    return process.returncode, said.decode(errors="replace")


@pytest.mark.thorough
def test_in_a_terminal_the_person_is_asked(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(SCENARIO)
    offswitch = program.signed_in(replica)
    assert offswitch("run", "--yes", "--headless", "--json", "--only", SETTING).code == 0
    replica.flip(first_account(replica), SETTING, "on")
    code, said = in_a_terminal(offswitch, b"n\n", "check", "--fix", "-q", "--only", SETTING)
    assert (code, "Switch off again what came back?" in said) == (3, True), said
    assert replica.truth()["accounts"][first_account(replica)][SETTING] == "on"
    code, said = in_a_terminal(offswitch, b"", "check", "--fix", "--yes", "-q", "--only", SETTING)
    assert code == 0, said
    assert replica.truth()["accounts"][first_account(replica)][SETTING] == "off"


# The first run of a person on a site of their own


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("\n", id="enter"),
        pytest.param("n\n", id="no", marks=pytest.mark.thorough),
        pytest.param("\x03", id="ctrl-c", marks=pytest.mark.thorough),
    ],
)
def test_a_first_run_asks_whether_to_look_again(
    program: Program, table: Callable[[], bytes], tmp_path: Path, answer: str
) -> None:
    with App(page(LOADS)) as app:
        app.state |= {"usage": False, "sharing": "nobody"}
        (program.home / "config").mkdir(parents=True)
        selectors(tmp_path, app).rename(program.home / "config" / "selectors")
        words = ("run", PLATFORM, "--headless")
        with attended(program, *words) as terminal:
            terminal.wait_for("Check again every week, without a window? [Y/n]")
            terminal.press(answer)
            done = terminal.done()
        assert done.code == (130 if answer == "\x03" else 0), done.err
        assert "2 off already" in done.out
        assert (b"offswitch check birdhouse" in table()) is (answer == "\n")
        with attended(program, *words) as terminal:
            again = terminal.done()
        assert again.code == 0
        assert "Look again" not in again.err, "it is asked after the first run alone"
    if answer == "\n":
        assert program("schedule", "show", "--json").json["schedule"]["plan"]["every"] == "week"
        assert program("schedule", "remove").code == 0
    assert table() == OTHERS
