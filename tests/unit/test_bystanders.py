"""What is read of other settings on one visit counts only if it held while the one was read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from offswitch.engine import bystanders
from offswitch.engine.bystanders import Bystanders, by_page
from offswitch.engine.reading import Reading
from offswitch.errors import SettingError
from offswitch.model.controls import PageControl, SwitchControl
from offswitch.model.words import Reason, State

ON, OFF = Reading(State.ON, "on", {}), Reading(State.OFF, "off", {})
TORN = Reading(State.UNKNOWN, "", {})
SWITCH = SwitchControl(kind="switch", element="usage")


def route(control: Any = SWITCH, **more: Any) -> Any:
    fixed = {"section": "list", "url": None, "then": (), "path": (), "open": (), "within": None}
    return SimpleNamespace(**fixed | more, control=control)


def task(name: str, *routes: Any, read_state: Any = None) -> Any:
    variants = tuple(
        SimpleNamespace(file=SimpleNamespace(routes={name: each} if each else {}))
        for each in routes
    )
    setting = SimpleNamespace(id=name, read_state=read_state)
    return SimpleNamespace(id=name, setting=setting, variants=variants)


class Page:
    """One page with the controls of several settings on it."""

    def __init__(self, **routes: Any) -> None:
        self.route, self.by = route(), "link"
        self.readings: dict[str, Reading | None] = {}
        self.screen = self
        self.view = self
        self.lexicon = None
        self.variant = SimpleNamespace(file=SimpleNamespace(routes=routes), lexicon=None)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        yield

    def under(self, *_: Any) -> Page:
        return self

    def find(self, _screen: Any, file: Any, wanted: Any, _wait: float) -> Any:
        name = next(name for name, each in file.routes.items() if each is wanted)
        if name not in self.readings:
            raise SettingError(Reason.NOT_FOUND, "no such control")
        return SimpleNamespace(read=lambda: self.read(name))

    def read(self, name: str) -> Reading:
        reading = self.readings[name]
        if reading is None:
            raise SettingError(Reason.UNREADABLE, "gone")
        return reading

    def watching(self, *tasks: Any) -> Bystanders:
        return Bystanders(self, tasks)  # type: ignore[arg-type]


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Page:
    page = Page(ads=route(), topics=route(), own=route())
    page.readings = {"ads": ON, "topics": OFF, "own": TORN}
    monkeypatch.setattr(bystanders, "find_control", page.find)
    return page


def held(watched: Bystanders) -> dict[str, Reading]:
    return {task.id: reading for task, _, reading in watched.held()}


def test_what_held_is_handed_on(page: Page) -> None:
    watched = page.watching(task("ads"), task("topics"))
    assert watched.watched(lambda: OFF)() is OFF
    assert held(watched) == {"ads": ON, "topics": OFF}


@pytest.mark.parametrize("now", [OFF, TORN, None])
def test_what_changed_meanwhile_is_dropped_for_good(page: Page, now: Reading | None) -> None:
    watched = page.watching(task("ads"), task("topics"))
    read = watched.watched(lambda: OFF)
    page.readings["ads"] = now
    read()
    page.readings["ads"] = ON
    read()
    assert held(watched) == {"topics": OFF}


def test_only_what_can_be_read_is_watched(page: Page) -> None:
    del page.readings["topics"]
    assert held(page.watching(task("ads"), task("topics"), task("own"))) == {"ads": ON}


@pytest.mark.parametrize(
    "other",
    [
        route(section="another"),
        route(path=("menu",)),
        route(open=("row",)),
        route(within="dialog"),
        route(control=PageControl(kind="guide")),
    ],
)
def test_only_the_very_same_page_shows_another_setting(page: Page, other: Any) -> None:
    page.variant.file.routes["ads"] = other
    page.route = route(open=other.open, within=other.within)  # the one may stand there as well
    assert held(page.watching(task("ads"))) == {}


def test_nor_what_this_layout_does_not_know_or_reads_in_its_own_way(page: Page) -> None:
    others = task("unknown"), task("topics", read_state=lambda _: State.ON)
    assert held(page.watching(*others)) == {}


def test_settings_of_one_page_are_put_together_by_their_newest_layout() -> None:
    here, there = route(), route(section="another")
    tasks = [task("a", here), task("b", there, here), task("c", None, route()), task("d", None)]
    assert [[each.id for each in group] for group in by_page(tasks)] == [["a", "c"], ["b"], ["d"]]
