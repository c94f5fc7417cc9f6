"""The vault of one profile: what the person is signed in with, one sealed file for each session."""

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
        folder: folder of all vaults; the profile's own folder is made in it.
        profile: name of the profile.
        key: where keys come from.

    Raises:
        ConfigError: the name is none, or the folder cannot be used.
    """

    def __init__(self, folder: Path, profile: str, key: KeySource) -> None:
        self._files = SealedFolder(folder, profile, key)

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
        with self._files.replaced(self._files.path(name, SESSION)) as sealer:
            sealer.write(Content.now(state, provenance).to_bytes())
            sealer.finish()
        self._files.path(name, FOLDER).unlink(missing_ok=True)

    def load(self, name: str) -> Session | None:
        """Open a session.

        Returns:
            The session, or None where there is none of that name.

        Raises:
            VaultError: its key is not to be had, or the file is not what was sealed.
        """
        found = []
        for path in (self._files.path(name, SESSION), self._files.path(name, FOLDER)):
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
        return self._files.remove(*(self._files.path(name, each) for each in (SESSION, FOLDER)))

    def sessions(self) -> list[SessionInfo]:
        """List the sessions by name, with the problem of each that cannot be opened.

        Raises:
            VaultError: the keyring is locked or broken.
        """
        infos: dict[str, SessionInfo] = {}
        for path in self._files.paths():
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
        return self._files.rekey(key)

    def check(self, other: KeySource | None = None) -> None:
        """Open every file once, with the vault's own keys or with those of another source.

        Raises:
            VaultError: one cannot be opened.
        """
        self._files.check(other)

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
        with self._files.replaced(self._files.path(name, FOLDER)) as sealer:
            write_head(content.to_bytes(), sealer)
            pack(source, sealer)
        self._files.path(name, SESSION).unlink(missing_ok=True)

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
    """Open the vault of a profile with the key source that this machine has.

    Args:
        folder: folder of all vaults.
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
