"""The link, the menus and the site's own search are tried in turn, and each is asked what it can tell."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from offswitch.engine import reach
from offswitch.engine.findings import Findings
from offswitch.errors import SettingError
from offswitch.model.words import Reason

NOT_THERE = SettingError(Reason.NOT_FOUND, "no such row")


class Site:
    """A site with a search; each query brings up rows, or the words that nothing was found."""

    def __init__(self, **results: tuple[str, ...] | None) -> None:
        self.results = results
        self.asked: list[str] = []
        self.shown: tuple[str, ...] = ("General",)
        self.nothing = False
        self.known: SettingError | None = None
        self.kept: list[SettingError] = []
        self.broken = False

    def search(self, _screen: Any, query: str) -> None:
        if self.broken:
            raise NOT_THERE
        self.asked.append(query)
        found = self.results[query]
        self.nothing, self.shown = found is None, found or ()

    def findings(self, *queries: str, search_at: str = "/settings", **more: Any) -> Findings:
        def goto(_address: str) -> None:
            self.shown = ("General",)

        def survey() -> Any:
            return SimpleNamespace(rows=[SimpleNamespace(text=text) for text in self.shown])

        screen: Any = SimpleNamespace(
            goto=goto, survey=survey, sees=lambda *_: self.nothing, account="Ada"
        )
        screen.under = lambda *_: screen
        variants = tuple(self._layout(query) for query in queries)
        platform = SimpleNamespace(
            search_settings=self.search,
            search_at=search_at,
            name="app",
            home="/",
            open_settings=None,
        )
        setting = SimpleNamespace(id="usage", kind="switch")
        task: Any = SimpleNamespace(platform=platform, setting=setting, variants=variants)
        dead_ends = SimpleNamespace(
            search=lambda *_: self.known, keep_search=lambda _, __, error: self.kept.append(error)
        )
        services: Any = SimpleNamespace(
            dead_ends=dead_ends, say=lambda _: None, identify=lambda _: None
        )
        return Findings(task, services, screen, **more)

    @staticmethod
    def _layout(query: str) -> Any:
        route = SimpleNamespace(
            search=query, result="row", section=query, url=None, path=(), then=()
        )
        file = SimpleNamespace(search=SimpleNamespace(none="nothing"), routes={"usage": route})
        return SimpleNamespace(source=query, file=file, lexicon=None)


@pytest.fixture(autouse=True)
def _rows_lead_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """A result is followed if it goes by the name of its query."""

    def follow(_findings: Any, ways: Any, _depth: int, land: Any) -> tuple[Any, Any]:
        shown = {row.text for row in ways[0].screen.survey().rows}
        there = [way for way in ways if way.route.search in shown]
        return (land(None, there[0]) if there else None), ways

    monkeypatch.setattr(reach, "follow", follow)


def land(_findings: Any, way: Any) -> str:
    return f"landed by {way.route.search}"


def search(found: Findings) -> str | None:
    return reach._by_search(found, land)


def test_each_query_is_asked_until_one_leads_there() -> None:
    site = Site(usage=None, ads=("ads", "more"), last=("last",))
    found = site.findings("usage", "ads", "ads", "last")
    assert search(found) == "landed by ads"
    assert site.asked == ["usage", "ads"]


@pytest.mark.parametrize(
    ("results", "answered"),
    [
        ({"usage": None, "ads": None}, True),
        ({"usage": ("Another",), "ads": None}, True),
        ({"usage": None, "ads": ("General",)}, False),  # still the list from before
        ({"usage": (), "ads": None}, False),  # nothing has come
    ],
)
def test_it_was_searched_only_if_every_query_was_answered(
    results: dict[str, Any], answered: bool
) -> None:
    site = Site(**results)
    found = site.findings("usage", "ads")
    assert search(found) is None
    assert site.asked == ["usage", "ads"]
    assert found.searched is answered


def test_a_search_that_cannot_be_asked_is_kept_for_other_settings() -> None:
    site = Site(usage=None)
    site.broken = True
    found = site.findings("usage")
    assert search(found) is None
    assert (found.last, site.kept, found.searched) == (NOT_THERE, [NOT_THERE], False)


def test_and_is_not_asked_again() -> None:
    site = Site(usage=None)
    site.known = NOT_THERE
    found = site.findings("usage")
    assert search(found) is None
    assert (found.last, site.asked) == (NOT_THERE, [])


def test_a_page_that_was_reached_already_is_not_searched_for() -> None:
    site = Site(usage=("usage",))
    assert search(site.findings("usage", landed_at={("usage", "usage")})) is None
    assert search(site.findings("usage", search_at="")) is None
    assert site.asked == []


def tried(monkeypatch: pytest.MonkeyPatch, found: Findings, *, goal_by: str = "") -> list[str]:
    """Which ways are tried, where one of them leads there or none."""
    names: list[str] = []

    def way(name: str) -> Any:
        def lead(_findings: Findings, _land: Any) -> str | None:
            names.append(name)
            assert found.by == name
            return "there" if name == goal_by else None

        return lead

    for name in list(reach._WAYS):
        monkeypatch.setitem(reach._WAYS, name, way(name))
    if goal_by:
        assert reach._find(found, land) == "there"
    else:
        with pytest.raises(SettingError):
            reach._find(found, land)
    return names


def test_the_way_that_led_there_before_is_tried_first(monkeypatch: pytest.MonkeyPatch) -> None:
    site = Site(usage=None)
    assert tried(monkeypatch, site.findings("usage")) == ["link", "menu", "search"]
    assert tried(monkeypatch, site.findings("usage", by="search")) == ["search", "link", "menu"]
    assert tried(monkeypatch, site.findings("usage"), goal_by="menu") == ["link", "menu"]


def test_the_menus_are_spared_where_the_page_says_that_it_is_not_offered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site = Site(usage=None)
    said = SettingError(Reason.NOT_OFFERED, "the page says so")
    assert tried(monkeypatch, site.findings("usage", said=said)) == ["link", "search"]
