"""A session that lives in the browser's own profile folder: sealed between runs, nowhere in plain."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from offswitch.replica import Replica
from offswitch.vault import PASSPHRASE_VARIABLE, open_vault
from tests.conftest import Done, Program, first_account
from tests.e2e.scenarios import ACCOUNT
from tests.e2e.waiting import await_held, until

pytestmark = pytest.mark.e2e

PREVIEWS = "whatsapp.link_previews"
SCENARIO = f"latency = 0.03\n{ACCOUNT}"


def faulty(fault: str) -> str:
    return f'{SCENARIO}[settings."{PREVIEWS}"]\nfaults = ["{fault}"]\n'


def link(program: Program, replica: Replica) -> Program:
    """Sign in as a person does: with the phone, while the page shows a code."""
    offswitch = program.at(replica)
    with offswitch.start("login", "whatsapp", "--headless") as process:
        until(
            lambda: process.poll() is not None or replica.link(first_account(replica)),
            why="no page showed a code",
        )
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err + out
    return offswitch


def sealed(program: Program) -> list[str]:
    return sorted(path.name for path in program.home.rglob("*.sealed*"))


def unpacked(program: Program) -> list[Path]:
    return [path for path in (program.home / "data" / "unpacked").rglob("*") if path.is_file()]


def tokens(replica: Replica) -> list[str]:
    return list(replica.world._tokens)


def expect_in_no_file(home: Path, *words: str) -> None:
    wrong = [
        path
        for path in home.rglob("*")
        if path.is_file() and any(word.encode() in path.read_bytes() for word in words)
    ]
    assert not wrong


def run(offswitch: Program, *more: str) -> Done:
    return offswitch("run", "--yes", "--headless", "--json", "--only", PREVIEWS, *more)


@pytest.mark.long
def test_it_is_used_again_and_a_fresh_browser_proves_the_change(
    program: Program, replica_of: Callable[..., Replica], monkeypatch: pytest.MonkeyPatch
) -> None:
    replica = replica_of(SCENARIO)
    offswitch = link(program, replica)
    assert sealed(offswitch) == ["whatsapp.sealed-folder"]
    assert not unpacked(offswitch)
    # The token stands under a key that cannot be read out: no copy of the storage would do.
    expect_in_no_file(offswitch.home, *tokens(replica), first_account(replica))
    before = (offswitch.home / "data/replica-sessions/default/whatsapp.sealed-folder").read_bytes()

    done = run(offswitch)
    result = done.results()[PREVIEWS]
    assert (done.code, result["status"]) == (0, "changed"), done.out + done.err
    assert [(p["kind"], p["state"]) for p in result["proofs"]] == [
        ("same_page", "off"),
        ("fresh_context", "off"),
    ]
    assert [(w["setting"], w["from"], w["to"]) for w in replica.truth()["ledger"]] == [
        (PREVIEWS, "on", "off")
    ]
    after = (offswitch.home / "data/replica-sessions/default/whatsapp.sealed-folder").read_bytes()
    assert after != before, "the session was not sealed again"
    check = offswitch("check", "--json", "--only", PREVIEWS)
    assert (check.code, check.results()[PREVIEWS]["status"]) == (0, "ok")
    assert sealed(offswitch) == ["whatsapp.sealed-folder"]
    assert not unpacked(offswitch)
    expect_in_no_file(offswitch.home, *tokens(replica))

    monkeypatch.setenv(PASSPHRASE_VARIABLE, "correct horse")
    [info] = open_vault(offswitch.home / "data/replica-sessions", "default").sessions()
    assert info.provenance.since is not None
    assert info.saved_at is not None
    assert info.provenance.since < info.saved_at
    assert offswitch("logout", "whatsapp").code == 0
    assert sealed(offswitch) == []


@pytest.mark.thorough
def test_what_only_the_page_keeps_is_not_proof_and_is_not_sealed(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(faulty("local_only"))
    offswitch = link(program, replica)
    for _ in range(2):  # had the first run sealed the page's own word, the second would believe it
        result = run(offswitch).results()[PREVIEWS]
        assert (result["status"], result["reason"]) == ("failed", "not_verified")
        assert result["before"] == "on"
    assert replica.truth()["ledger"] == []


@pytest.mark.thorough
def test_a_session_that_the_platform_ended_is_reported_and_kept(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(SCENARIO)
    offswitch = link(program, replica)
    file = offswitch.home / "data/replica-sessions/default/whatsapp.sealed-folder"
    before = file.read_bytes()
    replica.end_session(first_account(replica))
    done = run(offswitch)
    result = done.results()[PREVIEWS]
    assert (done.code, result["status"], result["reason"]) == (5, "unreachable", "sign_in")
    assert file.read_bytes() == before
    assert not unpacked(offswitch)
    shown: list[dict[str, Any]] = offswitch("accounts", "--json").json["accounts"]
    assert [(each["session"], each["state"]) for each in shown] == [("whatsapp", "ended")]


@pytest.mark.thorough
def test_a_storage_state_made_elsewhere_still_serves(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(SCENARIO)
    offswitch = program.signed_in(replica)
    assert "whatsapp.sealed" in sealed(offswitch)
    assert run(offswitch).results()[PREVIEWS]["status"] == "changed"
    assert "whatsapp.sealed" in sealed(offswitch)
    assert run(offswitch).results()[PREVIEWS]["status"] == "ok"
    # Linked afterwards, it is a folder; the state that it takes the place of is gone.
    link(program, replica)
    assert [name for name in sealed(offswitch) if name.startswith("whatsapp")] == [
        "whatsapp.sealed-folder"
    ]


@pytest.mark.thorough
def test_what_a_killed_run_left_unpacked_is_gone_at_the_next_start(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(SCENARIO)
    offswitch = link(program, replica)
    with (
        replica.hold("GET web.whatsapp.com/") as hold,
        offswitch.start("run", "--yes", "--headless", "--only", PREVIEWS) as process,
    ):
        await_held(hold, process)
        assert unpacked(offswitch)
        modes = {
            path.stat().st_mode & 0o077 for path in (offswitch.home / "data").rglob("unpacked")
        }
        assert modes == {0}
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert unpacked(offswitch)
    done = offswitch("login", "--import", str(offswitch.home / "none.json"))
    assert done.code == 4
    assert not unpacked(offswitch)
    assert run(offswitch).results()[PREVIEWS]["status"] == "changed"


@pytest.mark.thorough
def test_accounts_say_who_and_never_a_secret(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(SCENARIO)
    offswitch = program.signed_in(replica)
    state = json.dumps(replica.session(first_account(replica)))
    assert offswitch("accounts", "--json").json["accounts"][0]["checked"] is None
    setting = "accounts_center.partner_activity"
    assert offswitch("check", "--json", "--only", setting).code == 3
    done = offswitch("accounts", "--json")
    meta = next(each for each in done.json["accounts"] if each["session"] == "meta")
    assert (meta["profile"], meta["account"], meta["who"], meta["state"]) == (
        "default",
        "100000000000001",
        "Ada Sample",
        "ready",
    )
    assert meta["platforms"] == ["accounts_center", "facebook"]
    assert meta["checked"]
    shown = offswitch("accounts")
    assert "Ada Sample" in shown.out
    assert all(line.startswith("[replica] ") for line in shown.out.splitlines())
    for word in [*tokens(replica), *(c["value"] for c in json.loads(state)["cookies"][1:2])]:
        assert word not in done.out + done.err + shown.out + shown.err
    assert offswitch("accounts", "--json", "--profile", "other").json == {"accounts": []}

    # Signing out is of this computer alone, and says so.
    out = offswitch("logout", "facebook")
    assert out.code == 0
    assert "Accounts Center, Facebook" in out.err
    assert "still counts it as signed in" in out.err
    assert not list(offswitch.home.rglob("meta.sealed"))
    assert list(offswitch.home.rglob("instagram.sealed"))
    assert "was not signed in" in offswitch("logout", "facebook").err
    assert offswitch("logout").code == 0
    assert sealed(offswitch) == []
