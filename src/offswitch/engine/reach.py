"""Getting to a setting: deep link, else the menus as a person clicks, else the site's own search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from offswitch.engine.absence import from_entry
from offswitch.engine.findings import SHORT, Findings
from offswitch.engine.landing import (
    Arrival,
    arrived,
    land_on_action,
    land_on_control,
    land_on_form,
    refuse_gone,
)
from offswitch.engine.looking import Observation, glance, look_closely
from offswitch.engine.place import (
    on_the_way,
    refuse_shade,
    refuse_unknown_dialog,
    refuse_untranslated,
    stands,
    words_on,
)
from offswitch.engine.services import Services
from offswitch.engine.task import Task
from offswitch.engine.traces import plain
from offswitch.engine.ways import Way, await_sign
from offswitch.errors import SettingError, Unreachable
from offswitch.model.geography import Section, labels_of
from offswitch.model.words import Kind
from offswitch.screen import Screen, refuse_outside

_Goal = TypeVar("_Goal")
_Land = Callable[[Findings, Way], _Goal | None]
"""What is done where a way ends; None when it was not the place after all."""


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


def _find(findings: Findings, land: _Land[_Goal]) -> _Goal:
    for name in sorted(_WAYS, key=lambda name: name != findings.by):
        # The menus would lead to the same page; the site's own search may still know better.
        if name == "menu" and findings.proved_absent:
            continue
        findings.by = name
        goal = _WAYS[name](findings, land)
        if goal is not None:
            return goal
    raise findings.verdict()


def _by_link(findings: Findings, land: _Land[_Goal]) -> _Goal | None:
    ways = [Way(*layout, layout[1].url, layout[1].then) for layout in findings.layouts()]
    return _travel(findings, [way for way in ways if way.url], land)


def _by_menu(findings: Findings, land: _Land[_Goal]) -> _Goal | None:
    ways = [Way(*layout, None, layout[1].path) for layout in findings.layouts()]
    return _travel(findings, [way for way in ways if way.names], land)


def _by_search(findings: Findings, land: _Land[_Goal]) -> _Goal | None:
    """Ask the site's own search, and believe only a page that proves itself."""
    platform = findings.task.platform
    searchable = [
        Way(variant, route, screen, None, (route.result,))
        for variant, route, screen in findings.layouts()
        if route.search and route.result and variant.file.search
    ]
    if not searchable or platform.search_settings is None or not platform.search_at:
        return None
    for query in dict.fromkeys(way.route.search for way in searchable):
        ways = [way for way in searchable if way.route.search == query]
        assert query is not None
        findings.services.say(f"searching the settings for “{query}”")
        screen = ways[0].screen
        screen.goto(platform.search_at)
        _identify(findings, ways)
        try:
            platform.search_settings(screen, query)
        except SettingError as error:
            findings.note(error)
            return None
        if any(_found_nothing(way) for way in ways):
            continue
        goal, _ = _follow(findings, ways, 0, land)
        if goal is not None:
            return goal
    return None


def _found_nothing(way: Way) -> bool:
    """Tell whether the search says that it knows no such setting; that proves nothing by itself."""
    assert way.variant.file.search is not None
    return way.screen.sees(way.variant.file.search.none, SHORT)


_WAYS = {"link": _by_link, "menu": _by_menu, "search": _by_search}
"""In the order in which they are tried."""


def _travel(findings: Findings, ways: Sequence[Way], land: _Land[_Goal]) -> _Goal | None:
    """Try several ways; those that start together go on together until the page parts them."""
    left = list(ways)
    while left:
        together = [way for way in left if way.url == left[0].url]
        try:
            _start(findings, together)
        except SettingError as error:
            findings.note(error)
            goal, done = None, together
        else:
            goal, done = _follow(findings, together, 0, land)
        if goal is not None:
            return goal
        left = [way for way in left if way not in done]
    return None


def _start(findings: Findings, ways: Sequence[Way]) -> None:
    platform, way = findings.task.platform, ways[0]
    findings.services.say("opening its page" if way.url else "going through the menus")
    way.screen.goto(way.url or platform.home)
    _identify(findings, ways)
    if way.url is None and platform.open_settings is not None:
        platform.open_settings(way.screen)


def _identify(findings: Findings, ways: Sequence[Way]) -> None:
    """Make sure whose page it is; a form is only looked at, and some are public."""
    if findings.task.setting.kind is Kind.FORM:
        return
    findings.services.identify(findings.base)
    for way in ways:
        way.screen.account = findings.base.account


