"""A new key for everything that a profile has sealed, or for none of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keyring
import pytest

from offswitch.errors import VaultError
from offswitch.local.folders import Folders, folders
from offswitch.model.scope import Scope
from offswitch.sessions.rekey import rekey
from offswitch.sessions.store import Sessions, scopes_with_sessions
from offswitch.vault import Provenance
from offswitch.vault.addresses import ADDRESSES, Addresses
from tests.unit.keyrings import FAIL, STATE, MemoryKeyring

OLD, NEW = "correct horse", "battery staple"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path / "home"))
    return folders()


def asking(words: str) -> Callable[[], str]:
    return lambda: words


def never() -> str:
    raise AssertionError("nobody was to be asked")


def fill(here: Folders, ask: Callable[[], str] | None = None, profile: str = "default") -> None:
    """A session, one of a replica, and an address."""
    for replica in (False, True):
        Sessions(
            here, Scope(profile, at_replica=replica), ask=ask, passphrase=ask is not None
        ).save("site", STATE, Provenance(account="1", origin="imported"))
    Addresses(here.data / ADDRESSES, profile, ask).save("phone", "ntfy://topic")


def opens(here: Folders, ask: Callable[[], str] | None = None, profile: str = "default") -> None:
    for replica in (False, True):
        found = Sessions(here, Scope(profile, at_replica=replica), ask=ask).load("site")
        assert found
        assert found.state == STATE
    assert Addresses(here.data / ADDRESSES, profile, ask).load("phone") == "ntfy://topic"


def files(here: Folders) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in here.data.rglob("*.sealed")}


def again(here: Folders, **more: Any) -> int:
    given: dict[str, Any] = {"to": None, "ask": None, "ask_new": None} | more
    return rekey(here, "default", **given)


def test_a_key_of_the_keyring_is_replaced(here: Folders, ring: MemoryKeyring) -> None:
    fill(here)
    before, keys = files(here), set(ring.kept.values())
    assert again(here, ask=never, ask_new=never) == 3
    assert not keys & set(ring.kept.values()), "the old keys are still there"
    assert not set(before.values()) & set(files(here).values())
    opens(here)


def test_from_the_keyring_to_a_passphrase_and_back(here: Folders, ring: MemoryKeyring) -> None:
    fill(here)
    assert again(here, to="passphrase", ask=never, ask_new=asking(NEW)) == 3
    assert not ring.kept
    opens(here, asking(NEW))
    assert again(here, to="keyring", ask=asking(NEW), ask_new=never) == 3
    assert len(ring.kept) == 3
    opens(here)


def test_a_passphrase_is_replaced_by_another_also_where_nobody_is_asked(
    here: Folders, ring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: FAIL)
    fill(here, asking(OLD))
    assert again(here, ask=asking(OLD), ask_new=asking(NEW)) == 3
    opens(here, asking(NEW))
    monkeypatch.setenv("OFFSWITCH_PASSPHRASE", NEW)
    with pytest.raises(VaultError, match="nobody to ask") as caught:
        again(here)
    assert "OFFSWITCH_NEW_PASSPHRASE" in caught.value.hint
    monkeypatch.setenv("OFFSWITCH_NEW_PASSPHRASE", "third")
    assert again(here) == 3
    monkeypatch.setenv("OFFSWITCH_PASSPHRASE", "third")
    opens(here)


@pytest.mark.parametrize("damage", ["torn", "wrong passphrase"])
def test_nothing_changes_if_one_file_cannot_be_opened(
    here: Folders, ring: MemoryKeyring, damage: str
) -> None:
    fill(here, asking(OLD))
    last = max(here.data.rglob("*.sealed"))
    if damage == "torn":
        last.write_bytes(last.read_bytes()[:-1])
    before, keys = files(here), dict(ring.kept)
    words = OLD if damage == "torn" else "mistyped"
    with pytest.raises(VaultError, match="cannot be opened"):
        again(here, ask=asking(words), ask_new=asking(NEW))
    assert files(here) == before
    assert ring.kept == keys


def test_another_profile_is_left_alone(here: Folders, ring: MemoryKeyring) -> None:
    fill(here)
    fill(here, profile="other")
    other = {name: data for name, data in files(here).items() if "/other/" in name}
    again(here)
    assert other.items() <= files(here).items()
    opens(here, profile="other")
    assert scopes_with_sessions(here, at_replica=False) == [Scope("default"), Scope("other")]


def test_nothing_sealed_is_nothing_to_do(here: Folders, ring: MemoryKeyring) -> None:
    assert again(here, ask=never, ask_new=never) == 0
    assert not here.data.exists()


def test_signing_out_needs_no_keyring(here: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: FAIL)
    fill(here, asking(OLD))
    assert Sessions(here, Scope("default")).forget("site")
    assert not Sessions(here, Scope("default")).has("site")
    assert Sessions(here, Scope("default", at_replica=True)).has("site")


def test_signing_out_drops_the_key_even_if_a_passphrase_is_set_now(
    here: Folders, ring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    Sessions(here, Scope("default")).save("site", STATE, Provenance(account="", origin="imported"))
    assert ring.kept
    monkeypatch.setenv("OFFSWITCH_PASSPHRASE", OLD)
    assert Sessions(here, Scope("default")).forget("site")
    assert not ring.kept
