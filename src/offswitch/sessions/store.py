"""Which signed-in sessions a profile has, and where they are kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from offswitch.local.folders import Folders
from offswitch.vault import (
    EitherKey,
    Session,
    SessionInfo,
    Vault,
    open_vault,
    sealed_names,
    uses_passphrase,
)

_SHELF = "sessions"
_REPLICA = "replica-sessions"
SHELVES = (_SHELF, _REPLICA)


class Sessions:
    """The sealed sessions of one profile; the vault is opened when one is first needed.

    Sessions of a replica are kept apart, so that they can never take a real one's place.

    Args:
        folders: of this installation.
        profile: whose.
        replica: whether a replica is used.
        ask: asks the person for a passphrase, where there is a person.
        passphrase: seal with a passphrase, also where there is a keyring.
    """

    def __init__(
        self,
        folders: Folders,
        profile: str,
        *,
        replica: bool,
        ask: Callable[[], str] | None = None,
        passphrase: bool = False,
    ) -> None:
        self._folders = folders
        self._profile = profile
        self._replica = replica
        self._ask = ask
        self._passphrase = passphrase
        self._vaults: dict[str, Vault] = {}

    def load(self, name: str) -> Session | None:
        """Open a session; None when the profile has none of that name.

        Raises:
            VaultError: it cannot be opened.
        """
        shelf = self._shelf_of(name)
        return self._vault(shelf).load(name) if shelf else None

    def has(self, name: str) -> bool:
        """Tell whether the profile has a session of that name, without opening it."""
        return self._shelf_of(name) is not None

    def unpack(self, name: str, target: Path) -> None:
        """Unpack a session's browser profile into a new private folder.

        Raises:
            VaultError: it cannot be opened; there is no folder then.
        """
        shelf = self._shelf_of(name)
        if shelf:
            self._vault(shelf).unseal_folder(name, target)

    def save(
        self,
        name: str,
        state: dict[str, Any],
        *,
        account: str,
        origin: str,
        who: str = "",
        since: dt.datetime | None = None,
    ) -> None:
        """Seal a session; ``since`` is when the person signed in, now when left out.

        Raises:
            VaultError: no key; an older session stays as it was.
        """
        self._vault(self._own).save(
            name, state, account=account, who=who, origin=origin, since=since
        )

    def save_folder(
        self,
        name: str,
        folder: Path,
        *,
        account: str,
        origin: str,
        who: str = "",
        since: dt.datetime | None = None,
    ) -> None:
        """Seal a session that is a browser's profile folder; no browser may be using it.

        Raises:
            VaultError: no key, or it is too large; an older session stays as it was.
        """
        self._vault(self._own).seal_folder(
            name, folder, account=account, who=who, origin=origin, since=since
        )

    def names(self) -> list[str]:
        """Return the names of the sessions of this profile, without opening any."""
        return sealed_names(self._folder(self._own))

    def infos(self) -> list[SessionInfo]:
        """Return what may be shown of every session; one that cannot be opened says why.

        Raises:
            VaultError: the keyring is locked or broken.
        """
        return self._vault(self._own).sessions() if self.names() else []

    def forget(self, name: str) -> bool:
        """Remove a session, also one that cannot be opened; tells whether there was one.

        Raises:
            VaultError: the keyring cannot be reached to drop the key; the session is gone.
        """
        if name not in self.names():
            return False
        # Whatever sealed it, and whether or not that is at hand: nothing is opened here.
        key = EitherKey(lambda: "")
        return Vault(self._folders.data / self._own, self._profile, key).forget(name)

    def uses_passphrase(self) -> bool:
        """Tell whether a session of this profile is sealed with a passphrase."""
        return uses_passphrase(self._folder(self._own))

    @property
    def _own(self) -> str:
        return _REPLICA if self._replica else _SHELF

    def _shelf_of(self, name: str) -> str | None:
        # Imported before the replica was named: still this person's, on this machine.
        shelves = (_REPLICA, _SHELF) if self._replica else (_SHELF,)
        return next((s for s in shelves if name in sealed_names(self._folder(s))), None)

    def _folder(self, shelf: str) -> Path:
        return self._folders.data / shelf / self._profile

    def _vault(self, shelf: str) -> Vault:
        if shelf not in self._vaults:
            self._vaults[shelf] = open_vault(
                self._folders.data / shelf, self._profile, self._ask, passphrase=self._passphrase
            )
        return self._vaults[shelf]


def profiles(folders: Folders, *, replica: bool) -> list[str]:
    """Return the profiles that have a session, by name."""
    shelf = folders.data / (_REPLICA if replica else _SHELF)
    if not shelf.is_dir():
        return []
    return sorted(path.name for path in shelf.iterdir() if path.is_dir() and sealed_names(path))
