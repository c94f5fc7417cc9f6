"""Getting to a setting: deep link, else the menus as a person clicks, else the site's own search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from offswitch.engine.control import Found, find_control
from offswitch.engine.desk import Desk, Task
from offswitch.engine.place import (
    Absence,
    absence,
    lacking,
    on_the_way,
    refuse_unknown_dialog,
    refuse_untranslated,
    stands,
)
from offswitch.engine.ways import Way, await_sign
from offswitch.errors import SettingError
from offswitch.model.geography import ActionControl, PageControl, Route
from offswitch.model.variant import Variant
from offswitch.model.words import Kind, Reason
from offswitch.screen import PATIENCE, Screen

_SHORT = 1.5
"""Seconds to wait for another page, when one has been waited for already."""
_NOT_HERE = frozenset({Reason.NOT_FOUND, Reason.NOT_OFFERED, Reason.LANGUAGE})


@dataclass(frozen=True)
class Arrival:
    """Where the engine stands when it has reached a control."""

    variant: Variant
    route: Route
    found: Found

    @property
    def screen(self) -> Screen:
        """The page, under the variant's names."""
        return self.found.screen


@dataclass
class _Search:
    """What was learnt on the way, for the verdict when nothing was found."""

    task: Task
    desk: Desk
    base: Screen
    last: SettingError | None = None
    untranslated: SettingError | None = None
    absences: list[Absence] = field(default_factory=list)
    waited: bool = False

    @property
    def patience(self) -> float:
        """Seconds that the next sign may take; long once, since slow pages are slow from the start."""
        return _SHORT if self.waited else PATIENCE

    @property
    def proved_absent(self) -> bool:
        """Whether a page was recognised that would show the setting, in words that are all known."""
        return self.untranslated is None and any(a.proves_not_offered for a in self.absences)

    def layouts(self) -> list[tuple[Variant, Route, Screen]]:
        """Every layout that has a route for this setting, newest first, with its screen."""
        return [
            (variant, route, self.base.under(variant.file, variant.lexicon))
            for variant in self.task.variants
            if (route := variant.file.routes.get(self.task.setting.id)) is not None
        ]

    def note(self, error: SettingError) -> None:
        """Note why a way led nowhere; what is more than that is raised again."""
        if error.reason not in _NOT_HERE:
            raise error
        if error.reason is Reason.LANGUAGE:
            self.untranslated = self.untranslated or error
        self.last = error

    def note_absence(self, way: Way) -> None:
        """Note what the page shows where a way should go on or end."""
        try:
            found = absence(way.screen, way.variant.file, way.route)
        except SettingError as error:
            self.note(error)
            return
        self.absences.append(found)
        if found.recognised:
            self.desk.saw(way.screen, way.variant, way.route.entry)

    def verdict(self) -> SettingError:
        """Say why the setting was not reached."""
        if self.proved_absent:
            return SettingError(
                Reason.NOT_OFFERED, "the page is there, and this setting is not on it"
            )
        if self.untranslated is not None:
            return self.untranslated
        if any(found.strangers for found in self.absences):
            return SettingError(
                Reason.NOT_FOUND,
                "the page has a row that the selector file does not know",
                "the setting may have been renamed; look at the page yourself",
            )
        return self.last or SettingError(
            Reason.NOT_FOUND,
            "the page was not recognised",
            "the site may have been redesigned; a newer selector file is needed",
        )


_Goal = TypeVar("_Goal")
_Land = Callable[[_Search, Way], _Goal | None]
"""What is done where a way ends; None when it was not the place after all."""


def reach(task: Task, desk: Desk, screen: Screen) -> Arrival:
    """Reach a setting's control on a page, from nothing.

    Args:
        task: the setting and its layouts.
        desk: the run's tools.
        screen: the page to use.

    Raises:
        SettingError: ``not_offered`` with positive evidence, ``retired``, ``app_only``, ``locked``,
            ``not_found``, ``ambiguous``, ``language``.
        Unreachable: the account could not be reached.
    """
    return _find(_Search(task, desk, screen), _land_on_control)


def reach_action(task: Task, desk: Desk, screen: Screen) -> Way:
    """Reach the page that a one-way action stands on, from nothing.

    Args:
        task: the setting and its layouts.
        desk: the run's tools.
        screen: the page to use.

    Raises:
        SettingError: as ``reach``.
        Unreachable: the account could not be reached.
    """
    return _find(_Search(task, desk, screen), _land_on_action)


