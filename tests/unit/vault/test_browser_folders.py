"""A sealed browser folder: it comes back private, whole, and in its own place."""

import os
import stat
import tarfile
from pathlib import Path

import pytest

from offswitch.errors import VaultError
from offswitch.vault import Provenance
from offswitch.vault.seal import CHUNK
from tests.unit.keyrings import CANARY, STATE
from tests.unit.vault.conftest import vault_in


def browser_folder(folder: Path) -> Path:
    (folder / "Default" / "IndexedDB").mkdir(parents=True)
    (folder / "Default" / "IndexedDB" / "000003.log").write_bytes(CANARY.encode() * 20_000)
    (folder / "Default" / "empty").touch()
    for cache in (
        "Default/Cache/Cache_Data",
        "GrShaderCache",
        "Default/Service Worker/CacheStorage",
    ):
        (folder / cache).mkdir(parents=True)
        (folder / cache / "data_1").write_bytes(b"x" * 4096)
    (folder / "Local State").write_text("{}")
    os.link(folder / "Local State", folder / "second name")
    (folder / "SingletonLock").symlink_to("host-4242")
    (folder / "SingletonSocket").symlink_to("/etc")
    return folder


def test_a_browser_folder_comes_back_private_without_its_links(tmp_path: Path) -> None:
    source = browser_folder(tmp_path / "source")
    vault = vault_in(tmp_path / "vault")
    vault.seal_folder("chat", source, Provenance(account="1001", account_name="Ada"))
    sealed = tmp_path / "vault" / "default" / "chat.sealed-folder"
    assert CANARY.encode() not in sealed.read_bytes()
    assert [
        (i.name, i.provenance.account, i.provenance.account_name, i.problem)
        for i in vault.sessions()
    ] == [("chat", "1001", "Ada", "")]
    found = vault.load("chat")
    assert found is not None
    assert found.state is None
    target = tmp_path / "run" / "chat"
    old = os.umask(0)
    try:
        assert vault.unseal_folder("chat", target) is True
    finally:
        os.umask(old)
    there = {path.relative_to(target).as_posix(): path for path in target.rglob("*")}
    assert set(there) == {
        "Default",
        "Default/Service Worker",
        "Default/IndexedDB",
        "Default/IndexedDB/000003.log",
        "Default/empty",
        "Local State",
        "second name",
    }
    for path in (target, *there.values()):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)
    assert there["Default/IndexedDB/000003.log"].read_bytes() == CANARY.encode() * 20_000
    assert there["second name"].read_text() == "{}"
    assert vault.unseal_folder("other", tmp_path / "none") is False
    assert not (tmp_path / "none").exists()
    assert vault.forget("chat") is True
    assert not sealed.exists()


def test_a_damaged_browser_folder_leaves_nothing_unpacked(tmp_path: Path) -> None:
    vault = vault_in(tmp_path / "vault")
    vault.seal_folder("chat", browser_folder(tmp_path / "source"))
    sealed = tmp_path / "vault" / "default" / "chat.sealed-folder"
    good = sealed.read_bytes()
    for bad in (
        good[:-1],
        good[: len(good) - CHUNK],
        good[:-20] + bytes([good[-20] ^ 1]) + good[-19:],
    ):
        sealed.write_bytes(bad)
        with pytest.raises(VaultError, match="cannot be opened"):
            vault.unseal_folder("chat", tmp_path / "target")
        assert not (tmp_path / "target").exists()


def test_unpacking_never_touches_a_folder_with_something_in_it(tmp_path: Path) -> None:
    vault = vault_in(tmp_path / "vault")
    vault.seal_folder("chat", browser_folder(tmp_path / "source"))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter").write_text("dear")
    with pytest.raises(VaultError, match="not empty"):
        vault.unseal_folder("chat", tmp_path / "mine")
    assert (tmp_path / "mine" / "letter").read_text() == "dear"


def test_a_session_is_a_state_or_a_folder_and_the_newer_one_counts(tmp_path: Path) -> None:
    vault = vault_in(tmp_path / "vault")
    folder = tmp_path / "vault" / "default"
    state, browser = folder / "chat.sealed", folder / "chat.sealed-folder"
    vault.save("chat", STATE, Provenance(account="first"))
    kept = state.read_bytes()
    vault.seal_folder("chat", browser_folder(tmp_path / "source"), Provenance(account="second"))
    assert [path.name for path in folder.iterdir()] == [browser.name]
    state.write_bytes(kept)  # as a crash between the two would leave it
    found = vault.load("chat")
    assert found
    assert found.provenance.account == "second"
    assert [info.provenance.account for info in vault.sessions()] == ["second"]
    vault.save("chat", STATE, Provenance(account="third"))
    assert [path.name for path in folder.iterdir()] == [state.name]


def test_a_folder_too_large_to_be_a_session_is_not_sealed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = vault_in(tmp_path / "vault")
    source = browser_folder(tmp_path / "source")
    vault.seal_folder("chat", source, Provenance(account="good"))
    with monkeypatch.context() as patch:
        patch.setattr("offswitch.vault.archive.LARGEST", 1000)
        with pytest.raises(VaultError, match="too large"):
            vault.seal_folder("chat", source)
        with pytest.raises(VaultError, match="more than a session"):
            vault.unseal_folder("chat", tmp_path / "target")
    assert not (tmp_path / "target").exists()
    found = vault.load("chat")
    assert found
    assert found.provenance.account == "good"


@pytest.mark.parametrize("trick", ["../out", "absolute", "link"])
def test_a_sealed_folder_cannot_write_outside(
    tmp_path: Path, trick: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even whoever has the key cannot: a folder sealed by a broken version is no way out."""
    source = tmp_path / "source"
    source.mkdir()
    (source / "file").touch()
    member = tarfile.TarInfo(str(tmp_path / "out") if trick == "absolute" else trick)
    if trick == "link":
        member.type, member.linkname = tarfile.SYMTYPE, "/etc"

    def add(tar: tarfile.TarFile, path: Path, *, arcname: str, recursive: bool) -> None:
        tar.addfile(member)

    vault = vault_in(tmp_path / "vault")
    with monkeypatch.context() as patch:
        patch.setattr(tarfile.TarFile, "add", add)
        vault.seal_folder("chat", source)
    with pytest.raises(VaultError, match="other than plain files"):
        vault.unseal_folder("chat", tmp_path / "target" / "deep")
    assert not (tmp_path / "target" / "out").exists()
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "target" / "deep").exists()
