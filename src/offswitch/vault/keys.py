"""Where a profile's key comes from: the OS keyring or a passphrase, never a plain file."""

import base64
import binascii
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

import keyring
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from keyring.backend import KeyringBackend

from offswitch.errors import VaultError
from offswitch.local.withheld import secret
from offswitch.vault.seal import KeyLabel, KeyringLabel, PassphraseLabel

PASSPHRASE_VARIABLE = "OFFSWITCH_PASSPHRASE"  # noqa: S105 - the variable's name
SERVICE = "offswitch"

T = TypeVar("T")

_KEY_LENGTH = 32
_COST = 2**17  # scrypt's n: 128 MiB and about half a second on a laptop
_PLAIN = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")


class KeyMissing(VaultError):
    """The key that a label names is not available."""


@dataclass(frozen=True)
class LabelledKey:
    """A key, and the label that finds it again."""

    label: KeyLabel
    key: bytes = field(repr=False)


class KeySource(Protocol):
    """Provides keys for sealing, and finds them again for opening."""

    @property
    def kind(self) -> str:
        """The kind of label that it understands."""

    def fresh(self, profile: str) -> LabelledKey:
        """Create a key that has not sealed anything yet."""

    def find(self, label: KeyLabel) -> bytes:
        """Return the key that a label names.

        Raises:
            KeyMissing: The key is not available.
        """

    def discard(self, label: KeyLabel) -> None:
        """Forget a key that no longer seals anything."""


class KeyringKey:
    """Keys of 32 random bytes, each in its own entry of the OS keyring.

    The name of an entry ends in random digits, because two folders may hold profiles with the same
    name, such as a demo and the real one, and neither may drop or replace the other's key.

    Args:
        backend: The keyring to use; by default, the best one available.

    Raises:
        VaultError: No keyring is available that keeps a secret.
    """

    kind = "keyring"

    def __init__(self, backend: KeyringBackend | None = None) -> None:
        found = backend or usable_keyring()
        if found is None:
            raise no_keyring()
        self._backend = found

    def fresh(self, profile: str) -> LabelledKey:
        """Create a key and store it; see ``KeySource``."""
        label = KeyringLabel(entry=f"{profile}.{secrets.token_hex(4)}")
        key = secrets.token_bytes(_KEY_LENGTH)
        text = base64.b64encode(key).decode()
        ask_keyring(lambda: self._backend.set_password(SERVICE, label.entry, text))
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
        text = ask_keyring(lambda: self._backend.get_password(SERVICE, label.entry))
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
            if ask_keyring(lambda: self._backend.get_password(SERVICE, entry)) is not None:
                ask_keyring(lambda: self._backend.delete_password(SERVICE, entry))


class PassphraseKey:
    """Keys derived from a passphrase with scrypt; each sealed file stores the salt and the cost.

    Args:
        ask: Returns the passphrase; called once, when it is first needed.
    """

    kind = "passphrase"

    def __init__(self, ask: Callable[[], str]) -> None:
        self._ask = ask
        self._passphrase = b""
        self._known: dict[PassphraseLabel, bytes] = {}

    def fresh(self, profile: str) -> LabelledKey:  # noqa: ARG002 - a keyring needs it
        """Derive a key with a new salt; see ``KeySource``."""
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
            # Different keyboards may encode the same letters differently.
            self._passphrase = unicodedata.normalize("NFC", self._ask()).encode()
        if not self._passphrase:
            raise VaultError("the passphrase is empty", f"enter one, or set {PASSPHRASE_VARIABLE}")
        return self._passphrase


class EitherKey:
    """Finds keys of both kinds, for files that are about to be sealed again or removed.

    Args:
        ask: Returns the passphrase; called once, when it is first needed.
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
        """Forget a key in the keyring, if there is a keyring; see ``KeySource``."""
        if isinstance(label, KeyringLabel) and usable_keyring():
            KeyringKey().discard(label)

    def _of(self, label: KeyLabel) -> KeySource:
        return KeyringKey() if isinstance(label, KeyringLabel) else self._passphrase


def choose_key(
    ask: Callable[[], str] | None, *, passphrase_used: bool = False, passphrase_wanted: bool = False
) -> KeySource:
    """Choose where keys come from: the environment variable, the keyring, or a question, in that order.

    Args:
        ask: Asks for the passphrase; None if there is nobody to ask.
        passphrase_used: Whether a passphrase seals some of the profile's files; it is then asked for
            even if there is a keyring now.
        passphrase_wanted: Whether the person prefers a passphrase to the keyring.

    Raises:
        VaultError: None of the three is available, or a passphrase is wanted and cannot be had.
    """
    if passphrase_given():
        return PassphraseKey(lambda: secret(PASSPHRASE_VARIABLE))
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


def passphrase_given() -> bool:
    """Return whether the environment holds a passphrase, which is then used instead of the keyring."""
    return bool(secret(PASSPHRASE_VARIABLE))


def ask_keyring(question: Callable[[], T]) -> T:
    """Return what a keyring answers.

    Raises:
        VaultError: The keyring is locked or broken.
    """
    try:
        return question()
    # Backends raise whatever their bus, library or system raises. Only the type is reported,
    # because the message might contain a secret.
    except Exception as error:
        raise VaultError(
            f"the keyring is locked or broken ({type(error).__name__})",
            f"unlock it and try again, or set {PASSPHRASE_VARIABLE} and sign in again",
        ) from error


def usable_keyring() -> KeyringBackend | None:
    """Return the best keyring that keeps secrets, or None.

    Raises:
        VaultError: The keyrings of this machine cannot even be looked for.
    """
    best = ask_keyring(keyring.get_keyring)
    # The chainer backend tries each in turn, including ones that may write plain text.
    return next((one for one in getattr(best, "backends", [best]) if _keeps_secrets(one)), None)


def keyring_name() -> str:
    """Return the name of the usable keyring, or an empty string if there is none.

    Raises:
        VaultError: As for ``usable_keyring``.
    """
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
    except Exception:  # noqa: BLE001 - a backend that fails even this check is not usable
        return False


_USE_PASSPHRASE = (
    f"set {PASSPHRASE_VARIABLE}, or install and unlock a keyring"
    " (on Linux GNOME Keyring or KWallet, in a desktop session)"
)
