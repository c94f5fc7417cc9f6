"""How much the browser may do at a site, and how fast."""

import pytest

from offswitch.browser.pace import Pace, RunPace
from offswitch.errors import Unreachable
from offswitch.model.limits import Limits
from offswitch.model.words import Reason
from offswitch.run.options import Options

FEW = Limits(loads=3, clicks=4)
SLOW = Limits(loads_per_minute=2, clicks_per_minute=3)


@pytest.mark.parametrize(("count", "limit"), [("load", 3), ("click", 4)], ids=["loads", "clicks"])
def test_a_run_stops_at_the_limits_of_the_platform(count: str, limit: int) -> None:
    pace = Pace(limits=FEW)
    for _ in range(limit):
        getattr(pace, count)()
    with pytest.raises(Unreachable, match=f" {limit} ") as caught:
        getattr(pace, count)()
    assert caught.value.reason is Reason.RATE_LIMITED
    assert caught.value.hint
    assert pace.loads + pace.clicks == limit, "what was refused was not done"


def test_loads_and_clicks_are_counted_apart() -> None:
    pace = Pace(limits=FEW)
    for _ in range(4):
        pace.click()
    pace.load()
    assert (pace.loads, pace.clicks) == (1, 4)


def test_each_platform_has_its_own_limits_and_the_run_counts_all_of_them() -> None:
    run = RunPace(pause=(0, 0))
    lamp, torch = run.at("lamp", FEW), run.at("torch", Limits())
    for _ in range(3):
        lamp.load()
        torch.load()
    torch.load()
    torch.click()
    assert (run.loads, run.clicks) == (7, 1)
    with pytest.raises(Unreachable):
        lamp.load()


def test_a_platform_that_a_run_comes_back_to_goes_on_where_it_was() -> None:
    run = RunPace(pause=(0, 0))
    for _ in range(3):
        run.at("lamp", FEW).load()
    with pytest.raises(Unreachable):
        run.at("lamp", FEW).load()


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
    run = RunPace(pause=(2.0, 2.0))
    paces = [run.at(name, Limits()) for name in ("lamp", "torch", "lamp")]
    assert [pace.reserve() for pace in paces] == pytest.approx([0.0, 2.0, 4.0])
    clock[0] += 5.0
    assert paces[0].reserve() == pytest.approx(1.0)


def test_the_distance_is_drawn_anew_each_time(clock: list[float]) -> None:
    pace = Pace(pause=(0.6, 1.6))
    pace.click()
    drawn = {pace.due() for _ in range(20)}
    assert len(drawn) > 1
    assert all(0.6 <= seconds <= 1.6 for seconds in drawn)


def test_a_minute_has_no_more_loads_than_the_platform_says(clock: list[float]) -> None:
    pace = Pace(pause=(0, 0), limits=SLOW)
    waits = []
    for _ in range(6):
        waits.append(pace.load())
        clock[0] += waits[-1] + 1.0
    assert waits == pytest.approx([0, 0, 58, 0, 58, 0])


def test_any_minute_counts_not_only_those_of_the_clock(clock: list[float]) -> None:
    pace = Pace(pause=(0, 0), limits=SLOW)
    clock[0] = 119.0
    assert [pace.load(), pace.load()] == [0, 0]
    clock[0] = 121.0
    assert pace.load() == pytest.approx(58.0)


def test_a_minute_has_no_more_clicks_than_the_platform_says(clock: list[float]) -> None:
    pace = Pace(pause=(0, 0), limits=SLOW)
    assert [pace.reserve() for _ in range(4)] == pytest.approx([0, 0, 0, 60])


def test_a_click_after_a_load_that_had_to_wait_keeps_its_distance_from_that_load(
    clock: list[float],
) -> None:
    pace = Pace(pause=(2.0, 2.0), limits=SLOW)
    assert [pace.load(), pace.load(), pace.load()] == pytest.approx([0, 0, 60])
    assert pace.reserve() == pytest.approx(62.0)


def test_a_load_that_is_refused_waits_for_nothing(clock: list[float]) -> None:
    pace = Pace(pause=(0, 0), limits=Limits(loads=2, loads_per_minute=2))
    pace.load()
    pace.load()
    with pytest.raises(Unreachable):
        pace.load()
    clock[0] += 60.0
    with pytest.raises(Unreachable):
        pace.load()


def test_a_click_beyond_the_run_s_share_is_refused_before_it_is_waited_for() -> None:
    pace = Pace(pause=(0, 0), limits=Limits(clicks=2, clicks_per_minute=2))
    for _ in range(2):
        pace.reserve()
        pace.click()
    with pytest.raises(Unreachable):
        pace.reserve()


def test_a_run_that_needs_no_minutes_waits_for_none_and_keeps_its_other_limits(
    clock: list[float],
) -> None:
    pace = RunPace((0, 0), by_minute=False).at("lamp", Limits(loads=5, loads_per_minute=2))
    assert clock
    assert [pace.load() for _ in range(5)] == [0, 0, 0, 0, 0]
    with pytest.raises(Unreachable):
        pace.load()


@pytest.mark.parametrize(
    ("options", "heeds"),
    [
        (Options(), True),
        (Options(pause=(0, 0)), True),
        (Options(replica="http://127.0.0.1:1"), True),
        (Options(replica="http://127.0.0.1:1", pause=(0, 0)), False),
    ],
    ids=["as it is", "without a pause", "on a replica", "on a replica, without a pause"],
)
def test_only_where_nobody_is_at_the_other_end_a_minute_does_not_matter(
    options: Options, *, heeds: bool
) -> None:
    assert options.heeds_minutes is heeds