def visit_form(task: Task, desk: Desk) -> None:
    """Look whether a page that only a person may work is offered; always ends in its reason.

    Raises:
        SettingError: ``form_only`` when it is there, ``not_offered`` when the page says that it is
            not, or the page that would lead to it has no way there; ``not_found`` when neither can
            be told.
        Unreachable: the account could not be reached.
    """
    _find(_Search(task, desk, desk.screen), _land_on_form)


def opened_place(route: Route) -> str | None:
    """Return a name for where the control stands, once it was brought up."""
    if route.within or not route.open:
        return route.within or route.section
    return f"{route.section or ''}.open"


def _find(search: _Search, land: _Land[_Goal]) -> _Goal:
    for way_of in (_by_link, _by_menu, _by_search):
        # The menus would lead to the same page; the site's own search may still know better.
        if way_of is _by_menu and search.proved_absent:
            continue
        goal = way_of(search, land)
        if goal is not None:
            return goal
    raise search.verdict()


def _by_link(search: _Search, land: _Land[_Goal]) -> _Goal | None:
    ways = [Way(*layout, layout[1].url, layout[1].then) for layout in search.layouts()]
    return _travel(search, [way for way in ways if way.url], land)


def _by_menu(search: _Search, land: _Land[_Goal]) -> _Goal | None:
    ways = [Way(*layout, None, layout[1].path) for layout in search.layouts()]
    return _travel(search, [way for way in ways if way.names], land)


def _by_search(search: _Search, land: _Land[_Goal]) -> _Goal | None:
    """Ask the site's own search, and believe only a page that proves itself."""
    platform = search.task.platform
    searchable = [
        Way(variant, route, screen, None, (route.result,))
        for variant, route, screen in search.layouts()
        if route.search and route.result and variant.file.search
    ]
    if not searchable or platform.search_settings is None or not platform.search_at:
        return None
    for query in dict.fromkeys(way.route.search for way in searchable):
        ways = [way for way in searchable if way.route.search == query]
        assert query is not None
        search.desk.say(f"searching the settings for “{query}”")
        screen = ways[0].screen
        screen.goto(platform.search_at)
        _identify(search, ways)
        try:
            platform.search_settings(screen, query)
        except SettingError as error:
            search.note(error)
            return None
        if any(_found_nothing(way) for way in ways):
            continue
        goal, _ = _follow(search, ways, 0, land)
        if goal is not None:
            return goal
    return None


def _found_nothing(way: Way) -> bool:
    """Tell whether the search says that it knows no such setting; that proves nothing by itself."""
    assert way.variant.file.search is not None
    return way.screen.sees(way.variant.file.search.none, _SHORT)


def _travel(search: _Search, ways: Sequence[Way], land: _Land[_Goal]) -> _Goal | None:
    """Try several ways; those that start together go on together until the page parts them."""
    left = list(ways)
    while left:
        together = [way for way in left if way.url == left[0].url]
        try:
            _start(search, together)
        except SettingError as error:
            search.note(error)
            goal, done = None, together
        else:
            goal, done = _follow(search, together, 0, land)
        if goal is not None:
            return goal
        left = [way for way in left if way not in done]
    return None


def _start(search: _Search, ways: Sequence[Way]) -> None:
    platform, way = search.task.platform, ways[0]
    search.desk.say("opening its page" if way.url else "going through the menus")
    way.screen.goto(way.url or platform.home)
    _identify(search, ways)
    if way.url is None and platform.open_settings is not None:
        platform.open_settings(way.screen)


def _identify(search: _Search, ways: Sequence[Way]) -> None:
    """Make sure whose page it is; a form is only looked at, and some are public."""
    if search.task.setting.kind is Kind.FORM:
        return
    search.desk.identify(search.base)
    for way in ways:
        way.screen.account = search.base.account


def _follow(
    search: _Search, ways: Sequence[Way], depth: int, land: _Land[_Goal]
) -> tuple[_Goal | None, list[Way]]:
    """Go on from where several ways have led so far.

    Returns:
        What was reached, and the ways that need not be tried again. When a way that was followed
        did not end well, the page is not what it was, and the others start afresh.
    """
    done: list[Way] = []
    pace = search.base.pace
    clicks = pace.clicks
    while left := [way for way in ways if way not in done]:
        way = await_sign(left, depth, _arrived, search.patience)
        if way is None:
            search.waited = True
            for each in left:
                _note_end(search, each, depth)
            return None, list(ways)
        if way.ends(depth):
            done.append(way)
            goal = _land_at(search, way, land)
        else:
            same = [other for other in left if way.shares(other, depth)]
            if not _click(search, way, depth):
                done += same
                continue
            goal, tried = _follow(search, same, depth + 1, land)
            done += tried
        if goal is not None or pace.clicks != clicks:
            return goal, done
    return None, done


