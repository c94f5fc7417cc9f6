"""A sealed file: nothing in it can be read, and all damage is reported."""

import os
import random
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest

from offswitch.errors import VaultError
from offswitch.vault import Provenance, open_vault
from offswitch.vault.seal import CHUNK
from tests.unit.keyrings import CANARY, STATE, MemoryKeyring
from tests.unit.vault.conftest import vault_in


def test_a_session_comes_back_as_it_was(tmp_path: Path, ring: MemoryKeyring) -> None:
    state = {**STATE, "origins": [{"half": "\ud83d", "whole": "😀", "null": None, "n": 1.5}]}
    open_vault(tmp_path, "default").save(
        "site", state, Provenance(account="1001 Ada", origin="login")
    )
    found = open_vault(tmp_path, "default").load("site")
    assert found is not None
    assert (found.name, found.provenance.account, found.provenance.origin) == (
        "site",
        "1001 Ada",
        "login",
    )
    assert found.state == state
    assert found.saved_at.utcoffset() is not None
    assert CANARY not in repr(found)
    assert open_vault(tmp_path, "default").load("other") is None


def test_the_file_is_private_and_holds_nothing_readable(
    tmp_path: Path, ring: MemoryKeyring
) -> None:
    opened: list[tuple[str, int, int]] = []
    real = os.open

    def spy(path: Any, flags: int, mode: int = 0o777, **more: Any) -> int:
        opened.append((str(path), flags, mode))
        return real(path, flags, mode, **more)

    old = os.umask(0)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "open", spy)
            open_vault(tmp_path / "vault", "default").save("site", STATE, Provenance(account="Ada"))
    finally:
        os.umask(old)
    path = tmp_path / "vault" / "default" / "site.sealed"
    assert [entry.name for entry in path.parent.iterdir()] == ["site.sealed"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for folder in (path.parent, path.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    created = [entry for entry in opened if entry[1] & os.O_CREAT]
    assert created, "it was not created through os.open"
    assert all(flags & os.O_EXCL and mode == 0o600 for _, flags, mode in created)
    data = path.read_bytes()
    (secret,) = ring.kept.values()
    for word in (CANARY, "Ada", "cookies", '"xs"', secret):
        assert word.encode() not in data


def test_two_files_of_the_same_content_differ(tmp_path: Path, ring: MemoryKeyring) -> None:
    vault = open_vault(tmp_path, "default")
    vault.save("a", STATE)
    vault.save("b", STATE)
    first, second = ((tmp_path / "default" / f"{n}.sealed").read_bytes() for n in "ab")
    assert first[-64:] != second[-64:]
    assert len(ring.kept) == 1, "one key for the profile"


@pytest.mark.parametrize("kind", ["keyring", "passphrase"])
def test_every_changed_byte_is_refused_and_the_file_kept(
    tmp_path: Path, ring: MemoryKeyring, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if kind == "passphrase":
        monkeypatch.setenv("OFFSWITCH_PASSPHRASE", "correct horse")
    open_vault(tmp_path, "default").save("site", STATE)
    path = tmp_path / "default" / "site.sealed"
    good = path.read_bytes()
    places = range(len(good))
    if kind == "passphrase":  # each costs an scrypt of its own
        places = random.Random(4).sample(places, 60)  # type: ignore[assignment]
    vault = open_vault(tmp_path, "default")
    for place in places:
        bad = bytearray(good)
        bad[place] ^= 0x01
        path.write_bytes(bad)
        with pytest.raises(VaultError) as caught:
            vault.load("site")
        assert "login" in caught.value.hint, place
        assert CANARY not in str(caught.value)
        assert path.read_bytes() == bytes(bad)
    path.write_bytes(good)
    assert vault.load("site")


@pytest.mark.parametrize("length", [0, 5, 100, -17, -1])
def test_a_torn_or_lengthened_file_is_named(tmp_path: Path, length: int) -> None:
    vault_in(tmp_path).save("site", STATE)
    path = tmp_path / "default" / "site.sealed"
    good = path.read_bytes()
    for bad in (good[:length], good + b"\0", good + good):
        path.write_bytes(bad)
        with pytest.raises(VaultError, match=r"site\.sealed cannot be opened") as caught:
            vault_in(tmp_path).load("site")
        assert "`offswitch login`" in caught.value.hint
        (info,) = vault_in(tmp_path).sessions()
        assert info.name == "site"
        assert info.problem
        assert info.saved_at is None


def test_chunks_cannot_be_dropped_swapped_or_repeated(tmp_path: Path) -> None:
    vault = vault_in(tmp_path)
    vault.save("site", {"cookies": [], "filler": "x" * 3 * CHUNK})
    path = tmp_path / "default" / "site.sealed"
    good = path.read_bytes()
    start = good.index(b"\n", good.index(b"\n") + 1) + 1
    size = CHUNK + 16
    chunks = [good[at : at + size] for at in range(start, len(good), size)]
    assert len(chunks) == 4
    a, b, c, d = chunks
    for order in ([a, b, c], [b, a, c, d], [a, a, c, d], [a, c, d], [a, b, c, d, d], [d], []):
        path.write_bytes(good[:start] + b"".join(order))
        with pytest.raises(VaultError, match="changed, cut short"):
            vault.load("site")
    path.write_bytes(good)
    assert vault.load("site")


def test_a_header_in_other_words_is_refused(tmp_path: Path) -> None:
    vault_in(tmp_path).save("site", STATE)
    path = tmp_path / "default" / "site.sealed"
    path.write_bytes(path.read_bytes().replace(b'"format":1', b'"format": 1'))
    with pytest.raises(VaultError, match="was changed"):
        vault_in(tmp_path).load("site")


def test_a_file_of_another_profile_or_session_is_refused(
    tmp_path: Path, ring: MemoryKeyring
) -> None:
    ada, bob = open_vault(tmp_path, "ada"), open_vault(tmp_path, "bob")
    ada.save("site", STATE, Provenance(account="Ada"))
    bob.save("site", {**STATE, "whose": "bob"}, Provenance(account="Bob"))
    before = dict(ring.kept)
    shutil.copy(tmp_path / "ada" / "site.sealed", tmp_path / "bob" / "site.sealed")
    shutil.copy(tmp_path / "ada" / "site.sealed", tmp_path / "ada" / "other.sealed")
    with pytest.raises(VaultError, match="belongs to another profile"):
        open_vault(tmp_path, "bob").load("site")
    with pytest.raises(VaultError, match="belongs to something else"):
        open_vault(tmp_path, "ada").load("other")
    # Bob signs in again and out again: Ada's key is neither used nor dropped.
    bob = open_vault(tmp_path, "bob")
    bob.forget("site")
    assert ring.kept == before
    bob.save("site", STATE)
    assert open_vault(tmp_path, "ada").load("site")
    assert open_vault(tmp_path, "bob").load("site")


def test_the_same_passphrase_does_not_open_another_profiles_file(tmp_path: Path) -> None:
    vault_in(tmp_path, "ada").save("site", STATE)
    vault_in(tmp_path, "bob").save("site", STATE)
    shutil.copy(tmp_path / "ada" / "site.sealed", tmp_path / "bob" / "site.sealed")
    with pytest.raises(VaultError, match="belongs to something else"):
        vault_in(tmp_path, "bob").load("site")


def test_a_header_cannot_ask_for_endless_work(tmp_path: Path) -> None:
    vault_in(tmp_path).save("site", STATE)
    path = tmp_path / "default" / "site.sealed"
    path.write_bytes(path.read_bytes().replace(b'"n":16384', b'"n":1073741824'))
    with pytest.raises(VaultError, match="header is damaged"):
        vault_in(tmp_path).load("site")


def test_a_newer_format_says_so(tmp_path: Path) -> None:
    vault_in(tmp_path).save("site", STATE)
    path = tmp_path / "default" / "site.sealed"
    path.write_bytes(path.read_bytes().replace(b'"format":1', b'"format":2'))
    with pytest.raises(VaultError, match="format is 2"):
        vault_in(tmp_path).load("site")
