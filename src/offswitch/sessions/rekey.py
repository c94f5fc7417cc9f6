"""Seals everything of a profile with a new key: sessions and addresses for messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from offswitch.errors import VaultError
from offswitch.local.folders import Folders, profile_name
from offswitch.local.withheld import secret
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
    """Seal everything of a profile with a new key.

    Every file is opened once before the first one changes. After a crash, each file has either its old
    key or its new one, and running the same command again finishes the job.

    Args:
        folders: Folders of this installation.
        profile: Name of the profile.
        to: Where the new key comes from; None for the same kind as the old one.
        ask: Asks for the current passphrase; None if there is nobody to ask.
        ask_new: Asks for the new passphrase; None if there is nobody to ask.

    Returns:
        How many files were sealed again.

    Raises:
        VaultError: A file cannot be opened, or there is no new key; nothing was changed.
    """
    parents = [folders.data / name for name in (*SESSION_FOLDERS, ADDRESSES)]
    parents = [parent for parent in parents if sealed_names(parent / profile_name(profile))]
    if not parents:
        return 0
    used = any(uses_passphrase(parent / profile) for parent in parents)
    new = _new_key(to or ("passphrase" if used else "keyring"), ask_new, used=used)
    current = EitherKey(_given(PASSPHRASE_VARIABLE, ask))  # asked for only once
    vaults = [Vault(parent, profile, current) for parent in parents]
    for vault in vaults:
        vault.check(new)
    return sum(vault.rekey(new) for vault in vaults)


def _new_key(to: str, ask_new: Asking, *, used: bool) -> KeySource:
    if to == "keyring":
        return KeyringKey()
    # If there is a passphrase now, the usual variable holds that one.
    variable = NEW_VARIABLE if used else PASSPHRASE_VARIABLE
    return PassphraseKey(_given(variable, ask_new))


def _given(variable: str, ask: Asking) -> Callable[[], str]:
    """Return a function that reads a passphrase from a variable, or asks for it."""

    def passphrase() -> str:
        if given := secret(variable):
            return given
        if ask is None:
            raise VaultError("there is nobody to ask for a passphrase", f"set {variable}")
        return ask()

    return passphrase
