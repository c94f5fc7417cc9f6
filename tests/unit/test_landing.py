"""Where a way ends, its control is found, or it is said what the page means without it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from offswitch.engine import landing
from offswitch.engine.absence import Absence
from offswitch.engine.control import Missing
from offswitch.engine.findings import Findings
from offswitch.engine.landing import arrived, land_on_action, land_on_control, refuse_gone
from offswitch.engine.looking import Observation
from offswitch.errors import SettingError, Unmatched
from offswitch.model.controls import ActionControl, PageControl, SwitchControl
from offswitch.model.geography import Section
from offswitch.model.words import Reason
from offswitch.screen.unanswered import Unanswered

SWITCH = SwitchControl(kind="switch", element="usage")
CLEAR = ActionControl(kind="action", element="clear", done="nothing_left")
THE_CONTROL: Any = "the control"
BEFORE: Any = "before"
LINK = "https://app.test/settings"


class Page:
    """A page at the end of a way, with what is on it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.shown: set[str] = set()
        self.standing: set[str] = set()
        self.is_linked = True
        self.own_page = False
        self.on_trust = False
        self.error: Exception | None = None
        self.turns_up = False
        self.is_its_own = False
        self.saw: list[str | None] = []
        self.lacking: tuple[Unanswered, ...] = ()
        self.route: Any = SimpleNamespace(
            section="list", within=None, open=(), url=None, control=SWITCH,
            retired=(), app_only=(), absent=(),
        )  # fmt: skip
        stand_ins: dict[str, Any] = {
            "bring_up": lambda *_: self.on_trust,
            "find_control": self._find,
            "settled_fingerprint": lambda _: BEFORE,
            "is_own_page": lambda _: self.own_page,
            "stands": lambda _, section: section.heading in self.standing,
            "on_the_way": lambda *_: self.is_linked,
            "words_on": lambda *_: frozenset(),
            "look_closely": self._look,
            "from_page": lambda *_: Absence(LINK, recognised=True),
            "_control_is_there": lambda *_: self.is_its_own,
            "_closed_parts": lambda *_: [],
        }
        for name, stand_in in stand_ins.items():
            monkeypatch.setattr(landing, name, stand_in)

    def _find(self, *_: Any) -> Any:
        if self.error:
            raise self.error
        return THE_CONTROL

    def _look(self, _screen: Any, _words: Any, sign: Callable[[], Any]) -> Any:
        assert sign() is None, "it has just been looked for"
        if self.turns_up:
            self.error = None
            self.shown.add("clear")
        return sign(), Observation()

    @property
    def way(self) -> Any:
        sections = {name: Section(heading=name) for name in ("list", "dialog")}
        file = SimpleNamespace(sections=sections, detect=())
        screen = SimpleNamespace(
            sees=lambda name, *_: name in self.shown,
            checkpoint=None,
            quiet=SimpleNamespace(
                await_retries=lambda _: self.lacking,
                traffic=SimpleNamespace(answered_in_part=tuple),
            ),
        )
        variant = SimpleNamespace(source="2026", file=file)
        return SimpleNamespace(route=self.route, screen=screen, variant=variant, names=("menu",))

    def findings(self) -> Findings:
        services: Any = SimpleNamespace(
            saw=lambda _screen, _variant, section: self.saw.append(section)
        )
        nothing: Any = SimpleNamespace()
        return Findings(nothing, services, nothing, by="menu")


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Page:
    return Page(monkeypatch)


def test_a_control_is_found_on_its_page(page: Page) -> None:
    found = land_on_control(page.findings(), page.way)
    assert found is not None
    assert (found.found, found.by) == (THE_CONTROL, "menu")
    assert page.saw == []


def test_a_page_is_noted_before_anything_is_opened_on_it(page: Page) -> None:
    page.route.open = ("row",)
    found = land_on_control(page.findings(), page.way)
    assert found is not None
    assert found.before_opening == BEFORE
    assert page.saw == ["list"]


@pytest.mark.parametrize("control", [PageControl(kind="guide"), CLEAR])
def test_a_layout_without_a_control_leaves_it_to_the_others(page: Page, control: Any) -> None:
    page.route.control = control
    assert land_on_control(page.findings(), page.way) is None


def test_a_control_that_comes_late_is_found(page: Page) -> None:
    page.error, page.turns_up = Missing(Reason.NOT_FOUND, "no such control", element="usage"), True
    found = page.findings()
    arrival = land_on_control(found, page.way)
    assert arrival is not None
    assert (arrival.found, found.sought, found.absences) == (THE_CONTROL, [], [])


