"""May a setting be called absent? Only where a page that would show it is known, whole, and gives nothing away."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from offswitch.engine.doubts import (
    Doubt,
    goes_on,
    stranger,
    unanswered_requests,
    unlooked,
    unopened,
    unsaid_language,
)
from offswitch.engine.listed import labels_on, rows_listed
from offswitch.engine.looking import Observation
from offswitch.engine.more_rows import is_in_front, rows_for_more, says_that_it_has_more
from offswitch.engine.place import stands
from offswitch.engine.task import Task
from offswitch.engine.traces import Traces, held_in, orphans, plain, texts_of
from offswitch.engine.visitors import visitors
from offswitch.engine.ways import Way, onward
from offswitch.errors import SettingError, Unmatched
from offswitch.model.geography import Section, labels_of
from offswitch.model.locators import Label
from offswitch.model.words import Reason
from offswitch.screen import Screen, Survey


@dataclass(frozen=True)
class Absence:
    """What a page looked like on which the setting, or the way to it, was not.

    Attributes:
        address: where it is.
        recognised: whether it is a page that would show it.
        doubts: why it may be there all the same, the most telling first.
        doors: words on the page that lead to it in some layout.
        named: the address that its layout names for it.
        has_search: whether the site's own search is another way there.
    """

    address: str
    recognised: bool
    doubts: tuple[Doubt, ...] = ()
    doors: frozenset[str] = frozenset()
    named: str | None = None
    has_search: bool = False


def from_entry(way: Way, task: Task, observation: Observation) -> Absence:
    """Say what it means that the way in to a setting is not on the page in front of us.

    Raises:
        SettingError: ``language``, when what is missed could not be told in the page's language.
    """
    section = way.variant.file.sections.get(way.route.entry or "")
    return _absence(way, task, observation, section, own_page=False)


def from_page(way: Way, task: Task, observation: Observation) -> Absence:
    """Say what it means that a control is not on the page that its way has led to."""
    section = way.variant.file.sections.get(way.route.section or "")
    return _absence(way, task, observation, section, own_page=True)


def closed_parts(way: Way, task: Task, observation: Observation) -> list[SettingError]:
    """Return the doubts that a page's closed parts raise, where it says itself that the setting is not there."""
    return list(unopened(_View(way.screen, task, observation).unopened()))


def is_own_page(way: Way) -> bool:
    """Tell whether a way ends on a page, or in a dialog, that is about its one setting.

    There, a control that was not found is no setting that is not offered. A page with a list of
    settings is proved by its neighbours, or used by another setting as well.
    """
    route, file = way.route, way.variant.file
    if route.within and route.within != route.section:
        return True
    here = (route.section, route.open)
    if any(o is not route and (o.section, o.open) == here for o in file.routes.values()):
        return False
    return bool(route.open) or not file.sections[route.section or ""].neighbours


def _absence(
    way: Way, task: Task, observation: Observation, section: Section | None, *, own_page: bool
) -> Absence:
    recognised = section is not None and any(
        stands(way.screen, section, s) for s in observation.surveys
    )
    view = _View(way.screen, task, observation)
    unsaid = [*unsaid_language(way.screen)]
    if section is None or not recognised:
        doubts = (*unsaid, *view.names(Unmatched))
        return Absence(
            way.screen.address,
            named=way.route.url,
            recognised=False,
            doubts=doubts,
            doors=view.doors(),
        )
    if not own_page:
        _refuse_unknown_ways_in(way)
    view.leave_out(section)
    found = [*unlooked(observation), *view.names(), *unanswered_requests(observation)]
    found += visitors(task, observation.surveys)
    found += unopened([*view.unopened(), *observation.unopened.steps])
    if view.goes_on():
        found.append(goes_on())
    is_watched = bool(way.route.watch)
    if view.watched_words() or view.strangers(section, own_page=own_page, is_watched=is_watched):
        found.append(stranger())
    return Absence(
        way.screen.address,
        named=way.route.url,
        recognised=True,
        doubts=(*unsaid, *found),
        doors=view.doors(),
        has_search=_has_search(way, task),
    )


def _has_search(way: Way, task: Task) -> bool:
    """Tell whether the site's own search is another way to a setting.

    A layout that leaves the setting to the person names no way to a control, so the others speak for it.
    """
    if not way.variant.file.search:
        return False
    routes = [way.route]
    if way.route.control.kind == "guide":
        routes = [r for v in task.variants if (r := v.file.routes.get(task.setting.id)) is not None]
    return any(route.search for route in routes)


