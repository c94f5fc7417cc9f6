"""A page in some layouts, and a look for a setting on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard
from offswitch.browser.launch import Launched
from offswitch.browser.pace import Pace
from offswitch.browser.tab import Tab
from offswitch.engine import Task
from offswitch.engine.dead_ends import DeadEnds
from offswitch.engine.landing import Arrival
from offswitch.engine.reach import reach
from offswitch.errors import SettingError, Unreachable
from offswitch.model.geography import SelectorFile
from offswitch.model.saves import Saves
from offswitch.model.timings import Stage
from offswitch.model.variant import Variant
from offswitch.model.words import Category, Kind
from offswitch.screen import PageView, Quiet, Screen
from offswitch.spec import Platform, Setting
from tests.kinds.app import App

LABEL = "Send the diary to research"
TITLE = "Diary and research"
CHECKED = f'<p><label><input type="checkbox" checked> {LABEL}</label></p>'
ROWS = "<p>Daily reminder</p><p>Backup to the cloud</p>"


class Records:
    """No journal: nothing was found before, and nothing is written."""

    def intend(self, *_: object) -> None: ...
    def has_begun(self, _task: Task) -> bool:
        return False

    def proved_off(self, _task: Task) -> bool:
        return False

    def proof_lacked(self, _task: Task) -> frozenset[str]:
        return frozenset()

    def done_by_hand(self, _task: Task) -> dt.date | None:
        return None

    def keep_picture(self, *_: object) -> None: ...


class Services:
    """What the engine works with, where nobody is told anything."""

    read_only = True
    wrote = False
    records = Records()

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.dead_ends = DeadEnds()

    def fresh(self) -> AbstractContextManager[Screen]:
        return nullcontext(self.screen)

    def identify(self, screen: Screen) -> None: ...
    def alone(self) -> AbstractContextManager[None]:
        return nullcontext()

    def pressed(self) -> None:
        return None

    def in_doubt(self) -> AbstractContextManager[None]:
        return nullcontext()

    def writing(self, _mutations: Sequence[str]) -> AbstractContextManager[None]:
        return nullcontext()

    def saves(self) -> Saves:
        return Saves()

    def save_errors(self) -> list[str]:
        return []

    def covered_accounts(self, _screen: Screen) -> tuple[str, ...]:
        return ()

    def saw(self, *_: object) -> None: ...
    def say(self, step: str) -> None: ...
    def timed(self, _stage: Stage) -> AbstractContextManager[None]:
        return nullcontext()


@pytest.fixture
def app() -> Iterator[App]:
    with App("") as running:
        yield running


Look = Callable[..., Arrival]
Visit = Callable[..., Callable[[str], Arrival]]


@pytest.fixture
def tabs() -> Iterator[list[Tab]]:
    """The tabs that a test has opened."""
    opened: list[Tab] = []
    yield opened
    for tab in opened:
        tab.close()


@pytest.fixture
def visit(local_browser: Launched, app: App, tabs: list[Tab]) -> Visit:
    """Open a page to look for settings in some layouts, the newest first; see ``layout``.

    What is named besides is of the platform.
    """

    def opened(*layouts: dict[str, Any], **site: Any) -> Callable[[str], Arrival]:
        files = [SelectorFile.model_validate(each) for each in layouts or (layout(app),)]
        fence = Fence(hosts=frozenset({app.host}), reads=("GET *",), ignore=("POST /api/log",))
        tab = local_browser.tab(None, Guard(fence))
        tabs.append(tab)
        screen = Screen(
            page=tab.page,
            view=PageView(tab.page),
            quiet=Quiet(tab.page, fence),
            file=files[0],
            pace=Pace(pause=(0, 0)),
        )
        variants = tuple(Variant(f"diary/{n}", file) for n, file in enumerate(files))
        services = Services(screen)

        def look_for(name: str) -> Arrival:
            setting = Setting(
                id=name, category=Category.RESEARCH, kind=Kind.SWITCH, title="Diary and research"
            )
            platform = Platform(
                name="diary", title="Diary", home=f"{app.url}/", settings=(setting,), **site
            )
            return reach(Task(platform, setting, variants), services, screen)

        return look_for

    return opened


@pytest.fixture
def look(visit: Visit) -> Look:
    """Look for the one setting of some layouts."""

    def looked(*layouts: dict[str, Any], **site: Any) -> Arrival:
        return visit(*layouts, **site)("usage")

    return looked


def page(body: str, head: str = "") -> str:
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Diary</title>{head}'
        f"<h1>Settings</h1><h2>Privacy</h2>{body}"
    )


def layout(app: App, **changes: Any) -> dict[str, Any]:
    """A selector file whose one setting is a switch on the page of the section "Privacy"."""
    section = {"heading": "Privacy", "neighbours": ["Daily reminder", "Backup to the cloud"]}
    route = {
        "section": "privacy",
        "url": f"{app.url}/",
        "control": {"kind": "switch", "element": "usage"},
    }
    elements = {"usage": [{"by": "label", "label": LABEL}]}
    return {
        "schema": 1,
        "platform": "diary",
        "version": "2026-11",
        "hosts": [app.host],
        "elements": elements | changes.get("elements", {}),
        "sections": {"privacy": section | changes.get("section", {})} | changes.get("sections", {}),
        "routes": {"usage": route | changes.get("route", {})} | changes.get("routes", {}),
    }


def by_a_door(app: App, **changes: Any) -> dict[str, Any]:
    """A selector file whose one setting stands on a page of its own, behind a row of "Privacy"."""
    more = {
        "elements": {"door": [{"by": "row", "label": TITLE}]} | changes.pop("elements", {}),
        "sections": {"research": {"heading": TITLE}} | changes.pop("sections", {}),
        "route": {"section": "research", "entry": "privacy", "then": ["door"]}
        | changes.pop("route", {}),
    }
    return layout(app, **more, **changes)


def refusal(look: Look, *layouts: dict[str, Any], **site: Any) -> SettingError | Unreachable:
    with pytest.raises((SettingError, Unreachable)) as error:
        look(*layouts, **site)
    assert isinstance(error.value, SettingError | Unreachable)
    return error.value


def told(error: SettingError | Unreachable) -> str:
    return f"{error.message}; {error.hint}"
