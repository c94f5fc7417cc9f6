"""How much the browser may do."""

import pytest

from offswitch.browser.pace import MAX_CLICKS, MAX_LOADS, Pace
from offswitch.errors import Unreachable
from offswitch.model.words import Reason


@pytest.mark.parametrize(
    ("count", "limit"), [("load", MAX_LOADS), ("click", MAX_CLICKS)], ids=["loads", "clicks"]
)
def test_a_run_stops_at_its_limits(count: str, limit: int) -> None:
    pace = Pace()
    for _ in range(limit):
        getattr(pace, count)()
    with pytest.raises(Unreachable, match=str(limit)) as caught:
        getattr(pace, count)()
    assert caught.value.reason is Reason.RATE_LIMITED
    assert caught.value.hint


def test_loads_and_clicks_are_counted_apart() -> None:
    pace = Pace()
    for _ in range(MAX_CLICKS):
        pace.click()
    pace.load()
    assert (pace.loads, pace.clicks) == (1, MAX_CLICKS)
