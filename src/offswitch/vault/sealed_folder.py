"""The sealed files of one profile: the keys that open them, and the writing of new ones."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from offswitch.errors import VaultError
from offswitch.local.folders import private, profile_name
from offswitch.local.staged import Staged, remove_leftovers, sync_folder
from offswitch.vault.files import FOLDER, SESSION, headers, labels, opening, sealed_files, writing
from offswitch.vault.keys import KeyMissing, KeySource, LabelledKey
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


class SealedFolder:
    """The folder with the sealed files of one profile.

    Args:
        parent: Folder for all profiles; the profile's own folder is created in it.
        profile: Name of the profile.
        key: Where keys come from.

    Raises:
        ConfigError: The name is invalid, or the folder cannot be used.
    """

    def __init__(self, parent: Path, profile: str, key: KeySource) -> None:
        self.profile = profile_name(profile)
        self._folder = private(parent / profile)
        self._source = key
        self._sealing: LabelledKey | None = None
        remove_leftovers(self._folder)

    def path(self, name: str, suffix: str) -> Path:
        """Return the path of a sealed file, whether or not it exists.

        Raises:
            ConfigError: The name is invalid.
        """
        return self._folder / f"{profile_name(name)}{suffix}"

    def paths(self) -> list[Path]:
        """Return the paths of all sealed files, sorted by name."""
        return sealed_files(self._folder, SESSION, FOLDER)

    @contextlib.contextmanager
    def unsealed(self, path: Path) -> Iterator[Unsealer]:
        """Open a sealed file for reading.

        Raises:
            VaultError: The keyring is locked or broken.
            KeyMissing: The key is not available.
            SealBroken: The file is not what was sealed.
            OSError: The file cannot be read.
        """
        with path.open("rb") as file:
            yield self._unsealer(file, path)

    @contextlib.contextmanager
    def replaced(self, path: Path) -> Iterator[Sealer]:
        """Write a sealed file that atomically replaces the previous one at the end.

        Raises:
            VaultError: There is no key, the passphrase differs from before, or the disk is full; the
                previous file is kept.
        """
        with self._staged(path, self._sealing_key()) as (staged, sealer):
            yield sealer
            staged.finish()
            staged.commit()

    def remove(self, *paths: Path) -> bool:
        """Remove sealed files and the keys that no longer seal anything; return whether any existed.

        Raises:
            VaultError: The keyring cannot be reached to delete a key; the files are gone.
        """
        before = labels(self._folder)
        there = [path for path in paths if path.exists()]
        for path in there:
            path.unlink(missing_ok=True)
        sync_folder(self._folder)
        self._discard_unused(before)
        return bool(there)

    def rekey(self, key: KeySource | None) -> int:
        """Seal every file again; see ``Vault.rekey``."""
        before = labels(self._folder)
        source = key or self._source
        fresh = source.fresh(self.profile)
        paths = self.paths()
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

    def check(self, other: KeySource | None) -> None:
        """Read every file to its end; see ``Vault.check``."""
        for path in self.paths():
            with opening(path), path.open("rb") as file:
                unsealer = self._unsealer_of_either(file, path, other)
                while unsealer.read(CHUNK):
                    pass

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
        # Labels are not encrypted: a file that was copied here from another profile must not make
        # this profile seal with that profile's key, or delete it.
        return not isinstance(label, KeyringLabel) or label.entry.startswith(f"{self.profile}.")

    def _sealing_key(self) -> LabelledKey:
        """Return the key that already seals this profile's files, or a new one."""
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
                "enter that one, or remove the sessions with `offswitch logout` first",
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

    def _purpose(self, path: Path) -> list[str]:
        return [self.profile, path.stem, path.suffix]
