"""Signing in: a person does it in the window, and the session is sealed and never in a plain file."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from offswitch.replica import Replica
from offswitch.vault import PASSPHRASE_VARIABLE, open_vault
from tests.conftest import Done, Program, first_account
from tests.e2e.display import MISSING_HANDS, Display
from tests.e2e.scenarios import account, asked_for
from tests.e2e.waiting import until

pytestmark = pytest.mark.e2e

SETTING = "accounts_center.partner_activity"
PASSWORD = "canary-password-5f0c"
CODE = "314159"
SCENARIO = f"latency = 0.03\n{account(PASSWORD)}"
in_a_window = pytest.mark.skipif(bool(MISSING_HANDS), reason=MISSING_HANDS)


@contextmanager
def start(
    person: Program, replica: Replica, *more: str, platform: str = "facebook"
) -> Iterator[subprocess.Popen[str]]:
    """Begin to sign in, and wait until the page stands in the window."""
    with person.at(replica).start("login", platform, *more) as process:
        try:
            until(
                lambda: (
                    process.poll() is not None
                    or any(r["path"].endswith("/login.js") for r in replica.truth()["requests"])
                ),
                why="the sign-in page was not opened",
            )
            yield process
        finally:
            process.terminate()


def ended(process: subprocess.Popen[str]) -> Done:
    out, err = process.communicate(timeout=60)
    lines = [line for line in err.splitlines() if "offswitch waits" not in line]
    return Done(process.returncode, out, "\n".join(lines))


def sealed(program: Program) -> list[Path]:
    return sorted(program.home.rglob("*.sealed"))


def opened(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "correct horse")
    session = open_vault(shelf, "default").load("meta")
    assert session is not None
    assert session.state is not None
    return session.state


def expect_nowhere(folder: Path, *secrets: str) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [s for s in secrets if s.encode() in content], path


@in_a_window
def test_a_person_signs_in_and_the_session_is_sealed(
    person: Program,
    screen: Display,
    replica_of: Callable[..., Replica],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    replica = replica_of(SCENARIO + "two_factor = true\n")
    with start(person, replica) as process:
        screen.fill_in(
            "ada@example.org",
            PASSWORD,
            taken=lambda: asked_for(replica, "/two_step_verification/"),
        )
        # c_user is there now, xs is not: that is not signed in yet.
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=1.5)
        assert sealed(person) == []
        # Then it asks whether to trust this browser. Who is asked that is signed in.
        screen.fill_in("", CODE, taken=lambda: asked_for(replica, "/two_factor/remember_browser"))
        done = ended(process)
    assert done.code == 0, done.err
    assert "signed in as Ada Sample; the session is sealed" in done.err
    assert [w for w in replica.truth()["ledger"] if w["setting"] == SETTING] == []

    (file,) = sealed(person)
    assert file.stat().st_mode & 0o077 == 0
    state = opened(file.parent.parent, monkeypatch)
    values = {c["name"]: c["value"] for c in state["cookies"]}
    assert values["c_user"] == first_account(replica)
    assert {"c_user", "xs"} <= set(values)
    expect_nowhere(person.home, PASSWORD, values["xs"])

    run = person.at(replica)("run", "--headless", "--dry-run", "--json", "--only", SETTING)
    assert (run.code, run.results()[SETTING]["status"]) == (3, "pending")


@pytest.mark.thorough
@in_a_window
def test_a_session_is_not_taken_before_the_page_has_left_the_verification(
    person: Program, screen: Display, replica_of: Callable[..., Replica]
) -> None:
    """On this site the cookie alone would do for a dead session."""
    replica = replica_of(SCENARIO + "two_factor = true\n")
    with start(person, replica, "--profile", "gram", platform="instagram") as process:
        screen.fill_in(
            "ada@example.org",
            PASSWORD,
            taken=lambda: asked_for(replica, "/auth_platform/codeentry"),
        )
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=1.5)
        assert sealed(person) == []
        screen.fill_in("", CODE, taken=lambda: asked_for(replica, "/accounts/onetap"))
        done = ended(process)
    assert done.code == 0, done.err
    (file,) = sealed(person)
    assert (file.parent.name, file.name) == ("gram", "instagram.sealed")
    check = person.at(replica)("check", "instagram", "--profile", "gram", "--json")
    assert "unreachable" not in {r["status"] for r in check.results().values()}


@in_a_window
def test_a_closed_window_is_reported(
    person: Program, screen: Display, replica_of: Callable[..., Replica]
) -> None:
    with start(person, replica_of(SCENARIO)) as process:
        screen.await_window()
        screen.close_window()
        done = ended(process)
    message, hint = done.problem()
    assert done.code == 5
    assert "window was closed" in message
    assert "again" in hint
    assert sealed(person) == []


def test_nobody_signs_in_in_time(program: Program, replica_of: Callable[..., Replica]) -> None:
    with start(program, replica_of(SCENARIO), "--headless", "--timeout", "1") as process:
        done = ended(process)
    message, hint = done.problem()
    assert done.code == 5
    assert "nobody signed in before the time was up" in message
    assert "offswitch login" in hint
    assert sealed(program) == []


def test_a_sign_in_that_is_interrupted_seals_nothing(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    with start(program, replica_of(SCENARIO), "--headless") as process:
        process.send_signal(signal.SIGINT)
        done = ended(process)
    assert (done.code, done.err) == (130, "")
    assert sealed(program) == []


# A storage state that was made elsewhere


def test_only_the_platforms_own_part_of_an_imported_state_is_kept(
    program: Program,
    tmp_path: Path,
    replica_of: Callable[..., Replica],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    replica = replica_of(SCENARIO)
    state = replica.session(first_account(replica))
    for domain in (
        ".bank.test",
        "facebook.com.evil.test",
        "book.com",
        ".notfacebook.com",
        "old.facebook.com",
    ):
        state["cookies"].append(
            {"name": "xs", "value": f"foreign-{domain}", "domain": domain, "path": "/"}
        )
    kept = {"origin": "https://www.facebook.com", "localStorage": [{"name": "a", "value": "1"}]}
    foreign = {
        "origin": "https://bank.test",
        "localStorage": [{"name": "token", "value": "foreign-storage"}],
    }
    state["origins"] += [kept, foreign]
    file = tmp_path / "state.json"
    file.write_text(json.dumps(state), encoding="utf-8")

    done = program("login", "facebook", "--import", str(file))
    assert (done.code, done.out) == (0, "")
    assert "sealed the session `meta`" in done.err
    (found,) = sealed(program)
    saved = opened(found.parent.parent, monkeypatch)
    assert "foreign" not in json.dumps(saved)
    assert {c["domain"] for c in saved["cookies"]} <= {".facebook.com", "www.facebook.com"}
    assert {"c_user", "xs"} <= {c["name"] for c in saved["cookies"]}
    assert kept in saved["origins"]
    expect_nowhere(program.home, *(c["value"] for c in state["cookies"] if c["name"] == "xs"))


def test_an_import_that_fails_keeps_the_session_that_was_there(
    program: Program, tmp_path: Path, replica_of: Callable[..., Replica]
) -> None:
    program.signed_in(replica_of(SCENARIO))
    before = {path: path.read_bytes() for path in sealed(program)}
    assert before
    file = tmp_path / "state.json"
    file.write_text('{"cookies": [], "origins": []}', encoding="utf-8")
    assert program("login", "facebook", "--import", str(file)).code == 4
    wrong = Program(program.home, {"OFFSWITCH_PASSPHRASE": "another"})
    state = tmp_path / "again.json"
    replica = replica_of(SCENARIO)
    state.write_text(json.dumps(replica.session(first_account(replica))), encoding="utf-8")
    wrong.at(replica)("login", "--import", str(state))
    assert {path: path.read_bytes() for path in sealed(program)} == before


def test_a_session_of_a_replica_never_takes_a_real_one_s_place(
    program: Program, tmp_path: Path, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(SCENARIO)
    file = tmp_path / "state.json"
    file.write_text(json.dumps(replica.session(first_account(replica))), encoding="utf-8")
    assert program("login", "facebook", "--import", str(file)).code == 0
    (real,) = sealed(program)
    content = real.read_bytes()
    assert program.at(replica)("login", "facebook", "--import", str(file)).code == 0
    assert real.read_bytes() == content
    assert len({path.parent.parent for path in sealed(program)}) == 2
