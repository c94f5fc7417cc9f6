"""Getting to a setting: deep link, else the menus as a person clicks, else the site's own search."""

from __future__ import annotations

from collections.abc import Sequence

from offswitch.engine.findings import SHORT, Findings
from offswitch.engine.following import Land, Reached, ends_dead, follow
from offswitch.engine.landing import Arrival, land_on_action, land_on_control, land_on_form
from offswitch.engine.place import refuse_another_account
from offswitch.engine.services import Services
from offswitch.engine.task import Task
from offswitch.engine.ways import Way
from offswitch.errors import SettingError
from offswitch.model.words import Kind
from offswitch.screen import Screen


def reach(task: Task, services: Services, screen: Screen, begin: str = "") -> Arrival:
    """Reach a setting's control on a page, from nothing.

    Args:
        task: the setting and its layouts.
        services: the run's tools.
        screen: the page to use.
        begin: the way that led there before; the others are tried where it does not any more.

    Raises:
        SettingError: ``not_offered`` with positive evidence, ``retired``, ``app_only``, ``locked``,
            ``not_found``, ``ambiguous``, ``language``.
        Unreachable: the account could not be reached.
    """
    return _find(Findings(task, services, screen, begin), land_on_control)


def reach_action(task: Task, services: Services, screen: Screen) -> Way:
    """Reach the page that a one-way action stands on, from nothing.

    Args:
        task: the setting and its layouts.
        services: the run's tools.
        screen: the page to use.

    Raises:
        SettingError: as ``reach``.
        Unreachable: the account could not be reached.
    """
    return _find(Findings(task, services, screen), land_on_action)


def visit_form(task: Task, services: Services) -> None:
    """Look whether a page that only a person may work is offered; always ends in its reason.

    Raises:
        SettingError: ``form_only`` when it is there, ``not_offered`` when the page says that it is
            not, or the page that would lead to it has no way there; ``not_found`` when neither can
            be told.
        Unreachable: the account could not be reached.
    """
    _find(Findings(task, services, services.screen), land_on_form)


def _find(findings: Findings, land: Land[Reached]) -> Reached:
    for name in sorted(_WAYS, key=lambda name: name != findings.by):
        if name == "menu" and findings.said is not None:
            continue
        findings.by = name
        goal = _WAYS[name](findings, land)
        if goal is not None:
            return goal
    raise findings.verdict()


def _by_link(findings: Findings, land: Land[Reached]) -> Reached | None:
    ways = [Way(*layout, layout[1].url, layout[1].then) for layout in findings.layouts()]
    return _travel(findings, [way for way in ways if way.url], land)


def _by_menu(findings: Findings, land: Land[Reached]) -> Reached | None:
    layouts = [each for each in findings.layouts() if not findings.is_in_vain(each[1])]
    if findings.is_missing:
        # Menus lead to the same page as the address; those to another page may still find it there. A layout
        # that leaves the setting to the person has no control anywhere.
        layouts = [
            (variant, route, screen)
            for variant, route, screen in layouts
            if route.url not in findings.absent_at and route.control.kind != "guide"
        ]
    ways = [Way(*layout, None, layout[1].path) for layout in layouts]
    return _travel(findings, [way for way in ways if way.names], land)


def _by_search(findings: Findings, land: Land[Reached]) -> Reached | None:
    """Ask the site's own search, and believe only a page that proves itself."""
    platform = findings.task.platform
    searchable = [
        Way(variant, route, screen, None, (route.result,))
        for variant, route, screen in findings.layouts()
        if route.search and route.result and variant.file.search
    ]
    searchable = [way for way in searchable if not findings.has_landed(way)]
    if not searchable or platform.search_settings is None or not platform.search_at:
        return None
    dead_ends = findings.services.dead_ends
    if (known := dead_ends.search(platform.search_at, searchable[0])) is not None:
        findings.note(known)
        return None
    queries, answered = dict.fromkeys(way.route.search for way in searchable), 0
    for query in queries:
        ways = [way for way in searchable if way.route.search == query]
        assert query is not None
        findings.services.say(f"searching the settings for “{query}”")
        screen = ways[0].screen
        screen.goto(platform.search_at)
        _identify(findings, ways)
        rows = _rows(screen)
        try:
            platform.search_settings(screen, query)
        except SettingError as error:
            findings.note(error)
            dead_ends.keep_search(platform.search_at, ways[0], error)
            return None
        if any(_found_nothing(way) for way in ways):
            answered += 1
            continue
        goal, _ = follow(findings, ways, 0, land)
        if goal is not None:
            return goal
        answered += not _rows(screen) <= rows
    findings.searched = answered == len(queries)
    return None


def _rows(screen: Screen) -> frozenset[str]:
    return frozenset(row.text for row in screen.survey().rows)


def _found_nothing(way: Way) -> bool:
    """Tell whether the search says that it knows no such setting; that proves nothing by itself."""
    assert way.variant.file.search
    return way.screen.sees(way.variant.file.search.none, SHORT)


_WAYS = {"link": _by_link, "menu": _by_menu, "search": _by_search}
"""In the order in which they are tried."""


def _travel(findings: Findings, ways: Sequence[Way], land: Land[Reached]) -> Reached | None:
    """Try several ways; those that start together go on together until the page parts them."""
    left = [way for way in ways if not ends_dead(findings, way)]
    while left := [way for way in left if not findings.has_landed(way)]:
        together = [way for way in left if way.url == left[0].url]
        try:
            _start(findings, together)
        except SettingError as error:
            findings.note(error)
            goal, done = None, together
        else:
            goal, done = follow(findings, together, 0, land)
        if goal is not None:
            return goal
        left = [way for way in left if way not in done]
    return None


def _start(findings: Findings, ways: Sequence[Way]) -> None:
    platform, way = findings.task.platform, ways[0]
    findings.services.say("opening its page" if way.url else "going through the menus")
    way.screen.goto(way.url or platform.home)
    _identify(findings, ways)
    if way.url is not None:
        refuse_another_account(way.screen, way.url)
    if way.url is None and platform.open_settings is not None:
        platform.open_settings(way.screen)


def _identify(findings: Findings, ways: Sequence[Way]) -> None:
    """Make sure whose page it is; a form is only looked at, and some are public."""
    if findings.task.setting.kind is Kind.FORM:
        return
    findings.services.identify(findings.base)
    for way in ways:
        way.screen.account = findings.base.account
