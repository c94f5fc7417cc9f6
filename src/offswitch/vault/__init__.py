"""Sessions at rest: sealed with a key that is not in the file's folder.

``store``          the vault: save, load, list, forget, rekey
``session``        what is sealed, and whose it is
``sealed_folder``  a profile's sealed files: which keys open them, and how a new one is written
``files``          which sealed files a folder holds, and what their errors mean
``archive``        a browser's profile folder as one stream
``seal``           the format of a sealed file: header, authenticated chunks
``keys``           where the key comes from: the OS keyring, or a passphrase
``addresses``      where messages go, sealed like sessions
"""

from offswitch.vault.files import sealed_names, uses_passphrase
from offswitch.vault.keys import (
    PASSPHRASE_VARIABLE,
    EitherKey,
    KeyringKey,
    KeySource,
    PassphraseKey,
    keyring_name,
)
from offswitch.vault.session import Provenance, Session, SessionInfo
from offswitch.vault.store import Vault, open_vault

__all__ = [
    "PASSPHRASE_VARIABLE",
    "EitherKey",
    "KeySource",
    "KeyringKey",
    "PassphraseKey",
    "Provenance",
    "Session",
    "SessionInfo",
    "Vault",
    "keyring_name",
    "open_vault",
    "sealed_names",
    "uses_passphrase",
]
