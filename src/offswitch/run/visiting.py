"""Plans the visits of a run before it starts: page by page, with what each costs, and what the limits leave no room for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from offswitch.engine import Task, by_page
from offswitch.model.controls import ChoiceControl, SwitchControl
from offswitch.model.geography import Route
from offswitch.model.limits import Limits
from offswitch.model.visits import Cost, PageVisits, PlatformVisits, Visits
from offswitch.model.words import Kind
from offswitch.packs import Pack
from offswitch.packs.limiting import limits_of
from offswitch.run.options import Options

_MENU_CLICKS = 3
"""The most that a flow clicks from a platform's home to where menu paths start; only the flow knows the number."""


NO_ROOM = "the limits of this run left no room for it; look at it in another one, with --only"
"""Why a setting was left out of the plan, and what to do about it."""


@dataclass(frozen=True)
class Costs:
    """What the settings of one run cost, by the way to each that is tried first.

    Args:
        looks: whether everything is looked at before anything is changed.
        changes: whether what is on is switched off.
        proved_off: tells whether a former run proved a setting off; else a first "off" is read twice.
        exclude: full ids of settings that the person left out; they cost nothing.
    """

    looks: bool
    changes: bool
    proved_off: Callable[[Task], bool]
    exclude: tuple[str, ...] = ()

    def of(self, task: Task, *, is_beside: bool) -> Cost:
        """Return what one setting costs at most.

        Args:
            task: the setting.
            is_beside: whether it can be read on a visit that is already planned.
        """
        route = _route_of(task)
        if task.setting.kind is Kind.GUIDE:
            return Cost()
        visit = _visit(task, route)
        if task.setting.kind is Kind.FORM or route is None:
            return visit
        if task.setting.kind is Kind.ACTION:
            return self._of_action(task, route, visit)
        total = Cost()
        if self.looks and not is_beside:
            total = visit if self.proved_off(task) else visit.plus(visit)
        if self.changes:
            total = reduce(Cost.plus, (visit, _pressing(route), visit), total)
        return total

    def _of_action(self, task: Task, route: Route, visit: Cost) -> Cost:
        if not task.named:
            return Cost()  # it is refused before its page is loaded
        looked = visit if self.looks else Cost()
        if not self.changes:
            return looked
        return reduce(Cost.plus, (visit, visit, _pressing(route), visit), looked)


def costs_of(options: Options, proved_off: Callable[[Task], bool]) -> Costs:
    """Return what settings cost in a run.

    Args:
        options: of the run.
        proved_off: as for ``Costs``.
    """
    return Costs(
        looks=options.reads_only or options.choose is not None,
        changes=not options.reads_only,
        proved_off=proved_off,
        exclude=options.exclude,
    )


def plan_visits(work: Sequence[tuple[Pack, Sequence[Task]]], costs: Costs) -> Visits:
    """Plan the visits of a run.

    Args:
        work: the settings to do, by platform, in order.
        costs: what each costs.
    """
    platforms = tuple(_at(pack, tasks, costs) for pack, tasks in work)
    total = reduce(Cost.plus, platforms, Cost())
    return Visits(loads=total.loads, clicks=total.clicks, platforms=platforms)


def told(visits: Visits) -> Iterator[str]:
    """Say what a plan leaves out, in a line for each platform."""
    for each in visits.platforms:
        if each.left_out:
            limits = each.limits
            yield (
                f"{limits.loads} page loads and {limits.clicks} clicks, the limits of a run at"
                f" {each.platform}, leave no room for {', '.join(each.left_out)};"
                " look at them in another run, with --only"
            )


def _at(pack: Pack, tasks: Sequence[Task], costs: Costs) -> PlatformVisits:
    tasks = [task for task in tasks if task.id not in costs.exclude]
    limits = limits_of(pack)
    total = _of_platform(pack, tasks, costs)
    pages: list[PageVisits] = []
    left_out: list[str] = []
    for group in by_page(tasks):
        page, without_room = _on_page(group, costs, total, limits)
        left_out += without_room
        if page.settings:
            pages.append(page)
            total = total.plus(page)
    return PlatformVisits(
        platform=pack.platform.name,
        limits=limits,
        loads=total.loads,
        clicks=total.clicks,
        pages=tuple(pages),
        left_out=tuple(left_out),
    )


def _on_page(
    tasks: Sequence[Task], costs: Costs, before: Cost, limits: Limits
) -> tuple[PageVisits, list[str]]:
    """Plan the visits to one page; return them, and the settings for which there is no room."""
    cost, names, left_out = Cost(), list[str](), list[str]()
    is_visited = False
    for task in tasks:
        more = costs.of(task, is_beside=is_visited and _is_read_beside(task))
        if not before.plus(cost).plus(more).fits(limits):
            left_out.append(task.id)
            continue
        cost = cost.plus(more)
        names.append(task.id)
        is_visited |= task.setting.kind in {Kind.SWITCH, Kind.CHOICE}
    return PageVisits(settings=tuple(names), loads=cost.loads, clicks=cost.clicks), left_out


def _of_platform(pack: Pack, tasks: Sequence[Task], costs: Costs) -> Cost:
    """Return what is loaded once for the whole platform."""
    platform = pack.platform
    loads = 0
    if platform.persistent:
        loads += 1 + (
            costs.looks and costs.changes
        )  # to see that the session is still there, each time
    if costs.changes and platform.accounts and any(task.setting.shared for task in tasks):
        loads += 1
    return Cost(loads=loads)


def _route_of(task: Task) -> Route | None:
    """Return the way that is tried first: the newest deep link, else the newest menu path."""
    files = [variant.file for variant in task.variants]
    routes = [route for file in files if (route := file.routes.get(task.setting.id))]
    return next((route for route in routes if route.url), next(iter(routes), None))


def _visit(task: Task, route: Route | None) -> Cost:
    """Return what it takes to stand before a control on a newly loaded page."""
    if route is None or (task.setting.kind is Kind.FORM and route.url):
        return Cost(loads=1)
    way = route.then if route.url else route.path
    start = _MENU_CLICKS if not route.url and task.platform.open_settings else 0
    return Cost(loads=1, clicks=start + len(way) + len(route.open))


def _pressing(route: Route) -> Cost:
    """Return what it takes to switch a control and to commit that."""
    control = route.control
    presses = 2 if isinstance(control, ChoiceControl) and control.menu else 1
    return Cost(clicks=presses + len(route.committed))


def _is_read_beside(task: Task) -> bool:
    """Tell whether a setting is read on the visit for another one on its page."""
    route = _route_of(task)
    return (
        route is not None
        and isinstance(route.control, SwitchControl | ChoiceControl)
        and not (route.open or route.within)
        and task.setting.read_state is None
    )
