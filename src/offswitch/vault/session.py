"""A session as it comes out of the vault, and how it is written inside the seal."""

import datetime as dt
import json
from dataclasses import dataclass, field
from typing import Any, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from offswitch.vault.seal import SealBroken


@dataclass(frozen=True, kw_only=True)
class SessionInfo:
    """What may be shown of a session.

    Attributes:
        name: of the session.
        saved_at: when it was sealed, in UTC; None where it cannot be opened.
        since: when the person signed in, in UTC; None where it cannot be opened.
        account: whose it is, as the caller said; may be empty.
        who: that account's name, as the caller said; may be empty.
        origin: how it came here, as the caller said; may be empty.
        problem: why it cannot be opened; empty where it can.
    """

    name: str
    saved_at: dt.datetime | None
    since: dt.datetime | None = None
    account: str = ""
    who: str = ""
    origin: str = ""
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Session:
    """One session, opened. Its state is not part of its ``repr``.

    Attributes:
        name: of the session.
        state: Playwright's storage state; None where it lives in a browser's profile folder.
        saved_at: when it was sealed, in UTC.
        since: when the person signed in, in UTC.
        account: whose it is; may be empty.
        who: that account's name; may be empty.
        origin: how it came here; may be empty.
    """

    name: str
    state: dict[str, Any] | None = field(repr=False)
    saved_at: dt.datetime
    since: dt.datetime
    account: str = ""
    who: str = ""
    origin: str = ""


class Content(BaseModel):
    """What is inside the seal."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    state: dict[str, Any] | None
    saved_at: AwareDatetime
    since: AwareDatetime | None = None
    account: str
    who: str = ""
    origin: str

    @classmethod
    def now(
        cls,
        state: dict[str, Any] | None,
        *,
        account: str,
        who: str,
        origin: str,
        since: dt.datetime | None,
    ) -> Self:
        """Describe a session that is sealed now."""
        moment = dt.datetime.now(dt.UTC)
        return cls(
            state=state,
            saved_at=moment,
            since=since or moment,
            account=account,
            who=who,
            origin=origin,
        )

    def to_bytes(self) -> bytes:
        """Write it; a page's storage may hold half a surrogate pair, which only ASCII JSON keeps."""
        since = self.since or self.saved_at
        data = {
            **dict(self), "saved_at": self.saved_at.isoformat(), "since": since.isoformat(),
        }  # fmt: skip
        return json.dumps(data, ensure_ascii=True).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read it back; ``SealBroken`` where it is none."""
        try:
            return cls.model_validate(json.loads(data))
        except (ValidationError, ValueError):
            # Without the cause: its message would quote what was read.
            raise SealBroken("its content is not a session") from None

    def session(self, name: str) -> Session:
        """Return it as it is handed out."""
        return Session(
            name=name,
            state=self.state,
            saved_at=self.saved_at,
            since=self.since or self.saved_at,
            account=self.account,
            who=self.who,
            origin=self.origin,
        )

    def info(self, name: str) -> SessionInfo:
        """Return what may be shown of it."""
        return SessionInfo(
            name=name,
            saved_at=self.saved_at,
            since=self.since or self.saved_at,
            account=self.account,
            who=self.who,
            origin=self.origin,
        )
