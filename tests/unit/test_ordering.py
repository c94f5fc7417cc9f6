"""In which order the pages of a check are looked at."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from offswitch.run.ordering import most_ways_first


def task(name: str, *routes: tuple[str | None, tuple[str, ...], str | None]) -> Any:
    """A setting with a route in each of some layouts: its address, its menus, and what is searched for."""
    variants = [
        SimpleNamespace(
            file=SimpleNamespace(routes={name: SimpleNamespace(url=url, path=path, search=search)})
        )
        for url, path, search in routes
    ]
    return SimpleNamespace(setting=SimpleNamespace(id=name), variants=variants)


ONE = task("one", ("/a", (), None), ("/a", (), None))
MANY = task("many", ("/a", ("menu",), "ads"), ("/b", ("menu",), "ads"))
SOME = task("some", ("/a", ("menu",), "ads"))
NOWHERE = task("nowhere")


def test_a_page_to_which_most_ways_lead_comes_first() -> None:
    pages = [[NOWHERE], [ONE], [SOME], [MANY]]
    assert most_ways_first(pages) == [[MANY], [SOME], [ONE], [NOWHERE]]


def test_a_page_counts_by_the_setting_that_is_looked_for_longest() -> None:
    assert most_ways_first([[SOME], [ONE, MANY]]) == [[ONE, MANY], [SOME]]


def test_others_keep_their_order() -> None:
    pages = [[ONE], [task("other", ("/c", (), None))], [ONE]]
    assert most_ways_first(pages) == pages
