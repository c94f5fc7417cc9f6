"""Planted secrets appear in no file, no file name, and no line that the program leaves behind.

Every other test of the program looks for its replica's tokens, passwords and addresses as well: the
fixture ``program`` does.
"""

from __future__ import annotations

import base64
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from offswitch.replica import Replica
from tests.conftest import Program, secrets_of
from tests.leaks import leaks

pytestmark = pytest.mark.e2e

PARTNERS, PREVIEWS = "accounts_center.partner_activity", "whatsapp.link_previews"
COOKIE, STORED, MAIL, PASSWORD = (
    "canary~cookie/5f0c+9",
    "canary-stored-77aa",
    "canary.mail@example.org",
    "canary-password-1b2c",
)
SCENARIO = f"""
latency = 0.03
[[accounts]]
id = "100000000000001"
name = "Ada Sample"
email = "{MAIL}"
password = "{PASSWORD}"
"""


def planted(replica: Replica) -> str:
    """A session with a secret in every part of it."""
    state = replica.session("100000000000001")
    for host in ("facebook.com", "web.whatsapp.com"):
        for http_only in (True, False):
            state["cookies"].append(
                {
                    "name": f"canary{http_only}",
                    "value": COOKIE,
                    "domain": f".{host}",
                    "path": "/",
                    "expires": -1,
                    "httpOnly": http_only,
                    "secure": True,
                    "sameSite": "None",
                }
            )
    state["origins"].append(
        {
            "origin": "https://www.facebook.com",
            "localStorage": [{"name": "canary", "value": STORED}],
        }
    )
    return json.dumps(state)


@pytest.fixture
def replica(replica_of: Callable[..., Replica]) -> Replica:
    return replica_of(SCENARIO)


@pytest.fixture
def offswitch(program: Program, replica: Replica, tmp_path: Path) -> Program:
    state = tmp_path / "state.json"
    state.write_text(planted(replica), encoding="utf-8")
    found = program.at(replica)
    assert found("login", "--import", str(state)).code == 0
    return found


@pytest.mark.long
def test_nothing_leaks(offswitch: Program, replica: Replica) -> None:
    only = ("--only", PARTNERS, "--only", PREVIEWS)
    done = offswitch("run", "--yes", "--headless", "--json", *only)
    assert {r["status"] for r in done.results().values()} == {"changed"}, done.out + done.err
    assert offswitch("check", "--only", PREVIEWS).code == 0
    sealed = {path: path.read_bytes() for path in offswitch.home.rglob("*.sealed")}
    replica.end_session("100000000000001")
    assert offswitch("check", "--json", *only).code == 5
    # What the platform ended does not take the place of what was sealed.
    assert {path: path.read_bytes() for path in offswitch.home.rglob("*.sealed")} == sealed
    for words in (
        (
            "report",
            *(
                w
                for kind in ("html", "json", "junit")
                for w in (f"--{kind}", str(offswitch.home / f"report.{kind}"))
            ),
        ),
        ("history",),
        ("history", "--json"),
        ("history", "--setting", PARTNERS),
        ("accounts",),
        ("accounts", "--json"),
        ("doctor", "--json"),
        ("verify", "--json"),
    ):
        assert offswitch(*words).code in {0, 5}, words
    wrong = Program(offswitch.home, {**offswitch.env, "OFFSWITCH_PASSPHRASE": "another"})
    assert wrong("--debug", "run", "--yes", "--headless", *only).code != 0
    assert list(offswitch.home.rglob("*.png")), "no picture was kept: this shows less"
    secrets = {COOKIE, STORED, *secrets_of(replica)}
    state = json.loads(planted(replica))
    secrets |= {c["value"] for c in state["cookies"] if c["httpOnly"] and len(c["value"]) > 12}
    assert not list(leaks(secrets, offswitch.home, Program.said))


def test_a_trace_is_asked_for_warned_about_and_private(
    offswitch: Program, replica: Replica, tmp_path: Path
) -> None:
    trace = tmp_path / "trace.zip"
    words = ("check", "--json", "--only", PARTNERS, "--trace", str(trace))
    done = offswitch(*words)
    assert done.code == 3
    assert "warning: " in done.err
    assert str(trace) in done.err
    assert trace.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(trace) as kept:
        assert any(name.endswith(".network") for name in kept.namelist())
        # It does hold what signs in: the warning is true, and the other test can fail.
        assert any(COOKIE.encode() in kept.read(name) for name in kept.namelist())
    assert not list(offswitch.home.rglob("*trace*"))
    # A file that is there already is never written into.
    message, _ = offswitch(*words).problem()
    assert "cannot be made" in message


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    secret = "canary~x/1+"
    for number, text in enumerate(
        (
            secret,
            "canary~x%2F1%2B",
            secret.encode().hex(),
            *(
                base64.b64encode(("." * lead + secret + "and more").encode()).decode()
                for lead in range(3)
            ),
        )
    ):
        (tmp_path / f"{number}").mkdir()
        (tmp_path / f"{number}" / "file").write_text(f"before {text} after")
        assert list(leaks([secret], tmp_path / f"{number}")), text
    assert list(leaks([secret], tmp_path / "none", [f"said {secret}"]))
    assert not list(leaks(["another~y/2+"], tmp_path))
