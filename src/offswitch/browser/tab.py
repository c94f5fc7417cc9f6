"""One page in a context of its own, under a guard from its first request."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page

from offswitch.browser.guard import Guard
from offswitch.browser.trace import Tracer
from offswitch.errors import BrowserError

_LEAST_RECORDING = {
    "format": "jpeg",
    "quality": 1,
    "maxWidth": 8,
    "maxHeight": 8,
    "everyNthFrame": 1000,
}


@dataclass(frozen=True)
class Tab:
    """One page in a context of its own."""

    context: BrowserContext
    page: Page
    end_trace: Callable[[], None] | None = None

    def state(self) -> dict[str, Any]:
        """Return the cookies and storage of this context, as Playwright writes them."""
        return dict(self.context.storage_state(indexed_db=True))

    def beside(self) -> Tab:
        """Open another page in the same context, with which it is closed; both are drawn wherever they are.

        Raises:
            BrowserError: the browser is gone.
        """
        try:
            if len(self.context.pages) == 1:
                _keep_drawn(self.page)
            page = self.context.new_page()
            _keep_drawn(page)
            return Tab(self.context, page)
        except Error as error:
            raise BrowserError("the browser went away", "run again") from error

    def to_front(self) -> None:
        """Bring the page before the person's eyes."""
        with suppress(Error):
            self.page.bring_to_front()

    def park(self) -> None:
        """Leave the site, and keep the page."""
        with suppress(Error):
            self.page.goto("about:blank")

    def wait(self, seconds: float) -> bool:
        """Let the page live for a while; False when the person has closed it."""
        try:
            self.page.wait_for_timeout(seconds * 1000)
        except Error:
            return False
        return True

    def close(self) -> None:
        """Close the context; one that is gone already is no error."""
        if self.end_trace is not None:
            with suppress(Error, OSError):  # a recording that is lost must not end a run
                self.end_trace()
        with suppress(Error):
            self.context.close()


def _keep_drawn(page: Page) -> None:
    """Have a page drawn even where it is not in front.

    Once it is clicked there, a browser draws such a page only once a second, and whatever waits for it to stand
    still waits for seconds. One that is recorded counts as seen. Nobody looks at the recording, so it is as small,
    and as rare, as can be.
    """
    recorder = page.context.new_cdp_session(page)
    recorder.send("Page.startScreencast", _LEAST_RECORDING)


def guarded_tab(context: BrowserContext, guard: Guard, tracer: Tracer | None) -> Tab:
    """Put a context under its guard before anything is loaded in it."""
    guard.attach(context)
    end_trace = tracer.start(context) if tracer else None
    page = context.pages[0] if context.pages else context.new_page()
    return Tab(context, page, end_trace)
