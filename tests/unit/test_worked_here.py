"""`settings` says on which day a setting was proved on the real site, here."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from offswitch.cli import app
from offswitch.journal import JOURNAL, open_journal
from offswitch.model.results import Proof, RunInfo
from offswitch.model.results import Result as Found
from offswitch.model.words import Category, ProofKind, State, Status

DAY = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
SETTING = "accounts_center.partner_activity"
REPLICA = "http://127.0.0.1:8443"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a home that is empty."""
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path))
    return tmp_path / "data"


@pytest.fixture
def settings() -> Callable[..., Result]:
    """Run the command."""
    return lambda *more: CliRunner().invoke(app, ["settings", "accounts_center", *more])


def one_run(data: Path, replica: str | None = None) -> None:
    """Write a run that switched the setting off and proved it."""
    with open_journal(data / JOURNAL, lambda: DAY) as journal:
        journal.begin(
            RunInfo(
                id="one", mode="run", profile="default", started=DAY, version="0", replica=replica
            )
        )
        journal.record(
            "one",
            Found(
                platform="accounts_center",
                setting=SETTING,
                category=Category.AD_PARTNERS,
                title="Activity",
                status=Status.CHANGED,
                before=State.ON,
                after=State.OFF,
                proofs=tuple(Proof(kind=kind, state=State.OFF, at=DAY) for kind in ProofKind),
            ),
        )


def test_after_a_proof_on_the_real_site(data: Path, settings: Callable[..., Result]) -> None:
    one_run(data)
    assert settings().output.count("worked here on 2026-11-30") == 1
    days = {each["setting"]: each["worked_here"] for each in json.loads(settings("--json").stdout)}
    assert {name: day for name, day in days.items() if day} == {SETTING: "2026-11-30"}


def test_a_replica_is_not_here(data: Path, settings: Callable[..., Result]) -> None:
    one_run(data, REPLICA)
    assert "worked here" not in settings().output


def test_without_a_journal_none_is_made(data: Path, settings: Callable[..., Result]) -> None:
    done = settings()
    assert (done.exit_code, "worked here" in done.output) == (0, False)
    assert not data.exists()


def test_a_damaged_journal_hides_no_setting(data: Path, settings: Callable[..., Result]) -> None:
    data.mkdir()
    (data / JOURNAL).write_bytes(b"no database" * 100)
    done = settings("--json")
    assert done.exit_code == 0
    assert "does not say what worked here" in done.stderr
    assert SETTING in {each["setting"] for each in json.loads(done.stdout)}
