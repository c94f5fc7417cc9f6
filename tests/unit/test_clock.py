"""What a run spends its time on: measured by page, told in JSON and in a table."""

from __future__ import annotations

import json
from contextlib import ExitStack
from types import SimpleNamespace
from typing import Any

import pytest

from offswitch.model.results import Report
from offswitch.model.timings import Spent, Stage, Timings
from offswitch.run.at_work import PageAtWork
from offswitch.run.clock import Clock
from offswitch.run.fix import combined
from offswitch.terminal.progress import Quietly
from offswitch.terminal.timings import show_timings
from tests.unit.outcomes import mixed


class Now:
    """A clock that stands still until it is told."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds

    def pass_(self, seconds: float) -> None:
        self.seconds += seconds


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def clock(now: Now) -> Clock:
    return Clock(now)


def task(name: str) -> Any:
    return SimpleNamespace(id=name, setting=SimpleNamespace(title=name))


def test_a_stage_pauses_while_another_one_is_under_way_within_it(clock: Clock, now: Now) -> None:
    watch = clock.stopwatch("a.b")
    with watch.running(), watch.stage(Stage.READ):
        now.pass_(1)
        with watch.stage(Stage.HOLD):
            now.pass_(2)
        now.pass_(4)
    spent = clock.timings().settings["a.b"]
    assert spent.stages == {Stage.READ: 5, Stage.HOLD: 2}
    assert spent.seconds == 7


def test_a_proof_is_one_whole(clock: Clock, now: Now) -> None:
    watch = clock.stopwatch()
    with watch.stage(Stage.PROVE):
        now.pass_(1)
        with watch.stage(Stage.REACH), watch.stage(Stage.STOCK):
            now.pass_(2)
    assert clock.timings().total.stages == {Stage.PROVE: 3}


def test_a_stage_that_ends_with_an_error_is_counted(clock: Clock, now: Now) -> None:
    watch = clock.stopwatch()

    def fail() -> None:
        with watch.stage(Stage.REACH):
            now.pass_(3)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    now.pass_(5)
    with watch.stage(Stage.SEAL):
        now.pass_(1)
    assert clock.timings().total.stages == {Stage.REACH: 3, Stage.SEAL: 1}
    assert clock.timings().total.seconds == 9


def test_pages_at_work_side_by_side_are_measured_apart(clock: Clock, now: Now) -> None:
    """One page begins, the other begins and ends meanwhile, and then the first one ends."""
    first, second = (PageAtWork(Quietly(), clock) for _ in range(2))
    one, other = ExitStack(), ExitStack()
    one.enter_context(first.on(task("a.one")))
    one.enter_context(first.timed(Stage.REACH))
    now.pass_(1)
    other.enter_context(second.on(task("a.other")))
    other.enter_context(second.timed(Stage.READ))
    now.pass_(2)
    one.close()
    now.pass_(4)
    other.close()
    with first.timed(Stage.SEAL):
        now.pass_(8)
    told = clock.timings()
    assert told.settings == {
        "a.one": Spent(seconds=3, stages={Stage.REACH: 3}),
        "a.other": Spent(seconds=6, stages={Stage.READ: 6}),
    }
    assert told.total.stages == {Stage.REACH: 3, Stage.READ: 6, Stage.SEAL: 8}
    assert told.total.seconds == 15


def test_two_passes_over_a_setting_are_added_up(clock: Clock, now: Now) -> None:
    page = PageAtWork(Quietly(), clock)
    for stage in (Stage.READ, Stage.SET):
        with page.on(task("a.b")), page.timed(stage):
            now.pass_(2)
    assert clock.timings().settings == {
        "a.b": Spent(seconds=4, stages={Stage.READ: 2, Stage.SET: 2})
    }


def timings() -> Timings:
    return Timings(
        total=Spent(seconds=9.0, stages={Stage.LAUNCH: 1.0, Stage.REACH: 4.04, Stage.HOLD: 2.0}),
        settings={
            "a.one": Spent(seconds=5.0, stages={Stage.REACH: 3.0, Stage.HOLD: 2.0}),
            "a.other": Spent(seconds=1.1, stages={Stage.REACH: 1.04}),
            "a.guide": Spent(seconds=0.01),
        },
    )


def test_json_has_timings_only_where_they_were_asked_for() -> None:
    plain = mixed()
    assert "timings" not in json.loads(plain.to_json())
    told = json.loads(plain.model_copy(update={"timings": timings()}).to_json())["timings"]
    assert told["total"]["stages"] == {"launch": 1.0, "reach": 4.04, "hold": 2.0}
    assert told["settings"]["a.other"] == {"seconds": 1.1, "stages": {"reach": 1.04}}


def test_a_check_that_fixes_tells_what_both_took() -> None:
    def timed(report: Report) -> Report:
        return report.model_copy(update={"timings": timings()})

    both = combined(timed(mixed()), timed(mixed())).timings
    assert both is not None
    assert both.total.seconds == 18.0
    assert both.settings["a.one"].stages[Stage.HOLD] == 4.0
    assert combined(mixed(), mixed()).timings is None


def test_the_table_has_a_row_for_each_setting_and_a_column_for_each_of_its_stages(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show_timings(timings(), ("[replica] ", ""))
    rows = [
        line.removeprefix("[replica] ").split() for line in capsys.readouterr().out.splitlines()
    ]
    assert ["seconds", "spent", "on", "reach", "hold", "total"] in rows
    assert ["a.one", "3.0", "2.0", "5.0"] in rows
    assert ["a.other", "1.0", "1.1"] in rows
    assert ["together,", "and", "the", "run", "4.0", "2.0", "9.0"] in rows
    assert not any("a.guide" in row for row in rows)
    assert ["of", "the", "run:", "launch", "1.0"] in rows
