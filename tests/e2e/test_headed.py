"""With a window: the run does the same, shows what it looks at, and its marker takes no click."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard
from offswitch.browser.launch import Launched
from offswitch.replica import Replica
from offswitch.screen.marker import mark
from offswitch.screen.pointer import click_at, move_to, point_of
from offswitch.screen.view import PageView
from tests.conftest import Done, Program
from tests.e2e.display import MISSING_SCREEN, Display
from tests.e2e.scenarios import ACCOUNT

pytestmark = pytest.mark.e2e

SETTING = "accounts_center.partner_activity"
SCENARIO = f"latency = 0.1\n{ACCOUNT}"
ORANGE = (0xE4, 0x57, 0x0C)
"""The marker's colour; the pages have none of it."""
in_a_window = pytest.mark.skipif(bool(MISSING_SCREEN), reason=MISSING_SCREEN)


@in_a_window
def test_a_run_in_a_window_shows_what_it_works_on(
    program: Program, screen: Display, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(SCENARIO)
    program.env.update(screen.env, OFFSWITCH_PAUSE="0.4")
    offswitch = program.signed_in(replica)
    seen, before_page = [], None
    with offswitch.start("run", "--yes", "--json", "--only", SETTING) as process:
        while process.poll() is None:
            orange = screen.pixels(*ORANGE)
            if not replica.truth()["requests"]:
                before_page = orange
            seen.append(orange)
            time.sleep(0.5)
        out, err = process.communicate()
    done = Done(process.returncode, out, err)
    assert done.code == 0, err + out
    assert done.results()[SETTING]["status"] == "changed"
    ledger = replica.truth()["ledger"]
    assert [(w["setting"], w["from"], w["to"]) for w in ledger] == [(SETTING, "on", "off")]
    assert before_page == 0, "the colour is on the screen without any marker: this shows nothing"
    assert max(seen) > 200, "no marker was drawn: the outline of a switch alone has more pixels"


@pytest.mark.thorough
@in_a_window
def test_the_demo_in_a_window(program: Program, screen: Display) -> None:
    program.env.update(screen.env)
    done = program("demo")
    assert done.code == 0, done.err + done.out
    assert "agrees" in done.out


PAGE = """
<!doctype html><html lang="en"><body style="padding:60px">
<h1>Privacy</h1>
<label><input type="checkbox" id="box"> Research</label>
<p><button id="near" style="width:300px;height:40px">Something else</button></p>
<script>
  window.clicks = [];
  addEventListener("click", (event) => window.clicks.push(
    event.composedPath().map((node) => node.id || (node.matches && node.matches("[data-offswitch-marker]") ? "marker" : ""))
      .filter(Boolean)), true);
</script></body></html>
"""


def test_the_marker_takes_no_click_and_is_no_part_of_the_page(local_browser: Launched) -> None:
    page = local_browser.tab(None, Guard(Fence(hosts=frozenset()))).page
    page.set_content(PAGE)
    box = page.query_selector("#box")
    near = page.query_selector("#near")
    assert box
    assert near
    before = PageView(page).survey()
    mark(page, near, "reading")
    drawn = page.evaluate("() => document.querySelectorAll('[data-offswitch-marker]').length")
    assert drawn == 1
    marked = PageView(page).survey()
    assert marked.lines == before.lines
    assert [c.label for c in marked.controls] == [c.label for c in before.controls]
    assert [row.text for row in marked.rows] == [row.text for row in before.rows]

    for node in (near, box):
        mark(page, node, "switching off")
        assert (
            page.evaluate("() => document.querySelectorAll('[data-offswitch-marker]').length") == 1
        )
        point = point_of(node, control=True)
        assert point is not None
        move_to(page, node, point)
        assert click_at(page, node, control=True)
    clicks = page.evaluate("() => window.clicks")
    assert [click[0] for click in clicks] == ["near", "box"]
    assert not any("marker" in click for click in clicks)
    assert page.evaluate("() => document.querySelector('#box').checked") is True

    mark(page, None, "")
    assert page.evaluate("() => document.querySelector('[data-offswitch-marker]')") is None
