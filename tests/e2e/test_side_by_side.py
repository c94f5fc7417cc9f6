"""What only looks, unseen, looks at several pages at once; what changes something does that alone."""

from __future__ import annotations

from pathlib import Path
from threading import Barrier, BrokenBarrierError

import pytest
from playwright.sync_api import Playwright

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard
from offswitch.browser.launch import Launched
from offswitch.browser.side_by_side import side_by_side
from offswitch.browser.switches import switches
from offswitch.model.timings import Stage
from tests import browsers
from tests.kinds.app import OFF, Answer, App, Reply, Request
from tests.kinds.inside import Inside, Moments, outcome
from tests.kinds.runs import selectors

pytestmark = pytest.mark.e2e

TEN_FRAMES = """async () => {
    const began = performance.now();
    for (let left = 10; left > 0; left -= 1) await new Promise(requestAnimationFrame);
    return performance.now() - began;
}"""


@pytest.fixture
def two_pages(tmp_path: Path, app: App, inside: Inside) -> Inside:
    """Two settings, each on a page of its own."""
    app.route("GET /other")(lambda _: Answer(app.drawn()))
    inside.folder = selectors(tmp_path, app, paths=("/", "/other"))
    return inside


def test_a_page_is_looked_at_while_another_waits_for_its_data(app: App, two_pages: Inside) -> None:
    """Neither page gets its data until both have asked for it."""
    both_asked = Barrier(2)

    @app.route("GET /state")
    def late(_: Request) -> Reply:
        try:
            both_asked.wait(timeout=20)
        except BrokenBarrierError:
            return Answer({}, status=503)
        return Answer(app.state)

    report = two_pages.run(mode="check", timings=True)
    assert [outcome(result) for result in report.results] == ["pending", "pending"]
    assert [result.setting for result in report.results] == ["birdhouse.usage", "birdhouse.sharing"]
    assert report.timings is not None
    spent, total = report.timings.settings, report.timings.total
    assert [*spent] == ["birdhouse.usage", "birdhouse.sharing"]
    assert all({*each.stages} == {"reach", "read", "hold", "stock"} for each in spent.values())
    together = sum(each.seconds for each in spent.values())
    assert total.seconds - total.stages[Stage.LAUNCH] - total.stages[Stage.SESSION] < together


def test_a_run_that_switches_does_one_thing_after_another(app: App, two_pages: Inside) -> None:
    report = two_pages.run()
    assert app.state == OFF
    assert [outcome(result) for result in report.results] == ["changed", "changed"]
    asked = app.requests
    first_write = next(n for n, each in enumerate(asked) if not each.startswith("GET"))
    assert first_write < asked.index("GET /other")


def test_it_stops_on_every_page_at_once(app: App, two_pages: Inside) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    listener = Moments("reading", stop)
    report = two_pages.run(listener, mode="check")
    assert listener.happened
    assert (report.run.interrupted, app.writes) == (True, [])
    assert len(report.results) == 2
    assert "failed:stopped" in {outcome(result) for result in report.results}


def test_an_error_is_raised_when_everything_has_ended(local_browser: Launched) -> None:
    told: list[str] = []

    def work(name: str, milliseconds: float) -> None:
        page = local_browser.tab(None, Guard(Fence(hosts=frozenset()))).page
        told.append(f"{name} begins")
        page.wait_for_timeout(milliseconds)
        if name == "first":
            raise ZeroDivisionError
        told.append(f"{name} ends")

    with pytest.raises(ZeroDivisionError):
        side_by_side(
            [lambda: work("first", 50), lambda: work("second", 400)],
            lambda: local_browser.wait(0.05),
        )
    assert sorted(told[:2]) == ["first begins", "second begins"]
    assert told[2:] == ["second ends"]


def test_a_page_that_was_clicked_behind_others_is_still_drawn(
    playwright: Playwright,
) -> None:
    """The whole browser draws such a page once a second, unless it is told to draw it."""
    browser = playwright.chromium.launch(
        executable_path=browsers.headed(), args=switches(proxy_port=9)
    )
    first = Launched(browser).tab(None, Guard(Fence(hosts=frozenset())))
    pages = [first.page, first.beside().page, first.beside().page]
    for page in pages:
        page.goto("data:text/html,<button>Turn off</button>")
    for _ in range(2):
        first.page.mouse.move(30, 15)
        first.page.mouse.down()
        first.page.mouse.up()
        first.page.mouse.move(35, 15)
    took = [page.evaluate(TEN_FRAMES) for page in pages]
    browser.close()
    assert max(took) < 5000, took
