"""How a problem that has a name is told, and an app and a session to have problems with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from offswitch.replica import Replica
from tests.conftest import Done, Program, first_account
from tests.e2e.scenarios import ACCOUNT

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


@pytest.fixture
def state(tmp_path: Path, replica_of: Callable[..., Replica]) -> Path:
    replica = replica_of(SCENARIO)
    path = tmp_path / "state.json"
    path.write_text(json.dumps(replica.session(first_account(replica))), encoding="utf-8")
    return path
