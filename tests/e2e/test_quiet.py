"""What a page still waits for, and when it has come to rest: nothing more will be drawn by itself then."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard
from offswitch.browser.launch import Launched
from offswitch.screen.quiet import Quiet
from tests.e2e.pages import Show, by_role, frame, shown

pytestmark = pytest.mark.e2e

DRAW = "const draw = () => place.insertAdjacentHTML('beforeend', '<button>Privacy</button>');"
LATE = {
    "one timer": "setTimeout(draw, 2500)",
    "a chain of short timers": "let n = 0; (function wait() { n++ < 50 ? setTimeout(wait, 50) : draw() })()",
    "a repeating timer": "let n = 0; setInterval(() => n++ === 24 && draw(), 100)",
    "a chain of frames": "let n = 0; (function wait() { n++ < 150 ? requestAnimationFrame(wait) : draw() })()",
    "a chain of idle moments": """const due = performance.now() + 2500;
      (function wait() { performance.now() < due ? requestIdleCallback(wait) : draw() })()""",
    "a transition": """place.style.transition = 'opacity 2.5s'; place.offsetTop; place.style.opacity = 0.9;
      place.addEventListener('transitionend', draw)""",
    "what a shadow root shows first": """const root = place.appendChild(document.createElement('div'))
      .attachShadow({ mode: 'open' });
      const due = performance.now() + 2500;
      new MutationObserver(() => performance.now() < due ? tick() : draw())
        .observe(root, { childList: true });
      const tick = () => new Promise((done) => { const channel = new MessageChannel();
        channel.port1.onmessage = done; channel.port2.postMessage(0) })
        .then(() => root.replaceChildren('loading'));
      tick()""",
}
"""How a page may draw something 2.5 seconds after it was loaded, without asking its server again."""
IN_A_FRAME = {"one timer", "a chain of frames"}
"""What is tried in a frame, too, each day."""


@pytest.fixture
def show(local_browser: Launched) -> Iterator[Show]:
    """Show the test's own page, in a tab of its own."""
    with shown(local_browser) as showing:
        yield showing


def test_a_distant_timer_does_not_hide_others(local_browser: Launched) -> None:
    tab = local_browser.tab(None, Guard(Fence(hosts=frozenset())))
    quiet = Quiet(tab.page)
    tab.page.goto(
        "data:text/html,<script>setTimeout(alert, 900000); setTimeout(print, 8000)</script>"
    )
    timers = quiet.waits().timers
    tab.close()
    assert len(timers) == 2
    assert 0 < min(timers) <= 8
    assert max(timers) > 800


@pytest.mark.parametrize(
    ("where", "script"),
    [
        pytest.param(
            where,
            script,
            id=f"{where}-{name}",
            marks=[pytest.mark.thorough] if where == "frame" and name not in IN_A_FRAME else [],
        )
        for where in ("page", "frame")
        for name, script in LATE.items()
    ],
)
def test_what_comes_late_is_waited_for(show: Show, where: str, script: str) -> None:
    body = f"<div id=place></div><script>{DRAW} {script}</script>"
    screen = show(
        body if where == "page" else frame(body), {"privacy": by_role("button", "Privacy")}
    )
    assert screen.sees("privacy", 6.0)


def test_a_page_at_rest_is_waited_for_no_longer(show: Show) -> None:
    screen = show("<p>Nothing here</p>", {"privacy": by_role("button", "Privacy")})
    screen.quiet.rest = lambda: 5.0  # type: ignore[method-assign] # it has been loaded long ago
    rests: list[float] = []
    screen.rest = rests.append  # type: ignore[method-assign,assignment]
    assert not screen.sees("privacy", 3600.0)
    assert rests == []


def test_a_touch_begins_the_wait_anew(show: Show) -> None:
    screen = show("<p>Nothing here</p>")
    screen.page.wait_for_timeout(1200)
    assert screen.quiet.rest() > 1.0
    screen.quiet.touched()
    assert screen.quiet.rest() < 1.0
