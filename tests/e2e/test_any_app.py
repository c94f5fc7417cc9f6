"""Any web app as data: controls that were not made for this project, operated by one selector file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.anyapp.server import AnyApp, controls
from tests.conftest import ROOT, Program
from tests.npm import ensure_built

pytestmark = pytest.mark.e2e

CONTROLS = {control["key"]: control for control in controls()}
PARTS = {
    "daily": ["contact_upload", "photo_tagging"],
    "first": sorted(CONTROLS)[::2],
    "second": sorted(CONTROLS)[1::2],
}
"""A switch that is drawn and a choice; and all of them in two parts."""


@pytest.fixture(scope="module")
def libraries() -> None:
    reason = ensure_built(ROOT / "tests" / "anyapp")
    if reason:
        pytest.skip(f"the component libraries are not here: {reason}")


@pytest.fixture
def app(libraries: None) -> Iterator[AnyApp]:
    with AnyApp() as running:
        yield running


@pytest.fixture
def folder(app: AnyApp, tmp_path: Path) -> Path:
    text = (ROOT / "tests" / "anyapp" / "fernblick.toml").read_text(encoding="utf-8")
    port = app.url.rstrip("/").rpartition(":")[2]
    folder = tmp_path / "selectors"
    folder.mkdir()
    (folder / "fernblick.toml").write_text(text.replace("PORT", port), encoding="utf-8")
    return folder


def asked(folder: Path, keys: list[str]) -> list[str]:
    only = [part for key in keys for part in ("--only", f"fernblick.{key}")]
    return ["fernblick", "--selectors", str(folder), "--json", *only]


@pytest.mark.long
@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(keys, id=part, marks=[] if part == "daily" else [pytest.mark.thorough])
        for part, keys in PARTS.items()
    ],
)
def test_every_control_is_read_switched_off_and_proved(
    program: Program, app: AnyApp, folder: Path, keys: list[str]
) -> None:
    run = program("run", "--yes", "--headless", *asked(folder, keys))
    assert {k: (r["status"], r["reason"]) for k, r in run.results().items()} == {
        f"fernblick.{key}": ("changed", None) for key in keys
    }, run.out
    written = sorted((w["key"], w["from"], w["to"]) for w in app.writes)
    assert written == sorted((key, CONTROLS[key]["start"], CONTROLS[key]["off"]) for key in keys)
    assert {key: app.state[key] for key in keys} == {key: CONTROLS[key]["off"] for key in keys}


@pytest.mark.thorough
def test_a_dry_run_and_a_check_read_them_all_and_write_nothing(
    program: Program, app: AnyApp, folder: Path
) -> None:
    keys = ["share_usage", "ad_opt_out", "online_status", "photo_tagging", "contact_upload"]
    dry = program("run", "--headless", "--dry-run", *asked(folder, keys))
    assert {r["status"] for r in dry.results().values()} == {"pending"}, dry.out
    assert (dry.code, app.writes) == (3, [])
    for key in keys[1:]:
        app.set(key, CONTROLS[key]["off"])
    check = program("check", *asked(folder, keys))
    assert [r["status"] for r in check.results().values()] == ["pending"] + ["ok"] * 4, check.out
    assert (check.code, app.writes) == (3, [])
