"""Waiting until a page has finished: nothing in flight, nothing changing."""

from __future__ import annotations

import time
from pathlib import Path

from playwright.sync_api import Error, Page, Request, Response

from offswitch.errors import Unreachable
from offswitch.model.words import Reason

SCRIPT = (Path(__file__).parent / "quiet.js").read_text(encoding="utf-8")
_WAITED_FOR = frozenset({"document", "xhr", "fetch", "script", "stylesheet"})
_BODY_SECONDS = 2.0
_STILL_MS = 250
_POLL_MS = 60


class Quiet:
    """Watches one page's requests and changes.

    Args:
        page: the page to watch, from before its first load.

    Attributes:
        status: what the server answered for the document that is shown now; 0 before the first.
    """

    def __init__(self, page: Page) -> None:
        self.status = 0
        self._page = page
        self._open: dict[Request, float] = {}
        page.add_init_script(SCRIPT)
        page.on("request", self._started)
        page.on("response", self._answered)
        page.on("requestfinished", self._ended)
        page.on("requestfailed", self._ended)

    def wait(self, seconds: float = 15.0) -> None:
        """Wait until the page is quiet.

        Args:
            seconds: how long at most. A page that keeps changing without asking its server for
                anything is taken as it is; what is read on it must still be stable.

        Raises:
            Unreachable: ``offline``, when requests stay unanswered that long.
        """
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self._page.wait_for_timeout(_POLL_MS)
            if not self._pending() and self._still():
                return
        if self._pending():
            raise Unreachable(
                Reason.OFFLINE, "the page did not finish loading", "check the network and run again"
            )

    def _started(self, request: Request) -> None:
        if request.resource_type in _WAITED_FOR:
            self._open[request] = float("inf")

    def _answered(self, response: Response) -> None:
        if response.request in self._open:
            self._open[response.request] = time.monotonic()
        if response.request.is_navigation_request() and response.frame == self._page.main_frame:
            self.status = response.status

    def _ended(self, request: Request) -> None:
        self._open.pop(request, None)

    def _pending(self) -> bool:
        """Tell whether an answer is still awaited; a body that nobody reads never ends."""
        now = time.monotonic()
        return any(now - answered < _BODY_SECONDS for answered in self._open.values())

    def _still(self) -> bool:
        try:
            ready = "document.readyState === 'complete'"
            idle = f"(!window.__offswitchQuiet || window.__offswitchQuiet() > {_STILL_MS})"
            return bool(self._page.evaluate(f"() => {ready} && {idle}"))
        except Error:
            return False  # navigating: the next page has not begun
