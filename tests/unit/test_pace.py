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


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr("offswitch.browser.pace.time.monotonic", lambda: now[0])
    return now


@pytest.mark.parametrize("action", ["load", "click"])
def test_a_click_keeps_its_distance_from_what_came_before(clock: list[float], action: str) -> None:
    pace = Pace(pause=(2.0, 2.0))
    assert pace.due() == 0.0
    getattr(pace, action)()
    assert pace.due() == pytest.approx(2.0)
    clock[0] += 1.5  # spent looking at the page
    assert pace.due() == pytest.approx(0.5)
    clock[0] += 3.0
    assert pace.due() == 0.0


def test_clicks_on_pages_at_work_side_by_side_keep_their_distance(clock: list[float]) -> None:
    pace = Pace(pause=(2.0, 2.0))
    assert [pace.reserve() for _ in range(3)] == pytest.approx([0.0, 2.0, 4.0])
    clock[0] += 5.0
    assert pace.reserve() == pytest.approx(1.0)


def test_the_distance_is_drawn_anew_each_time(clock: list[float]) -> None:
    pace = Pace(pause=(0.6, 1.6))
    pace.click()
    drawn = {pace.due() for _ in range(20)}
    assert len(drawn) > 1
    assert all(0.6 <= seconds <= 1.6 for seconds in drawn)
