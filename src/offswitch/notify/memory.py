"""What was told already, to whom, and how often in a row something did not work."""

import hashlib
import secrets
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from offswitch.local.folders import private, profile_name
from offswitch.local.staged import put

_MOST_OWED = 20


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Message(_Kept):
    """One event in words.

    Attributes:
        title: one line.
        body: what happened, and what the person can do.
        when: of the check; it may be delivered much later.
    """

    title: str
    body: str
    when: str = ""


class TargetState(_Kept):
    """What one target knows.

    Attributes:
        drift: settings that it knows to be on again.
        lost: platforms that it knows to be out of reach, and why.
        unread: settings that it knows to be unreadable.
        controls: what was last said of a control.
        alarm: the last alarm.
        broken: whether it knows that no check comes to its end.
        owed: messages that could not be delivered yet.
    """

    drift: frozenset[str] = frozenset()
    lost: dict[str, str] = Field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    controls: dict[str, str] = Field(default_factory=dict)
    alarm: str | None = None
    broken: bool = False
    owed: tuple[Message, ...] = ()

    def queue(self, *messages: Message) -> "TargetState":
        """Return this with more messages to deliver; of too many the oldest are dropped."""
        return self.model_copy(update={"owed": (*self.owed, *messages)[-_MOST_OWED:]})

    def dated(self, when: str) -> "TargetState":
        """Return this with a date on the messages that have none yet."""
        owed = [each if each.when else each.model_copy(update={"when": when}) for each in self.owed]
        return self.model_copy(update={"owed": tuple(owed)})


class Memory(_Kept):
    """What is kept between two checks of a profile.

    Attributes:
        salt: makes an address's digest useless elsewhere.
        misses: how often in a row a platform, a setting or the whole check failed.
        targets: what each target knows, by the name or the digest of its address.
    """

    salt: str = Field(default_factory=lambda: secrets.token_hex(16))
    misses: dict[str, int] = Field(default_factory=dict)
    targets: dict[str, TargetState] = Field(default_factory=dict)


def slot_of(address: str, salt: str) -> str:
    """Return what stands for an address that has no name; slow to guess back from."""
    digest = hashlib.scrypt(
        address.encode(), salt=bytes.fromhex(salt), n=2**15, r=8, p=1, maxmem=2**26, dklen=16
    )
    return f"address {digest.hex()}"


def recall(folder: Path, profile: str) -> Memory:
    """Return what was kept; a new memory where there is none or it is damaged."""
    try:
        return Memory.model_validate_json(_path(folder, profile).read_bytes())
    except (OSError, ValidationError):
        return Memory()


def remember(folder: Path, profile: str, memory: Memory) -> None:
    """Keep it, in a file that only this person can read."""
    private(folder)
    put(_path(folder, profile), memory.model_dump_json(indent=1).encode() + b"\n")


def _path(folder: Path, profile: str) -> Path:
    return folder / f"{profile_name(profile)}.json"
