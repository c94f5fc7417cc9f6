"""The files of the sessions: nothing is lost, and nothing leaves the folder."""

import os
from pathlib import Path

import pytest

from offswitch.errors import ConfigError, VaultError
from offswitch.local import staged as local_staged
from offswitch.vault import Provenance, open_vault
from tests.dying import each_moment
from tests.unit.keyrings import CANARY, STATE, MemoryKeyring
from tests.unit.vault.conftest import vault_in


def test_sessions_lists_what_is_there(tmp_path: Path) -> None:
    vault = vault_in(tmp_path)
    assert vault.sessions() == []
    vault.save("b", STATE, Provenance(account="Bob", origin="import"))
    vault.save("a", STATE)
    (tmp_path / "default" / "notes.txt").write_text("mine")
    first, second = vault.sessions()
    assert (first.name, second.name) == ("a", "b")
    assert (second.provenance.account, second.provenance.origin, second.problem) == (
        "Bob",
        "import",
        "",
    )
    assert second.saved_at is not None
    assert CANARY not in repr(vault.sessions())


def test_forget_removes_the_file_and_a_key_that_seals_nothing_more(
    tmp_path: Path, ring: MemoryKeyring
) -> None:
    vault = open_vault(tmp_path, "default")
    vault.save("a", STATE)
    vault.save("b", STATE)
    assert vault.forget("a") is True
    assert vault.load("a") is None
    assert len(ring.kept) == 1
    assert vault.load("b")
    assert vault.forget("b") is True
    assert not ring.kept
    assert vault.forget("b") is False
    vault.save("a", STATE)
    assert open_vault(tmp_path, "default").load("a")


def test_a_full_disk_keeps_the_old_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = vault_in(tmp_path)
    vault.save("site", STATE, Provenance(account="old"))

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(VaultError, match="No space left"):
            vault.save("site", STATE, Provenance(account="new"))
    found = vault.load("site")
    assert found
    assert found.provenance.account == "old"
    assert [path.name for path in (tmp_path / "default").iterdir()] == ["site.sealed"]


SAVE = """
import sys
from pathlib import Path
from offswitch.vault import PassphraseKey, Vault, keys
from tests.dying import before_change_of_files
keys._COST = 2**14
vault = Vault(Path(sys.argv[2]), "default", PassphraseKey(lambda: "words"))
for n in range(2):
    if n == 1:
        before_change_of_files(int(sys.argv[1]))
    vault.save("site", {"n": n, "filler": "x" * 2_000_000})
    print(n, flush=True)
"""


def test_a_kill_leaves_the_last_session_and_leftovers_go(tmp_path: Path) -> None:
    left = 0
    for said in each_moment(SAVE, str(tmp_path)):
        last = int(said[-1])
        left += len(list((tmp_path / "default").glob(".*.tmp")))
        found = vault_in(tmp_path, words="words").load("site")
        assert found
        assert found.state
        assert found.state["n"] in {last, last + 1}
        assert [path.name for path in (tmp_path / "default").iterdir()] == ["site.sealed"]
    assert left, "no kill came in the middle: this test shows nothing"


def test_the_file_of_a_living_writer_is_not_swept_away(tmp_path: Path) -> None:
    vault = vault_in(tmp_path)
    staged = local_staged.Staged(tmp_path / "default" / "site.sealed")
    vault_in(tmp_path)
    staged.finish()
    staged.commit()
    assert (tmp_path / "default" / "site.sealed").exists()
    assert vault.sessions()[0].problem


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".hidden", "A"])
def test_names_cannot_leave_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError):
        vault_in(tmp_path, name)
    with pytest.raises(ConfigError):
        open_vault(tmp_path, name, lambda: "words")
    with pytest.raises(ConfigError):
        vault_in(tmp_path).save(name, STATE)
    with pytest.raises(ConfigError):
        vault_in(tmp_path).load(name)


def test_when_the_person_signed_in_outlives_a_refresh(tmp_path: Path) -> None:
    vault = vault_in(tmp_path)
    vault.save("site", STATE, Provenance(account_name="Ada"))
    first = vault.load("site")
    assert first
    vault.save("site", STATE, Provenance(since=first.provenance.since))
    second = vault.load("site")
    assert second
    assert second.provenance.since == first.provenance.since == first.saved_at
    assert second.saved_at > first.saved_at
