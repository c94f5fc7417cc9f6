"""``doctor`` as a person runs it: everything is in place, or an exit code and a line that says what to do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from offswitch.replica import Replica
from tests.conftest import Program

pytestmark = pytest.mark.e2e

PARTS = {
    "folder",
    "browser",
    "screen",
    "keyring",
    "session",
    "selectors",
    "labels",
    "journal",
    "schedule",
    "replica",
}


def test_everything_is_in_place(program: Program, replica_of: Callable[..., Replica]) -> None:
    done = program.signed_in(replica_of())("doctor", "--json")
    assert done.code == 0, done.out
    checks = done.json["checks"]
    assert {check["name"] for check in checks} == PARTS
    assert {check["verdict"] for check in checks} <= {"ok", "note"}
    assert next(c["found"] for c in checks if c["name"] == "browser").startswith("Chromium ")
    assert all(check["hint"] for check in checks if check["verdict"] == "note")


def test_what_is_missing_is_named(program: Program) -> None:
    program.env.update(OFFSWITCH_BROWSER="/nowhere/chrome", COLUMNS="40")
    done = program("doctor", "--replica", "http://127.0.0.1:9")
    assert done.code == 5
    lines = done.out.splitlines()
    assert all(line.startswith("[replica] ") for line in lines)
    for wrong, hint in (
        ("OFFSWITCH_BROWSER names no program", "set it to a browser's path"),
        ("no replica answers", "offswitch replica"),
    ):
        [at] = [number for number, line in enumerate(lines) if wrong in line]
        assert hint in lines[at + 1]
    assert not program.home.exists()
