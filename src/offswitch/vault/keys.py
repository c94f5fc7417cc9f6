"""Where a profile's key comes from: the OS keyring, or a passphrase. Never from a plain file."""

import base64
import binascii
import os
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

import keyring
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from keyring.backend import KeyringBackend

from offswitch.errors import VaultError
from offswitch.vault.seal import KeyLabel, KeyringLabel, PassphraseLabel

PASSPHRASE_VARIABLE = "OFFSWITCH_PASSPHRASE"  # noqa: S105 - the variable's name
SERVICE = "offswitch"

T = TypeVar("T")

_KEY_LENGTH = 32
_COST = 2**17  # scrypt's n: 128 MiB and about half a second on a laptop
_PLAIN = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")


class KeyMissing(VaultError):
    """The key that a label names is not to be had."""


@dataclass(frozen=True)
class LabelledKey:
    """A key and how to find it again."""

    label: KeyLabel
    key: bytes = field(repr=False)


class KeySource(Protocol):
    """Gives keys for sealing and finds them again for opening."""

    @property
    def kind(self) -> str:
        """The kind of labels that it understands."""

    def fresh(self, profile: str) -> LabelledKey:
        """Make a key that nothing has been sealed with."""

    def find(self, label: KeyLabel) -> bytes:
        """Return the key that a label names; ``KeyMissing`` where it cannot be had."""

    def discard(self, label: KeyLabel) -> None:
        """Forget a key that nothing is sealed with any more."""


class KeyringKey:
    """Keys of 32 random bytes, each under an entry of its own in the OS keyring.

    The entry's name ends in random digits: two folders may hold a profile of the same name, such
    as a demo beside the real one, and neither may drop or replace the other's key.

    Args:
        backend: the keyring to use; the best one there is when left out.

    Raises:
        VaultError: there is none that keeps a secret.
    """

    kind = "keyring"

    def __init__(self, backend: KeyringBackend | None = None) -> None:
        found = backend or usable_keyring()
        if found is None:
            raise no_keyring()
        self._backend = found

    def fresh(self, profile: str) -> LabelledKey:
        """Make a key and store it; see ``KeySource``."""
        label = KeyringLabel(entry=f"{profile}.{secrets.token_hex(4)}")
        key = secrets.token_bytes(_KEY_LENGTH)
        text = base64.b64encode(key).decode()
        self._ask(lambda: self._backend.set_password(SERVICE, label.entry, text))
        if self.find(label) != key:
            raise VaultError("the keyring did not keep the key", _USE_PASSPHRASE)
        return LabelledKey(label, key)

    def find(self, label: KeyLabel) -> bytes:
        """Read a key; see ``KeySource``."""
        if not isinstance(label, KeyringLabel):
            raise KeyMissing(
                "the session was sealed with a passphrase",
                f"set {PASSPHRASE_VARIABLE}, or sign in again with `offswitch login`",
            )
        text = self._ask(lambda: self._backend.get_password(SERVICE, label.entry))
        if text is None:
            raise KeyMissing(
                f"the key `{label.entry}` is not in the keyring",
                "unlock the keyring that holds it, or sign in again with `offswitch login`",
            )
        try:
            key = base64.b64decode(text, validate=True)
        except binascii.Error:
            key = b""
        if len(key) != _KEY_LENGTH:
            raise KeyMissing(
                f"the entry `{label.entry}` in the keyring is not an offswitch key",
                "sign in again with `offswitch login`",
            )
        return key

    def discard(self, label: KeyLabel) -> None:
        """Delete an entry; see ``KeySource``."""
        if isinstance(label, KeyringLabel):
            entry = label.entry
            if self._ask(lambda: self._backend.get_password(SERVICE, entry)) is not None:
                self._ask(lambda: self._backend.delete_password(SERVICE, entry))

    @staticmethod
    def _ask(question: Callable[[], T]) -> T:
        try:
            return question()
        # Backends raise what their bus, their library or their system raises. The type alone is
        # told: nobody knows what a message holds.
        except Exception as error:
            raise VaultError(
                f"the keyring is locked or broken ({type(error).__name__})",
                f"unlock it and try again, or set {PASSPHRASE_VARIABLE} and sign in again",
            ) from error


