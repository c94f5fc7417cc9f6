"""``vault rekey`` and ``--passphrase``, as a person or a script uses them."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from offswitch.replica import Replica
from tests.conftest import Program, first_account

pytestmark = pytest.mark.e2e

NO_KEYRING = {
    "OFFSWITCH_PASSPHRASE": "",
    "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere",
}


def with_env(program: Program, **env: str) -> Program:
    return Program(program.home, {**program.env, **env})


def problems(program: Program) -> set[str]:
    return {each["problem"] for each in program("accounts", "--json").json["accounts"]}


def test_a_passphrase_is_changed_and_the_old_one_opens_nothing(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    old = program.signed_in(replica_of())
    new = with_env(old, OFFSWITCH_PASSPHRASE="battery staple")
    assert problems(old) == {""}
    assert problems(new) == {"another key sealed it"}
    message, hint = old("vault", "rekey").problem()
    assert "nobody to ask" in message
    assert "OFFSWITCH_NEW_PASSPHRASE" in hint
    done = with_env(old, OFFSWITCH_NEW_PASSPHRASE="battery staple")("vault", "rekey")
    assert done.code == 0, done.err
    assert "sealed again under a new key" in done.err
    assert problems(new) == {""}
    assert problems(old) == {"another key sealed it"}
    message, _ = new("vault", "rekey", "--keyring", "--passphrase").problem()
    assert "exclude each other" in message
    assert "nothing sealed" in new("vault", "rekey", "--profile", "other").err


def test_without_a_keyring_a_person_chooses_a_passphrase_by_typing_it_twice(
    program: Program, replica_of: Callable[..., Replica], tmp_path: Path
) -> None:
    replica = replica_of()
    state = tmp_path / "state.json"
    state.write_text(json.dumps(replica.session(first_account(replica))), encoding="utf-8")
    bare = with_env(program.at(replica), **NO_KEYRING)
    message, hint = bare("login", "--passphrase", "--import", str(state)).problem()
    assert "nobody to ask" in message
    assert "OFFSWITCH_PASSPHRASE" in hint
    assert not list(program.home.rglob("*.sealed"))

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "offswitch", "login", "--import", str(state)],
        env=bare.environment(),
        stdin=theirs,
        stderr=theirs,
        stdout=subprocess.DEVNULL,
        start_new_session=True,  # without a terminal of its own, it asks on this one
    ) as process:
        os.close(theirs)
        shown = typed = b""
        for asked in (b"New passphrase: ", b"Repeat for confirmation: "):
            while asked not in shown[len(typed) :]:
                shown += os.read(ours, 1000)
            typed = shown
            os.write(ours, b"chosen words\n")
        assert process.wait(timeout=60) == 0
    os.close(ours)
    assert b"nobody can restore it" in shown
    assert b"chosen words" not in shown
    assert problems(with_env(bare, OFFSWITCH_PASSPHRASE="chosen words")) == {""}


def test_a_passphrase_is_stretched_at_full_cost(
    program: Program, replica_of: Callable[..., Replica], tmp_path: Path
) -> None:
    """Most tests seal at the least cost that is taken; a program that is started as usual does not."""
    replica = replica_of()
    state = tmp_path / "state.json"
    state.write_text(json.dumps(replica.session(first_account(replica))), encoding="utf-8")
    with program.at(replica).start("login", "--import", str(state)) as process:
        _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    sealed = [path.read_bytes() for path in program.home.rglob("*") if path.is_file()]
    headers = [data.split(b"\n")[1] for data in sealed if data.startswith(b"offswitch-sealed\n")]
    assert headers
    assert {json.loads(header)["key"]["n"] for header in headers} == {2**17}