@pytest.mark.parametrize("where", ["a list", "its own page", "on trust"])
def test_a_control_that_is_missing_is_absent_only_from_a_list(page: Page, where: str) -> None:
    page.error = Missing(Reason.NOT_FOUND, "no such control", element="usage")
    page.own_page, page.on_trust = where == "its own page", where == "on trust"
    found = page.findings()
    assert land_on_control(found, page.way) is None
    assert [sought.place for sought in found.sought] == ["elements.usage"]
    assert len(found.absences) == (where == "a list")
    assert len(found.landed) == (where != "a list")
    assert page.saw == ["list"]


@pytest.mark.parametrize(
    ("error", "own_page", "landed", "sought"),
    [
        (SettingError(Reason.NOT_FOUND, "no row"), True, 1, 0),
        (SettingError(Reason.NOT_FOUND, "no row"), False, 0, 0),
        (SettingError(Reason.AMBIGUOUS, "two of them"), True, 0, 0),
        (Unmatched(Reason.NOT_FOUND, "no row", element="row"), False, 0, 1),
        (Unmatched(Reason.NOT_FOUND, "no row"), False, 0, 0),
    ],
)
def test_what_else_is_wrong_with_a_control_is_raised(
    page: Page, error: SettingError, own_page: bool, landed: int, sought: int
) -> None:
    page.error, page.own_page = error, own_page
    found = page.findings()
    with pytest.raises(SettingError) as caught:
        land_on_control(found, page.way)
    assert caught.value is error
    assert (len(found.landed), len(found.sought), page.saw) == (landed, sought, ["list"])


def test_an_action_is_there_or_comes_late_or_is_missed(page: Page) -> None:
    found = page.findings()
    assert land_on_action(found, page.way) is None, "it is no action"
    assert page.saw == []
    page.route.control = CLEAR
    assert land_on_action(found, page.way) is None
    assert [sought.place for sought in found.sought] == ["elements.clear"]
    page.turns_up = True
    assert land_on_action(found, page.way) is not None
    assert land_on_action(found, page.way) is not None, "at once"
    assert len(found.sought) == 1


@pytest.mark.parametrize(
    ("route", "standing", "is_linked", "has_arrived"),
    [
        ({}, {"list"}, True, True),
        ({}, set(), True, False),
        ({"section": None, "url": LINK}, set(), True, True),
        ({"section": None, "url": LINK}, set(), False, False),
        ({"section": None}, set(), True, False),
        # the dialog that the address has opened hides the page beneath it
        ({"within": "dialog", "open": ("row",), "url": LINK}, {"dialog"}, True, True),
        ({"within": "dialog", "open": ("row",), "url": LINK}, {"dialog"}, False, False),
        ({"within": "dialog", "open": ("row",), "url": LINK}, set(), True, False),
        ({"within": "dialog", "open": ("row",)}, {"dialog"}, True, False),
        ({"within": "dialog", "url": LINK}, {"dialog"}, True, False),
        ({"open": ("row",), "url": LINK}, {"dialog"}, True, False),
    ],
)
def test_a_way_ends_on_its_page_or_on_the_dialog_over_it(
    page: Page, route: dict[str, Any], standing: set[str], is_linked: bool, has_arrived: bool
) -> None:
    page.route.__dict__.update(route)
    page.standing, page.is_linked = standing, is_linked
    assert arrived(page.findings(), page.way) is has_arrived


def test_a_layout_that_is_told_by_an_element_needs_it(page: Page) -> None:
    page.standing = {"list"}
    way = page.way
    way.variant.file.detect = ("new", "newer")
    assert not arrived(page.findings(), way)
    page.shown = {"newer"}
    assert arrived(page.findings(), way)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("retired", Reason.RETIRED),
        ("app_only", Reason.APP_ONLY),
        ("absent", Reason.NOT_OFFERED),
    ],
)
def test_a_page_may_say_that_it_is_gone_unless_its_control_is_there(
    page: Page, words: str, reason: Reason
) -> None:
    setattr(page.route, words, ("one", "other"))
    found = page.findings()
    refuse_gone(found, page.way)
    assert not arrived(found, page.way)
    page.shown = {"other"}
    assert arrived(found, page.way)
    with pytest.raises(SettingError) as caught:
        refuse_gone(found, page.way)
    assert caught.value.reason is reason
    page.is_its_own = True
    refuse_gone(found, page.way)
    assert not arrived(found, page.way)
