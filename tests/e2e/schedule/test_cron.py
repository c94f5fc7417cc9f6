"""Schedules on a real machine: a real crontab, its exact command line, and consent."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from offswitch.exitcodes import ExitCode
from offswitch.journal import JOURNAL, open_journal
from offswitch.model.results import RunInfo
from offswitch.model.words import Reason
from offswitch.replica import Replica
from tests.conftest import Done, Program, first_account
from tests.e2e.scenarios import writes
from tests.e2e.schedule.conftest import OTHERS, SCENARIO, SETTING, crontab

pytestmark = pytest.mark.e2e

CANARY = "canary-9be1f0a4"


@pytest.fixture
def inbox() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A real HTTP endpoint; its address, and what it was sent."""
    arrived: list[dict[str, Any]] = []

    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = json.loads(self.rfile.read(length))
            arrived.append({"path": self.path, "auth": self.headers["Authorization"], **body})
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Endpoint) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}", arrived
        server.shutdown()


def files_with(folder: Path, word: str) -> list[Path]:
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink() and word.encode() in path.read_bytes()
    ]


def line_of(table: bytes) -> str:
    [line] = re.findall(r"^\d+ \* \* \* \* (.*)$", table.decode(), re.MULTILINE)
    return str(line).replace("\\%", "%")


def long_ago(home: Path) -> None:
    """Let the schedule have been installed two days ago."""
    [path] = (home / "config" / "schedules").iterdir()
    plan = json.loads(path.read_text())
    plan["installed"] = (dt.datetime.now(dt.UTC) - dt.timedelta(days=2)).isoformat()
    path.write_text(json.dumps(plan))


def as_cron_would(line: str, program: Program) -> int:
    """Cron knows a few variables only; the two others could stand in the crontab."""
    given = {name: program.environment()[name] for name in ("OFFSWITCH_PASSPHRASE", "HOME")}
    minimal = {
        "LOGNAME": "ada",
        "SHELL": "/bin/sh",
        "PATH": "/usr/bin:/bin",
        "OFFSWITCH_REPLICA": program.environment()["OFFSWITCH_REPLICA"],
        **{name: os.environ[name] for name in ("PLAYWRIGHT_BROWSERS_PATH",) if name in os.environ},
    }
    done = subprocess.run(
        ["/bin/sh", "-c", line],
        env={**given, **minimal},
        cwd="/",
        capture_output=True,
        timeout=170,
        check=False,
    )
    assert done.stdout + done.stderr == b"", "cron would mail this"
    return done.returncode


@pytest.mark.thorough
def test_cron_calls_what_was_installed_and_what_came_back_is_off_again(
    program: Program,
    replica_of: Callable[..., Replica],
    table: Callable[[], bytes],
    inbox: tuple[str, list[dict[str, Any]]],
) -> None:
    place, arrived = inbox
    program.home = program.home.with_name("ho me 100%")
    replica = replica_of(SCENARIO)
    offswitch = program.signed_in(replica)
    first = offswitch("run", "--yes", "--headless", "--json", "--only", SETTING)
    assert first.code == 0, first.err

    installed = offswitch(
        "schedule", "install", "accounts_center", "--every", "day", "--at", "00:00", "--fix",
        "--notify", f"json://ada:{CANARY}@{place}/{CANARY}", "--scheduler", "cron",
    )  # fmt: skip
    assert installed.code == 0, installed.err
    assert "without asking" in installed.err
    block = table()
    assert block.startswith(OTHERS)
    assert CANARY.encode() not in block
    assert CANARY not in installed.err + installed.out
    assert files_with(program.home, CANARY) == []

    flips = [(SETTING, "on", "off"), (SETTING, "off", "on"), (SETTING, "on", "off")]
    replica.flip(first_account(replica), SETTING, "on")
    line, requests = line_of(block), len(replica.truth()["requests"])
    assert as_cron_would(line, offswitch) == 0, "not due right after the installation"
    assert len(replica.truth()["requests"]) == requests
    long_ago(program.home)
    as_cron_would(line, offswitch)
    assert [w for w in writes(replica) if w[2] == "off"] == [f for f in flips if f[2] == "off"]
    assert replica.truth()["accounts"][first_account(replica)][SETTING] == "off"
    [message] = [each for each in arrived if "off again" in each["title"]]
    assert message["title"] == (
        "[replica] 1 data use is off again; offswitch switched off what came back"
    )
    assert SETTING in message["message"]
    assert message["path"] == f"/{CANARY}"

    requests, told = len(replica.truth()["requests"]), len(arrived)
    assert as_cron_would(line, offswitch) == 0, "a missed check is made up once"
    assert (len(replica.truth()["requests"]), len(arrived)) == (requests, told)

    shown = offswitch("schedule", "show", "--json").json
    assert shown["schedule"]["known"] is True
    assert shown["schedule"]["plan"]["notify"] == ["json"]
    assert shown["last_check"]["state"] == "finished"
    assert "MISSING" not in offswitch("schedule", "show").out
    assert files_with(program.home, CANARY) == []

    assert offswitch("schedule", "remove").code == 0
    assert table() == OTHERS
    assert offswitch("check", "--fix").code == 4, "the consent is gone with the schedule"


