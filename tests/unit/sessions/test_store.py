"""The sessions of a profile: those of the real sites and those of replicas never meet."""

from __future__ import annotations

from pathlib import Path

import pytest

from offswitch.local.folders import folders
from offswitch.model.scope import Scope
from offswitch.sessions.store import Sessions
from offswitch.vault import Provenance
from offswitch.vault import keys as vault_keys
from tests.unit.keyrings import STATE

REAL, AT_REPLICA = Scope("default"), Scope("default", at_replica=True)


@pytest.fixture(autouse=True)
def _at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OFFSWITCH_PASSPHRASE", "correct horse")
    monkeypatch.setattr(vault_keys, "_COST", 2**14)


@pytest.mark.parametrize(("one", "other"), [(REAL, AT_REPLICA), (AT_REPLICA, REAL)])
def test_a_session_is_not_found_on_the_other_side(one: Scope, other: Scope, tmp_path: Path) -> None:
    Sessions(folders(), one).save("site", STATE, Provenance())
    there = Sessions(folders(), other)
    assert there.load("site") is None
    assert not there.has("site")
    assert there.names() == []
    assert there.infos() == []
    assert not there.forget("site")
    there.unpack("site", tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert Sessions(folders(), one).load("site")


def test_a_session_that_is_a_folder_is_not_unpacked_for_a_replica(tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.mkdir()
    (browser / "Cookies").write_bytes(b"secret")
    Sessions(folders(), REAL).save_folder("site", browser, Provenance())
    Sessions(folders(), AT_REPLICA).unpack("site", tmp_path / "out")
    assert not (tmp_path / "out").exists()
