"""The vault of one profile: a sealed file for each of its sessions."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from offswitch.local.folders import profile_name
from offswitch.vault.archive import pack, read_head, unpack, write_head
from offswitch.vault.files import FOLDER, SESSION, opening, uses_passphrase
from offswitch.vault.keys import KeyMissing, KeySource, choose_key
from offswitch.vault.seal import SealBroken
from offswitch.vault.sealed_folder import SealedFolder
from offswitch.vault.session import Content, Provenance, Session, SessionInfo

_UNKNOWN = Provenance()


class Vault:
    """The sealed sessions of one profile.

    Args:
        folder: Folder for all vaults; the profile's own folder is created in it.
        profile: Name of the profile.
        key: Where keys come from.

    Raises:
        ConfigError: The name is invalid, or the folder cannot be used.
    """

    def __init__(self, folder: Path, profile: str, key: KeySource) -> None:
        self._files = SealedFolder(folder, profile, key)

    def save(
        self,
        name: str,
        state: dict[str, Any],
        provenance: Provenance = _UNKNOWN,
    ) -> None:
        """Seal a session, atomically replacing any other with that name.

        Args:
            name: Name of the session, such as the site's.
            state: Playwright's storage state.
            provenance: Where the session comes from; a run compares the account before it changes
                anything.

        Raises:
            VaultError: There is no key, the passphrase differs from before, or the disk is full; the
                old session is kept.
        """
        with self._files.replaced(self._files.path(name, SESSION)) as sealer:
            sealer.write(Content.now(state, provenance).to_bytes())
            sealer.finish()
        self._files.path(name, FOLDER).unlink(missing_ok=True)

    def load(self, name: str) -> Session | None:
        """Open a session.

        Returns:
            The session, or None if there is none with that name.

        Raises:
            VaultError: The key is not available, or the file is not what was sealed.
        """
        found = []
        for path in (self._files.path(name, SESSION), self._files.path(name, FOLDER)):
            if path.exists():
                with opening(path):
                    found.append(self._open(path))
        # Both exist after a crash between sealing the one and removing the other.
        newest = max(found, key=lambda content: content.saved_at, default=None)
        return newest.session(name) if newest else None

    def forget(self, name: str) -> bool:
        """Remove the session with that name, and any key that no longer seals anything.

        Returns:
            Whether there was one.

        Raises:
            VaultError: The keyring cannot be reached to delete the key; the files are gone.
        """
        return self._files.remove(*(self._files.path(name, each) for each in (SESSION, FOLDER)))

    def sessions(self) -> list[SessionInfo]:
        """List the sessions by name; those that cannot be opened include the reason.

        Raises:
            VaultError: The keyring is locked or broken.
        """
        infos: dict[str, SessionInfo] = {}
        for path in self._files.paths():
            info, other = self._info(path), infos.get(path.stem)
            if other is None or _is_newer(info, other):
                infos[path.stem] = info
        return list(infos.values())

    def rekey(self, key: KeySource | None = None) -> int:
        """Seal everything again with a new key.

        All new files are on disk before the first one replaces an old one, and each file names its own
        key, so that every session can still be opened after a crash.

        Args:
            key: Where the new key comes from; by default, the same place as before. Files that it
                already opens, such as after a crash during an earlier attempt, are accepted.

        Returns:
            How many files were sealed again.

        Raises:
            VaultError: A file cannot be opened; nothing was changed.
        """
        return self._files.rekey(key)

    def check(self, other: KeySource | None = None) -> None:
        """Open every file once, with the vault's own keys or with those from another source.

        Raises:
            VaultError: A file cannot be opened.
        """
        self._files.check(other)

    def seal_folder(
        self,
        name: str,
        source: Path,
        provenance: Provenance = _UNKNOWN,
    ) -> None:
        """Seal a session that is a browser profile folder; the folder itself does not change.

        Args:
            name: As for ``save``.
            source: The folder; no browser may be using it.
            provenance: As for ``save``.

        Raises:
            VaultError: As for ``save``, or the folder is too large.
        """
        content = Content.now(None, provenance)
        with self._files.replaced(self._files.path(name, FOLDER)) as sealer:
            write_head(content.to_bytes(), sealer)
            pack(source, sealer)
        self._files.path(name, SESSION).unlink(missing_ok=True)

    def unseal_folder(self, name: str, target: Path) -> bool:
        """Unpack a sealed browser profile into a private folder, completely or not at all.

        Args:
            name: Name of the session.
            target: A folder that does not exist yet, or is empty.

        Returns:
            Whether there was one; if not, ``target`` is not created.

        Raises:
            VaultError: As for ``load``; ``target`` is removed.
        """
        path = self._files.path(name, FOLDER)
        if not path.exists():
            return False
        with opening(path), self._files.unsealed(path) as unsealer:
            read_head(unsealer)
            unpack(unsealer, target)
        return True

    def _open(self, path: Path) -> Content:
        with self._files.unsealed(path) as unsealer:
            return Content.from_bytes(
                read_head(unsealer) if path.suffix == FOLDER else unsealer.read()
            )

    def _info(self, path: Path) -> SessionInfo:
        try:
            return self._open(path).info(path.stem)
        except (KeyMissing, SealBroken, OSError) as error:
            return SessionInfo(name=path.stem, saved_at=None, problem=str(error))


def open_vault(
    folder: Path, profile: str, ask: Callable[[], str] | None = None, *, passphrase: bool = False
) -> Vault:
    """Open the vault of a profile with a key source that this machine has.

    Args:
        folder: Folder for all vaults.
        profile: Name of the profile.
        ask: Asks for the passphrase; None if there is nobody to ask.
        passphrase: Seal with a passphrase even if there is a keyring.

    Raises:
        VaultError: There is no keyring, no ``OFFSWITCH_PASSPHRASE`` and nobody to ask.
        ConfigError: The name is invalid, or the folder cannot be used.
    """
    used = uses_passphrase(folder / profile_name(profile))
    key = choose_key(ask, passphrase_used=used, passphrase_wanted=passphrase)
    return Vault(folder, profile, key)


def _is_newer(info: SessionInfo, other: SessionInfo) -> bool:
    return info.saved_at is not None and (other.saved_at is None or info.saved_at > other.saved_at)
