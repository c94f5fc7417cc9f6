"""Other tabs that a click opens: closed again, so that one page is worked on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from playwright.sync_api import Error, Page, Request

_ADDRESS_SECONDS = 4.0
"""How long a new tab may take to say where it goes."""
_POLL_MS = 100


@dataclass
class NewTabs:
    """The tabs that a page has opened since this was made."""

    page: Page
    tabs: list[Page] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def address(self) -> str:
        """Close the tabs that were opened, and return where the last one went; empty where there is none."""
        if not self.tabs:
            return ""
        deadline = time.monotonic() + _ADDRESS_SECONDS
        while not (address := self._goes_to()) and time.monotonic() < deadline:
            self.page.wait_for_timeout(_POLL_MS)
        for tab in self.tabs:
            with suppress(Error):  # it may have closed itself
                tab.close()
        return address or "about:blank"

    def _goes_to(self) -> str:
        if self.asked:  # also where the guard did not let it go there
            return self.asked[-1]
        url = self.tabs[-1].url
        return url if url.startswith("http") else ""

    def opened(self, tab: Page) -> None:
        """Note a tab."""
        self.tabs.append(tab)

    def note(self, request: Request) -> None:
        """Note where another page of this browser goes."""
        if request.is_navigation_request() and request.method == "GET":
            with suppress(Error):  # a tab that is just being made has no frame yet
                if request.frame.page == self.page or request.frame.parent_frame:
                    return
            self.asked.append(request.url)


@contextmanager
def new_tabs(page: Page) -> Iterator[NewTabs]:
    """Watch for tabs that a page opens meanwhile."""
    opened = NewTabs(page)
    page.on("popup", opened.opened)
    page.context.on("request", opened.note)
    try:
        yield opened
    finally:
        page.context.remove_listener("request", opened.note)
        page.remove_listener("popup", opened.opened)
