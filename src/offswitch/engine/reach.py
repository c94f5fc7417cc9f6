"""Getting to a control: deep link, else the menus as a person clicks, else the site's own search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from offswitch.engine.control import Found, find_control
from offswitch.engine.desk import Desk, Task
from offswitch.engine.place import (
    Absence,
    absence,
    await_section,
    on_the_way,
    refuse_unknown_dialog,
    stands,
)
from offswitch.errors import SettingError
from offswitch.model.geography import ActionControl, PageControl, Route
from offswitch.model.variant import Variant
from offswitch.model.words import Reason
from offswitch.screen import PATIENCE, Screen

_SHORT = 1.5
"""Seconds to wait for a second layout's page, when another layout's has been waited for already."""
_NOT_HERE = frozenset({Reason.NOT_FOUND, Reason.NOT_OFFERED})


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
    absences: list[Absence] = field(default_factory=list)

    def layouts(self) -> list[tuple[Variant, Route, Screen]]:
        """Every layout that has a route for this setting, newest first, with its screen."""
        return [
            (variant, route, self.base.under(variant.file, variant.lexicon))
            for variant in self.task.variants
            if (route := variant.file.routes.get(self.task.setting.id)) is not None
        ]


@dataclass(frozen=True)
class _Way:
    """One way to a setting in one layout: where it starts (None is home), and what to click."""

    variant: Variant
    route: Route
    screen: Screen
    url: str | None
    names: tuple[str, ...]

    def steps(self) -> tuple[object, ...]:
        """What is done, in a form that compares equal where two layouts do the same."""
        return (self.url, *(self.variant.file.elements[name] for name in self.names))


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
    search = _Search(task, desk, screen)
    ways: tuple[Callable[[_Search], Arrival | None], ...] = (_by_link, _by_menu, _by_search)
    for way in ways:
        arrival = way(search)
        if arrival is not None:
            return arrival
        if way is not _by_search and _proved_absent(search):
            # The menus would lead to the same page; the site's own search may still know better.
            arrival = _by_search(search)
            if arrival is not None:
                return arrival
            break
    raise _verdict(search)


def visit_form(task: Task, desk: Desk) -> None:
    """Look whether a page that only a person may work is offered; always ends in its reason.

    Raises:
        SettingError: ``form_only`` when it is there, ``not_offered`` when the page says that it is
            not, ``not_found`` when neither can be told.
        Unreachable: the account could not be reached.
    """
    for variant, route, screen in _Search(task, desk, desk.screen).layouts():
        if route.url is None or route.section is None:
            continue
        desk.say("looking for its page")
        screen.goto(route.url)
        there = await_section(screen, variant.file.sections[route.section], PATIENCE)
        _refuse_gone(screen, route)
        if there:
            raise SettingError(
                Reason.FORM_ONLY,
                "only you can send this form",
                f"`offswitch guide` opens {route.url}",
            )
    raise SettingError(
        Reason.NOT_FOUND,
        "the form's page was not recognised",
        "look for it yourself: `offswitch guide`",
    )


def _by_link(search: _Search) -> Arrival | None:
    return _travel(
        search,
        [
            _Way(*layout, layout[1].url, layout[1].then)
            for layout in search.layouts()
            if layout[1].url
        ],
    )


def _by_menu(search: _Search) -> Arrival | None:
    return _travel(
        search,
        [_Way(*layout, None, layout[1].path) for layout in search.layouts() if layout[1].path],
    )


def _travel(search: _Search, ways: Sequence[_Way]) -> Arrival | None:
    """Try several ways; where two share their first steps, what was walked is not walked again."""
    walked: tuple[object, ...] | None = None
    for way in ways:
        steps = way.steps()
        if walked is None or steps[: len(walked)] != walked:
            _start(search, way)
            walked = steps[:1]
        patience = PATIENCE if not search.absences else _SHORT
        ahead = way.names[len(walked) - 1 :]
        walked = steps[: len(walked) + _walk(search, way, ahead, patience)]
        if len(walked) < len(steps):
            continue
        clicks = search.desk.screen.pace.clicks
        arrival = _arrive(search, way.variant, way.route, way.screen, patience)
        if arrival:
            return arrival
        if search.desk.screen.pace.clicks != clicks:
            walked = None  # something was opened; the page is not where the steps lead any more
    return None


def _start(search: _Search, way: _Way) -> None:
    if way.url is None:
        _go_home(search, way.screen)
        return
    search.desk.say("opening its page")
    way.screen.goto(way.url)
    search.desk.identify(way.screen)


def _walk(search: _Search, way: _Way, names: Sequence[str], patience: float) -> int:
    """Click some elements in order; stop at the first that is not there, and note what the page shows.

    Returns:
        How many were clicked.
    """
    screen = way.screen
    for count, name in enumerate(names):
        try:
            search.desk.say(f"clicking “{name.replace('_', ' ')}”")
            last = count == len(names) - 1
            seen = not last or _note_entry(search, way, patience)
            screen.click(name, patience if seen else 0)
        except SettingError as error:
            if error.reason not in _NOT_HERE:
                raise
            _refuse_gone(screen, way.route)
            refuse_unknown_dialog(screen, way.variant.file, screen.survey())
            search.last = error
            _note_absence(search, way.variant, way.route, screen)
            return count
    return len(names)


def _note_entry(search: _Search, way: _Way, patience: float) -> bool:
    """Note the list that the way in stands on; tell whether its last row is there to be clicked."""
    seen = way.screen.sees(way.names[-1], patience)
    section = way.variant.file.sections.get(way.route.entry or "")
    if seen and section is not None and stands(way.screen, section):
        search.desk.saw(way.screen, way.variant, way.route.entry)
    return seen


def _by_search(search: _Search) -> Arrival | None:
    find = search.task.platform.search_settings
    if find is None or not search.task.platform.search_at:
        return None
    for variant, route, screen in search.layouts():
        if not route.search or variant.file.search is None:
            continue
        search.desk.say(f"searching the settings for “{route.search}”")
        screen.goto(search.task.platform.search_at)
        search.desk.identify(screen)
        try:
            find(screen, route.search)
            if screen.sees(variant.file.search.none, _SHORT):
                search.absences.append(Absence(recognised=True))
                continue
            if route.result is None:
                continue
            screen.click(route.result, _SHORT)
        except SettingError as error:
            if error.reason not in _NOT_HERE:
                raise
            continue
        arrival = _arrive(search, variant, route, screen, _SHORT)
        if arrival:
            return arrival
    return None


def _go_home(search: _Search, screen: Screen) -> None:
    platform = search.task.platform
    search.desk.say("going through the menus")
    screen.goto(platform.home)
    search.desk.identify(screen)
    if platform.open_settings is not None:
        platform.open_settings(screen)


def opened_place(route: Route) -> str | None:
    """Return a name for where the control stands, once it was brought up."""
    if route.within or not route.open:
        return route.within or route.section
    return f"{route.section or ''}.open"


def _note_absence(search: _Search, variant: Variant, route: Route, screen: Screen) -> None:
    found = absence(screen, variant.file, route)
    search.absences.append(found)
    if found.recognised:
        search.desk.saw(screen, variant, route.entry)


def _arrive(
    search: _Search, variant: Variant, route: Route, screen: Screen, patience: float
) -> Arrival | None:
    """Prove the page, bring up the control and find it; None when this is not the place."""
    opened = False
    try:
        if not _is_the_place(variant, route, screen, patience):
            _refuse_gone(screen, route)
            _note_absence(search, variant, route, screen)
            return None
        _refuse_gone(screen, route)
        if isinstance(route.control, PageControl | ActionControl):
            return None  # this layout only tells that the setting is elsewhere, or gone
        if route.open:
            search.desk.saw(screen, variant, route.section)
        for name in route.open:
            screen.click(name, patience)
        opened = True
        found = find_control(screen, variant.file, route, patience)
    except SettingError as error:
        if error.reason not in _NOT_HERE:
            raise
        search.last = error
        if opened:
            search.desk.saw(screen, variant, opened_place(route))
        proved = error.reason is Reason.NOT_OFFERED
        search.absences.append(Absence(recognised=proved))
        return None
    return Arrival(variant, route, found)


def _is_the_place(variant: Variant, route: Route, screen: Screen, patience: float) -> bool:
    section = variant.file.sections[route.section] if route.section else None
    if section is None:
        return route.url is not None and on_the_way(screen, route.url)
    if not await_section(screen, section, patience):
        return False
    detect = variant.file.detect
    return not detect or any(screen.sees(name) for name in detect)


def _refuse_gone(screen: Screen, route: Route) -> None:
    for names, reason, message in (
        (route.retired, Reason.RETIRED, "the platform says that this setting is gone"),
        (route.app_only, Reason.APP_ONLY, "only the phone app has this setting"),
        (route.absent, Reason.NOT_OFFERED, "the page says that it is not offered here"),
    ):
        if any(screen.sees(name) for name in names):
            raise SettingError(reason, message)


def _proved_absent(search: _Search) -> bool:
    return any(found.proves_not_offered for found in search.absences)


def _verdict(search: _Search) -> SettingError:
    if _proved_absent(search):
        return SettingError(Reason.NOT_OFFERED, "the page is there, and this setting is not on it")
    strangers = [text for found in search.absences for text in found.strangers]
    if strangers:
        return SettingError(
            Reason.NOT_FOUND,
            "the page has a row that the selector file does not know",
            "the setting may have been renamed; look at the page yourself",
        )
    return search.last or SettingError(
        Reason.NOT_FOUND,
        "the page was not recognised",
        "the site may have been redesigned; a newer selector file is needed",
    )
