"""Sessions in use: what was unpacked is removed, whatever happens in between."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard
from offswitch.browser.launch import Driver
from offswitch.browser.tab import Tab
from offswitch.errors import ProfileInUse, VaultError
from offswitch.local.folders import Folders, folders
from offswitch.local.lock import profile_lock
from offswitch.model.scope import Scope
from offswitch.sessions.contexts import PersistentContext
from offswitch.sessions.scratch import hold_profile, scratch_folder
from offswitch.sessions.store import Sessions
from offswitch.spec import Account
from tests.dying import each_moment
from tests.unit.keyrings import CANARY


class FakeTab:
    """A page whose browser writes into its profile folder, as a browser does."""

    def __init__(self, folder: Path, written: str) -> None:
        self.found = (folder / "db").read_text() if (folder / "db").exists() else ""
        (folder / "db").write_text(written)
        self.closed = self.parked = False

    def park(self) -> None:
        self.parked = True

    def close(self) -> None:
        self.closed = True


class FakeDriver:
    """Starts browsers that write what they are told."""

    def __init__(self, *written: str) -> None:
        self.written = list(written)
        self.folders: list[Path] = []

    def tab_in(self, folder: Path, *_: object) -> Tab:
        assert folder.stat().st_mode & 0o077 == 0
        self.folders.append(folder)
        return cast("Tab", FakeTab(folder, self.written.pop(0)))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OFFSWITCH_PASSPHRASE", "words")
    monkeypatch.setattr("offswitch.vault.keys._COST", 2**14)
    return folders()


def context_of(here: Folders, driver: FakeDriver) -> PersistentContext:
    sessions = Sessions(here, Scope("default"))
    return PersistentContext(
        cast("Driver", driver),
        [],
        Guard(Fence(hosts=frozenset())),
        sessions,
        "chat",
        sessions.load("chat"),
        scratch_folder(here, "default"),
    )


def signed_in(here: Folders, written: str = CANARY) -> None:
    context = context_of(here, FakeDriver(written))
    context.working()
    context.keep(Account(id="1001", name="Ada"))
    context.close()


def unpacked(here: Folders) -> list[Path]:
    return list((here.data / "unpacked").rglob("*"))


def test_a_fresh_browser_gets_the_folder_as_it_was_sealed(here: Folders) -> None:
    signed_in(here, "as sealed")
    driver = FakeDriver("the page's own", "fresh one", "fresh two")
    context = context_of(here, driver)
    working: Any = context.working()
    assert working.found == "as sealed"
    for _ in range(2):
        with context.fresh() as tab:
            fresh: Any = tab
            assert fresh.found == "as sealed"
            assert working.parked, "one session in two windows at once"
            assert len(list(scratch_folder(here, "default").iterdir())) == 2
        assert fresh.closed
        assert not driver.folders[-1].exists()
    context.close()
    assert list(scratch_folder(here, "default").iterdir()) == []


def test_what_is_kept_is_what_the_working_browser_left(here: Folders) -> None:
    signed_in(here)
    first = Sessions(here, Scope("default")).load("chat")
    context = context_of(here, FakeDriver("renewed"))
    working: Any = context.working()
    context.keep(Account(id="1001"))
    assert working.closed, "a running browser's folder is not whole"
    context.close()
    found = Sessions(here, Scope("default")).load("chat")
    assert first
    assert found
    assert found.provenance == replace(first.provenance, account_name="Ada")
    again: Any = context_of(here, FakeDriver("x")).working()
    assert again.found == "renewed"


def test_a_run_that_fails_leaves_nothing_and_the_session_as_it_was(here: Folders) -> None:
    signed_in(here)
    context = context_of(here, FakeDriver("lost"))
    context.working()
    context.close()
    assert list(scratch_folder(here, "default").iterdir()) == []
    again: Any = context_of(here, FakeDriver("x")).working()
    assert again.found == CANARY


def test_a_browser_that_does_not_start_leaves_nothing(here: Folders) -> None:
    signed_in(here)
    context = context_of(here, FakeDriver())  # it has nothing to write: an IndexError for a browser
    with pytest.raises(IndexError):
        context.working()
    assert len(unpacked(here)) > 1
    context.close()
    assert list(scratch_folder(here, "default").iterdir()) == []


def test_the_next_start_removes_leftovers_of_its_own_profile_alone(here: Folders) -> None:
    for profile in ("default", "other"):
        left = scratch_folder(here, profile) / "0123"
        left.mkdir(parents=True)
        (left / "db").write_text(CANARY)
    with hold_profile(here, "default"):
        assert not scratch_folder(here, "default").exists()
        assert (scratch_folder(here, "other") / "0123" / "db").exists()


def test_nothing_is_removed_during_a_run(here: Folders) -> None:
    left = scratch_folder(here, "default") / "0123"
    left.mkdir(parents=True)
    with profile_lock(here.data / "locks", "default"), pytest.raises(ProfileInUse):
        hold_profile(here, "default").__enter__()
    assert left.exists()


def test_a_leftover_that_cannot_be_removed_is_an_error_that_names_it(
    here: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = scratch_folder(here, "default") / "0123"
    left.mkdir(parents=True)
    monkeypatch.setattr("shutil.rmtree", lambda *_, **__: None)
    monkeypatch.setattr("offswitch.sessions.scratch._REMOVAL_SECONDS", 0)
    with pytest.raises(VaultError, match="cannot be removed") as caught:
        hold_profile(here, "default").__enter__()
    assert str(scratch_folder(here, "default")) in caught.value.message


# Kill -9

WORK = """
import sys
from offswitch.vault import keys
keys._COST = 2**14
from offswitch.local.folders import folders
from offswitch.sessions.scratch import hold_profile
from offswitch.model.scope import Scope
from offswitch.sessions.store import Sessions
from offswitch.spec import Account
from offswitch.vault import Provenance
from tests.dying import before_change_of_files
from tests.unit.test_session_contexts import FakeDriver, context_of
from tests.unit.keyrings import CANARY
here = folders()
for n in range(2):
    if n == 1:
        before_change_of_files(int(sys.argv[1]))
    with hold_profile(here, "default"):
        sessions = Sessions(here, Scope("default"))
        state = {"cookies": [{"name": "xs", "value": CANARY}], "origins": [], "n": n}
        sessions.save("site", state, Provenance(account=str(n), origin="imported"))
        context = context_of(here, FakeDriver(f"{CANARY} {n} " * 100_000, CANARY))
        context.working()
        if context.former:
            with context.fresh():
                pass
        context.keep(Account(id=str(n)))
        context.close()
    print(n, flush=True)
"""


def in_plain(here: Folders) -> list[Path]:
    files = [path for path in here.data.rglob("*") if path.is_file()]
    return [path for path in files if CANARY.encode() in path.read_bytes()]


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
@pytest.mark.parametrize("step", [12, pytest.param(1, marks=pytest.mark.thorough)])
def test_whenever_it_is_killed_the_last_good_session_opens_and_none_lies_in_plain(
    here: Folders, step: int
) -> None:
    torn = 0
    for said in each_moment(WORK, step=step):
        last = int(said[-1])
        torn += bool(in_plain(here) or list(here.data.rglob("*.tmp")))
        with hold_profile(here, "default"):
            assert unpacked(here) == []
            sessions = Sessions(here, Scope("default"))
            for name in ("site", "chat"):
                found = sessions.load(name)
                assert found
                assert int(found.provenance.account) in {last, last + 1}
        assert in_plain(here) == []
        assert list(here.data.rglob("*.tmp")) == []
    assert torn, "no kill came in the middle: this test shows nothing"
