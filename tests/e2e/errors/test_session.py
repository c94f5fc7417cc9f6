"""Sessions that cannot be brought in, opened, or kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from offswitch.replica import Replica
from tests.conftest import Program
from tests.e2e.errors.conftest import SCENARIO, SETTING, expect, with_env

pytestmark = pytest.mark.e2e


STATES = {
    "missing": (None, "cannot be read", "path"),
    "a folder": ("folder", "cannot be read", "path"),
    "half of it": ('{"cookies": [', "is not JSON", "storage state"),
}
"""What else can be wrong with a file is in tests/unit/sessions/test_importing.py."""


@pytest.mark.parametrize("case", STATES.values(), ids=list(STATES))
def test_a_file_that_is_not_a_storage_state(
    program: Program, tmp_path: Path, case: tuple[str | None, str, str]
) -> None:
    content, message, hint = case
    path = tmp_path / "state.json"
    if content == "folder":
        path.mkdir()
    elif content is not None:
        path.write_text(content, encoding="utf-8")
    expect(program("login", "--import", str(path)), 4, message, hint)
    assert not list(program.home.rglob("*.sealed"))


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


@pytest.mark.parametrize(
    "damage",
    [
        "cut",
        pytest.param("flipped", marks=pytest.mark.thorough),
        pytest.param("emptied", marks=pytest.mark.thorough),
    ],
)
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
