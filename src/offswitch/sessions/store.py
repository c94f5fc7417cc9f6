"""The sessions of a profile, and where they are kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from offswitch.local.folders import Folders
from offswitch.model.scope import Scope
from offswitch.vault import (
    EitherKey,
    Provenance,
    Session,
    SessionInfo,
    Vault,
    open_vault,
    passphrase_given,
    sealed_names,
    uses_passphrase,
)

_REAL = "sessions"
_REPLICA = "replica-sessions"
SESSION_FOLDERS = (_REAL, _REPLICA)
"""Names of the folders, in the data folder, for sessions of the real sites and for those of replicas."""


class Sessions:
    """The sealed sessions of one profile; the vault is opened when it is first needed.

    Sessions of a replica are kept separate: they never replace a real one, and a replica, which is only some
    program on this machine, never gets the cookies of a real one.

    Args:
        folders: Folders of this installation.
        scope: Whose sessions to use.
        ask: Asks for a passphrase; None if there is nobody to ask.
        passphrase: Seal with a passphrase even if there is a keyring.
    """

    def __init__(
        self,
        folders: Folders,
        scope: Scope,
        *,
        ask: Callable[[], str] | None = None,
        passphrase: bool = False,
    ) -> None:
        self._folders = folders
        self._scope = scope
        self._ask = ask
        self._passphrase = passphrase
        self._opened: Vault | None = None

    def load(self, name: str) -> Session | None:
        """Open a session.

        Returns:
            The session, or None if the profile has none with that name.

        Raises:
            VaultError: The session cannot be opened.
        """
        return self._vault().load(name) if self.has(name) else None

    def has(self, name: str) -> bool:
        """Return whether the profile has a session with that name, without opening it."""
        return name in self.names()

    def unpack(self, name: str, target: Path) -> None:
        """Unpack a session's browser profile into a new private folder.

        Raises:
            VaultError: The session cannot be opened; no folder is created then.
        """
        if self.has(name):
            self._vault().unseal_folder(name, target)

    def save(self, name: str, state: dict[str, Any], provenance: Provenance) -> None:
        """Seal a session, replacing the previous one.

        Raises:
            VaultError: There is no key; the previous session is kept.
        """
        self._vault().save(name, state, provenance)

    def save_folder(self, name: str, folder: Path, provenance: Provenance) -> None:
        """Seal a session that is a browser profile folder; no browser may be using it.

        Raises:
            VaultError: There is no key, or the folder is too large; the previous session is kept.
        """
        self._vault().seal_folder(name, folder, provenance)

    def names(self) -> list[str]:
        """Return the names of the profile's sessions, without opening any."""
        return sealed_names(session_folder(self._folders, self._scope))

    def infos(self) -> list[SessionInfo]:
        """Return what may be shown about every session; those that cannot be opened include the reason.

        Raises:
            VaultError: The keyring is locked or broken.
        """
        return self._vault().sessions() if self.names() else []

    def forget(self, name: str) -> bool:
        """Remove a session, even one that cannot be opened; return whether it existed.

        Raises:
            VaultError: The keyring cannot be reached to delete the key; the session is gone.
        """
        if not self.has(name):
            return False
        # Nothing is opened here, so it does not matter what sealed it or whether the key is available.
        key = EitherKey(lambda: "")
        folder = session_folder(self._folders, self._scope)
        return Vault(folder.parent, folder.name, key).forget(name)

    def uses_passphrase(self) -> bool:
        """Return whether a passphrase seals any session of this profile."""
        return uses_passphrase(session_folder(self._folders, self._scope))

    def uses_keyring(self) -> bool:
        """Return whether a key in the keyring seals this profile's sessions, without asking for it."""
        return bool(self.names()) and not passphrase_given() and not self.uses_passphrase()

    def _vault(self) -> Vault:
        if self._opened is None:
            folder = session_folder(self._folders, self._scope)
            self._opened = open_vault(
                folder.parent, folder.name, self._ask, passphrase=self._passphrase
            )
        return self._opened


def session_folder(folders: Folders, scope: Scope) -> Path:
    """Return the folder of a profile's sealed sessions, whether or not it exists."""
    return folders.data / (_REPLICA if scope.at_replica else _REAL) / scope.profile


def scopes_with_sessions(folders: Folders, *, at_replica: bool) -> list[Scope]:
    """Return the scope of every profile that has a session, sorted by name."""
    parent = folders.data / (_REPLICA if at_replica else _REAL)
    if not parent.is_dir():
        return []
    names = sorted(path.name for path in parent.iterdir() if path.is_dir() and sealed_names(path))
    return [Scope(name, at_replica=at_replica) for name in names]
