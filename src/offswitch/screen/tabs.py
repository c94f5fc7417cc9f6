"""Tabs that a click opens: they are closed again, so that work goes on in one page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from playwright.sync_api import ElementHandle, Error, Page, Request

from offswitch.waiting import until

_ADDRESS_SECONDS = 4.0
"""How long a new tab may take to get an address."""
_TAB_SECONDS = 4.0
"""How long a link that opens another tab may take to do so."""
_PERHAPS_SECONDS = 1.0
"""How long a script may take to open one."""
_CLOSING_SECONDS = 2.0
_POLL_MS = 100
_OPENS_TAB = "n => /^(?!_(self|top|parent)$)./i.test((n.closest('a[target]') || {}).target || '')"


@dataclass
class NewTabs:
    """The tabs that a page has opened since this object was created.

    Attributes:
        page: the page.
        others: what was open in its context before; those pages go where they like.
        tabs: those that it opened.
        asked: the addresses that they went to.
        expected: whether what was pressed is a link that opens one.
    """

    page: Page
    others: frozenset[Page] = frozenset()
    tabs: list[Page] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    expected: bool = False

    def expect(self, node: ElementHandle) -> None:
        """Note whether the element about to be pressed is a link that opens another tab."""
        self.expected = bool(node.evaluate(_OPENS_TAB))

    def await_one(self, *, idle: bool) -> None:
        """Wait for a tab if a link is to open one, or if the click had no other effect."""
        seconds = _TAB_SECONDS if self.expected else _PERHAPS_SECONDS if idle else 0.0
        until(lambda: self.tabs, seconds, self._rest)

    def address(self) -> str:
        """Close the tabs, and return the address of the last one; empty if there is none."""
        if not self.tabs:
            return ""
        address = until(self._goes_to, _ADDRESS_SECONDS, self._rest)
        until(self._are_closed, _CLOSING_SECONDS, self._rest)
        return address or "about:blank"

    def forget(self) -> None:
        """Begin anew: the tabs are closed, and their page was gone to."""
        self.tabs.clear()
        self.asked.clear()

    def _rest(self) -> None:
        self.page.wait_for_timeout(_POLL_MS)

    def _are_closed(self) -> bool:
        left = [tab for tab in self.tabs if not tab.is_closed()]
        for tab in left:
            _ask_to_close(tab)
        return not left

    def _goes_to(self) -> str:
        if self.asked:  # even if the guard did not let it go there
            return self.asked[-1]
        url = self.tabs[-1].url
        return url if url.startswith("http") else ""

    def opened(self, tab: Page) -> None:
        """Note a tab."""
        self.tabs.append(tab)

    def note(self, request: Request) -> None:
        """Note the address that another page in this browser goes to."""
        if request.is_navigation_request() and request.method == "GET":
            with suppress(Error):  # a tab that is being created has no frame yet
                page = request.frame.page
                if page in {self.page, *self.others} or request.frame.parent_frame:
                    return
            self.asked.append(request.url)


def _ask_to_close(tab: Page) -> None:
    """Close a tab without waiting: the driver's own way waits forever for one that is always on its way elsewhere."""
    with suppress(Error):  # it may have closed itself
        tab.context.new_cdp_session(tab).send("Page.close")


@contextmanager
def new_tabs(page: Page) -> Iterator[NewTabs]:
    """Watch for tabs that a page opens inside the ``with`` block."""
    opened = NewTabs(page, frozenset(page.context.pages))
    page.on("popup", opened.opened)
    page.context.on("request", opened.note)
    try:
        yield opened
    finally:
        page.context.remove_listener("request", opened.note)
        page.remove_listener("popup", opened.opened)
