"""What a person clicks on a page is noted as a survey names it, and a page's own clicks are not."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard
from offswitch.browser.launch import Launched
from offswitch.screen import Clicks

pytestmark = pytest.mark.e2e

BODY = """<h1>Settings</h1>
<ul><li><a href="#ads"><b>Ad preferences</b></a> <a id="view" href="#view">View</a></li></ul>
<button onpointerdown="this.remove()">Gone at once</button>
<button id="keys">With keys</button>
<div role="button" tabindex="0" id="drawn" onkeydown="this.click()">Drawn</div>
<div role="tablist"><div role="tab" tabindex="0"><span id="tab">Manage info</span></div></div>
<p id="plain">Plain words</p>
<label><input type="checkbox" role="switch" id="box"> Use my data</label>
<button id="own" onclick="1">Pressed by the page</button>
<script>document.title = Object.keys(window).filter(name => name.startsWith("offswitch")).length</script>"""


@pytest.fixture
def watched(local_browser: Launched) -> Iterator[tuple[Page, Clicks]]:
    tab = local_browser.tab(None, Guard(Fence(hosts=frozenset())))
    clicks = Clicks(tab.page)
    tab.page.goto(f"data:text/html,<!doctype html>{quote(BODY)}")
    yield tab.page, clicks
    tab.close()


def test_rows_are_noted_by_what_they_are_about_and_controls_as_what_they_are(
    watched: tuple[Page, Clicks],
) -> None:
    page, clicks = watched
    page.click("b")
    page.click("text=Gone at once")
    page.focus("#keys")
    page.keyboard.press("Enter")
    page.focus("#drawn")
    page.keyboard.press("Enter")
    page.click("#tab")
    page.click("#plain")
    page.click("#box")
    page.evaluate("document.getElementById('own').click()")
    page.wait_for_timeout(300)
    noted = [click.label or click.control for click in clicks.noted]
    assert [each for each in noted if each != "Gone at once"] == [
        "Ad preferences",
        "With keys",
        "Drawn",
        "Manage info",
        "",
        "Use my data",
    ]
    assert [click.label for click in clicks.noted if click.is_tab] == ["Manage info"]
    assert all(click.address.startswith("data:") for click in clicks.noted)
    assert "Pressed by the page" not in str(clicks.noted)


def test_what_is_clicked_with_shift_held_is_told_and_does_not_reach_the_page(
    watched: tuple[Page, Clicks],
) -> None:
    page, clicks = watched
    page.evaluate("""() => {
        window.heard = [];
        for (const name of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'auxclick'])
            window.addEventListener(name, () => heard.push(name), true);
    }""")
    for where in ("#box", "text=Use my data", "b", "#plain"):
        page.click(where, modifiers=["Shift"])
    page.wait_for_timeout(300)
    assert [(click.control, click.label) for click in clicks.pointed] == [
        ("Use my data", ""),
        ("Use my data", ""),
        ("", "Ad preferences"),
        ("", ""),
    ]
    assert (clicks.noted, page.evaluate("heard"), page.is_checked("#box")) == ([], [], False)
    assert page.url.endswith("script%3E"), "no link was followed"
    page.click("#box")
    assert page.is_checked("#box")
    assert page.evaluate("heard.length") > 0


def test_a_click_whose_key_is_let_go_halfway_still_only_points(
    watched: tuple[Page, Clicks],
) -> None:
    page, clicks = watched
    page.hover("#box")
    page.keyboard.down("Shift")
    page.mouse.down()
    page.keyboard.up("Shift")
    page.mouse.up()
    page.wait_for_timeout(300)
    assert (len(clicks.pointed), clicks.noted, page.is_checked("#box")) == (1, [], False)


def test_a_page_does_not_find_what_listens(watched: tuple[Page, Clicks]) -> None:
    page, _ = watched
    assert page.title() == "0"
