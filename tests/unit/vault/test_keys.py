"""Where the key comes from: the keyring, a passphrase, or a person.

The keyring here is one in memory; the real Secret Service is in ``e2e/test_keyring.py``.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keyring
import pytest
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as FailKeyring
from keyring.backends.null import Keyring as NullKeyring

from offswitch.errors import VaultError
from offswitch.vault import KeyringKey, Vault, open_vault
from tests.unit.keyrings import (
    CANARY,
    FAIL,
    STATE,
    BrokenPriority,
    Chainer,
    ForgetfulKeyring,
    LockedKeyring,
    MemoryKeyring,
    PlainFileKeyring,
    PlaintextKeyring,
)
from tests.unit.vault.conftest import vault_in


def test_a_wrong_passphrase_opens_nothing_and_overwrites_nothing(tmp_path: Path) -> None:
    vault_in(tmp_path).save("site", STATE)
    good = (tmp_path / "default" / "site.sealed").read_bytes()
    wrong = vault_in(tmp_path, words="mistyped")
    with pytest.raises(VaultError) as caught:
        wrong.load("site")
    assert "passphrase" in caught.value.hint
    with pytest.raises(VaultError, match="another passphrase"):
        wrong.save("site", {"cookies": []})
    with pytest.raises(VaultError, match="another passphrase"):
        wrong.save("second", {"cookies": []})
    assert (tmp_path / "default" / "site.sealed").read_bytes() == good
    assert not (tmp_path / "default" / "second.sealed").exists()
    assert wrong.forget("site"), "signing out needs no passphrase"
    wrong.save("site", STATE)


def test_a_passphrase_is_worked_out_once_for_all_sessions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked: list[bytes] = []

    def count(*, salt: bytes, length: int, n: int, r: int, p: int) -> Any:
        worked.append(salt)
        return Scrypt(salt=salt, length=length, n=n, r=r, p=p)

    monkeypatch.setattr("offswitch.vault.keys.Scrypt", count)
    for name in "abc":
        vault_in(tmp_path).save(name, STATE)
    worked.clear()
    vault = vault_in(tmp_path)
    assert [info.problem for info in vault.sessions()] == ["", "", ""]
    vault.save("a", STATE)
    assert len(worked) == 1


def test_a_passphrase_is_the_same_however_the_keyboard_writes_it(tmp_path: Path) -> None:
    vault_in(tmp_path, words="caf\u00e9").save("site", STATE)
    assert vault_in(tmp_path, words="cafe\u0301").load("site")


def test_the_key_comes_from_the_variable_then_the_keyring_then_a_person(
    tmp_path: Path, ring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def ask() -> str:
        asked.append(1)
        return "asked for"

    open_vault(tmp_path, "by-ring", ask).save("site", STATE)
    assert len(ring.kept) == 1
    assert not asked
    monkeypatch.setenv("OFFSWITCH_PASSPHRASE", "from the variable")
    open_vault(tmp_path, "by-variable", ask).save("site", STATE)
    assert len(ring.kept) == 1
    assert not asked
    monkeypatch.delenv("OFFSWITCH_PASSPHRASE")
    monkeypatch.setattr(keyring, "get_keyring", lambda: FAIL)
    vault = open_vault(tmp_path, "by-person", ask)
    vault.save("site", STATE)
    vault.save("other", STATE)
    assert vault.load("other")
    assert asked == [1], "a person is asked once"
    # A keyring that came later does not lock the person out.
    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)
    assert open_vault(tmp_path, "by-person", ask).load("site")
    # Who prefers a passphrase is asked for one, or told; the keyring does not stand in for it.
    asked.clear()
    open_vault(tmp_path, "by-choice", ask, passphrase=True).save("site", STATE)
    assert asked == [1]
    with pytest.raises(VaultError, match="nobody to ask"):
        open_vault(tmp_path, "by-choice", passphrase=True)
    # Nor is a session opened with a source that did not seal it.
    with pytest.raises(VaultError, match="sealed with a passphrase") as caught:
        open_vault(tmp_path, "by-person").load("site")
    assert "OFFSWITCH_PASSPHRASE" in caught.value.hint
    monkeypatch.setenv("OFFSWITCH_PASSPHRASE", "from the variable")
    with pytest.raises(VaultError, match="key in the keyring") as caught:
        open_vault(tmp_path, "by-ring").load("site")
    assert "unset OFFSWITCH_PASSPHRASE" in caught.value.hint


@pytest.mark.parametrize(
    "backend",
    [
        FailKeyring,
        NullKeyring,
        PlaintextKeyring,
        PlainFileKeyring,
        BrokenPriority,
        lambda: Chainer(PlaintextKeyring(), FAIL),
    ],
)
def test_without_a_keyring_that_keeps_secrets_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backend: Callable[[], KeyringBackend]
) -> None:
    found = backend()
    monkeypatch.setattr(keyring, "get_keyring", lambda: found)
    with pytest.raises(VaultError, match="no usable keyring") as caught:
        open_vault(tmp_path, "default").save("site", STATE)
    assert "OFFSWITCH_PASSPHRASE" in caught.value.hint
    assert "install" in caught.value.hint
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_chain_of_keyrings_yields_the_one_that_keeps_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, safe = PlaintextKeyring(), MemoryKeyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: Chainer(plain, safe))
    open_vault(tmp_path, "default").save("site", STATE)
    assert safe.kept
    assert not plain.kept


@pytest.mark.parametrize("backend", [LockedKeyring, ForgetfulKeyring])
def test_a_locked_or_broken_keyring_is_an_error_without_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backend: type[MemoryKeyring]
) -> None:
    found = backend()
    monkeypatch.setattr(keyring, "get_keyring", lambda: found)
    with pytest.raises(VaultError, match="keyring") as caught:
        open_vault(tmp_path, "default").save("site", STATE)
    assert CANARY not in caught.value.message + caught.value.hint
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_keyrings_that_cannot_even_be_looked_for_are_an_error_without_their_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr(keyring, "get_keyring", broken)
    with pytest.raises(VaultError, match="locked or broken") as caught:
        open_vault(tmp_path, "default")
    assert CANARY not in caught.value.message


def test_a_locked_keyring_is_not_a_damaged_session(tmp_path: Path, ring: MemoryKeyring) -> None:
    open_vault(tmp_path, "default").save("site", STATE)
    vault = Vault(tmp_path, "default", KeyringKey(LockedKeyring()))
    for question in (vault.sessions, lambda: vault.load("site")):
        with pytest.raises(VaultError, match="locked or broken"):
            question()


def test_a_lost_keyring_is_reported_and_signing_in_again_helps(
    tmp_path: Path, ring: MemoryKeyring
) -> None:
    open_vault(tmp_path, "default").save("site", STATE)
    ring.kept.clear()
    with pytest.raises(VaultError, match="not in the keyring") as caught:
        open_vault(tmp_path, "default").load("site")
    assert "`offswitch login`" in caught.value.hint
    (info,) = open_vault(tmp_path, "default").sessions()
    assert "not in the keyring" in info.problem
    open_vault(tmp_path, "default").save("site", STATE)
    assert open_vault(tmp_path, "default").load("site")


def test_an_entry_that_is_not_a_key_is_reported(tmp_path: Path, ring: MemoryKeyring) -> None:
    open_vault(tmp_path, "default").save("site", STATE)
    for rubbish in ("", "not base64!", "c2hvcnQ="):
        ring.kept = dict.fromkeys(ring.kept, rubbish)
        with pytest.raises(VaultError, match="is not an offswitch key"):
            open_vault(tmp_path, "default").load("site")


def test_two_folders_with_a_profile_of_one_name_do_not_share_keys(
    tmp_path: Path, ring: MemoryKeyring
) -> None:
    real, demo = tmp_path / "real", tmp_path / "demo"
    open_vault(real, "default").save("site", STATE)
    open_vault(demo, "default").save("site", STATE)
    open_vault(demo, "default").rekey()
    open_vault(demo, "default").forget("site")
    assert open_vault(real, "default").load("site")
