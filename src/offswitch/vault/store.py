"""The vault of one profile: what the person is signed in with, sealed in one file a session."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from offswitch.errors import VaultError
from offswitch.local.folders import private, profile_name
from offswitch.local.staged import Staged, remove_leftovers, sync_folder
from offswitch.vault.archive import pack, read_head, unpack, write_head
from offswitch.vault.files import (
    FOLDER,
    SESSION,
    headers,
    labels,
    opening,
    sealed_files,
    uses_passphrase,
    writing,
)
from offswitch.vault.keys import KeyMissing, KeySource, LabelledKey, choose_key
from offswitch.vault.seal import (
    CHUNK,
    KeyLabel,
    KeyringLabel,
    SealBroken,
    Sealer,
    Unsealer,
    WrongKey,
    matches,
)
from offswitch.vault.session import Content, Provenance, Session, SessionInfo

_UNKNOWN = Provenance()


class Vault:
    """The sealed sessions of one profile.

    Args:
        folder: of all vaults; the profile's own folder is made in it.
        profile: name of the profile.
        key: where keys come from.

    Raises:
        ConfigError: the name is none, or the folder cannot be used.
    """

    def __init__(self, folder: Path, profile: str, key: KeySource) -> None:
        self.profile = profile_name(profile)
        self._folder = private(folder / profile)
        self._source = key
        self._sealing: LabelledKey | None = None
        remove_leftovers(self._folder)

    def save(
        self,
        name: str,
        state: dict[str, Any],
        provenance: Provenance = _UNKNOWN,
    ) -> None:
        """Seal a session in the place of the one of that name, in one step.

        Args:
            name: such as the site's.
            state: Playwright's storage state.
            provenance: whose it is; the account is compared before the first write.

        Raises:
            VaultError: no key, another passphrase than before, or no space; the old one is kept.
        """
        content = Content.now(state, provenance)
        path = self._path(name, SESSION)
        with self._staged(path, self._sealing_key()) as (staged, sealer):
            sealer.write(content.to_bytes())
            sealer.finish()
            staged.finish()
            staged.commit()
        self._path(name, FOLDER).unlink(missing_ok=True)

    def load(self, name: str) -> Session | None:
        """Open a session.

        Returns:
            The session, or None where there is none of that name.

        Raises:
            VaultError: its key is not to be had, or the file is not what was sealed.
        """
        found = []
        for path in (self._path(name, SESSION), self._path(name, FOLDER)):
            if path.exists():
                with opening(path):
                    found.append(self._open(path))
        # There are two after a crash between sealing the one and removing the other.
        newest = max(found, key=lambda content: content.saved_at, default=None)
        return newest.session(name) if newest else None

    def forget(self, name: str) -> bool:
        """Remove a session and a browser folder of that name; keys that seal nothing more go too.

        Returns:
            Whether there was one.

        Raises:
            VaultError: the keyring cannot be reached to drop the key; the files are gone.
        """
        before = labels(self._folder)
        paths = [self._path(name, suffix) for suffix in (SESSION, FOLDER)]
        there = [path for path in paths if path.exists()]
        for path in there:
            path.unlink(missing_ok=True)
        sync_folder(self._folder)
        self._discard_unused(before)
        return bool(there)

    def sessions(self) -> list[SessionInfo]:
        """List the sessions by name, with the problem of each that cannot be opened.

        Raises:
            VaultError: the keyring is locked or broken.
        """
        infos: dict[str, SessionInfo] = {}
        for path in sealed_files(self._folder, SESSION, FOLDER):
            info, other = self._info(path), infos.get(path.stem)
            if other is None or _is_newer(info, other):
                infos[path.stem] = info
        return list(infos.values())

    def rekey(self, key: KeySource | None = None) -> int:
        """Seal everything again under a new key.

        All new files are on the disk before the first takes its place, and each names its own
        key, so that a crash leaves every session openable.

        Args:
            key: where the new key comes from; the same place when left out. A file that it opens
                already, such as after a crash in the middle of this, is no obstacle.

        Returns:
            How many files were sealed again.

        Raises:
            VaultError: a file cannot be opened; nothing was changed.
        """
        before = labels(self._folder)
        source = key or self._source
        fresh = source.fresh(self.profile)
        paths = sealed_files(self._folder, SESSION, FOLDER)
        with contextlib.ExitStack() as stack:
            try:
                ready = [self._resealed(stack, path, fresh, source) for path in paths]
            except BaseException:
                source.discard(fresh.label)
                raise
            for staged in ready:
                staged.commit()
        self._discard_unused(before)
        self._source, self._sealing = source, fresh
        return len(paths)

    def check(self, other: KeySource | None = None) -> None:
        """Open every file once, with the vault's own keys or with those of another source.

        Raises:
            VaultError: one cannot be opened.
        """
        for path in sealed_files(self._folder, SESSION, FOLDER):
            with opening(path), path.open("rb") as file:
                unsealer = self._unsealer_of_either(file, path, other)
                while unsealer.read(CHUNK):
                    pass

    def seal_folder(
        self,
        name: str,
        source: Path,
        provenance: Provenance = _UNKNOWN,
    ) -> None:
        """Seal a session that is a browser's profile folder; the folder is left as it is.

        Args:
            name: as for ``save``.
            source: the folder; no browser may be using it.
            provenance: as for ``save``.

        Raises:
            VaultError: as for ``save``, or the folder is too large.
        """
        content = Content.now(None, provenance)
        with self._staged(self._path(name, FOLDER), self._sealing_key()) as (staged, sealer):
            write_head(content.to_bytes(), sealer)
            pack(source, sealer)
            staged.finish()
            staged.commit()
        self._path(name, SESSION).unlink(missing_ok=True)

    def unseal_folder(self, name: str, target: Path) -> bool:
        """Unpack a sealed browser profile into a private folder, all of it or nothing.

        Args:
            name: as sealed.
            target: a folder that is not there yet, or is empty.

        Returns:
            Whether there was one; where not, ``target`` is not created.

        Raises:
            VaultError: as for ``load``; ``target`` is removed.
        """
        path = self._path(name, FOLDER)
        if not path.exists():
            return False
        with opening(path), path.open("rb") as file:
            unsealer = self._unsealer(file, path)
            read_head(unsealer)
            unpack(unsealer, target)
        return True

    def _open(self, path: Path) -> Content:
        with path.open("rb") as file:
            unsealer = self._unsealer(file, path)
            return Content.from_bytes(
                read_head(unsealer) if path.suffix == FOLDER else unsealer.read()
            )

    def _unsealer(self, file: BinaryIO, path: Path, source: KeySource | None = None) -> Unsealer:
        return Unsealer(file, lambda label: self._find(label, source), self._purpose(path))

    def _unsealer_of_either(self, file: BinaryIO, path: Path, other: KeySource | None) -> Unsealer:
        try:
            return self._unsealer(file, path)
        except (KeyMissing, WrongKey):
            if other is None:
                raise
            file.seek(0)
            return self._unsealer(file, path, other)

    def _find(self, label: KeyLabel, source: KeySource | None = None) -> bytes:
        if not self._is_own(label):
            raise SealBroken("it belongs to another profile")
        return (source or self._source).find(label)

    def _is_own(self, label: KeyLabel) -> bool:
        # Labels are in plain sight: a file of another profile, put here, may not make this
        # profile seal with that one's key, or drop it.
        return not isinstance(label, KeyringLabel) or label.entry.startswith(f"{self.profile}.")

    def _info(self, path: Path) -> SessionInfo:
        try:
            return self._open(path).info(path.stem)
        except (KeyMissing, SealBroken, OSError) as error:
            return SessionInfo(name=path.stem, saved_at=None, problem=str(error))

    def _sealing_key(self) -> LabelledKey:
        """Return the key that this profile's files are sealed with already, else a new one."""
        if self._sealing is None:
            self._sealing = self._known_key() or self._source.fresh(self.profile)
        return self._sealing

    def _known_key(self) -> LabelledKey | None:
        mistaken = None
        for path, header in headers(self._folder):
            if header.key.kind != self._source.kind:
                continue
            with contextlib.suppress(KeyMissing, SealBroken):
                key = self._find(header.key)
                if matches(header, key):
                    return LabelledKey(header.key, key)
                mistaken = path
        if mistaken and self._source.kind == "passphrase":
            raise VaultError(
                f"{mistaken} was sealed with another passphrase",
                "give that one, or remove the sessions with `offswitch logout` first",
            )
        return None

    @contextlib.contextmanager
    def _staged(self, path: Path, key: LabelledKey) -> Iterator[tuple[Staged, Sealer]]:
        with writing(path):
            staged = Staged(path)
            try:
                yield staged, Sealer(staged.file, key.label, key.key, self._purpose(path))
            finally:
                staged.discard()

    def _resealed(
        self, stack: contextlib.ExitStack, path: Path, key: LabelledKey, other: KeySource
    ) -> Staged:
        staged, sealer = stack.enter_context(self._staged(path, key))
        with opening(path), path.open("rb") as file:
            unsealer = self._unsealer_of_either(file, path, other)
            while data := unsealer.read(CHUNK):
                sealer.write(data)
        sealer.finish()
        staged.finish()
        return staged

    def _discard_unused(self, before: set[KeyLabel]) -> None:
        for label in before - labels(self._folder):
            self._sealing = None
            if self._is_own(label):
                self._source.discard(label)

    def _path(self, name: str, suffix: str) -> Path:
        return self._folder / f"{profile_name(name)}{suffix}"

    def _purpose(self, path: Path) -> list[str]:
        return [self.profile, path.stem, path.suffix]


def open_vault(
    folder: Path, profile: str, ask: Callable[[], str] | None = None, *, passphrase: bool = False
) -> Vault:
    """Open the vault of a profile with the key source that this machine has.

    Args:
        folder: of all vaults.
        profile: name of the profile.
        ask: asks a person for the passphrase; None where there is nobody to ask.
        passphrase: seal with a passphrase, also where there is a keyring.

    Raises:
        VaultError: no keyring, no ``OFFSWITCH_PASSPHRASE`` and nobody to ask.
        ConfigError: the name is none, or the folder cannot be used.
    """
    used = uses_passphrase(folder / profile_name(profile))
    key = choose_key(ask, passphrase_used=used, passphrase_wanted=passphrase)
    return Vault(folder, profile, key)


def _is_newer(info: SessionInfo, other: SessionInfo) -> bool:
    return info.saved_at is not None and (other.saved_at is None or info.saved_at > other.saved_at)
