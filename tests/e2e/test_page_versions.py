"""A page is looked at again where it may show something else, and not where it shows the same."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from offswitch.browser.launch import Launched
from offswitch.screen.marker import mark
from tests.e2e.pages import Show, by_role, shown

pytestmark = pytest.mark.e2e

BODY = """<p id=text>Nothing</p><input type=checkbox id=box>
<input type=radio name=who id=all checked><input type=radio name=who id=none>
<select id=menu><option>All<option>Nobody</select><div id=host></div>
<style>#fade { transition: opacity .1s }</style><p id=fade>Fading</p>
<div id=list style="height: 20px; overflow: auto"><p>One<p>Two<p>Three</div>
<script>const root = host.attachShadow({ mode: 'closed' })</script>"""
CHANGES = {
    "an element": "document.body.append(document.createElement('p'))",
    "a text": "text.firstChild.data = 'Something'",
    "an attribute": "text.setAttribute('aria-checked', 'true')",
    "a closed shadow root": "root.append(document.createElement('p'))",
    "a box that a script checks": "box.checked = true",
    "a box that a script sets to neither": "box.indeterminate = true",
    "a radio button that a script chooses": "document.getElementById('none').checked = true",
    "an option that a script chooses": "menu.selectedIndex = 1",
    "a list that is scrolled": "list.scrollTop = 20",
    "a transition that ends": "fade.style.opacity = .5",
}


@pytest.fixture
def show(local_browser: Launched) -> Iterator[Show]:
    """Show the test's own page, in a tab of its own."""
    with shown(local_browser) as showing:
        yield showing


def test_whatever_changes_makes_another_version(show: Show) -> None:
    screen = show("")
    screen.page.goto(f"data:text/html,{quote(BODY)}")
    unnoticed = []
    for name, script in CHANGES.items():
        screen.settle()
        before = screen.quiet.waits().version
        assert screen.quiet.waits().version == before, f"nothing has changed before {name}"
        screen.page.evaluate(f"() => {{ {script} }}")
        screen.page.wait_for_timeout(150)
        if screen.quiet.waits().version == before:
            unnoticed.append(name)
    assert unnoticed == []

    before = screen.quiet.waits().version
    screen.page.goto(f"data:text/html,{quote(BODY)}")
    assert screen.quiet.waits().version != before, "it is another document"


def test_our_own_marker_makes_none(show: Show) -> None:
    screen = show(BODY)
    screen.settle()
    before = screen.quiet.waits().version
    mark(screen.page, screen.page.query_selector("#text"), "reading")
    screen.page.wait_for_timeout(50)
    assert screen.quiet.waits().version == before


def test_a_page_that_shows_the_same_is_not_looked_at_again_until_it_has_come_to_rest(
    show: Show,
) -> None:
    screen = show("<p>Nothing here</p>")
    screen.settle()
    looks: list[str] = []
    assert not screen.until(lambda: looks.append("look"), 4.0)
    assert len(looks) == 3, "one at once, one once it is watched, one at the end"


def test_what_appears_is_seen_at_once(show: Show) -> None:
    later = "setTimeout(() => { document.body.innerHTML = '<button>Privacy</button>' }, 1500)"
    screen = show(f"<p>Nothing</p><script>{later}</script>", {"a": by_role("button", "Privacy")})
    assert screen.sees("a", 6.0)
