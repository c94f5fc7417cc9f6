"""Codes that a signed-out page shows until a person links one with an account."""

import secrets
import threading
import time

FRESH = 10.0


class Pairing:
    """Every code that a page shows now; each page asks again and again whether its own is linked."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked: dict[tuple[str, str], float] = {}  # (session, code) -> when last asked for
        self._linked: dict[tuple[str, str], str] = {}

    def show(self, session: str) -> str:
        """Return a new code for a page to show."""
        code = secrets.token_urlsafe(32)
        with self._lock:
            self._asked[session, code] = time.monotonic()
        return code

    def link(self, account: str) -> bool:
        """Link the code that was asked for last with an account; False when none is shown."""
        with self._lock:
            if not self._asked:
                return False
            key, asked = max(self._asked.items(), key=lambda item: item[1])
            if time.monotonic() - asked > FRESH:
                return False
            self._linked[key] = account
            del self._asked[key]
            return True

    def claim(self, session: str, code: str) -> str | None:
        """Return the account that a code was linked with, once; None until then."""
        with self._lock:
            if (session, code) in self._asked:
                self._asked[session, code] = time.monotonic()
            return self._linked.pop((session, code), None)
