"""The rows of a list on a page: which ones stand in it, and which ones a layout knows."""

from __future__ import annotations

from collections.abc import Iterator

from offswitch.engine.traces import plain
from offswitch.model.geography import SelectorFile, labels_of
from offswitch.model.text import fold
from offswitch.screen import Screen, Survey

_FEW = 2
"""So many known rows tell which list of a page is meant."""


def rows_listed(
    seen: Survey, neighbours: set[str], others: set[str], *, anywhere: bool
) -> tuple[str, ...]:
    """Return the rows that stand in a list with known ones.

    Args:
        seen: the page.
        neighbours: plain words of the rows that are always there.
        others: those of rows that may be there; they tell which list is meant where no neighbor is a row.
        anywhere: whether every row of the page counts where that list cannot be told.
    """
    texts = {row.subject for row in seen.rows} | {control.label for control in seen.controls}
    there = {fold(text) for text in texts if plain(text) in neighbours}
    there = there or {fold(text) for text in texts if plain(text) in others}
    return seen.rows_around(there) if anywhere or len(there) >= _FEW else ()


def labels_on(file: SelectorFile, screen: Screen, seen: Survey) -> Iterator[str]:
    """Yield the labels of a layout's elements, and of the rows of its sections on this page.

    A name that only the search uses is a result, and explains no row of a page.
    """
    for name in set(file.elements) - _only_results(file):
        yield from labels_of(file, name)
    for section in file.sections.values():
        words = (word for heading in section.headings for word in screen.known_words(heading))
        if any(seen.shows(word) for word in words):
            yield from (*section.neighbours, *section.also)


def _only_results(file: SelectorFile) -> set[str]:
    routes = file.routes.values()
    results = {route.result for route in routes if route.result}
    used = {name for r in routes for name in r.model_copy(update={"result": None}).elements}
    return results - used
