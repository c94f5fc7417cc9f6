"""What each target has been told, and how often in a row something has failed."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from offswitch.local.folders import private, profile_name
from offswitch.local.lock import waiting_lock
from offswitch.local.staged import put

_MOST_OWED = 20
_PATIENCE_SECONDS = 120.0
"""How long another check may take to deliver its messages."""


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Message(_Kept):
    """A message about one event.

    Attributes:
        title: A single line.
        body: What happened, and what the person can do.
        when: When the check ran; the message may be delivered much later.
    """

    title: str
    body: str
    when: str = ""


class TargetState(_Kept):
    """What one target has been told.

    Attributes:
        drift: Settings that are on again.
        lost: Platforms that are out of reach, and why.
        unread: Settings that cannot be read.
        controls: The last change reported for each control.
        alarm: The last alarm.
        broken: Whether it knows that checks cannot be completed.
        owed: Messages that have not been delivered yet.
    """

    drift: frozenset[str] = frozenset()
    lost: dict[str, str] = Field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    controls: dict[str, str] = Field(default_factory=dict)
    alarm: str | None = None
    broken: bool = False
    owed: tuple[Message, ...] = ()

    def queue(self, *messages: Message) -> "TargetState":
        """Return a copy with more messages to deliver; if there are too many, the oldest are dropped."""
        return self.model_copy(update={"owed": (*self.owed, *messages)[-_MOST_OWED:]})

    def dated(self, when: str) -> "TargetState":
        """Return a copy in which every message without a date has this one."""
        owed = [each if each.when else each.model_copy(update={"when": when}) for each in self.owed]
        return self.model_copy(update={"owed": tuple(owed)})


class Memory(_Kept):
    """What is kept between two checks of a profile.

    Attributes:
        salt: Makes the digest of an address useless elsewhere.
        misses: How often in a row a platform, a setting or the whole check has failed.
        targets: What each target has been told, by the name or the digest of its address.
    """

    salt: str = Field(default_factory=lambda: secrets.token_hex(16))
    misses: dict[str, int] = Field(default_factory=dict)
    targets: dict[str, TargetState] = Field(default_factory=dict)


def slot_of(address: str, salt: str) -> str:
    """Return a digest for an address that has no name; it is slow to guess the address from."""
    digest = hashlib.scrypt(
        address.encode(), salt=bytes.fromhex(salt), n=2**15, r=8, p=1, maxmem=2**26, dklen=16
    )
    return f"address {digest.hex()}"


@contextmanager
def held(folder: Path, profile: str) -> Iterator[None]:
    """Keep every other process from the memory, from recalling it until it is stored.

    Raises:
        ConfigError: Another process keeps it for too long.
    """
    path = folder.parent / "locks" / f"{folder.name}.{profile_name(profile)}.lock"
    with waiting_lock(path, seconds=_PATIENCE_SECONDS):
        yield


def recall(folder: Path, profile: str) -> Memory:
    """Return the stored memory, or a new one if it is missing or damaged."""
    try:
        return Memory.model_validate_json(_path(folder, profile).read_bytes())
    except (OSError, ValidationError):
        return Memory()


def remember(folder: Path, profile: str, memory: Memory) -> None:
    """Store the memory in a file that only this person can read."""
    private(folder)
    put(_path(folder, profile), memory.model_dump_json(indent=1).encode() + b"\n")


def _path(folder: Path, profile: str) -> Path:
    return folder / f"{profile_name(profile)}.json"
