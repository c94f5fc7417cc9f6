"""A new key for everything that a profile has sealed: sessions, and addresses for messages."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Literal

from offswitch.errors import VaultError
from offswitch.local.folders import Folders, profile_name
from offswitch.sessions.store import SESSION_FOLDERS
from offswitch.vault import (
    PASSPHRASE_VARIABLE,
    EitherKey,
    KeyringKey,
    KeySource,
    PassphraseKey,
    Vault,
    sealed_names,
    uses_passphrase,
)
from offswitch.vault.addresses import ADDRESSES

NEW_VARIABLE = "OFFSWITCH_NEW_PASSPHRASE"

Asking = Callable[[], str] | None


def rekey(
    folders: Folders,
    profile: str,
    *,
    to: Literal["passphrase", "keyring"] | None,
    ask: Asking,
    ask_new: Asking,
) -> int:
    """Seal everything of a profile again.

    Everything is opened once before the first file changes. A crash in the middle leaves each file
    with its old key or its new one; the same command then finishes what it began.

    Args:
        folders: of this installation.
        profile: whose.
        to: what the new key comes from; None for what the old one came from.
        ask: asks the person for the passphrase of now; None where there is no person.
        ask_new: asks the person for the next one.

    Returns:
        How many files were sealed again.

    Raises:
        VaultError: a file cannot be opened, or there is no new key; nothing was changed.
    """
    parents = [folders.data / name for name in (*SESSION_FOLDERS, ADDRESSES)]
    parents = [parent for parent in parents if sealed_names(parent / profile_name(profile))]
    if not parents:
        return 0
    used = any(uses_passphrase(parent / profile) for parent in parents)
    new = _new_key(to or ("passphrase" if used else "keyring"), ask_new, used=used)
    current = EitherKey(_given(PASSPHRASE_VARIABLE, ask))  # asked for once, for all of them
    vaults = [Vault(parent, profile, current) for parent in parents]
    for vault in vaults:
        vault.check(new)
    return sum(vault.rekey(new) for vault in vaults)


def _new_key(to: str, ask_new: Asking, *, used: bool) -> KeySource:
    if to == "keyring":
        return KeyringKey()
    # The usual variable holds the passphrase of now, where there is one.
    variable = NEW_VARIABLE if used else PASSPHRASE_VARIABLE
    return PassphraseKey(_given(variable, ask_new))


def _given(variable: str, ask: Asking) -> Callable[[], str]:
    """Return what a variable says, else what a person answers; asked once."""

    def passphrase() -> str:
        if given := os.environ.get(variable):
            return given
        if ask is None:
            raise VaultError("there is nobody to ask for a passphrase", f"set {variable}")
        return ask()

    return passphrase
