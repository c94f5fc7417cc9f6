"""What no check of a selector file can stop does no harm: a run with it writes and claims nothing that is not so.

Each kind of slip is made to some bundled files, in a copy of all of them, and the program runs with that copy
on a replica. The replica's ledger and truth judge every result.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import pytest

from offswitch.packs import bundled_folder, disk
from offswitch.replica import Replica
from tests.conftest import Program, first_account
from tests.e2e.honest import what_is_wrong
from tests.e2e.scenarios import ACCOUNT, states, writes
from tests.kinds.inside import Inside
from tests.unit.mutations.at_run_time import REASONS
from tests.unit.mutations.checked import Shelf
from tests.unit.mutations.every_kind import KINDS
from tests.unit.mutations.kinds import Edit, is_operated
from tests.unit.properties.trees import toml

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]

LAYOUTS = {
    "accounts_center/2026-07.toml": "2026-07",
    "accounts_center/2023-10.toml": "2023-10",
    "whatsapp/2026-07.toml": "2026-07",
    "facebook/2022-06.toml": "2022-06",
}
"""Some files, and a layout of the replica that each describes."""
SHARED = {"accounts_center/common.toml": "2026-07", "whatsapp/common.toml": "2026-07"}
MOST = 2
"""Edits of each kind."""


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def selectors(tmp_path: Path, program: Program, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the bundled files, which runs of this process take for them, in the program's home."""
    folder = tmp_path / "selectors"
    shutil.copytree(bundled_folder(), folder)
    monkeypatch.setattr(disk, "bundled_folder", lambda: folder)
    monkeypatch.setenv("OFFSWITCH_HOME", str(program.home))
    monkeypatch.setenv("OFFSWITCH_PASSPHRASE", "correct horse")
    return folder


def touched(shelf: Shelf, name: str, edit: Edit) -> list[str]:
    """The settings that a person operates and whose route an edit has a part in."""
    table, _, entry = edit.place.partition(".")
    platform = name.partition("/")[0]
    routes = chain.from_iterable(
        shelf.data(layout)["routes"].items() for layout in LAYOUTS if layout.startswith(platform)
    )
    found: dict[str, None] = {}
    for setting, route in routes:
        used = entry in str(route).replace("'", " ").split()
        if is_operated(route) and (
            edit.setting == setting or table not in {"routes", "elements", "sections"} or used
        ):
            found[f"{platform}.{setting}"] = None
    return list(found)


def slips(shelf: Shelf, kind: str) -> Iterator[tuple[str, str, Edit, list[str]]]:
    """Edits of a kind that nothing stops, in different files: file, layout, edit, and its settings."""
    for name, layout in {**LAYOUTS, **SHARED}.items():
        for edit in shelf.edits(name, KINDS[kind]):
            settings = touched(shelf, name, edit)
            if settings and not shelf.stopped_by(name, edit):
                yield name, layout, edit, settings
                break


@pytest.mark.parametrize("kind", REASONS)
def test_a_slip_that_nothing_stops_writes_and_claims_nothing_wrong(
    shelf: Shelf,
    program: Program,
    replica_of: Callable[..., Replica],
    selectors: Path,
    kind: str,
) -> None:
    for name, layout, edit, settings in list(slips(shelf, kind))[:MOST]:
        replica = replica_of(f'generation = "{layout}"\nlatency = 0.03\n{ACCOUNT}business = true\n')
        program.signed_in(replica)
        before = states(replica, first_account(replica))
        good = (selectors / name).read_text(encoding="utf-8")
        (selectors / name).write_text(toml(edit.data), encoding="utf-8")
        report = Inside(selectors).run(
            platforms=(), only=tuple(settings), selectors=(), replica=replica.url
        )
        (selectors / name).write_text(good, encoding="utf-8")
        results = {result.setting: result.model_dump(mode="json") for result in report.results}
        after = states(replica, first_account(replica))
        told = {name: (each["status"], each["reason"]) for name, each in results.items()}
        print(kind, "|", name, edit.place, told)
        assert set(results) == set(settings)
        assert what_is_wrong(results, before, after, writes(replica)) == [], f"{name}: {edit.place}"
