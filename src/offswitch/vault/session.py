"""A session as it comes out of the vault, and how it is written inside the seal."""

import datetime as dt
import json
from dataclasses import dataclass, field
from typing import Any, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from offswitch.vault.seal import SealBroken


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """Whose account a session is signed in to, and how and when it came here.

    Attributes:
        account: id of the account; empty where no page said it.
        account_name: what the account calls itself; empty where no page said it.
        origin: how the session came here, such as ``signed in`` or ``imported``; may be empty.
        since: when the person signed in; None stands for the moment at which it is sealed.
    """

    account: str = ""
    account_name: str = ""
    origin: str = ""
    since: dt.datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SessionInfo:
    """What may be shown of a session.

    Attributes:
        name: of the session.
        saved_at: when it was sealed, in UTC; None where it cannot be opened.
        provenance: whose it is; empty where it cannot be opened.
        problem: why it cannot be opened; empty where it can.
    """

    name: str
    saved_at: dt.datetime | None
    provenance: Provenance = Provenance()
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Session:
    """One session, opened. Its state is not part of its ``repr``.

    Attributes:
        name: of the session.
        state: Playwright's storage state; None where it lives in a browser's profile folder.
        saved_at: when it was sealed, in UTC.
        provenance: whose it is.
    """

    name: str
    state: dict[str, Any] | None = field(repr=False)
    saved_at: dt.datetime
    provenance: Provenance


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
    def now(cls, state: dict[str, Any] | None, provenance: Provenance) -> Self:
        """Describe a session that is sealed now."""
        moment = dt.datetime.now(dt.UTC)
        return cls(
            state=state,
            saved_at=moment,
            since=provenance.since or moment,
            account=provenance.account,
            who=provenance.account_name,
            origin=provenance.origin,
        )

    def to_bytes(self) -> bytes:
        """Write it; a page's storage may hold half a surrogate pair, which only ASCII JSON keeps."""
        since = self.since or self.saved_at
        data = dict(self) | {"saved_at": self.saved_at.isoformat(), "since": since.isoformat()}
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
            name=name, state=self.state, saved_at=self.saved_at, provenance=self._provenance()
        )

    def info(self, name: str) -> SessionInfo:
        """Return what may be shown of it."""
        return SessionInfo(name=name, saved_at=self.saved_at, provenance=self._provenance())

    def _provenance(self) -> Provenance:
        return Provenance(
            account=self.account,
            account_name=self.who,
            origin=self.origin,
            since=self.since or self.saved_at,
        )
