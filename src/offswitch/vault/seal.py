r"""The format of a sealed file.

    offswitch-sealed\n
    {"format": 1, "key": {…which key…}, "salt": "…", "check": "…"}\n
    chunk, chunk, …, last chunk

Each chunk is encrypted with ChaCha20-Poly1305 under a key that is derived for this file alone from the
profile's key and the salt. The nonce counts the chunks and marks the last one, so that none can be
dropped, repeated or swapped. The associated data are the whole header and the purpose of the file
(profile, name, kind).
"""

import hmac
import json
import secrets
from collections.abc import Callable
from typing import Annotated, BinaryIO, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

FORMAT = 1
CHUNK = 64 * 1024
_TAG = 16
_MAGIC = b"offswitch-sealed\n"
_LONGEST_HEADER = 4096


class SealBroken(Exception):
    """A sealed file is no longer what it was when it was sealed; the message says how."""


class WrongKey(SealBroken):
    """The key at hand is not the one that sealed the file."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class KeyringLabel(_Strict):
    """Names the entry of the OS keyring that holds the key."""

    kind: Literal["keyring"] = "keyring"
    entry: Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,32}\.[0-9a-f]{8}$")]


def _power_of_two(cost: int) -> int:
    if cost.bit_count() != 1:
        raise ValueError("scrypt takes no such cost")
    return cost


class PassphraseLabel(_Strict):
    """The scrypt parameters for the key; bounded, because anyone may have put the file there."""

    kind: Literal["passphrase"] = "passphrase"
    salt: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    n: Annotated[int, Field(ge=2**14, le=2**20), AfterValidator(_power_of_two)]
    r: Literal[8] = 8
    p: Annotated[int, Field(ge=1, le=4)] = 1


KeyLabel = Annotated[KeyringLabel | PassphraseLabel, Field(discriminator="kind")]


class Header(_Strict):
    """The unencrypted description at the start of a sealed file."""

    format: int
    key: KeyLabel
    salt: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    check: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]


class Sealer:
    """Seals everything that is written to it into a file.

    Args:
        file: Receives the sealed bytes.
        label: Label of the key.
        key: The key, 32 bytes.
        purpose: Profile, name and kind of what is sealed; needed again to open it.
    """

    def __init__(self, file: BinaryIO, label: KeyLabel, key: bytes, purpose: list[str]) -> None:
        salt = secrets.token_bytes(32)
        header = Header(format=FORMAT, key=label, salt=salt.hex(), check=_check(key, salt))
        text = _MAGIC + header.model_dump_json().encode() + b"\n"
        self._file = file
        self._chunks = _Chunks(key, salt, text, purpose)
        self._waiting = bytearray()
        file.write(text)

    def write(self, data: bytes) -> int:
        """Accept more bytes; return how many."""
        self._waiting += data
        # The last byte is held back, because only ``finish`` knows which chunk is the last one.
        whole = max(len(self._waiting) - 1, 0) // CHUNK * CHUNK
        for start in range(0, whole, CHUNK):
            chunk = bytes(self._waiting[start : start + CHUNK])
            self._file.write(self._chunks.seal(chunk, last=False))
        del self._waiting[:whole]
        return len(data)

    def finish(self) -> None:
        """Seal what is left; without this call, the file cannot be opened."""
        self._file.write(self._chunks.seal(bytes(self._waiting), last=True))


class Unsealer:
    """Reads back what a ``Sealer`` wrote; every byte that it returns has been authenticated.

    Args:
        file: The sealed bytes, from the start.
        find_key: Returns the key for a label.
        purpose: As given to the ``Sealer``.

    Raises:
        SealBroken: The header is damaged; ``read`` raises it for a damaged chunk.
        WrongKey: Another key sealed the file.
    """

    def __init__(
        self, file: BinaryIO, find_key: Callable[[KeyLabel], bytes], purpose: list[str]
    ) -> None:
        self.header, text = _read(file)
        key, salt = find_key(self.header.key), bytes.fromhex(self.header.salt)
        if not matches(self.header, key):
            raise WrongKey("another key sealed it")
        self._file = file
        self._chunks = _Chunks(key, salt, text, purpose)
        self._ahead = file.read(CHUNK + _TAG)
        self._open = bytearray()
        self._ended = False

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes: all of them if the size is negative, and none at the end."""
        while not self._ended and (size < 0 or len(self._open) < size):
            sealed, self._ahead = self._ahead, self._file.read(CHUNK + _TAG)
            self._ended = not self._ahead
            self._open += self._chunks.open(sealed, last=self._ended)
        data = bytes(self._open if size < 0 else self._open[:size])
        del self._open[: len(data)]
        return data


def read_header(file: BinaryIO) -> Header:
    """Return the header of a sealed file, which is not authenticated yet.

    Raises:
        SealBroken: The file has no valid header.
    """
    return _read(file)[0]


def matches(header: Header, key: bytes) -> bool:
    """Return whether this key sealed the file, as far as the header shows."""
    return hmac.compare_digest(_check(key, bytes.fromhex(header.salt)), header.check)


class _Chunks:
    """Seals or opens chunks in order."""

    def __init__(self, key: bytes, salt: bytes, header: bytes, purpose: list[str]) -> None:
        self._cipher = ChaCha20Poly1305(_derive(key, salt, b"offswitch file", 32))
        self._bound = header + json.dumps(purpose).encode()
        self._count = 0

    def seal(self, data: bytes, *, last: bool) -> bytes:
        return self._cipher.encrypt(self._nonce(last=last), data, self._bound)

    def open(self, data: bytes, *, last: bool) -> bytes:
        try:
            return self._cipher.decrypt(self._nonce(last=last), data, self._bound)
        except InvalidTag as error:
            raise SealBroken("it was changed, cut short, or belongs to something else") from error

    def _nonce(self, *, last: bool) -> bytes:
        self._count += 1
        return self._count.to_bytes(11, "big") + bytes([last])


def _read(file: BinaryIO) -> tuple[Header, bytes]:
    magic = file.read(len(_MAGIC))
    line = file.readline(_LONGEST_HEADER)
    if magic != _MAGIC or not line.endswith(b"\n"):
        raise SealBroken("it is not a sealed file, or its beginning is damaged")
    try:
        header = Header.model_validate_json(line)
    except ValidationError as error:
        raise SealBroken("its header is damaged") from error
    if header.format != FORMAT:
        raise SealBroken(f"its format is {header.format}, and this program reads {FORMAT}")
    return header, magic + line


def _check(key: bytes, salt: bytes) -> str:
    return _derive(key, salt, b"offswitch key check", 8).hex()


def _derive(key: bytes, salt: bytes, purpose: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=purpose).derive(key)
