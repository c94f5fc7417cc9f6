"""A page with buttons that note what was pressed, and a control on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import ElementHandle

from offswitch.browser.launch import Launched
from offswitch.screen import Screen, Target
from tests.e2e.pages import Show, by_role, shown

GO = {"go": by_role("button", "Go on")}
COVER = "position:fixed;left:0;top:0;width:100%;height:100%;z-index:9;background:#fffc"


@pytest.fixture(scope="module")
def show(local_browser: Launched) -> Iterator[Show]:
    with shown(local_browser) as showing:
        yield showing


def control(screen: Screen, css: str) -> Target:
    def find() -> ElementHandle:
        found = [f.query_selector(css) for f in screen.page.frames]
        return next(node for node in found if node is not None)

    return Target(find=find, control=True)
