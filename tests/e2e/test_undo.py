"""Undo puts back exactly what was there, even after a crash, and the ledger agrees."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from offswitch.replica import Replica
from tests.anyapp.server import AnyApp, controls
from tests.conftest import ROOT, Program, first_account
from tests.e2e.scenarios import ACCOUNT, writes
from tests.e2e.waiting import await_held
from tests.npm import ensure_built

pytestmark = pytest.mark.e2e

CHOICE, SWITCH = "accounts_center.partner_activity", "facebook.off_facebook_activity"
GENERATIONS = {CHOICE: "2026-07", SWITCH: "2020-01"}
CONTROLS = {control["key"]: control for control in controls()}


def replica_for(replica_of: Callable[..., Replica], setting: str, fault: str = "") -> Replica:
    faulty = f'[settings."{setting}"]\nfaults = ["{fault}"]\n' if fault else ""
    generation = GENERATIONS[setting]
    return replica_of(f'generation = "{generation}"\nlatency = 0.03\n{ACCOUNT}\n{faulty}')


def state(replica: Replica, setting: str) -> str:
    return str(replica.truth()["accounts"][first_account(replica)][setting])


@pytest.mark.long
@pytest.mark.parametrize(
    "setting",
    [
        pytest.param(CHOICE, id="choice"),
        pytest.param(SWITCH, id="switch", marks=pytest.mark.thorough),
    ],
)
def test_a_run_is_undone_with_proofs_and_is_no_drift_afterwards(
    program: Program, replica_of: Callable[..., Replica], setting: str
) -> None:
    replica = replica_for(replica_of, setting)
    offswitch = program.signed_in(replica)
    run = offswitch("run", "--yes", "--headless", "--json", "--only", setting)
    assert run.code == 0, run.out + run.err

    undo = offswitch("undo", "--yes", "--headless", "--json")
    assert undo.code == 0, undo.out + undo.err
    result = undo.results()[setting]
    assert undo.json["run"]["mode"] == "undo"
    assert (result["status"], result["before"], result["after"]) == ("changed", "off", "on")
    assert result["wanted"] == "on"
    assert [(p["kind"], p["state"]) for p in result["proofs"]] == [
        ("same_page", "on"),
        ("fresh_context", "on"),
    ]
    assert writes(replica) == [(setting, "on", "off"), (setting, "off", "on")]
    assert state(replica, setting) == "on"

    crops = sorted(file.name for file in (program.home / "data" / "crops").iterdir())
    runs = [run.json["run"]["id"], undo.json["run"]["id"]]
    assert crops == sorted(
        f"{id_}_{setting}_{side}.png" for id_ in runs for side in ("before", "after")
    )

    again = offswitch("undo", "--yes", "--headless", "--json")
    assert (again.code, again.results()[setting]["status"]) == (0, "ok"), again.out
    assert len(writes(replica)) == 2
    check = offswitch("check", "--json", "--only", setting)
    assert (check.code, check.results()[setting]["reason"]) == (3, None), "the person wanted it"


@pytest.mark.thorough
def test_what_was_never_changed_is_refused(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_for(replica_of, CHOICE)
    offswitch = program.signed_in(replica)
    error, hint = offswitch("undo", "--yes", "--headless", "--json").problem()
    assert "nothing to undo" in error
    assert "history" in hint
    offswitch("run", "--yes", "--headless", "--json", "--only", CHOICE)
    done = offswitch("undo", "--yes", "--headless", "--only", SWITCH)
    assert done.code == 4
    assert SWITCH in done.problem()[0]
    assert writes(replica) == [(CHOICE, "on", "off")]


@pytest.mark.thorough
def test_an_undo_that_does_not_stick_is_not_claimed(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_for(replica_of, CHOICE)
    offswitch = program.signed_in(replica)
    assert offswitch("run", "--yes", "--headless", "--json", "--only", CHOICE).code == 0
    broken = replica_for(replica_of, CHOICE, "flips_back")
    broken.flip(first_account(broken), CHOICE, "off")
    offswitch = program.signed_in(broken)
    undo = offswitch("undo", "--yes", "--headless", "--json")
    result = undo.results()[CHOICE]
    assert (undo.code, result["status"], result["reason"]) == (4, "failed", "not_verified")


@pytest.mark.thorough
@pytest.mark.parametrize("moment", ["after", "before"])
def test_after_a_crash_exactly_what_was_done_is_undone(
    program: Program, replica_of: Callable[..., Replica], moment: str
) -> None:
    """Killed while the change is on its way: the server has not read it yet, or has not answered."""
    replica = replica_for(replica_of, CHOICE)
    offswitch = program.signed_in(replica)
    hold = replica.hold("*Mutation", unread=moment == "before")
    with offswitch.start("run", "--yes", "--headless", "--json", "--only", CHOICE) as running:
        await_held(hold, running)
        running.send_signal(signal.SIGKILL)
        running.communicate()
    hold.release(drop=True)
    written = moment == "after"
    assert bool(writes(replica)) is written
    assert offswitch("history", "--json").json["begun"]
    undo = offswitch("undo", "--yes", "--headless", "--json")
    assert undo.code == 0, undo.out + undo.err
    assert undo.results()[CHOICE]["status"] == ("changed" if written else "ok")
    assert state(replica, CHOICE) == "on"
    expected = [(CHOICE, "on", "off"), (CHOICE, "off", "on")] if written else []
    assert writes(replica) == expected
    assert offswitch("verify").code == 0


def one_of_each_kind() -> list[str]:
    """A plain and an inverted control of each kind, way of saving and number of options."""
    chosen: dict[tuple[object, ...], str] = {}
    for key, control in CONTROLS.items():
        kind = (control["kind"], control.get("inverted", False), control["save"])
        chosen.setdefault((*kind, len(control.get("options", ())) > 2), key)
    return list(chosen.values())


@pytest.fixture
def app() -> Iterator[AnyApp]:
    reason = ensure_built(ROOT / "tests" / "anyapp")
    if reason:
        pytest.skip(f"the component libraries are not here: {reason}")
    with AnyApp() as running:
        yield running


@pytest.mark.thorough
def test_switches_choices_menus_and_inverted_controls_go_back_to_their_very_value(
    program: Program, app: AnyApp, tmp_path: Path
) -> None:
    text = (ROOT / "tests" / "anyapp" / "fernblick.toml").read_text(encoding="utf-8")
    (tmp_path / "selectors").mkdir()
    port = app.url.rstrip("/").rpartition(":")[2]
    (tmp_path / "selectors" / "fernblick.toml").write_text(
        text.replace("PORT", port), encoding="utf-8"
    )
    keys = one_of_each_kind()
    own = ("--selectors", str(tmp_path / "selectors"), "--headless", "--json")
    only = [part for key in keys for part in ("--only", f"fernblick.{key}")]
    run = program("run", "--yes", "fernblick", *own, *only)
    assert run.code == 0, run.out + run.err
    undo = program("undo", "--yes", *own)
    assert {r["status"] for r in undo.results().values()} == {"changed"}, undo.out
    assert {key: app.state[key] for key in keys} == {key: CONTROLS[key]["start"] for key in keys}
