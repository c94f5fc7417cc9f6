"""Keyrings in memory, good and bad, and a session to keep under their keys."""

from typing import Any

from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as FailKeyring
from keyring.errors import KeyringLocked, PasswordDeleteError

FAIL: KeyringBackend = FailKeyring()  # type: ignore[no-untyped-call]
CANARY = "canary-d41d8cd98f00"
STATE: dict[str, Any] = {
    "cookies": [{"name": "xs", "value": CANARY, "domain": ".site.test", "path": "/"}],
    "origins": [],
}


class MemoryKeyring(KeyringBackend):
    """Keeps secrets, for as long as the test runs."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


class PlaintextKeyring(MemoryKeyring):
    """Named as the one in keyrings.alt."""


class PlainFileKeyring(MemoryKeyring):
    """Stands where those do that keep secrets in a file."""

    __module__ = "keyrings.alt.file"


class LockedKeyring(MemoryKeyring):
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked(f"{CANARY} {service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise OSError(f"{CANARY} {service} {username} {password}")


class ForgetfulKeyring(MemoryKeyring):
    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class BrokenPriority(MemoryKeyring):
    @property
    def priority(self) -> float:  # type: ignore[override]
        raise RuntimeError("no bus")


class Chainer(MemoryKeyring):
    """As keyring's own: writes to the first that takes it."""

    def __init__(self, *backends: KeyringBackend) -> None:
        super().__init__()
        self.backends = list(backends)
