"""A real browser takes every session that was imported, whatever program exported it."""

from __future__ import annotations

from pathlib import Path

import pytest

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard
from offswitch.browser.launch import Launched
from offswitch.errors import BrowserError
from offswitch.local.folders import folders
from offswitch.model.scope import Scope
from offswitch.packs import Library
from offswitch.sessions.importing import import_session
from offswitch.sessions.store import Sessions
from offswitch.vault import keys as vault_keys
from tests.unit.sessions.exports import CHROME, EXPORTS

pytestmark = pytest.mark.e2e


def test_a_browser_takes_what_was_imported(
    local_browser: Launched, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OFFSWITCH_PASSPHRASE", "correct horse")
    monkeypatch.setattr(vault_keys, "_COST", 2**14)
    sessions, packs = Sessions(folders(), Scope("default")), [Library().pack("facebook")]
    guard = Guard(Fence(hosts=frozenset()))
    for name, export in EXPORTS.items():
        path = tmp_path / "export"
        path.write_bytes(export)
        import_session(path, packs, sessions)
        session = sessions.load("meta")
        assert session
        assert session.state
        cookies = session.state["cookies"]
        # Storage is loaded only for sessions that live in it.
        tab = local_browser.tab({"cookies": cookies, "origins": []}, guard)
        taken = {cookie["name"]: cookie for cookie in tab.state()["cookies"]}
        tab.close()
        assert set(taken) == {cookie["name"] for cookie in cookies}, name
        assert taken["xs"]["value"] == "secret%3A1"
        assert taken["xs"]["domain"] == ".facebook.com"
    # As they were in the file, the browser refuses all of them, and that is what it says.
    with pytest.raises(BrowserError, match="does not take the cookies"):
        local_browser.tab({"cookies": CHROME, "origins": []}, guard)
