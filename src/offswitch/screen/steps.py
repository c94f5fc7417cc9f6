"""Who is told of every step from one page to the next, before it is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import ElementHandle, Error, Page

from offswitch.screen.structure import structure_of


@dataclass(frozen=True)
class PageAtHand:
    """A live page, for whoever is told of its steps."""

    _page: Page

    @property
    def url(self) -> str:
        """Its address now."""
        return self._page.url

    @property
    def is_closed(self) -> bool:
        """Whether it is gone."""
        return self._page.is_closed()

    def structure(self, find: Callable[[], ElementHandle] | None = None) -> dict[str, Any] | None:
        """Return everything that is drawn, as ``structure_of`` does.

        Args:
            find: finds what is about to be touched, which is flagged with ``opens``.

        Returns:
            The structure; None while the page is being left.

        Raises:
            SettingError: as ``find``.
        """
        try:
            return structure_of(self._page, [find()] if find else ())
        except Error:
            return None


class Steps:
    """Is told of the steps of a window's pages, and keeps nothing of them."""

    def loads(self, page: PageAtHand, url: str) -> None:
        """An address is about to be loaded.

        Args:
            page: as it is before.
            url: the address.
        """

    def touches(self, page: PageAtHand, find: Callable[[], ElementHandle]) -> None:
        """Something is about to be pressed, chosen from, or typed into.

        Args:
            page: as it is before.
            find: finds what is touched.
        """

    def begins_change(self) -> None:
        """From now on, what is touched is to change something."""

    def ends_change(self, answer: Callable[[], str]) -> None:
        """What was to change something is done, and the page is about to be left.

        Args:
            answer: says what became of it, as ``model.page_bundle.Answer`` does.
        """
