"""Where a new tab goes is told from where other pages of the same browser go."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from playwright.sync_api import Page, Request

from offswitch.screen.tabs import NewTabs


class APage:
    """A page that pages are told apart from."""


def request_of(page: APage, url: str) -> Request:
    asked: Any = SimpleNamespace(
        is_navigation_request=lambda: True,
        method="GET",
        url=url,
        frame=SimpleNamespace(page=page, parent_frame=None),
    )
    return cast("Request", asked)


def test_a_page_that_was_open_before_may_go_where_it_likes() -> None:
    page, beside, opened = APage(), APage(), APage()
    tabs = NewTabs(cast("Page", page), frozenset({cast("Page", beside)}))
    tabs.note(request_of(opened, "https://a.example/settings"))
    tabs.note(request_of(beside, "https://a.example/elsewhere"))
    tabs.note(request_of(page, "https://a.example/here"))
    assert tabs.asked == ["https://a.example/settings"]


class Opener(APage):
    """A page whose script opens a tab while the click is waited for."""

    def __init__(self) -> None:
        self.tabs: NewTabs | None = None

    def wait_for_timeout(self, _milliseconds: float) -> None:
        assert self.tabs is not None
        self.tabs.opened(cast("Page", APage()))


@pytest.mark.parametrize(
    ("expected", "idle", "is_awaited"),
    [(True, False, True), (False, True, True), (False, False, False)],
)
def test_a_tab_is_awaited_where_one_is_announced_or_nothing_else_has_happened(
    expected: bool, idle: bool, is_awaited: bool
) -> None:
    page = Opener()
    page.tabs = NewTabs(cast("Page", page), expected=expected)
    page.tabs.await_one(idle=idle)
    assert bool(page.tabs.tabs) is is_awaited


def test_the_address_of_a_tab_is_what_it_asked_for() -> None:
    page: Any = SimpleNamespace(wait_for_timeout=lambda _: None)
    assert NewTabs(page).address() == ""
    went: Any = SimpleNamespace(url="https://a.example/there", is_closed=lambda: True)
    assert NewTabs(page, tabs=[went]).address() == "https://a.example/there"
    asked = NewTabs(page, tabs=[went], asked=["https://a.example/asked"])
    assert asked.address() == "https://a.example/asked", "even if it was not let in"
