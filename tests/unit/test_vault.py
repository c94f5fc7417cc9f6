"""The vault: nothing leaks, nothing is lost, and all damage is reported.

The keyring here is one in memory; the real Secret Service is in ``e2e/test_keyring.py``.
"""

import os
import random
import shutil
import stat
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keyring
import pytest
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as FailKeyring
from keyring.backends.null import Keyring as NullKeyring
from keyring.errors import KeyringLocked, PasswordDeleteError

from offswitch.errors import ConfigError, VaultError
from offswitch.local import staged as local_staged
from offswitch.vault import KeyringKey, PassphraseKey, Provenance, Vault, open_vault
from offswitch.vault import keys as vault_keys
from offswitch.vault.seal import CHUNK
from tests.dying import each_moment

FAIL: KeyringBackend = FailKeyring()  # type: ignore[no-untyped-call]
CANARY = "canary-d41d8cd98f00"
STATE: dict[str, Any] = {
    "cookies": [{"name": "xs", "value": CANARY, "domain": ".site.test", "path": "/"}],
    "origins": [],
}


class MemoryKeyring(KeyringBackend):
    """Keeps secrets, for as long as the test runs."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


class PlaintextKeyring(MemoryKeyring):
    """Named as the one in keyrings.alt."""


class PlainFileKeyring(MemoryKeyring):
    """Stands where those do that keep secrets in a file."""

    __module__ = "keyrings.alt.file"


class LockedKeyring(MemoryKeyring):
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked(f"{CANARY} {service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise OSError(f"{CANARY} {service} {username} {password}")


class ForgetfulKeyring(MemoryKeyring):
    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class BrokenPriority(MemoryKeyring):
    @property
    def priority(self) -> float:  # type: ignore[override]
        raise RuntimeError("no bus")


class Chainer(MemoryKeyring):
    """As keyring's own: writes to the first that takes it."""

    def __init__(self, *backends: KeyringBackend) -> None:
        super().__init__()
        self.backends = list(backends)


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
    for word in (CANARY, "Ada", "cookies", "xs", secret):
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
    [FailKeyring, NullKeyring, PlaintextKeyring, PlainFileKeyring, BrokenPriority,
     lambda: Chainer(PlaintextKeyring(), FAIL)],
)  # fmt: skip
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


def test_two_folders_with_a_profile_of_one_name_do_not_share_keys(
    tmp_path: Path, ring: MemoryKeyring
) -> None:
    real, demo = tmp_path / "real", tmp_path / "demo"
    open_vault(real, "default").save("site", STATE)
    open_vault(demo, "default").save("site", STATE)
    open_vault(demo, "default").rekey()
    open_vault(demo, "default").forget("site")
    assert open_vault(real, "default").load("site")


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
        "Default", "Default/Service Worker", "Default/IndexedDB", "Default/IndexedDB/000003.log", "Default/empty",
        "Local State", "second name",
    }  # fmt: skip
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