class PassphraseKey:
    """Keys made from a passphrase by scrypt; salt and cost stand in each sealed file.

    Args:
        ask: returns the passphrase; called once, when it is first needed.
    """

    kind = "passphrase"

    def __init__(self, ask: Callable[[], str]) -> None:
        self._ask = ask
        self._passphrase = b""
        self._known: dict[PassphraseLabel, bytes] = {}

    def fresh(self, profile: str) -> LabelledKey:  # noqa: ARG002 - a keyring needs it
        """Make a key with a new salt; see ``KeySource``."""
        label = PassphraseLabel(salt=secrets.token_hex(16), n=_COST)
        return LabelledKey(label, self.find(label))

    def find(self, label: KeyLabel) -> bytes:
        """Derive the key again; see ``KeySource``."""
        if not isinstance(label, PassphraseLabel):
            raise KeyMissing(
                "the session was sealed with a key in the keyring",
                f"unset {PASSPHRASE_VARIABLE}, or sign in again with `offswitch login`",
            )
        if label not in self._known:
            salt = bytes.fromhex(label.salt)
            scrypt = Scrypt(salt=salt, length=_KEY_LENGTH, n=label.n, r=label.r, p=label.p)
            self._known[label] = scrypt.derive(self._words())
        return self._known[label]

    def discard(self, label: KeyLabel) -> None:
        """Nothing is stored; see ``KeySource``."""

    def _words(self) -> bytes:
        if not self._passphrase:
            # Two keyboards may write the same letters in two ways.
            self._passphrase = unicodedata.normalize("NFC", self._ask()).encode()
        if not self._passphrase:
            raise VaultError("the passphrase is empty", f"enter one, or set {PASSPHRASE_VARIABLE}")
        return self._passphrase


class EitherKey:
    """Finds keys of both kinds, for opening what is to be sealed anew, or removing it.

    Args:
        ask: returns the passphrase; called once, when it is first needed.
    """

    kind = "either"

    def __init__(self, ask: Callable[[], str]) -> None:
        self._passphrase = PassphraseKey(ask)

    def fresh(self, profile: str) -> LabelledKey:
        """Make a key in the keyring; see ``KeySource``."""
        return KeyringKey().fresh(profile)

    def find(self, label: KeyLabel) -> bytes:
        """Find a key where its label says; see ``KeySource``."""
        return self._of(label).find(label)

    def discard(self, label: KeyLabel) -> None:
        """Forget a key where it is kept; without a keyring there is none. See ``KeySource``."""
        if isinstance(label, KeyringLabel) and usable_keyring():
            KeyringKey().discard(label)

    def _of(self, label: KeyLabel) -> KeySource:
        return KeyringKey() if isinstance(label, KeyringLabel) else self._passphrase


def choose_key(
    ask: Callable[[], str] | None, *, passphrase_used: bool = False, passphrase_wanted: bool = False
) -> KeySource:
    """Choose where keys come from: the variable, else the keyring, else asking.

    Args:
        ask: asks a person for the passphrase; None where there is nobody to ask.
        passphrase_used: some of the profile's files are sealed with one, so that it is asked for
            even where there is a keyring now.
        passphrase_wanted: the person prefers one to the keyring.

    Raises:
        VaultError: there is none of the three, or no passphrase where one is wanted.
    """
    if given := os.environ.get(PASSPHRASE_VARIABLE):
        return PassphraseKey(lambda: given)
    if ask and (passphrase_used or passphrase_wanted):
        return PassphraseKey(ask)
    if passphrase_wanted:
        raise VaultError(
            "there is nobody to ask for a passphrase",
            f"set {PASSPHRASE_VARIABLE}, or use a terminal",
        )
    if backend := usable_keyring():
        return KeyringKey(backend)
    if ask:
        return PassphraseKey(ask)
    raise no_keyring()


def usable_keyring() -> KeyringBackend | None:
    """Return the best keyring that keeps a secret, or None."""
    best = keyring.get_keyring()
    # The chainer tries one after the other, down to one that may write plain text.
    return next((one for one in getattr(best, "backends", [best]) if _keeps_secrets(one)), None)


def keyring_name() -> str:
    """Return what the usable keyring is called, or "" where there is none."""
    found = usable_keyring()
    return str(found.name) if found else ""


def no_keyring() -> VaultError:
    """Return the error for a machine without a keyring."""
    return VaultError("no usable keyring", _USE_PASSPHRASE)


def _keeps_secrets(backend: KeyringBackend) -> bool:
    kind = type(backend)
    if kind.__module__.startswith(_PLAIN) or "plaintext" in kind.__name__.casefold():
        return False
    try:
        return float(backend.priority) > 0
    except Exception:  # noqa: BLE001 - a backend that cannot even be looked at is not usable
        return False


_USE_PASSPHRASE = (
    f"set {PASSPHRASE_VARIABLE}, or install and unlock a keyring"
    " (on Linux GNOME Keyring or KWallet, in a desktop session)"
)
