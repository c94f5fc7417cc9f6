"""The demo tells the truth about itself and leaves the person's own things alone."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import browsers
from tests.conftest import Program

pytestmark = pytest.mark.e2e


@pytest.fixture
def temporary(program: Program) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="offswitch-") as folder:
        program.env["TMPDIR"] = folder
        yield Path(folder)


def tree(folder: Path) -> dict[str, tuple[int, str]]:
    """Mode and content of everything in a folder."""
    return {
        str(path.relative_to(folder)): (
            path.stat().st_mode,
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
        )
        for path in sorted(folder.rglob("*"))
    }


@pytest.mark.long
@pytest.mark.parametrize(
    "browser",
    [
        pytest.param(browsers.headless, id="shell"),
        pytest.param(browsers.headed, id="as-a-person-has-it", marks=pytest.mark.thorough),
    ],
)
def test_the_demo_agrees_with_the_ledger_and_touches_nothing_of_the_person_s(
    program: Program, temporary: Path, browser: Callable[[], str]
) -> None:
    program.env[browsers.VARIABLE] = browser()
    # Things of the person's, one of which would make every command fail if the demo looked at it.
    own = program.home / "config" / "selectors"
    own.mkdir(parents=True)
    (own / "broken.toml").write_text("schema = 99", encoding="utf-8")
    assert program("settings").code == 4
    data = program.home / "data"
    for name in ("sessions/default/meta.sealed", "journal.sqlite3", "locks/default.lock"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(b"not to be touched")
    before = tree(program.home)

    done = program("demo", "--headless", "--json")
    assert done.code == 0, done.err
    told = done.json
    assert told["agreed"] is True
    assert told["dry_run"]["run"]["mode"] == "dry_run"
    assert {r["status"] for r in told["dry_run"]["results"]} <= {"pending", "skipped", "ok"}
    outcomes = {r["reason"] or r["status"] for r in told["run"]["results"]}
    assert outcomes >= {"changed", "ok", "not_offered", "guide", "unreadable"}, "of each kind, one"
    switched = {r["setting"] for r in told["run"]["results"] if r["status"] == "changed"}
    assert switched
    assert switched == {write["setting"] for write in told["ledger"]}
    assert all(write["to"] == "off" for write in told["ledger"])
    drifted = [r["setting"] for r in told["check"]["results"] if r["reason"] == "drift"]
    assert len(drifted) == 1
    assert drifted[0] in switched
    assert all(told[name]["run"]["replica"] for name in ("dry_run", "run", "check"))

    report = Path(told["report"])
    assert report.is_relative_to(temporary)
    assert "switched back" in report.read_text(encoding="utf-8") or drifted[0] in report.read_text(
        encoding="utf-8"
    )

    assert tree(program.home) == before
    left = [path for path in temporary.iterdir() if path.name.startswith("offswitch-demo-")]
    assert left == [], "the temporary home stayed behind"
