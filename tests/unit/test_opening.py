"""What is open already is not pressed, for that would close it; and what was read is handed on once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Error

from offswitch.engine import opening
from offswitch.engine.landing import land_on_form, opened_place
from offswitch.engine.opening import bring_up
from offswitch.engine.visit import KeptReadings
from offswitch.errors import SettingError
from offswitch.model.controls import PageControl, SwitchControl
from offswitch.model.words import Reason
from offswitch.screen import is_expanded, is_next

SWITCH = SwitchControl(kind="switch", element="usage")


class Page:
    """Rows that open something, what of it is open, and what was clicked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, **more: Any) -> None:
        self.clicked: list[str] = []
        self.expanded: set[str] = set()
        self.parts: dict[str, Any] = {}
        self.follows = True
        self.dialog = False
        self.__dict__.update(more)
        monkeypatch.setattr(opening, "is_expanded", lambda name: name in self.expanded)
        monkeypatch.setattr(opening, "is_next", lambda *_: self.follows)
        monkeypatch.setattr(opening, "locate_parts", lambda *_: self.parts)
        monkeypatch.setattr(opening, "stands", lambda *_: self.dialog)

    def find(self, name: str, _wait: float) -> str:
        return name

    def click(self, name: str, _wait: float) -> None:
        self.clicked.append(name)

    def survey(self) -> Any:
        return SimpleNamespace(rows=())

    def brought_up(self, *names: str, within: str | None = None) -> bool:
        """Bring it up; tell whether something was taken on trust."""
        route: Any = SimpleNamespace(open=names, within=within, section="list", control=SWITCH)
        file: Any = SimpleNamespace(sections={"list": "list", "dialog": "dialog"})
        return bring_up(self, file, route)  # type: ignore[arg-type]


PART = {"usage": SimpleNamespace(disabled=False, node=None)}


def test_what_is_closed_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(monkeypatch)
    assert not page.brought_up("group", "row")
    assert page.clicked == ["group", "row"]


def test_what_says_that_it_is_open_is_taken_on_trust(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page(monkeypatch, expanded={"group"})
    assert page.brought_up("group", "row")
    assert page.clicked == ["row"]


def test_a_control_right_below_its_row_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    up = Page(monkeypatch, parts=PART)
    assert up.brought_up("row")
    assert up.clicked == []
    locked = {"usage": SimpleNamespace(node=None, disabled=True)}
    readable = Page(monkeypatch, parts=locked)
    assert not readable.brought_up("row")
    assert readable.clicked == ["row"]
    elsewhere = Page(monkeypatch, parts=PART, follows=False)
    assert not elsewhere.brought_up("row")
    assert elsewhere.clicked == ["row"]


def test_a_dialog_that_is_up_with_the_control_in_it_is_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    up = Page(monkeypatch, parts=PART, dialog=True)
    assert up.brought_up("row", within="dialog")
    assert up.clicked == []
    for more in ({"parts": PART}, {"dialog": True}):
        page = Page(monkeypatch, **more)
        assert not page.brought_up("row", within="dialog")
        assert page.clicked == ["row"]


def test_an_element_that_is_being_replaced_says_nothing() -> None:
    def gone(*_: Any) -> None:
        raise Error("it is gone")

    node: Any = SimpleNamespace(evaluate=gone)
    assert not is_expanded(node)
    assert not is_next(node, node, [])


@pytest.mark.parametrize(
    ("opened", "within", "place"),
    [((), None, "list"), (("row",), "dialog", "dialog"), (("row",), None, "list.open")],
)
def test_a_place_is_named_by_what_was_brought_up(
    opened: tuple[str, ...], within: str | None, place: str
) -> None:
    route: Any = SimpleNamespace(open=opened, within=within, section="list")
    assert opened_place(route) == place


def test_a_form_is_only_said_to_be_there() -> None:
    def land(control: Any) -> None:
        way: Any = SimpleNamespace(route=SimpleNamespace(control=control, url="https://app.test/"))
        land_on_form(None, way)  # type: ignore[arg-type]

    with pytest.raises(SettingError) as caught:
        land(PageControl(kind="form"))
    assert caught.value.reason is Reason.FORM_ONLY
    land(PageControl(kind="guide"))
    land(SWITCH)


def test_what_was_read_on_another_visit_is_handed_on_once_and_in_order() -> None:
    kept = KeptReadings()
    usage: Any = SimpleNamespace(id="app.usage")
    first, second = object(), object()
    for look in (first, second):
        kept.keep(usage, look)  # type: ignore[arg-type]
    assert kept.take(SimpleNamespace(id="app.ads")) is None  # type: ignore[arg-type]
    assert [kept.take(usage) for _ in range(3)] == [first, second, None]
