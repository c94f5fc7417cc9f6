"""Settings whose controls stand beside the one that a visit is for: they are read on the same visit.

A look that changes nothing need not load a page once for each of its settings. Whatever is not plainly
there, or does not hold still, is left to a visit of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from offswitch.engine.control import Found, find_control
from offswitch.engine.landing import Arrival
from offswitch.engine.neighbors import Fingerprint
from offswitch.engine.reading import Reading
from offswitch.engine.task import Task
from offswitch.errors import SettingError
from offswitch.model.controls import ChoiceControl, SwitchControl
from offswitch.model.geography import Route
from offswitch.model.words import State


@dataclass
class Bystanders:
    """The controls of other settings on a page, watched while one is read.

    Args:
        arrival: where the one is.
        tasks: the other settings.
    """

    arrival: Arrival
    tasks: Sequence[Task]
    _last: dict[str, tuple[Task, Arrival, Reading]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        with self.arrival.screen.view.at_once():
            for task in self.tasks:
                there = _arrival_of(task, self.arrival)
                reading = _reading(there.found) if there else None
                if there is not None and reading is not None:
                    self._last[task.id] = task, there, reading

    def watched(self, read: Callable[[], Reading]) -> Callable[[], Reading]:
        """Return what takes the one reading, and drops the others that have changed meanwhile."""

        def read_all() -> Reading:
            with self.arrival.screen.view.at_once():
                for task, there, before in list(self._last.values()):
                    if _reading(there.found) != before:
                        del self._last[task.id]
                return read()

        return read_all

    def held(self) -> Iterator[tuple[Task, Arrival, Reading]]:
        """Yield each that showed the same all the time, and how."""
        yield from self._last.values()


def _arrival_of(task: Task, arrival: Arrival) -> Arrival | None:
    """Return where another setting's control is on a page, if its route leads to that very page."""
    file = arrival.variant.file
    route = file.routes.get(task.setting.id)
    if route is None or task.setting.read_state is not None:
        return None
    if not isinstance(route.control, SwitchControl | ChoiceControl):
        return None
    if _page_of(route) != _page_of(arrival.route) or route.open or route.within:
        return None
    screen = arrival.screen.under(file, arrival.variant.lexicon)  # with warnings of its own
    try:
        found = find_control(screen, file, route, 0)
    except SettingError:
        return None
    return Arrival(arrival.variant, route, found, arrival.by, Fingerprint())


def by_page(tasks: Sequence[Task]) -> list[list[Task]]:
    """Put the settings of one page together, by the newest layout that knows each; keep their order."""
    groups: dict[tuple[object, ...], list[Task]] = {}
    for task in tasks:
        files = (variant.file for variant in task.variants)
        route = next((r for file in files if (r := file.routes.get(task.setting.id))), None)
        groups.setdefault(_page_of(route) if route else (task.id,), []).append(task)
    return list(groups.values())


def _page_of(route: Route) -> tuple[object, ...]:
    """Return all that says which page a route leads to, and what is brought up on it."""
    return route.section, route.url, route.then, route.path, route.open, route.within


def _reading(found: Found) -> Reading | None:
    try:
        reading = found.read()
    except SettingError:
        return None
    return None if reading.state is State.UNKNOWN else reading
