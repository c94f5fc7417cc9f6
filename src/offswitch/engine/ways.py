"""The ways to a setting in every layout at once: what several share is walked once.

At each step the page decides which layout it is: the first whose next sign shows is followed. No
layout is waited for on its own, and none is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from offswitch.engine.task import Task
from offswitch.model.geography import Route, Section, labels_of
from offswitch.model.variant import Variant
from offswitch.screen import Screen


@dataclass(frozen=True, eq=False)
class Way:
    """One way to a setting in one layout.

    Attributes:
        screen: the page under the layout's names.
        url: where it starts; None is home, or the page in front of us.
        names: what is clicked from there, in order.
    """

    variant: Variant
    route: Route
    screen: Screen
    url: str | None = None
    names: tuple[str, ...] = ()

    def ends(self, depth: int) -> bool:
        """Tell whether it has come to its end after so many clicks."""
        return depth >= len(self.names)

    def shares(self, other: Way, depth: int) -> bool:
        """Tell whether another way clicks the very same after so many clicks."""
        if self.ends(depth) or other.ends(depth):
            return False
        mine, theirs = self.variant.file.elements, other.variant.file.elements
        return mine[self.names[depth]] == theirs[other.names[depth]]


def await_sign(
    ways: Sequence[Way], depth: int, arrived: Callable[[Way], bool], wait: float
) -> Way | None:
    """Wait until the page shows the next sign of one of several ways.

    Args:
        ways: that led here together; the first that fits wins.
        depth: how many clicks led here.
        arrived: whether the page is one that a way ends at.
        wait: seconds.

    Returns:
        The way to follow; None when the page shows no sign of any.
    """

    def shows_sign(way: Way) -> bool:
        return arrived(way) if way.ends(depth) else way.screen.sees(way.names[depth])

    screen = ways[0].screen
    names = [(way.screen, way.names[depth]) for way in ways if not way.ends(depth)]

    def look() -> Way | None:
        with screen.view.at_once():
            screen.view.rule_out(query for page, name in names for query in page.queries([name]))
            return next(filter(shows_sign, ways), None)

    return screen.until(look, wait)


def onward(task: Task, screen: Screen, section: Section) -> Iterator[str]:
    """Yield the words of the rows that lead on from a page to a setting in some layout.

    Args:
        task: any setting of the platform.
        screen: the page.
        section: what the page is in one layout; another one knows it by the same heading.
    """
    for variant in task.variants:
        file, under = variant.file, screen.under(variant.file, variant.lexicon)
        here = {n for n, each in file.sections.items() if {*each.headings} & {*section.headings}}
        routes = (route for route in file.routes.values() if route.entry in here)
        for step in {step for route in routes for step in route.then}:
            if any(locator.by == "row" for locator in file.elements[step]):
                for label in labels_of(file, step):
                    yield from under.known_words(label)
