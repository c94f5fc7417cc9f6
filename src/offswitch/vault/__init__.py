"""Sessions at rest: sealed with a key that is not in the file's folder.

``store``   the vault: save, load, list, forget, rekey
``keys``    where the key comes from: the OS keyring, or a passphrase
``session`` what is sealed
``seal``    the format of a sealed file: header, authenticated chunks
``files``   the sealed files of a folder
``archive`` a browser's profile folder as one stream
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