class _View:
    """A page as it was seen, held against everything that is known of one setting.

    Args:
        screen: the page.
        task: the setting.
        observation: what was seen.
    """

    def __init__(self, screen: Screen, task: Task, observation: Observation) -> None:
        self._screen, self._task, self._observation = screen, task, observation
        self._traces = Traces(task)
        self._own = self._traces.of_control(screen)
        self._options = self._traces.of_options(screen)
        self._doors = self._traces.of_doors(screen, self._own_pages())
        self._watched = self._traces.watched(screen)
        texts = {text for seen in observation.surveys for text in texts_of(seen)}
        self._texts = texts | observation.said

    def leave_out(self, section: Section) -> None:
        """Take the page's own heading for no trace, where it leads here itself in another layout."""
        words = (word for heading in section.headings for word in self._screen.known_words(heading))
        own = {plain(word) for word in words}
        self._doors -= own
        self._watched -= own

    def names(self, error: type[SettingError] = SettingError) -> Iterator[Doubt]:
        """Yield the doubt that the words of the setting's own control raise."""
        lone = {words for seen in self._observation.surveys for words in orphans(seen)}
        if held_in(self._texts, self._own) or lone & self._options:
            yield error(
                Reason.NOT_FOUND,
                "its label is there, but no control that can be read stands beside it",
                "look at the page yourself, and switch it there",
            )

    def doors(self) -> frozenset[str]:
        """Return the words on the page that lead to the setting in some layout."""
        return held_in(self._texts, self._doors)

    def watched_words(self) -> bool:
        """Tell whether the page has a word that the setting would still hold under a new name."""
        return any(
            held_in(self._texts_but(self._explaining_known(seen)), self._watched)
            for seen in self._observation.surveys
        )

    def _texts_but(self, explaining: Collection[str]) -> set[str]:
        return {text for text in self._texts if plain(text) not in explaining}

    def _explaining_known(self, seen: Survey) -> set[str]:
        """Return the plain lines beside known controls, which explain those and no other setting."""
        known = self._known(seen)
        return {
            plain(line)
            for control in seen.controls
            if plain(control.label) in known
            for line in control.lines
        }

    def goes_on(self) -> bool:
        """Tell whether a list of the page has more than is shown; what we have searched for ourselves is no filter."""
        searched = {r.search for v in self._task.variants for r in v.file.routes.values()}
        return bool(set(self._observation.unopened.filters) - searched) or any(
            says_that_it_has_more(seen) or self._unknown(rows_for_more(seen), seen)
            for seen in self._observation.surveys
        )

    def unopened(self) -> Iterator[str]:
        """Yield the closed parts of the page in front that no layout knows."""
        surveys = self._observation.surveys
        for name in self._observation.unopened.parts:
            words = plain(name)
            if is_in_front(words, surveys) and all(self._unknown({words}, s) for s in surveys):
                yield name

    def _unknown(self, words: set[str], seen: Survey) -> set[str]:
        """Return those of some plain words that no layout knows on this page."""
        return words - self._known(seen) if words else words

    def strangers(self, section: Section, *, own_page: bool, is_watched: bool) -> bool:
        """Tell whether the section's list has a row, or the page a control, that no layout of the platform knows.

        Nobody has listed all rows of a page with ``more``: there, rows do not count for a route that names
        the words that its setting would still hold under another name.
        """
        neighbours = self._words(section.neighbours)
        neighbours |= {plain(word) for word in onward(self._task, self._screen, section)}
        others = self._words(section.also)
        for seen in self._observation.surveys:
            known = self._known(seen)
            rows: tuple[str, ...] = ()
            if not (section.more and is_watched):
                rows = rows_listed(seen, neighbours, others, anywhere=not own_page)
            rows += tuple(c.label for c in seen.controls if c.layer == seen.top and not c.of_site)
            if any(words not in known for words in map(plain, rows) if words):
                return True
            if any(c.layer == seen.top and not (c.of_site or c.labels) for c in seen.controls):
                return True
        return False

    def _words(self, labels: Iterable[Label]) -> set[str]:
        return {plain(word) for label in labels for word in self._screen.known_words(label)}

    def _own_pages(self) -> frozenset[str]:
        """Return the layouts whose page with the control this is: what has led here says nothing."""
        found = set()
        for variant in self._task.variants:
            route = variant.file.routes.get(self._task.setting.id)
            section = variant.file.sections.get(route.section or "") if route else None
            under = self._screen.under(variant.file, variant.lexicon)
            if section and any(_stands(under, section, seen) for seen in self._observation.surveys):
                found.add(variant.source)
        return frozenset(found)

    def _known(self, seen: Survey) -> set[str]:
        """Return the words of every row that some layout of the platform knows, but the setting's own."""
        known: set[str] = set()
        for variant in self._task.variants:
            under = self._screen.under(variant.file, variant.lexicon)
            for label in labels_on(variant.file, under, seen):
                known |= {plain(word) for word in under.known_words(label)}
        return known - self._own - self._doors


def _stands(screen: Screen, section: Section, seen: Survey) -> bool:
    try:
        return stands(screen, section, seen)
    except SettingError:
        return False  # its heading has no known words in this language


def _refuse_unknown_ways_in(way: Way) -> None:
    """Refuse to call missing what could not be told in the page's language.

    Raises:
        SettingError: ``language``.
    """
    route, screen = way.route, way.screen
    for name in [w[-1] for w in (route.then, route.path) if w] or list(route.control.elements):
        labels = labels_of(way.variant.file, name)
        if labels and not any(screen.known_words(label) for label in labels):
            screen.words(labels[0])
