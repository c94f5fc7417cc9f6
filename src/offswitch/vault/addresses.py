"""Addresses for messages. They contain passwords and tokens, so they are sealed like sessions."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from offswitch.errors import VaultError
from offswitch.local.folders import profile_name
from offswitch.vault.files import SESSION, sealed_files
from offswitch.vault.store import Vault, open_vault

ADDRESSES = "addresses"
"""Name of the folder for sealed addresses, in the data folder."""
_HINT = "enter the address again with `offswitch notify add`, or remove it with `offswitch notify remove`"


class Addresses:
    """The sealed addresses of one profile; the vault is opened when it is first needed.

    Args:
        folder: Folder for the addresses of all profiles.
        profile: Name of the profile.
        ask: Asks for a passphrase; None if there is nobody to ask.
    """

    def __init__(self, folder: Path, profile: str, ask: Callable[[], str] | None = None) -> None:
        self._folder = folder
        self._profile = profile_name(profile)
        self._ask = ask
        self._opened: Vault | None = None

    def names(self) -> list[str]:
        """Return the names of the addresses, without opening anything."""
        paths = sealed_files(self._folder / self._profile, SESSION)
        return [path.name.removesuffix(SESSION) for path in paths]

    def save(self, name: str, address: str) -> None:
        """Seal an address, replacing any other with that name.

        Raises:
            VaultError: There is neither a keyring nor a passphrase.
            ConfigError: The name is invalid.
        """
        self._vault().save(name, {"address": address})

    def load(self, name: str) -> str | None:
        """Open an address.

        Returns:
            The address, or None if there is none with that name.

        Raises:
            VaultError: The address cannot be opened.
        """
        if profile_name(name) not in self.names():
            return None
        with _hinting(name):
            session = self._vault().load(name)
        return str(session.state["address"]) if session and session.state else None

    def forget(self, name: str) -> bool:
        """Remove an address; return whether it existed."""
        return profile_name(name) in self.names() and self._vault().forget(name)

    def _vault(self) -> Vault:
        if self._opened is None:
            self._opened = open_vault(self._folder, self._profile, self._ask)
        return self._opened


@contextmanager
def _hinting(name: str) -> Iterator[None]:
    """Replace the vault's hint, which is about sessions: signing in again would not help here."""
    try:
        yield
    except VaultError as error:
        raise VaultError(
            f"the address `{name}` cannot be opened: {error.message}", _HINT
        ) from error
