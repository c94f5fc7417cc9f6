"""Who is told of every step from one page to the next, before it is taken."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import ElementHandle, Page


class Steps:
    """Is told of the steps of a window's pages, and keeps nothing of them."""

    def loads(self, page: Page, url: str) -> None:
        """An address is about to be loaded.

        Args:
            page: as it is before.
            url: the address.
        """

    def touches(self, page: Page, find: Callable[[], ElementHandle]) -> None:
        """Something is about to be pressed, chosen from, or typed into.

        Args:
            page: as it is before.
            find: finds what is touched, and raises where the step cannot be taken.
        """

    def begins_change(self) -> None:
        """From now on, what is touched is to change something."""

    def ends_change(self, answer: Callable[[], str]) -> None:
        """What was to change something is done, and the page is about to be left.

        Args:
            answer: says what became of it, as ``model.page_bundle.Answer`` does.
        """
