"""A run in a window, with a person at the terminal, offers to sign in and then goes on."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from offswitch.replica import Replica
from tests.conftest import Done, Program, first_account
from tests.e2e.display import MISSING_HANDS, Display
from tests.e2e.scenarios import account, asked_for
from tests.e2e.waiting import until

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(bool(MISSING_HANDS), reason=MISSING_HANDS),
]

SETTING = "accounts_center.partner_activity"
PASSWORD = "canary-password-77aa"
CODE = "314159"
SCENARIO = f"latency = 0.03\n{account(PASSWORD)}"


@contextmanager
def at_a_terminal(person: Program, *words: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Start the program with a terminal to answer on; yields it and the terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "offswitch", *words],
        env=person.environment(),
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        os.close(theirs)
        try:
            yield process, ours
        finally:
            process.terminate()
            os.close(ours)


def ended(process: subprocess.Popen[str]) -> Done:
    out, err = process.communicate(timeout=120)
    return Done(process.returncode, out, err)


def run(person: Program) -> tuple[str, ...]:
    return ("run", "accounts_center", "--yes", "--json", "--only", SETTING)


@pytest.mark.long
def test_through_checkpoint_and_second_factor_then_run_then_check(
    person: Program, program: Program, screen: Display, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(SCENARIO + "two_factor = true\ncheckpoint = true\n")
    with at_a_terminal(person.at(replica), *run(person)) as (process, keys):
        os.write(keys, b"y\n")
        until(lambda: asked_for(replica, "/login"), why="the sign-in page was not opened")
        screen.fill_in(
            "ada@example.org", PASSWORD, taken=lambda: asked_for(replica, "/checkpoint/")
        )
        screen.fill_in("", CODE, taken=lambda: asked_for(replica, "/two_step_verification/"))
        assert not list(person.home.rglob("*.sealed"))
        screen.fill_in("", CODE, taken=lambda: asked_for(replica, "/two_factor/"))
        done = ended(process)
    assert done.code == 0, done.err
    assert "[replica] you are not signed in to Accounts Center" in done.err
    assert done.results()[SETTING]["status"] == "changed"
    assert [(w["setting"], w["to"]) for w in replica.truth()["ledger"]] == [(SETTING, "off")]

    # A new process, without a screen, and nobody signs in again; one session serves both platforms.
    again = program.at(replica)("check", "--json", "--only", SETTING)
    assert (again.code, again.results()[SETTING]["status"]) == (0, "ok")
    [signed_in] = program.at(replica)("accounts", "--json").json["accounts"]
    assert signed_in["platforms"] == ["accounts_center", "facebook"]
    for path in person.home.rglob("*"):
        if path.is_file():
            assert PASSWORD.encode() not in path.read_bytes(), path


@pytest.mark.thorough
def test_a_session_that_ended_is_renewed_on_the_way(
    person: Program, screen: Display, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(SCENARIO)
    offswitch = person.signed_in(replica)
    replica.end_session(first_account(replica))
    with at_a_terminal(offswitch, *run(person)) as (process, keys):
        os.write(keys, b"y\n")
        # One window has found the sign-in page; the other is for the person.
        until(
            lambda: sum(r["path"].endswith("/login.js") for r in replica.truth()["requests"]) == 2,
            why="the second sign-in page was not opened",
        )
        screen.fill_in(
            "ada@example.org",
            PASSWORD,
            taken=lambda: any(r["path"] == "/" for r in replica.truth()["requests"]),
        )
        done = ended(process)
    assert done.code == 0, done.err
    assert done.results()[SETTING]["status"] == "changed"


@pytest.mark.thorough
def test_declining_to_sign_in_is_reported_and_nothing_is_opened(
    person: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(SCENARIO)
    with at_a_terminal(person.at(replica), *run(person)) as (process, keys):
        os.write(keys, b"n\n")
        done = ended(process)
    result = done.results()[SETTING]
    assert (done.code, result["status"], result["reason"]) == (5, "unreachable", "sign_in")
    assert replica.truth()["requests"] == []


@pytest.mark.thorough
def test_ctrl_d_at_the_question_ends_the_run(
    person: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(SCENARIO)
    with at_a_terminal(person.at(replica), *run(person)) as (process, keys):
        os.write(keys, b"\x04")
        done = ended(process)
    assert done.code == 130, done.err
    assert done.json["run"]["interrupted"] is True
    assert replica.truth()["requests"] == []
