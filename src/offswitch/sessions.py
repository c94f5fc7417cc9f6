"""Which signed-in sessions a profile has, and where they are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from offswitch.folders import Folders
from offswitch.vault import Session, Vault, open_vault

_SHELF = "sessions"
_REPLICA = "replica-sessions"


class Sessions:
    """The sealed sessions of one profile; the vault is opened when one is first needed.

    Sessions of a replica are kept apart, so that they can never take a real one's place.

    Args:
        folders: of this installation.
        profile: whose.
        replica: whether a replica is used.
        ask: asks the person for a passphrase, where there is a person.
    """

    def __init__(
        self, folders: Folders, profile: str, *, replica: bool, ask: Callable[[], str] | None = None
    ) -> None:
        self._folders = folders
        self._profile = profile
        self._replica = replica
        self._ask = ask
        self._vaults: dict[str, Vault] = {}

    def load(self, name: str) -> Session | None:
        """Open a session; None when the profile has none of that name.

        Raises:
            VaultError: it cannot be opened.
        """
        own = self._vault(self._own).load(name) if self._kept(self._own, name) else None
        if own is not None or not self._replica:
            return own
        # Imported before the replica was named: still this person's, on this machine.
        return self._vault(_SHELF).load(name) if self._kept(_SHELF, name) else None

    def has(self, name: str) -> bool:
        """Tell whether the profile has a session of that name, without opening it."""
        shelves = {self._own, _SHELF} if self._replica else {self._own}
        return any(self._kept(shelf, name) for shelf in shelves)

    def save(self, name: str, state: dict[str, Any], *, account: str, origin: str) -> None:
        """Seal a session.

        Raises:
            VaultError: no key; an older session stays as it was.
        """
        self._vault(self._own).save(name, state, account=account, origin=origin)

    @property
    def _own(self) -> str:
        return _REPLICA if self._replica else _SHELF

    def _kept(self, shelf: str, name: str) -> bool:
        return (self._folders.data / shelf / self._profile / f"{name}.sealed").exists()

    def _vault(self, shelf: str) -> Vault:
        if shelf not in self._vaults:
            self._vaults[shelf] = open_vault(self._folders.data / shelf, self._profile, self._ask)
        return self._vaults[shelf]