def _follow(
    findings: Findings, ways: Sequence[Way], depth: int, land: _Land[_Goal]
) -> tuple[_Goal | None, list[Way]]:
    """Go on from where several ways have led so far.

    Returns:
        What was reached, and the ways that need not be tried again. When a way that was followed
        did not end well, the page is not what it was, and the others start afresh.
    """
    done: list[Way] = []
    pace = findings.base.pace
    clicks = pace.clicks
    while left := [way for way in ways if way not in done]:
        way, observation = _next_sign(findings, left, depth)
        if way is None:
            findings.waited = True
            for each in left:
                _note_end(findings, each, depth, observation)
            return None, list(ways)
        if way.ends(depth):
            done.append(way)
            goal = _land_at(findings, way, land)
        else:
            same = [other for other in left if way.shares(other, depth)]
            if not _click(findings, way, depth):
                done += same
                continue
            goal, tried = _follow(findings, same, depth + 1, land)
            done += tried
        if goal is not None or pace.clicks != clicks:
            return goal, done
    return None, done


def _next_sign(
    findings: Findings, ways: Sequence[Way], depth: int
) -> tuple[Way | None, Observation]:
    """Wait for the next sign of some ways; look closely at a page on which one of them would go on.

    Returns:
        The way to follow, if any shows a sign, and what the page has shown where none does.
    """

    def sign(wait: float = 0.0) -> Way | None:
        return await_sign(ways, depth, lambda way: arrived(findings, way), wait)

    screen = ways[0].screen
    way = sign(_patience(findings, ways[0], depth))
    if way is not None:
        return way, Observation()
    entries = [each for each in ways if _is_entry(each)]
    if not entries:
        return None, glance(screen)
    words = [words_on(each.screen, _entry(each)) for each in entries]
    return look_closely(screen, frozenset().union(*words), sign)


def _entry(way: Way) -> Section | None:
    return way.variant.file.sections.get(way.route.entry or "")


def _is_entry(way: Way) -> bool:
    """Tell whether the page is the one that holds the way in."""
    section = _entry(way)
    try:
        return section is not None and stands(way.screen, section)
    except SettingError:
        return False  # its heading has no known words in this language


def _patience(findings: Findings, way: Way, depth: int) -> float:
    """Seconds to wait for a sign; few where the site has led away from the address that was asked for."""
    led_away = depth == 0 and way.url is not None and not on_the_way(way.screen, way.url)
    return SHORT if led_away else findings.patience


def _click(findings: Findings, way: Way, depth: int) -> bool:
    """Click the next step of a way; False when it went away meanwhile."""
    name = way.names[depth]
    findings.services.say(f"clicking “{name.replace('_', ' ')}”")
    section = _entry(way)
    try:
        if way.ends(depth + 1) and section is not None and stands(way.screen, section):
            findings.services.saw(way.screen, way.variant, way.route.entry)
    except SettingError as error:
        findings.note(error)  # the list's own words are not known; its row is
    try:
        way.screen.click(name, SHORT)
    except SettingError as error:
        findings.note(error)
        return False
    labels = labels_of(way.variant.file, name)
    findings.followed |= {plain(w) for label in labels for w in way.screen.known_words(label)}
    return True


def _note_end(findings: Findings, way: Way, depth: int, observation: Observation) -> None:
    """Note why a way does not go on from here, when the page shows no sign of any."""
    refuse_gone(findings, way)
    try:
        if way.ends(depth):
            refuse_untranslated(way.screen, way.variant.file, way.route)
        else:
            refuse_unknown_dialog(way.screen, way.variant.file, way.screen.survey())
            way.screen.find(way.names[depth], 0)
    except SettingError as error:
        findings.note(error)
    try:
        absence = from_entry(way, findings.task, observation)
    except SettingError as error:
        findings.note(error)
        return
    findings.note_absence(way, absence)
    if not absence.recognised and findings.outside is None:
        _note_outside(findings, way)


def _note_outside(findings: Findings, way: Way) -> None:
    """Note where a page that was not recognised is kept from us, rather than another one."""
    screen, file = way.screen, way.variant.file
    try:
        refuse_outside(screen.page, screen.quiet.status)
        for name in (way.route.section, way.route.entry):
            refuse_shade(screen, file.sections.get(name or ""))
    except (SettingError, Unreachable) as error:
        findings.outside = error


def _land_at(findings: Findings, way: Way, land: _Land[_Goal]) -> _Goal | None:
    try:
        refuse_gone(findings, way)
        return land(findings, way)
    except SettingError as error:
        findings.note(error)
        return None