def test_changes_without_a_person_need_the_standing_consent(program: Program) -> None:
    refused = program("check", "--fix", "--yes")
    assert refused.code == 4
    error, hint = refused.problem()
    assert error == "nobody agreed to changes in profile default without being asked"
    assert "schedule install --fix" in hint
    shown = program("schedule", "install", "--fix", "--print", "--scheduler", "systemd")
    assert (shown.code, "--fix" in shown.out) == (0, True)
    assert program("check", "--fix").code == 4, "--print recorded a consent"
    assert not (program.home / "config").exists()
    assert not (program.home / "data").exists()


@pytest.mark.parametrize(
    "wrong", [("--every", "hour"), ("--at", "25:00"), ("--at", "noon")], ids=" ".join
)
def test_a_wrong_time_is_a_usage_error(program: Program, wrong: tuple[str, str]) -> None:
    assert program("schedule", "install", "--print", *wrong).code == 2


def test_what_cannot_be_scheduled_is_reported(program: Program) -> None:
    for args in (("--notify", "nobody"), ("--scheduler", "at"), ("no_such_platform",)):
        done = program("schedule", "install", "--print", *args)
        assert done.code == 4, args
        done.problem()
    assert program("schedule", "show").out.startswith("profile default has no schedule")


@pytest.mark.long
@pytest.mark.skipif(
    not os.environ.get("OFFSWITCH_TEST_CRON") or shutil.which("cron") is None,
    reason="starts cron and waits a minute: set OFFSWITCH_TEST_CRON, as root, with cron installed",
)
def test_cron_itself_fires(program: Program, table: Callable[[], bytes]) -> None:
    soon = dt.datetime.now().astimezone() + dt.timedelta(seconds=120)
    done = program(
        "schedule", "install", "--every", "day", f"--at={soon:%H:%M}", "--scheduler=cron"
    )
    assert done.code == 0, done.err
    with_passphrase = b"OFFSWITCH_PASSPHRASE=x\n" + table()
    assert crontab("-", text=with_passphrase).returncode == 0

    def last_check() -> dict[str, Any] | None:
        time.sleep(2)
        found: dict[str, Any] | None = program("schedule", "show", "--json").json["last_check"]
        return found

    with subprocess.Popen(["cron", "-f"]) as daemon:
        try:
            looks = (last_check() for _ in range(150))
            assert any(found and found["state"] == "finished" for found in looks)
        finally:
            daemon.terminate()
    assert program("schedule", "remove").code == 0
    assert b"offswitch" not in table()


def test_a_check_that_reached_nothing_is_made_up(program: Program) -> None:
    now = dt.datetime.now(dt.UTC)
    plan = {
        "profile": "default",
        "every": "day",
        "at": "00:00",
        "scheduler": "cron",
        "installed": (now - dt.timedelta(days=2)).isoformat(),
    }
    file = program.home / "config" / "schedules" / "default.json"
    file.parent.mkdir(parents=True, mode=0o700)
    file.write_text(json.dumps(plan))
    file.chmod(0o600)

    def called() -> Done:
        return program("check", "--if-due", "--json", "--only", SETTING)

    for _ in range(2):
        nobody = called()
        assert nobody.code == ExitCode.UNREACHABLE, nobody.err
        assert nobody.results()[SETTING]["reason"] == "sign_in"
    with open_journal(program.home / "data" / JOURNAL) as journal:
        began = RunInfo(id="r", mode="check", profile="default", started=now, version="0")
        journal.begin(began)
        last = journal.history(began.scope, limit=1)[0].result
        asked = last.model_copy(update={"reason": Reason.CHECKPOINT})
        journal.record("r", asked)
    enough = called()
    assert (enough.code, enough.out) == (ExitCode.OK, "")
