"""A page with buttons that note what was pressed, and a control on it."""

from __future__ import annotations

from playwright.sync_api import ElementHandle

from offswitch.screen import Screen, Target
from tests.e2e.pages import by_role

GO = {"go": by_role("button", "Go on")}
COVER = "position:fixed;left:0;top:0;width:100%;height:100%;z-index:9;background:#fffc"


def control(screen: Screen, css: str) -> Target:
    def find() -> ElementHandle:
        found = [f.query_selector(css) for f in screen.page.frames]
        return next(node for node in found if node is not None)

    return Target(find=find, control=True)
