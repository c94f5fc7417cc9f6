"""Sessions at rest, sealed with a key that is kept elsewhere.

``store``          the vault: save, load, list, forget, rekey
``session``        what is sealed, and its provenance
``sealed_folder``  a profile's sealed files: which keys open them, and how a new one is written
``files``          which sealed files a folder holds, and what their errors mean
``archive``        a browser profile folder as a single stream
``seal``           the format of a sealed file: a header and authenticated chunks
``keys``           where the key comes from: the OS keyring, or a passphrase
``addresses``      addresses for messages, sealed like sessions
``kept_head``      the journal's head, in the keyring
"""

from offswitch.vault.files import sealed_names, uses_passphrase
from offswitch.vault.keys import (
    PASSPHRASE_VARIABLE,
    EitherKey,
    KeyringKey,
    KeySource,
    PassphraseKey,
    keyring_name,
    passphrase_given,
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
    "passphrase_given",
    "sealed_names",
    "uses_passphrase",
]
