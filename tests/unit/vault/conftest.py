"""A vault with a key that is quickly made, and a keyring."""

from pathlib import Path

import keyring
import pytest

from offswitch.vault import PassphraseKey, Vault
from offswitch.vault import keys as vault_keys
from tests.unit.keyrings import MemoryKeyring


@pytest.fixture(autouse=True)
def _quick_and_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OFFSWITCH_PASSPHRASE", raising=False)
    monkeypatch.setattr(vault_keys, "_COST", 2**14)


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    found = MemoryKeyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: found)
    return found


def passphrase_of(words: str) -> PassphraseKey:
    return PassphraseKey(lambda: words)


def vault_in(folder: Path, profile: str = "default", words: str = "correct horse") -> Vault:
    return Vault(folder, profile, passphrase_of(words))
