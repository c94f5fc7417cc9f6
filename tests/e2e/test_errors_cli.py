"""Every problem that has a name: one ``error:`` line, one ``hint:`` line, the right exit code."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from offswitch.replica import Replica
from tests.conftest import Done, Program, first_account
from tests.e2e.scenarios import ACCOUNT
from tests.e2e.waiting import await_held

pytestmark = pytest.mark.e2e

SETTING = "accounts_center.partner_activity"
SCENARIO = f"latency = 0.03\n{ACCOUNT}"
# A web app of the person's own: no session, no replica. Nothing listens on port 9, "discard".
APP = """
schema = 1
platform = "lamp"
version = "2026-01"
hosts = ["127.0.0.1:9"]
[elements]
research = [{ by = "label", label = "Research" }]
[sections.privacy]
heading = "Privacy"
[routes.research]
section = "privacy"
url = "http://127.0.0.1:9/privacy"
control = { kind = "switch", element = "research" }
[intent.research]
category = "research"
title = "Research"
"""
HOLD = """
import sys, time
from pathlib import Path
from offswitch.local.lock import profile_lock
with profile_lock(Path(sys.argv[1]), "default"):
    print("held", flush=True)
    time.sleep(60)
"""


def expect(done: Done, code: int, message: str, hint: str) -> None:
    found, advice = done.problem()
    assert message in found, done.err
    assert hint in advice, done.err
    assert done.code == code, done.err
    assert len(done.err.splitlines()) == 2, done.err


def with_env(program: Program, **env: str) -> Program:
    return Program(program.home, {**program.env, **env})


@pytest.fixture
def app(tmp_path: Path) -> list[str]:
    """Arguments of a run that needs a browser and no session."""
    folder = tmp_path / "app"
    folder.mkdir()
    (folder / "lamp.toml").write_text(APP, encoding="utf-8")
    return ["run", "--yes", "lamp", "--selectors", str(folder)]


# What was asked for


@pytest.mark.parametrize("command", ["run", "check", "settings", "login"])
def test_an_unknown_platform(program: Program, command: str) -> None:
    expect(program(command, "lump"), 4, "no such platform: lump", "accounts_center, facebook")
    assert not program.home.exists()


@pytest.mark.parametrize("option", ["--only", "--exclude"])
def test_an_unknown_setting(program: Program, option: str) -> None:
    done = program("run", "--yes", "--headless", option, "facebook.lump")
    expect(done, 4, "no such setting: facebook.lump", "offswitch settings")


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


# The replica

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


# The browser


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


@pytest.mark.parametrize("moment", ["before", "during"])
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


# The session


@pytest.fixture
def state(tmp_path: Path, replica_of: Callable[..., Replica]) -> Path:
    replica = replica_of(SCENARIO)
    path = tmp_path / "state.json"
    path.write_text(json.dumps(replica.session(first_account(replica))), encoding="utf-8")
    return path


STATES = {
    "missing": (None, "cannot be read", "path"),
    "a folder": ("folder", "cannot be read", "path"),
    "not JSON": ("{", "is not JSON", "storage_state"),
    "not text": (b"\xff\xfe\x00", "is not JSON", "storage_state"),
    "a list": ("[]", "is not a storage state", "Playwright's"),
    "without cookies": ('{"origins": []}', "is not a storage state", "Playwright's"),
    "with broken cookies": (
        '{"cookies": [{"name": "xs"}]}',
        "is not a storage state",
        "Playwright's",
    ),
    "empty": ('{"cookies": [], "origins": []}', "has no cookie for", "signed in"),
    "of another site": (
        '{"cookies": [{"name": "xs", "value": "1", "domain": ".notfacebook.com", "path": "/"}]}',
        "has no cookie for",
        "signed in",
    ),
}


@pytest.mark.parametrize("case", STATES.values(), ids=list(STATES))
def test_a_file_that_is_not_a_storage_state(
    program: Program, tmp_path: Path, case: tuple[str | bytes | None, str, str]
) -> None:
    content, message, hint = case
    path = tmp_path / "state.json"
    if content == "folder":
        path.mkdir()
    elif isinstance(content, str):
        path.write_text(content, encoding="utf-8")
    elif content is not None:
        path.write_bytes(content)
    expect(program("login", "--import", str(path)), 4, message, hint)
    assert not list(program.home.rglob("*.sealed"))


BROKEN_STATES = {
    "a domain that is no text": '{"cookies": [{"name": "xs", "value": "1", "domain": 5}]}',
    "origins that are no list": (
        '{"cookies": [{"name": "xs", "value": "1", "domain": ".facebook.com", "path": "/"}],'
        ' "origins": "x"}'
    ),
}


@pytest.mark.parametrize("text", BROKEN_STATES.values(), ids=list(BROKEN_STATES))
def test_a_storage_state_of_wrong_types(program: Program, tmp_path: Path, text: str) -> None:
    path = tmp_path / "state.json"
    path.write_text(text, encoding="utf-8")
    expect(program("login", "--import", str(path)), 4, "is not a storage state", "Playwright's")


def test_no_keyring_and_no_passphrase(program: Program, state: Path) -> None:
    bare = with_env(
        program,
        OFFSWITCH_PASSPHRASE="",
        PYTHON_KEYRING_BACKEND="keyring.backends.fail.Keyring",
        DBUS_SESSION_BUS_ADDRESS="unix:path=/nowhere",
    )
    expect(bare("login", "--import", str(state)), 5, "no usable keyring", "OFFSWITCH_PASSPHRASE")
    assert not list(program.home.rglob("*.sealed"))


@pytest.fixture
def signed_in(program: Program, replica_of: Callable[..., Replica]) -> Program:
    return program.signed_in(replica_of(SCENARIO))


def test_another_passphrase(signed_in: Program) -> None:
    wrong = with_env(signed_in, OFFSWITCH_PASSPHRASE="another")
    expect(
        wrong("run", "--yes", "--headless", "--quiet", "--only", SETTING),
        5,
        "another key sealed it",
        "passphrase",
    )
    expect_begun_nothing(signed_in)


@pytest.mark.parametrize("damage", ["cut", "flipped", "emptied"])
def test_a_damaged_session(signed_in: Program, damage: str) -> None:
    (file,) = signed_in.home.rglob("meta.sealed")
    content = file.read_bytes()
    flipped = content[:-20] + bytes([content[-20] ^ 1]) + content[-19:]
    damaged = {"cut": content[: len(content) // 2], "emptied": b"", "flipped": flipped}
    file.write_bytes(damaged[damage])
    done = signed_in("run", "--yes", "--headless", "--quiet", "--only", SETTING)
    expect(done, 5, "", "offswitch login")
    expect_begun_nothing(signed_in)


def expect_begun_nothing(offswitch: Program) -> None:
    """No change was begun, and the run ended with a report that says why."""
    found = offswitch("history", "--json").json
    assert found["begun"] == []
    [row] = found["results"]
    assert (row["result"]["status"], row["result"]["reason"]) == ("unreachable", "sign_in")


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


def test_a_mistyped_command_gives_typers_own_error(program: Program) -> None:
    for command in (["lump"], ["run", "--lump"], ["replica", "--port", "99999"]):
        done = program(*command)
        assert done.code == 2
        assert "Traceback" not in done.err
