"""The head of a journal in the keyring, where somebody who can write only files cannot set it back."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path

from offswitch.errors import VaultError
from offswitch.vault.keys import (
    PASSPHRASE_VARIABLE,
    SERVICE,
    ask_keyring,
    no_keyring,
    passphrase_given,
    usable_keyring,
)

_WRITTEN = re.compile(r"(?P<head>[0-9]{1,18}:[0-9a-f]{64}) (?P<at>[0-9]{1,11})")


@dataclass(frozen=True)
class Kept:
    """A head as it was kept.

    Attributes:
        head: ``NUMBER:HASH`` of the row that was the last one.
        at: When it was kept.
    """

    head: str
    at: dt.datetime

    @property
    def number(self) -> int:
        """Number of that row."""
        return int(self.head.partition(":")[0])


class KeptHead:
    """The entry of one journal in the keyring.

    The entry is named after the place of the file, so that nothing in the file decides which entry it is
    compared with. A journal at another place, or on another machine, has no entry yet.

    Args:
        journal: Path of the journal.

    Raises:
        VaultError: There is no usable keyring, or a passphrase is used instead of it.
    """

    def __init__(self, journal: Path) -> None:
        if passphrase_given():
            raise VaultError(
                f"{PASSPHRASE_VARIABLE} is set, so the keyring is not asked", "unset it"
            )
        backend = usable_keyring()
        if backend is None:
            raise no_keyring()
        self._backend = backend
        place = hashlib.sha256(os.fsencode(journal.absolute())).hexdigest()[:16]
        self._entry = f"journal.head.{place}"

    def load(self) -> Kept | None:
        """Return what was kept, or None if nothing was.

        Raises:
            VaultError: The keyring is locked or broken, or the entry is not one that offswitch wrote.
        """
        text = ask_keyring(lambda: self._backend.get_password(SERVICE, self._entry))
        if text is None:
            return None
        found = _WRITTEN.fullmatch(text)
        if found is None:
            raise VaultError(
                f"the entry `{self._entry}` in the keyring is not one that offswitch wrote",
                "`offswitch verify --accept` replaces it",
            )
        return Kept(found["head"], dt.datetime.fromtimestamp(int(found["at"]), dt.UTC))

    def save(self, kept: Kept) -> None:
        """Keep a head in the place of the former one.

        Raises:
            VaultError: The keyring is locked or broken.
        """
        text = f"{kept.head} {int(kept.at.timestamp())}"
        ask_keyring(lambda: self._backend.set_password(SERVICE, self._entry, text))
