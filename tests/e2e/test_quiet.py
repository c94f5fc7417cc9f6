"""What a page still waits for: each of its timers, not only the last."""

from __future__ import annotations

import pytest

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard
from offswitch.browser.launch import Launched
from offswitch.screen.quiet import Quiet

pytestmark = pytest.mark.e2e


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
