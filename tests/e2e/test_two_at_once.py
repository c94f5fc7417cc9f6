"""Two runs at once: on one profile the second is refused; on two, nothing mixes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from offswitch.replica import Replica
from tests.conftest import Done, Program
from tests.e2e.waiting import until

pytestmark = pytest.mark.e2e

SETTING = "accounts_center.partner_activity"
ADA, BEN = "100000000000001", "100000000000002"
ACCOUNT = '\n[[accounts]]\nid = "{}"\nname = "{}"\nemail = "{}@example.org"\npassword = "pass-{}"\ncenter = "{}"\n'
SCENARIO = (
    "latency = 0.05\n"
    + ACCOUNT.format(ADA, "Ada Sample", "ada", "word-of-ada", "a")
    + ACCOUNT.format(BEN, "Ben Sample", "ben", "word-of-ben", "b")
    + f'[settings."{SETTING}"]\nfaults = ["slow"]\n'
)
RUN = ("run", "--yes", "--headless", "--json", "--only", SETTING)


@pytest.fixture
def offswitch(
    program: Program, tmp_path: Path, replica_of: Callable[..., Replica]
) -> tuple[Program, Replica]:
    replica = replica_of(SCENARIO)
    found = program.at(replica)
    for profile, account in (("ada", ADA), ("ben", BEN)):
        state = tmp_path / f"{profile}.json"
        state.write_text(json.dumps(replica.session(account)), encoding="utf-8")
        assert found("login", "--import", str(state), "--profile", profile).code == 0
    return found, replica


def ended(process: subprocess.Popen[str]) -> Done:
    out, err = process.communicate(timeout=120)
    return Done(process.returncode, out, err)


@pytest.mark.long
@pytest.mark.thorough
def test_one_profile_waits_and_two_do_not_meet(offswitch: tuple[Program, Replica]) -> None:
    start, replica = offswitch
    with (
        start.start(*RUN, "--profile", "ada") as first,
        start.start(*RUN, "--profile", "ben") as other,
    ):
        until(lambda: replica.truth()["requests"], why="no run began")
        second = start(*RUN, "--profile", "ada")
        first_done, other_done = ended(first), ended(other)
    message, hint = second.problem()
    assert second.code == 5
    assert f"in use by process {first.pid}" in message
    assert "--profile" in hint
    assert second.out == ""

    for done in (first_done, other_done):
        assert done.results()[SETTING]["status"] == "changed", done.out + done.err
    written = sorted((w["account"], w["setting"], w["to"]) for w in replica.truth()["ledger"])
    assert written == [(ADA, SETTING, "off"), (BEN, SETTING, "off")]

    # Each session is still its own person's, and each profile's runs its own.
    accounts = start("accounts", "--json").json["accounts"]
    signed = {(each["profile"], each["account"]) for each in accounts if each["session"] == "meta"}
    assert signed == {("ada", ADA), ("ben", BEN)}
    replica.flip(BEN, SETTING, "on")
    assert start("check", "--profile", "ada", "--only", SETTING).code == 0
    drifted = start("check", "--profile", "ben", "--json", "--only", SETTING)
    assert drifted.results()[SETTING]["reason"] == "drift"


@pytest.mark.thorough
def test_a_profile_s_file_in_another_s_place_is_refused_and_nothing_is_lost(
    offswitch: tuple[Program, Replica],
) -> None:
    start, replica = offswitch
    shelf = start.home / "data" / "replica-sessions"
    own, foreign = shelf / "ada" / "meta.sealed", shelf / "ben" / "meta.sealed"
    kept, content = own.read_bytes(), foreign.read_bytes()
    own.write_bytes(content)
    message, hint = start(*RUN, "--profile", "ada").problem()
    assert "cannot be opened" in message
    assert "offswitch login" in hint
    assert (own.read_bytes(), foreign.read_bytes()) == (content, content)
    assert replica.truth()["requests"] == []
    own.write_bytes(kept)
    assert start("check", "--profile", "ada", "--only", SETTING).code == 3
