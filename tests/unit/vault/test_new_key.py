"""A new key for all sessions, or for none of them."""

import os
from pathlib import Path

import pytest

from offswitch.errors import VaultError
from offswitch.local import staged as local_staged
from offswitch.vault import Provenance, open_vault
from offswitch.vault.seal import CHUNK
from tests.unit.keyrings import STATE, MemoryKeyring
from tests.unit.vault.conftest import passphrase_of, vault_in


def test_rekey_changes_the_key_and_keeps_the_sessions(tmp_path: Path, ring: MemoryKeyring) -> None:
    browser = tmp_path / "browser"
    browser.mkdir()
    (browser / "db").write_bytes(os.urandom(3 * CHUNK))
    vault = open_vault(tmp_path / "vault", "default")
    vault.save("a", STATE, Provenance(account="Ada"))
    vault.save("b", STATE)
    vault.seal_folder("c", browser)
    (old,) = ring.kept.items()
    saved = vault.load("a")
    assert vault.rekey() == 3
    (new,) = ring.kept.items()
    assert new != old
    assert vault.load("a") == saved
    fresh = open_vault(tmp_path / "vault", "default")
    assert fresh.load("b")
    assert fresh.unseal_folder("c", tmp_path / "out")
    assert (tmp_path / "out" / "db").read_bytes() == (browser / "db").read_bytes()


def test_rekey_leads_from_the_keyring_to_a_passphrase(tmp_path: Path, ring: MemoryKeyring) -> None:
    vault = open_vault(tmp_path, "default")
    vault.save("site", STATE)
    vault.rekey(passphrase_of("new words"))
    assert not ring.kept
    vault.save("second", STATE)
    for name in ("site", "second"):
        assert vault_in(tmp_path, words="new words").load(name)


@pytest.mark.parametrize("committed", [0, 1, 2])
def test_a_rekey_that_dies_between_two_files_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, committed: int
) -> None:
    vault = vault_in(tmp_path)
    for name in "abc":
        vault.save(name, STATE)
    done: list[str] = []
    real = local_staged.Staged.commit

    def die(staged: local_staged.Staged) -> None:
        if len(done) == committed:
            raise KeyboardInterrupt
        done.append(staged.target.name)
        real(staged)

    with monkeypatch.context() as patch:
        patch.setattr(local_staged.Staged, "commit", die)
        with pytest.raises(KeyboardInterrupt):
            vault.rekey(passphrase_of("new words"))
    opened = {
        words: [
            info.name for info in vault_in(tmp_path, words=words).sessions() if not info.problem
        ]
        for words in ("correct horse", "new words")
    }
    assert sorted(opened["correct horse"] + opened["new words"]) == ["a", "b", "c"]
    assert len(opened["new words"]) == committed
    assert vault_in(tmp_path).rekey(passphrase_of("new words")) == 3
    assert all(not info.problem for info in vault_in(tmp_path, words="new words").sessions())


def test_rekey_changes_nothing_where_a_file_cannot_be_opened(
    tmp_path: Path, ring: MemoryKeyring
) -> None:
    vault = open_vault(tmp_path, "default")
    vault.save("a", STATE)
    vault.save("b", STATE)
    path = tmp_path / "default" / "b.sealed"
    path.write_bytes(path.read_bytes()[:-1])
    before = {p.name: p.read_bytes() for p in path.parent.iterdir()}
    kept = dict(ring.kept)
    with pytest.raises(VaultError, match=r"b\.sealed"):
        vault.rekey()
    assert {p.name: p.read_bytes() for p in path.parent.iterdir()} == before
    assert ring.kept == kept
    assert vault.load("a")
