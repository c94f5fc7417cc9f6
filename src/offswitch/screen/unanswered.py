"""A request that a page's data may depend on, without a good answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Fate = Literal["open", "answered", "in part", "failed", "held back"]

SERVICE_WORKER = "SERVICE WORKER"
"""The name of the request for a service worker: a page that awaits one waits forever."""
SHARED_WORKER = "SHARED WORKER"
"""The name of all that a page's shared worker asks for, which no page is told of."""
_BAD_STATUS = 400
_NOBODY = frozenset({401, 403})
_OF_A_SESSION = re.compile(r"refresh|renew|session|token|auth", re.IGNORECASE)


@dataclass(frozen=True)
class Unanswered:
    """A request that the page's data may depend on and that got no good answer.

    Attributes:
        name: its operation, or its method and path.
        fate: what became of it.
        status: the server's status; 0 if it did not answer.
    """

    name: str
    fate: Fate
    status: int = 0

    @property
    def may_renew_a_session(self) -> bool:
        """Whether it was held back and, by its name, may only have renewed the session."""
        return self.fate == "held back" and bool(_OF_A_SESSION.search(self.name))

    @property
    def needs_sign_in(self) -> bool:
        """Whether the server asks for a sign-in."""
        return self.status in _NOBODY

    @property
    def story(self) -> str:
        """What happened, in words for a hint."""
        if self.name == SERVICE_WORKER:
            return "the page waits for a service worker, which offswitch lets in nowhere"
        if self.name == SHARED_WORKER:
            return (
                "the page leaves all reading to a shared worker, and nobody can see what that got"
            )
        if self.fate == "held back":
            return f"`{self.name}` was held back, since it may change something"
        if self.fate == "open":
            return f"`{self.name}` has not been answered"
        if self.fate == "in part":
            return f"`{self.name}` was answered only in part"
        return f"`{self.name}` {self._failure}"

    @property
    def _failure(self) -> str:
        if 0 < self.status < _BAD_STATUS:
            return f"was answered with {self.status}, and without the data"
        return f"failed with {self.status}" if self.status else "failed"
