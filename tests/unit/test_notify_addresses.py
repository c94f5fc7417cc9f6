"""Addresses of messages: sealed under names, and repeated in no error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from offswitch import notify
from offswitch.errors import ConfigError, VaultError
from offswitch.notify import Target, seal_address, targets_of
from offswitch.vault.addresses import Addresses
from tests.unit.inbox import CANARY


@pytest.fixture
def addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Addresses]:
    monkeypatch.setenv("OFFSWITCH_PASSPHRASE", "correct horse")
    monkeypatch.setattr("offswitch.vault.keys._COST", 2**14)
    return lambda: Addresses(tmp_path / "addresses", "default")


def test_addresses_are_sealed_under_names(
    addresses: Callable[[], Addresses], tmp_path: Path
) -> None:
    url = f"json://127.0.0.1/{CANARY}"
    assert addresses().names() == []
    assert addresses().load("json") is None
    assert not addresses().forget("json")
    assert list(tmp_path.iterdir()) == [], "asking created something"
    assert seal_address(url, addresses(), keep=False) == "json"
    assert addresses().names() == []
    assert seal_address(url, addresses()) == "json"
    assert seal_address(url, addresses()) == "json", "the same address has the same name"
    assert seal_address(f"{url}/b", addresses()) == "json-2"
    assert seal_address("json-2", addresses()) == "json-2"
    assert addresses().load("json") == url
    assert addresses().forget("json")
    assert addresses().names() == ["json-2"]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if CANARY.encode() in path.read_bytes()]


def test_no_address_is_repeated_in_an_error(addresses: Callable[[], Addresses]) -> None:
    with pytest.raises(ConfigError) as caught:
        seal_address(f"nosuchservice://user:{CANARY}@host", addresses())
    assert CANARY not in caught.value.message + caught.value.hint
    assert CANARY not in repr(Target(address=CANARY))
    with pytest.raises(ConfigError, match="there is no address `phone`"):
        seal_address("phone", addresses())


def test_a_target_that_cannot_be_found_causes_a_warning(
    addresses: Callable[[], Addresses], monkeypatch: pytest.MonkeyPatch
) -> None:
    warnings: list[str] = []
    seal_address("json://127.0.0.1/a", addresses())
    found = targets_of(["json", "gone", "json", "json://x"], addresses(), warnings.append)
    assert [str(each) for each in found] == ["`json`", "the given address"]
    assert warnings == ["there is no address `gone`; `offswitch notify add gone` adds one"]
    monkeypatch.setenv("OFFSWITCH_PASSPHRASE", "wrong")
    warnings.clear()
    assert targets_of(["json"], addresses(), warnings.append) == []
    assert warnings[0].startswith("the address `json` cannot be opened")
    assert "offswitch notify add" in warnings[0]
    with pytest.raises(VaultError):
        addresses().load("json")


def test_a_name_that_leaves_its_folder_is_refused(addresses: Callable[[], Addresses]) -> None:
    warnings: list[str] = []
    assert notify.targets_of(["../x"], addresses(), warnings.append) == []
    assert "is not a valid name" in warnings[0]
