"""Whatever happens to a sealed file, it opens as it was sealed, or it is refused by its name."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offswitch.errors import VaultError
from offswitch.vault import KeyringKey, Vault
from offswitch.vault.seal import CHUNK
from tests.unit.keyrings import MemoryKeyring

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
LARGE: dict[str, Any] = {"cookies": [], "origins": [{"text": "x" * (2 * CHUNK + 99)}]}
SMALL: dict[str, Any] = {"cookies": [{"name": "xs", "value": "1"}], "origins": []}


@dataclass(frozen=True)
class Sealed:
    """A vault with three sealed sessions, and their bytes as they were sealed."""

    folder: Path
    vault: Vault

    def path(self, name: str) -> Path:
        return self.folder / "default" / f"{name}.sealed"

    def opened(self, name: str, content: bytes) -> dict[str, Any] | None:
        """What a vault gives out for some bytes; None where it refuses them by the file's name."""
        path = self.path(name)
        good = path.read_bytes()
        path.write_bytes(content)
        try:
            session = Vault(self.folder, "default", KeyringKey()).load(name)
        except VaultError as error:
            assert str(path) in error.message
            assert error.hint
            return None
        finally:
            path.write_bytes(good)
        assert session
        return session.state


@pytest.fixture(scope="module")
def sealed(place: Path) -> Iterator[Sealed]:
    ring = MemoryKeyring()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyring, "get_keyring", lambda: ring)
        patch.setattr("os.fsync", lambda _: None)
        vault = Vault(place, "default", KeyringKey())
        vault.save("small", SMALL)
        vault.save("other", SMALL)
        vault.save("large", LARGE)
        yield Sealed(place, vault)


@given(state=st.dictionaries(st.text(), JSON, max_size=4))
def test_what_is_sealed_opens_as_it_was(sealed: Sealed, state: dict[str, Any]) -> None:
    sealed.vault.save("any", state)
    session = sealed.vault.load("any")
    assert session
    assert session.state == json.loads(json.dumps(state))


@given(
    name=st.sampled_from(["small", "large"]),
    place=st.integers(0, 2 * CHUNK + 900),
    gone=st.integers(0, 40) | st.just(CHUNK + 16),
    new=st.binary(max_size=40),
)
def test_a_change_anywhere_is_noticed(
    sealed: Sealed, name: str, place: int, gone: int, new: bytes
) -> None:
    good = sealed.path(name).read_bytes()
    bad = good[: place % len(good)] + new + good[place % len(good) + gone :]
    if bad != good:
        assert sealed.opened(name, bad) is None
    else:
        assert sealed.opened(name, bad) == {"small": SMALL, "large": LARGE}[name]


@given(bits=st.sets(st.tuples(st.integers(0, 600), st.integers(0, 7)), min_size=1, max_size=3))
def test_a_flipped_bit_is_noticed(sealed: Sealed, bits: set[tuple[int, int]]) -> None:
    bad = bytearray(sealed.path("small").read_bytes())
    for place, bit in {(place % len(bad), bit) for place, bit in bits}:
        bad[place] ^= 1 << bit
    if bad != sealed.path("small").read_bytes():
        assert sealed.opened("small", bytes(bad)) is None


@given(
    order=st.lists(st.integers(0, 3), max_size=5).filter(lambda order: order != [0, 1, 2, 3]),
    end=st.booleans(),
)
def test_chunks_that_are_dropped_repeated_or_exchanged_are_noticed(
    sealed: Sealed, order: list[int], *, end: bool
) -> None:
    good = sealed.path("large").read_bytes()
    start = good.index(b"\n", good.index(b"\n") + 1) + 1
    size = CHUNK + 16
    chunks = [good[place : place + size] for place in range(start, len(good), size)]
    order = [number for number in order if number < len(chunks)]
    bad = good[:start] + b"".join(chunks[number] for number in order) + (chunks[-1] if end else b"")
    if bad != good:
        assert sealed.opened("large", bad) is None


@given(content=st.binary(max_size=400))
def test_what_was_never_sealed_is_refused(sealed: Sealed, content: bytes) -> None:
    assert sealed.opened("small", content) is None


def test_another_session_s_file_is_refused(sealed: Sealed) -> None:
    assert sealed.opened("small", sealed.path("other").read_bytes()) is None
