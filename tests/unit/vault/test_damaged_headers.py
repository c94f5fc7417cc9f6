"""One changed byte in the header of a sealed file: every command names the file, and none calls it a bug."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from offswitch.errors import VaultError
from offswitch.local.folders import Folders, folders
from offswitch.model.scope import Scope
from offswitch.sessions.accounts import sealed_sessions
from offswitch.sessions.rekey import rekey
from offswitch.sessions.store import Sessions
from offswitch.vault import Provenance
from offswitch.vault import keys as vault_keys
from offswitch.vault.addresses import ADDRESSES, Addresses
from tests.unit.keyrings import STATE, MemoryKeyring

ORIGIN = Provenance(origin="imported")


class QuickScrypt:
    """Refuses what scrypt refuses, but makes a key at once: there are a thousand of them here."""

    def __init__(self, *, salt: bytes, length: int, n: int, r: int, p: int) -> None:
        self._scrypt = Scrypt(salt=salt, length=length, n=n, r=r, p=p)
        self._start = json.dumps([salt.hex(), n, r, p]).encode()

    def derive(self, words: bytes) -> bytes:
        return hashlib.sha256(self._start + words).digest()


@pytest.fixture(params=["keyring", "passphrase"])
def here(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    ring: MemoryKeyring,
    monkeypatch: pytest.MonkeyPatch,
) -> Folders:
    """A session, a session that is a folder, and an address."""
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(vault_keys, "Scrypt", QuickScrypt)
    monkeypatch.setattr(os, "fsync", lambda _: None)
    if request.param == "passphrase":
        monkeypatch.setenv("OFFSWITCH_PASSPHRASE", "correct horse")
        monkeypatch.setenv("OFFSWITCH_NEW_PASSPHRASE", "battery staple")
    found = folders()
    browser = tmp_path / "browser"
    browser.mkdir()
    (browser / "Cookies").write_bytes(b"x" * 100)
    sessions = Sessions(found, Scope("default"))
    sessions.save("site", STATE, ORIGIN)
    sessions.save_folder("folder", browser, ORIGIN)
    Addresses(found.data / ADDRESSES, "default").save("phone", "ntfy://topic")
    return found


def flipped(path: Path, bit: int = 0x01) -> Iterator[None]:
    """Change one byte of a sealed file's header after another, and then put all of them back."""
    good = path.read_bytes()
    for place in range(good.index(b"\n", good.index(b"\n") + 1) + 1):
        bad = bytearray(good)
        bad[place] ^= bit
        path.write_bytes(bad)
        yield
    path.write_bytes(good)


def assert_names(path: Path, command: Callable[..., object], *values: Any) -> None:
    with pytest.raises(VaultError) as caught:
        command(*values)
    assert str(path) in caught.value.message
    assert caught.value.hint


def rekeyed(here: Folders) -> int:
    return rekey(here, "default", to=None, ask=None, ask_new=None)


@pytest.mark.parametrize("name", ["site.sealed", "folder.sealed-folder"])
def test_a_session_with_a_damaged_header_is_named(here: Folders, name: str, tmp_path: Path) -> None:
    path = here.data / "sessions" / "default" / name
    for _ in flipped(path):
        sessions = Sessions(here, Scope("default"))
        assert_names(path, sessions.load, path.stem)
        assert_names(path, rekeyed, here)
        accounts = sealed_sessions(here, (), [Scope("default")], None)
        assert [each.session for each in accounts if each.problem] == [path.stem]
        # Another session can still be sealed, unless the passphrase no longer fits this file.
        with suppress(VaultError):
            sessions.save("other", STATE, ORIGIN)
            sessions.forget("other")
        if path.suffix == ".sealed-folder":
            assert_names(path, sessions.unpack, "folder", tmp_path / "out")
            assert not (tmp_path / "out").exists()
    for _ in flipped(path, 0x80):  # no longer any text
        assert_names(path, Sessions(here, Scope("default")).load, path.stem)


def test_an_address_with_a_damaged_header_is_named(here: Folders) -> None:
    path = here.data / ADDRESSES / "default" / "phone.sealed"
    for _ in flipped(path):
        assert_names(path, Addresses(here.data / ADDRESSES, "default").load, "phone")
        assert_names(path, rekeyed, here)
