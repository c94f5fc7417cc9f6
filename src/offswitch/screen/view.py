"""What can be seen on a page. Several questions about one moment are answered from one look."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import reduce

from playwright.sync_api import ElementHandle, Error, Frame, Locator, Page

from offswitch.model.lexicon import language_tag
from offswitch.model.text import one_line
from offswitch.screen.frames import visible_frames
from offswitch.screen.query import Query
from offswitch.screen.snapshot import Survey
from offswitch.screen.survey import Surveyor

_FEWEST_TO_RULE_OUT = 2
"""A single query is asked itself as quickly."""
_TONGUE_SECONDS = 1.0
"""How many seconds a document's language is cached: one look translates a hundred labels."""


@dataclass
class _Moment:
    """What was seen of a page since the moment began."""

    frames: tuple[Frame, ...] | None = None
    survey: Survey | None = None
    language: str | None = None
    absent: set[Query] = field(default_factory=set)


class PageView:
    """What can be seen on a page.

    Args:
        page: the page.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self._surveyor = Surveyor(page)
        self._moment: _Moment | None = None
        self._tongue = (float("-inf"), "")
        page.on("framenavigated", lambda _: self._forget_language())

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Answer every question within the block from one look; nothing may be clicked in it."""
        if self._moment is not None:
            yield
            return
        self._moment = _Moment()
        try:
            yield
        finally:
            self._moment = None

    def survey(self) -> Survey:
        """Look at the page as a person would.

        Raises:
            SettingError: ``unreadable``, if there is too much of anything to be looked at in time.
            playwright.sync_api.Error: the page navigated or closed during the look.
        """
        moment = self._moment or _Moment()
        if moment.survey is None:
            moment.survey = self._surveyor.survey(self.frames())
            self._tongue = (time.monotonic(), language_tag(one_line(moment.survey.language)))
        return moment.survey

    def frames(self) -> tuple[Frame, ...]:
        """Return the main frame and every visible frame in it, outer frames first."""
        moment = self._moment or _Moment()
        if moment.frames is None:
            moment.frames = visible_frames(self.page)
        return moment.frames

    def rule_out(self, queries: Iterable[Query]) -> None:
        """Find out with few questions which of some queries match nothing in this moment.

        Those are not asked again within the block of ``at_once``.
        """
        moment = self._moment or _Moment()
        asked = [query for query in dict.fromkeys(queries) if query not in moment.absent]
        if len(asked) < _FEWEST_TO_RULE_OUT:
            return
        with suppress(Error):  # the page is being left, so nothing is known about it
            labels = {label for query in asked for label in query.labels}
            missing = self._surveyor.missing(self.frames(), labels)
            left = [query for query in asked if query.may_match(missing)]
            moment.absent.update(query for query in asked if query not in left)
            # The browser computes the name of each element for each query, which takes long.
            if len(left) > 1 and not any(self._finds_any(frame, left) for frame in self.frames()):
                moment.absent.update(left)

    def matching(self, query: Query) -> Iterator[ElementHandle]:
        """Yield the visible elements that match a query.

        Raises:
            playwright.sync_api.Error: the page navigated or closed meanwhile.
        """
        if self._moment and query in self._moment.absent:
            return
        for frame in self.frames():
            yield from query.elements(frame)

    @property
    def language(self) -> str:
        """The language tag that the page declares; empty if it declares none that is one."""
        moment = self._moment or _Moment()
        if moment.language is None:
            asked, tag = self._tongue
            if time.monotonic() - asked > _TONGUE_SECONDS:
                said = self.page.evaluate("() => document.documentElement.lang || ''")
                tag = language_tag(one_line(said))
                self._tongue = (time.monotonic(), tag)
            moment.language = tag
        return moment.language

    def _forget_language(self) -> None:
        self._tongue = (float("-inf"), "")

    @staticmethod
    def _finds_any(frame: Frame, queries: Iterable[Query]) -> bool:
        locators = [locator for query in queries for locator in query.locators(frame)]
        return bool(locators) and reduce(Locator.or_, locators).filter(visible=True).count() > 0
