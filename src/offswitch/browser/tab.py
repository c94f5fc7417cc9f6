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
        """Open another page in the same context, with which it is closed.

        Raises:
            BrowserError: the browser is gone.
        """
        try:
            return Tab(self.context, self.context.new_page())
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


def guarded_tab(context: BrowserContext, guard: Guard, tracer: Tracer | None) -> Tab:
    """Put a context under its guard before anything is loaded in it."""
    guard.attach(context)
    end_trace = tracer.start(context) if tracer else None
    page = context.pages[0] if context.pages else context.new_page()
    return Tab(context, page, end_trace)
