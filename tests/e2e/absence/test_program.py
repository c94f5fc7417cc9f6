"""Nothing is absent from a page whose own program has not run, or draws what nobody can read."""

from __future__ import annotations

import pytest

from offswitch.model.words import Reason
from tests.e2e.absence.conftest import ROWS, Look, page, refusal, told
from tests.kinds.app import App

pytestmark = pytest.mark.e2e

# vtex-apps/render-runtime#364: what caught the error draws nothing, and only the console knows.
CAUGHT = "try { undefined.tier } catch (error) { console.error(error); }"
FAULTS = [
    pytest.param("undefined.tier", id="thrown"),
    pytest.param(CAUGHT, id="caught and told"),
    pytest.param(
        "Promise.resolve().then(() => plan.tier)", id="in a promise", marks=pytest.mark.thorough
    ),
]
NOTHING = [
    pytest.param("fetch('http://127.0.0.1:1/').then(console.log)", id="a request that failed"),
    pytest.param("throw new Error('no session for the chat')", id="an error of its own"),
    pytest.param(
        "console.error('TypeErrors are counted here')",
        id="words of its own",
        marks=pytest.mark.thorough,
    ),
    pytest.param(
        "console.warn('TypeError: old browsers have no such thing')",
        id="a warning",
        marks=pytest.mark.thorough,
    ),
]
SCRIPT = "<script src='http://localhost:1/{}'></script>"
CANVAS = '<canvas width="{}" height="{}"></canvas>'


@pytest.mark.parametrize("script", FAULTS)
def test_what_a_script_would_have_drawn_is_not_absent(app: App, look: Look, script: str) -> None:
    app.page = page(f"{ROWS}<script>{script}</script>")
    error = refusal(look)
    assert error.reason is Reason.NOT_FOUND
    assert "a script of the page failed" in told(error)
    assert "Error: " in told(error)


@pytest.mark.parametrize("script", NOTHING)
def test_other_errors_say_nothing(app: App, look: Look, script: str) -> None:
    app.page = page(f"{ROWS}<script>{script}</script>")
    assert refusal(look).reason is Reason.NOT_OFFERED


def test_what_a_script_of_another_host_would_have_drawn_is_not_absent(app: App, look: Look) -> None:
    app.page = page(ROWS + SCRIPT.format("rows.js"))
    error = refusal(look)
    assert error.reason is Reason.NOT_FOUND
    assert "kept out, and what it draws may be missing: localhost:1" in told(error)
    assert "content_hosts" in told(error)


@pytest.mark.parametrize(
    "name", ["analytics.js", pytest.param("gtag/js?id=1", marks=pytest.mark.thorough)]
)
def test_no_setting_comes_by_a_script_that_counts_visitors(app: App, look: Look, name: str) -> None:
    app.page = page(ROWS + SCRIPT.format(name))
    assert refusal(look).reason is Reason.NOT_OFFERED


# flutter/flutter#97455: an app that draws all of itself.
def test_what_is_drawn_as_a_picture_is_not_absent(app: App, look: Look) -> None:
    app.page = page(ROWS + CANVAS.format(600, 60))
    error = refusal(look)
    assert error.reason is Reason.NOT_FOUND
    assert "drawn as a picture" in told(error)


def test_an_icon_hides_nothing(app: App, look: Look) -> None:
    app.page = page(ROWS + CANVAS.format(32, 32) + f"<nav>{CANVAS.format(600, 60)}</nav>")
    assert refusal(look).reason is Reason.NOT_OFFERED


def test_a_chart_under_another_heading_hides_nothing(app: App, look: Look) -> None:
    app.page = page(f"{ROWS}<h2>Your week</h2>{CANVAS.format(600, 60)}")
    assert refusal(look).reason is Reason.NOT_OFFERED
