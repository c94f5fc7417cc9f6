"""The marker follows its element in a list that is scrolled.

Where a situation was reported for another tool that draws over pages, the report is named.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import ElementHandle

from offswitch.browser.pace import Pace
from offswitch.screen import Target
from offswitch.screen.marker import mark
from tests.e2e.marker.conftest import HIDDEN, ROW, Drawn, Look, box_of, markers, there
from tests.e2e.pages import Show

pytestmark = pytest.mark.e2e


SCROLLER = (
    "<p style='margin:40px'>Above</p><div id=list style='height:200px;width:500px;overflow:auto'>"
    f"<div style='height:500px'></div>{ROW}<div style='height:500px'></div></div><p>Below</p>"
)


def test_nothing_is_outlined_where_the_element_is_scrolled_out_of_its_list(
    show: Show, drawn: Look
) -> None:
    # usablica/intro.js #2033: an empty place is highlighted, for the element is hidden behind its list.
    screen = show(SCROLLER)
    mark(screen.page, there(screen), "reading")
    assert drawn(screen.page) == Drawn(HIDDEN, HIDDEN)


def test_it_follows_the_element_in_a_list_that_is_scrolled(show: Show, drawn: Look) -> None:
    # usablica/intro.js #855: the element and its note become disconnected.
    screen = show(SCROLLER)
    screen.page.evaluate("() => { list.scrollTop = 400; }")
    mark(screen.page, there(screen), "reading")
    assert drawn(screen.page).is_around(box_of(there(screen)))
    screen.page.evaluate("() => { list.scrollTop = 450; }")
    screen.page.wait_for_timeout(100)
    assert drawn(screen.page).is_around(box_of(there(screen)))
    screen.page.evaluate("() => { list.scrollTop = 0; }")
    screen.page.wait_for_timeout(100)
    assert drawn(screen.page) == Drawn(HIDDEN, HIDDEN)


def test_what_is_about_to_be_pressed_is_in_view_with_its_outline(show: Show, drawn: Look) -> None:
    screen = show(SCROLLER)
    screen.show, screen.pace = True, Pace(pause=(0.1, 0.1))
    seen: list[bool] = []

    def find() -> ElementHandle:
        node = there(screen)
        seen.append(drawn(screen.page).is_around(box_of(node)))
        return node

    screen.press(Target(find=find, control=True), "switching off")
    assert seen[0] is False, "nothing was marked yet"
    assert len(seen) > 1
    assert all(seen[1:]), "the outline was not there when the element was found again"
    assert markers(screen.page) == 0
