"""Which signed-in sessions a profile has, and where they are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
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
    sealed_names,
    uses_passphrase,
)

_REAL = "sessions"
_REPLICA = "replica-sessions"
SESSION_FOLDERS = (_REAL, _REPLICA)
"""In the data folder: sessions of the real sites, and those of replicas, which never mix."""


class Sessions:
    """The sealed sessions of one profile; the vault is opened when one is first needed.

    Sessions of a replica are kept apart, so that they can never take a real one's place.

    Args:
        folders: of this installation.
        scope: whose.
        ask: asks the person for a passphrase, where there is a person.
        passphrase: seal with a passphrase, also where there is a keyring.
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
        self._vaults: dict[Scope, Vault] = {}

    def load(self, name: str) -> Session | None:
        """Open a session; None when the profile has none of that name.

        Raises:
            VaultError: it cannot be opened.
        """
        scope = self._scope_of(name)
        return self._vault(scope).load(name) if scope else None

    def has(self, name: str) -> bool:
        """Tell whether the profile has a session of that name, without opening it."""
        return self._scope_of(name) is not None

    def unpack(self, name: str, target: Path) -> None:
        """Unpack a session's browser profile into a new private folder.

        Raises:
            VaultError: it cannot be opened; there is no folder then.
        """
        scope = self._scope_of(name)
        if scope:
            self._vault(scope).unseal_folder(name, target)

    def save(self, name: str, state: dict[str, Any], provenance: Provenance) -> None:
        """Seal a session in the place of a former one.

        Raises:
            VaultError: no key; an older session stays as it was.
        """
        self._vault(self._scope).save(name, state, provenance)

    def save_folder(self, name: str, folder: Path, provenance: Provenance) -> None:
        """Seal a session that is a browser's profile folder; no browser may be using it.

        Raises:
            VaultError: no key, or it is too large; an older session stays as it was.
        """
        self._vault(self._scope).seal_folder(name, folder, provenance)

    def names(self) -> list[str]:
        """Return the names of the sessions of this profile, without opening any."""
        return sealed_names(session_folder(self._folders, self._scope))

    def infos(self) -> list[SessionInfo]:
        """Return what may be shown of every session; one that cannot be opened says why.

        Raises:
            VaultError: the keyring is locked or broken.
        """
        return self._vault(self._scope).sessions() if self.names() else []

    def forget(self, name: str) -> bool:
        """Remove a session, also one that cannot be opened; tells whether there was one.

        Raises:
            VaultError: the keyring cannot be reached to drop the key; the session is gone.
        """
        if name not in self.names():
            return False
        # Whatever sealed it, and whether or not that is at hand: nothing is opened here.
        key = EitherKey(lambda: "")
        folder = session_folder(self._folders, self._scope)
        return Vault(folder.parent, folder.name, key).forget(name)

    def uses_passphrase(self) -> bool:
        """Tell whether a session of this profile is sealed with a passphrase."""
        return uses_passphrase(session_folder(self._folders, self._scope))

    def _scope_of(self, name: str) -> Scope | None:
        # Imported before the replica was named: still this person's, on this machine.
        real = replace(self._scope, at_replica=False)
        scopes = dict.fromkeys((self._scope, real))
        found = (s for s in scopes if name in sealed_names(session_folder(self._folders, s)))
        return next(found, None)

    def _vault(self, scope: Scope) -> Vault:
        if scope not in self._vaults:
            folder = session_folder(self._folders, scope)
            self._vaults[scope] = open_vault(
                folder.parent, folder.name, self._ask, passphrase=self._passphrase
            )
        return self._vaults[scope]


def session_folder(folders: Folders, scope: Scope) -> Path:
    """Return the folder of a profile's sealed sessions; it may not be there."""
    return folders.data / (_REPLICA if scope.at_replica else _REAL) / scope.profile


def scopes_with_sessions(folders: Folders, *, at_replica: bool) -> list[Scope]:
    """Return the scope of every profile that has a session, by name."""
    parent = folders.data / (_REPLICA if at_replica else _REAL)
    if not parent.is_dir():
        return []
    names = sorted(path.name for path in parent.iterdir() if path.is_dir() and sealed_names(path))
    return [Scope(name, at_replica=at_replica) for name in names]
