"""The last look at what leaves a browser, whichever part of it sends it.

The guard sees what Playwright can route: the requests of pages and of their own workers, for as long as
these live. The request of a shared worker, one that was put off with ``fetchLater``, and one that outlives
its page pass by it. They do not pass by the browser, which is asked here to hold every request that may
change something until somebody has decided about it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from playwright.sync_api import Browser, Error

from offswitch.browser.guard import Guard
from offswitch.browser.outgoing import SAFE_METHODS, PausedRequest

_KINDS = (
    "Document",
    "XHR",
    "Fetch",
    "Ping",
    "CSPViolationReport",
    "Other",
)
"""What may be sent with another method than GET. An image, a style, or a script cannot, and need not wait."""


class Gate:
    """Holds every request of one browser until it is known to be harmless, or to have been let out.

    Args:
        browser: the browser, before it has loaded anything.
        let_out: is told the method and the address of everything that may change something and is let out.

    Raises:
        playwright.sync_api.Error: the browser went away.
    """

    def __init__(self, browser: Browser, let_out: Callable[[str, str], None]) -> None:
        self._guards: list[Guard] = []
        self._let_out = let_out
        self._passed: set[str] = set()
        self._session = browser.new_browser_cdp_session()
        self._session.on("Fetch.requestPaused", self._decide)
        patterns = [{"urlPattern": "*", "resourceType": kind} for kind in _KINDS]
        self._session.send("Fetch.enable", {"patterns": patterns})

    def heed(self, guard: Guard) -> None:
        """Let a guard decide about what leaves this browser from now on."""
        if not any(guard is heeded for heeded in self._guards):
            self._guards.append(guard)

    def _decide(self, event: dict[str, Any]) -> None:
        request = PausedRequest.of(event)
        if self._may(request):
            self._answer("Fetch.continueRequest", request)
        else:
            self._answer("Fetch.failRequest", request, errorReason="BlockedByClient")

    def _may(self, request: PausedRequest) -> bool:
        if request.method in SAFE_METHODS:
            return True
        if not any(guard.knows(request) for guard in self._guards) and not self._follows(request):
            for guard in self._guards:
                guard.hold_back(request)
            return False
        self._passed.add(request.id)
        self._let_out(request.method, request.url)
        return True

    def _follows(self, request: PausedRequest) -> bool:
        """Tell whether a server redirected here what had been let out to it."""
        return request.came_from in self._passed and any(
            guard.fence.admits(request.url, request.method) for guard in self._guards
        )

    def _answer(self, command: str, request: PausedRequest, **more: str) -> None:
        with suppress(Error):  # a request that has ended meanwhile needs no answer
            self._session.send(command, {"requestId": request.id, **more})
