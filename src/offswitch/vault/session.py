"""A session, as the vault returns it and as it is written inside the seal."""

import datetime as dt
import json
from dataclasses import dataclass, field
from typing import Any, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from offswitch.vault.seal import SealBroken


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """Which account a session is signed in to, and how and since when.

    Attributes:
        account: Id of the account; empty if no page showed it.
        account_name: Name of the account; empty if no page showed it.
        origin: How the session was obtained, such as ``signed in`` or ``imported``; may be empty.
        since: When the person signed in; None means when the session is sealed.
    """

    account: str = ""
    account_name: str = ""
    origin: str = ""
    since: dt.datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SessionInfo:
    """What may be shown about a session.

    Attributes:
        name: Name of the session.
        saved_at: When it was sealed, in UTC; None if it cannot be opened.
        provenance: Where it comes from; empty if it cannot be opened.
        problem: Why it cannot be opened; empty if it can.
    """

    name: str
    saved_at: dt.datetime | None
    provenance: Provenance = Provenance()
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class Session:
    """An opened session. Its ``repr`` does not include its state.

    Attributes:
        name: Name of the session.
        state: Playwright's storage state; None if the session is a browser profile folder.
        saved_at: When it was sealed, in UTC.
        provenance: Where it comes from.
    """

    name: str
    state: dict[str, Any] | None = field(repr=False)
    saved_at: dt.datetime
    provenance: Provenance


class Content(BaseModel):
    """The description of a session inside the seal."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    state: dict[str, Any] | None
    saved_at: AwareDatetime
    since: AwareDatetime | None = None
    account: str
    who: str = ""
    origin: str

    @classmethod
    def now(cls, state: dict[str, Any] | None, provenance: Provenance) -> Self:
        """Describe a session that is being sealed now."""
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
        """Serialize it as ASCII JSON, which alone preserves half a surrogate pair in a page's storage."""
        since = self.since or self.saved_at
        data = dict(self) | {"saved_at": self.saved_at.isoformat(), "since": since.isoformat()}
        return json.dumps(data, ensure_ascii=True).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read it back.

        Raises:
            SealBroken: The bytes do not describe a session.
        """
        try:
            return cls.model_validate(json.loads(data))
        except (ValidationError, ValueError):
            # The cause is left out, because its message would quote what was read.
            raise SealBroken("its content is not a session") from None

    def session(self, name: str) -> Session:
        """Return the session with that name."""
        return Session(
            name=name, state=self.state, saved_at=self.saved_at, provenance=self._provenance()
        )

    def info(self, name: str) -> SessionInfo:
        """Return what may be shown about it."""
        return SessionInfo(name=name, saved_at=self.saved_at, provenance=self._provenance())

    def _provenance(self) -> Provenance:
        return Provenance(
            account=self.account,
            account_name=self.who,
            origin=self.origin,
            since=self.since or self.saved_at,
        )
