"""Named elements: from a name in the selector file to an element on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from playwright.sync_api import ElementHandle, Error

from offswitch.errors import SettingError, Unmatched
from offswitch.model.geography import SelectorFile
from offswitch.model.locators import ByKey, ByLabel, Locator, label_of
from offswitch.model.text import fold
from offswitch.model.words import Reason
from offswitch.screen import locate
from offswitch.screen.live import ACCOUNT, LivePage
from offswitch.screen.query import Query
from offswitch.screen.snapshot import ControlSnapshot, Survey
from offswitch.screen.step import refuse_unplanned
from offswitch.screen.tabs import NewTabs

PATIENCE = 4.0
"""How many seconds an element may take to appear on a page that has finished loading."""
_AGAIN_SECONDS = 1.0
"""How many seconds a step may be gone while the page redraws it."""


@dataclass(kw_only=True)
class NamedElements(LivePage):
    """A page whose elements are found by their names in a selector file.

    Args:
        file: the selector file whose names are used.
        warnings: what was noticed along the way but does not change a result.
    """

    file: SelectorFile
    warnings: list[str] = field(default_factory=list)

    def find(self, name: str, wait: float = PATIENCE) -> ElementHandle:
        """Return the one element with a name.

        Args:
            name: a key of the selector file's ``[elements]``.
            wait: how many seconds it may take to appear.

        Raises:
            SettingError: ``not_found``, ``ambiguous``, or ``language``.
        """
        self.checkpoint()
        self._refuse_nameless(self.file.elements[name])
        node = self.until(lambda: self._look_for(name), wait)
        if node is None:
            self._refuse_untranslated(self.file.elements[name])
            raise Unmatched(
                Reason.NOT_FOUND,
                f"`{name}` is not on the page",
                "the page may have been redesigned; see `offswitch selectors show`",
                element=name,
            )
        return node

    def sees(self, name: str, wait: float = 0.0) -> bool:
        """Tell whether a named element is on the page and a pointer can reach it."""
        try:
            self.find(name, wait)
        except SettingError as error:
            return error.reason is Reason.AMBIGUOUS
        return True

    def unchanging(self, name: str) -> Callable[[], bool] | None:
        """Return what tells whether a named element is still the very one that is there now; None if none is."""
        try:
            before = self.find(name, 0)
        except SettingError:
            return None

        def is_the_same() -> bool:
            try:
                return bool(self.find(name, 0).evaluate("(one, other) => one === other", before))
            except SettingError as error:
                return error.reason is not Reason.AMBIGUOUS

        return is_the_same

    def is_enabled(self, name: str, wait: float = PATIENCE) -> bool:
        """Tell whether a named element can be operated, or can be soon.

        Raises:
            SettingError: as ``find``.
        """
        self.find(name, wait)
        return self.until(lambda: self.find(name, _AGAIN_SECONDS).is_enabled(), wait)

    def step(
        self, name: str, tabs: NewTabs | None = None, meant: Sequence[str] = ()
    ) -> ElementHandle:
        """Find a step again, and refuse it if pressing it would do more than a step may."""
        node = self.find(name, _AGAIN_SECONDS)
        refuse_unplanned(node, name, meant)
        if tabs is not None:
            tabs.expect(node)
        return node

    def controls(self, name: str, seen: Survey) -> list[ControlSnapshot]:
        """Return the controls that match a named element's ``label`` and ``key`` locators.

        Locators are tried in order; the first one that matches anything wins.

        Raises:
            SettingError: ``language``, if none of them has words in the page's language.
        """
        places = [p for p in self.file.elements[name] if isinstance(p, ByLabel | ByKey)]
        for place in places:
            found = locate.among(seen.controls, place, self.known_words)
            if found:
                self._note_hit(name, place)
                return found
        self._refuse_untranslated(places)
        return []

    def listed(self, name: str) -> tuple[str, ...]:
        """Return the line just above a known line, in each row of a list that has it.

        Args:
            name: an element found by ``row``: the known line, such as the kind of thing that each row lists.
        """
        labels = {
            fold(word)
            for place in self.file.elements[name]
            for word in self.known_words(label_of(place) or "")
        }
        lines = [
            pair
            for row in self.survey().rows
            for pair in zip(row.lines, row.lines[1:], strict=False)
        ]
        return tuple(above for above, line in lines if fold(line) in labels)

    def queries(self, names: Iterable[str]) -> list[Query]:
        """Return what the browser would be asked in order to find some named elements."""
        places = [place for name in names for place in self.file.elements[name]]
        return [query for place in places if (query := locate.query_of(place, self.known_words))]

    def _look_for(self, name: str) -> ElementHandle | None:
        with self.view.at_once():
            self.view.rule_out(self.queries([name]))
            return self._first_of(name)

    def _first_of(self, name: str) -> ElementHandle | None:
        for place in self.file.elements[name]:
            try:
                nodes = locate.operable(self.view, place, self.known_words)
            except Error:
                return None  # the page changed while we were looking: look again
            if len(nodes) > 1:
                raise SettingError(
                    Reason.AMBIGUOUS,
                    f"`{name}` fits {len(nodes)} elements",
                    "the page shows something that the selector file does not know",
                )
            if nodes:
                self._note_hit(name, place)
                return nodes[0]
        return None

    def _refuse_nameless(self, places: Sequence[Locator]) -> None:
        """Do not look for an account's row while nobody knows what the account is called."""
        if not self.account and all(label_of(place) == ACCOUNT for place in places):
            raise SettingError(
                Reason.NOT_FOUND,
                "its row bears this account's name, and no page of this session says that name",
                "switch it off yourself: you know which row is yours",
            )

    def _refuse_untranslated(self, places: Sequence[Locator]) -> None:
        """Do not call something missing if it could not be recognized in this language."""
        labels = [label for place in places if (label := label_of(place)) is not None]
        if labels and not any(self.known_words(label) for label in labels):
            self.words(labels[0])

    def _note_hit(self, name: str, place: Locator) -> None:
        index = self.file.elements[name].index(place)
        label = label_of(place)
        warnings = []
        if index:
            warnings.append(f"`{name}` was found by its locator {index + 1}, not the first")
        if label and self.lexicon.is_own(label, self.language):
            warnings.append(
                f"`{name}` was found by a translation of our own ({self.language});"
                " no source confirms it"
            )
        self.warnings += [warning for warning in warnings if warning not in self.warnings]
