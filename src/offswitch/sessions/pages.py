"""A session's page, with the names that the platform's selector files give to its elements."""

from __future__ import annotations

from collections.abc import Callable

from offswitch.browser.pace import Pace
from offswitch.browser.tab import Tab
from offswitch.packs import Pack
from offswitch.packs.fencing import fence_of
from offswitch.packs.limiting import limits_of
from offswitch.screen import PageView, Quiet, Screen


def screen_of(pack: Pack, tab: Tab, checkpoint: Callable[[], None]) -> Screen:
    """Return a tab's page with the names from the platform's newest layout."""
    newest, fence = pack.layout, fence_of(pack)
    return Screen(
        page=tab.page,
        view=PageView(tab.page),
        quiet=Quiet(tab.page, fence),
        file=newest.file,
        may_visit=fence.is_page,
        lexicon=newest.lexicon,
        pace=Pace(limits=limits_of(pack)),
        checkpoint=checkpoint,
    )
