"""Where a new tab goes is told from where other pages of the same browser go."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

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