def _click(search: _Search, way: Way, depth: int) -> bool:
    """Click the next step of a way; False when it went away meanwhile."""
    name = way.names[depth]
    search.desk.say(f"clicking “{name.replace('_', ' ')}”")
    section = way.variant.file.sections.get(way.route.entry or "")
    try:
        if way.ends(depth + 1) and section is not None and stands(way.screen, section):
            search.desk.saw(way.screen, way.variant, way.route.entry)
    except SettingError as error:
        search.note(error)  # the list's own words are not known; its row is
    try:
        way.screen.click(name, _SHORT)
    except SettingError as error:
        search.note(error)
        return False
    return True


def _note_end(search: _Search, way: Way, depth: int) -> None:
    """Note why a way does not go on from here, when the page shows no sign of any."""
    _refuse_gone(way.screen, way.route)
    try:
        if way.ends(depth):
            refuse_untranslated(way.screen, way.variant.file, way.route)
        else:
            refuse_unknown_dialog(way.screen, way.variant.file, way.screen.survey())
            way.screen.find(way.names[depth], 0)
    except SettingError as error:
        search.note(error)
    search.note_absence(way)


def _arrived(way: Way) -> bool:
    """Tell whether the page is where a way ends, or says that there is no such thing."""
    try:
        return _is_the_place(way) or _gone(way.screen, way.route) is not None
    except SettingError:
        return False


def _is_the_place(way: Way) -> bool:
    route, file, screen = way.route, way.variant.file, way.screen
    if route.section is None:
        return route.url is not None and on_the_way(screen, route.url)
    if not stands(screen, file.sections[route.section]):
        return False
    return not file.detect or any(screen.sees(name) for name in file.detect)


def _land_at(search: _Search, way: Way, land: _Land[_Goal]) -> _Goal | None:
    try:
        _refuse_gone(way.screen, way.route)
        return land(search, way)
    except SettingError as error:
        search.note(error)
        search.absences.append(Absence(recognised=error.reason is Reason.NOT_OFFERED))
        return None


def _land_on_control(search: _Search, way: Way) -> Arrival | None:
    """Bring up the control on a proved page, and find it."""
    route, screen = way.route, way.screen
    if isinstance(route.control, PageControl | ActionControl):
        return None  # this layout only tells that the setting is elsewhere, or gone
    if route.open:
        search.desk.saw(screen, way.variant, route.section)
    for name in route.open:
        screen.click(name, PATIENCE)
    try:
        found = find_control(screen, way.variant.file, route, PATIENCE)
    except SettingError:
        search.desk.saw(screen, way.variant, opened_place(route))
        raise
    return Arrival(way.variant, route, found)


def _land_on_action(search: _Search, way: Way) -> Way | None:
    if not isinstance(way.route.control, ActionControl):
        return None
    screen, file = way.screen, way.variant.file
    search.desk.saw(screen, way.variant, way.route.section)
    if screen.sees(way.route.control.element, PATIENCE):
        return way
    raise lacking(screen, file, file.sections[way.route.section or ""])


def _land_on_form(_search: _Search, way: Way) -> None:
    if isinstance(way.route.control, PageControl) and way.route.control.kind == "form":
        raise SettingError(
            Reason.FORM_ONLY,
            "only you can send this form",
            f"`offswitch guide` opens {way.route.url}",
        )


def _gone(screen: Screen, route: Route) -> SettingError | None:
    for names, reason, message in (
        (route.retired, Reason.RETIRED, "the platform says that this setting is gone"),
        (route.app_only, Reason.APP_ONLY, "only the phone app has this setting"),
        (route.absent, Reason.NOT_OFFERED, "the page says that it is not offered here"),
    ):
        if any(screen.sees(name) for name in names):
            return SettingError(reason, message)
    return None


def _refuse_gone(screen: Screen, route: Route) -> None:
    gone = _gone(screen, route)
    if gone is not None:
        raise gone
