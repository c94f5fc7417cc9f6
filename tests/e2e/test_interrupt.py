"""Ctrl-C and ``kill -9`` in the middle of a run: no browser stays behind, and the journal is true."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from offswitch.journal import open_journal
from offswitch.replica import Replica
from offswitch.replica.holds import Hold
from tests.conftest import Done, Program, first_account
from tests.e2e.processes import (
    await_gone,
    command_of,
    descendants,
    is_browser,
    is_pending,
    kill_all,
    renderers,
)
from tests.e2e.scenarios import ACCOUNT
from tests.e2e.waiting import PATIENCE_SECONDS, await_held, until

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc"),
]

SETTING = "accounts_center.partner_activity"
RUN = ("run", "--yes", "--headless", "--json", "--only", SETTING)
SCENARIO = f"latency = 0.3\n{ACCOUNT}"


# The moments at which a run is stopped, by the request that the server holds then


REACHING = "GET *"
"""The first page has been asked for, and nothing has come yet."""
CLICKED = "*Mutation"
"""The page has sent the change and the server has made it; nothing was answered, let alone proved."""


@dataclass
class Scene:
    """A program that is signed in at a replica, in a home and a temporary folder of its own."""

    offswitch: Program
    replica: Replica
    temporary: Path
    _hold: Hold | None = None

    @contextmanager
    def run_until(self, moment: str, *command: str) -> Iterator[subprocess.Popen[str]]:
        """Run until the server holds that request; then nothing goes on before ``go_on``."""
        self._hold = self.replica.hold(moment)
        # A session of its own: then a signal can be sent to all of it, as a terminal does.
        with self.offswitch.start(*(command or RUN), start_new_session=True) as process:
            try:
                await_held(self._hold, process)
                yield process
            finally:
                process.kill()
                self.go_on()

    def go_on(self) -> None:
        """Let the request be answered that is held."""
        assert self._hold
        self._hold.release()

    def history(self) -> dict[str, Any]:
        done = self.offswitch("history", "--json")
        assert done.code == 0, done.err
        found: dict[str, Any] = done.json
        return found

    @property
    def state(self) -> str:
        truth = self.replica.truth()
        return str(truth["accounts"][first_account(self.replica)][SETTING])

    def expect_next_run_works(self) -> None:
        """The next run reads the true state and closes what was left open."""
        state, writes = self.state, len(self.replica.truth()["ledger"])
        done = self.offswitch(*RUN)
        assert done.code == 0, done.out + done.err
        result = done.results()[SETTING]
        assert result["before"] == state
        assert result["status"] == ("ok" if state == "off" else "changed")
        assert self.state == "off"
        assert len(self.replica.truth()["ledger"]) == writes + (state == "on")
        found = self.history()
        assert found["begun"] == []
        assert found["runs"][0]["state"] == "finished"

    def expect_sound_journal(self) -> None:
        with open_journal(self.offswitch.home / "data" / "journal.sqlite3") as journal:
            assert journal.verify() == []

    def expect_no_cookie_on_disk(self, token: str) -> None:
        for folder in (self.offswitch.home, self.temporary):
            for path in folder.rglob("*"):
                if path.is_file() and not path.is_symlink():
                    assert token.encode() not in path.read_bytes(), path


@pytest.fixture
def scene(program: Program, replica_of: Callable[..., Replica]) -> Iterator[Scene]:
    # Not below pytest's own folder: Chromium puts a socket there, whose path must be short.
    with tempfile.TemporaryDirectory(prefix="offswitch-") as temporary:
        program.env["TMPDIR"] = temporary
        replica = replica_of(SCENARIO)
        yield Scene(program.signed_in(replica), replica, Path(temporary))


def begun(history: dict[str, Any]) -> list[tuple[str, str]]:
    return [(row["setting"], row["before"]) for row in history["begun"]]


DAILY = {"clicked, in a terminal"}
INTERRUPTS = {
    "reaching, in a terminal": (REACHING, signal.SIGINT, os.killpg, 1),
    "reaching, twice": (REACHING, signal.SIGINT, os.killpg, 2),
    "reaching, from a service": (REACHING, signal.SIGTERM, os.kill, 1),
    "clicked, in a terminal": (CLICKED, signal.SIGINT, os.killpg, 1),
    "clicked, alone": (CLICKED, signal.SIGINT, os.kill, 1),
}


@pytest.mark.long
@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=name, marks=[] if name in DAILY else [pytest.mark.thorough])
        for name, case in INTERRUPTS.items()
    ],
)
def test_an_interrupted_run_ends_cleanly_and_says_so(scene: Scene, case: Any) -> None:
    moment, number, send, times = case
    with scene.run_until(moment) as process:
        family = descendants(process.pid)
        assert renderers(family)
        for _ in range(times):
            send(process.pid, number)
            until(lambda: not is_pending(process.pid, number), why="the signal was not taken")
        scene.go_on()
        out, err = process.communicate(timeout=PATIENCE_SECONDS)
    await_gone(family)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    report = json.loads(out)
    assert report["run"]["interrupted"] is True
    assert report["summary"]["exit_code"] == 130
    assert [r for r in report["results"] if r["status"] in {"ok", "changed"}] == []

    scene.expect_sound_journal()
    found = scene.history()
    assert found["runs"][0]["state"] == "interrupted"
    assert found["runs"][0]["id"] == report["run"]["id"]
    assert begun(found) == ([(SETTING, "on")] if moment == CLICKED else [])
    assert scene.state == ("off" if moment == CLICKED else "on")
    if moment == CLICKED and send is os.killpg:
        scene.expect_next_run_works()


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(REACHING, id="reaching", marks=pytest.mark.thorough),
        pytest.param(CLICKED, id="clicked"),
    ],
)
def test_a_killed_run_leaves_no_browser_and_a_true_journal(scene: Scene, moment: str) -> None:
    state = scene.replica.session(first_account(scene.replica))
    token = next(c["value"] for c in state["cookies"] if c["name"] == "xs")
    with scene.run_until(moment) as process:
        family = descendants(process.pid)
        assert renderers(family)
        os.kill(process.pid, signal.SIGKILL)
        out, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert (process.returncode, out) == (-signal.SIGKILL, "")
    await_gone(family)

    scene.expect_sound_journal()
    found = scene.history()
    assert [run["state"] for run in found["runs"]] == ["interrupted"]
    assert found["results"] == []
    assert begun(found) == ([(SETTING, "on")] if moment == CLICKED else [])
    assert scene.state == ("off" if moment == CLICKED else "on")
    scene.expect_no_cookie_on_disk(token)
    scene.expect_next_run_works()


@pytest.mark.thorough
def test_history_in_words_tells_what_was_begun(scene: Scene) -> None:
    with scene.run_until(CLICKED) as process:
        family = descendants(process.pid)
        os.kill(process.pid, signal.SIGKILL)
    await_gone(family)
    told = scene.offswitch("history").out
    assert "interrupted" in told
    assert f"{SETTING}" in told
    assert "begun" in told


def test_a_browser_that_dies_makes_the_platform_unreachable_without_a_crash(scene: Scene) -> None:
    with scene.run_until(REACHING) as process:
        family = descendants(process.pid)
        browsers = [pid for pid, _ in family if is_browser(command_of(pid))]
        assert browsers
        kill_all(browsers)
        out, err = process.communicate(timeout=PATIENCE_SECONDS)
    await_gone(family)
    done = Done(process.returncode, out, err)
    assert done.code == 5, err + out
    result = done.results()[SETTING]
    assert (result["status"], result["reason"]) == ("unreachable", "offline")
    assert "Traceback" not in err
    scene.expect_sound_journal()


def test_a_browser_that_dies_loses_no_result_of_the_run(scene: Scene) -> None:
    """Two sessions: the second one is begun when the browser is gone already."""
    both = ("run", "--yes", "--headless", "--json", "facebook", "instagram")
    with scene.run_until(REACHING, *both) as process:
        kill_all(pid for pid, _ in descendants(process.pid) if is_browser(command_of(pid)))
        out, err = process.communicate(timeout=PATIENCE_SECONDS)
    done = Done(process.returncode, out, err)
    assert done.code == 5
    assert {result["platform"] for result in done.results().values()} == {"facebook", "instagram"}
    assert scene.history()["runs"][0]["state"] == "finished"
