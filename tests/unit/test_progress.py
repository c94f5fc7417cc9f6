"""A run in progress: one moving line, results as they arrive, and questions."""

from __future__ import annotations

import io
import os
import signal
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console

from offswitch.local.interrupt import interruptible
from offswitch.model.words import Reason, Status
from offswitch.terminal.estimate import Estimate, time_left
from offswitch.terminal.progress import Progress, Quietly
from tests.unit.outcomes import infos, result


def task(title: str = "Data use for AI") -> Any:
    return SimpleNamespace(setting=SimpleNamespace(title=title))


class Clock:
    """A clock that stands still until it is told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """A terminal of 80 columns that progress is drawn on."""
    written = io.StringIO()
    made = Console(file=written, force_terminal=True, width=80, highlight=False)
    monkeypatch.setattr("offswitch.terminal.progress.console", lambda **_: made)
    return written


# How long it takes


def finish(estimate: Estimate, clock: Clock, *seconds: float) -> None:
    for each in seconds:
        estimate.started()
        clock.now += each
        estimate.finished()


def test_the_time_left_is_the_mean_of_what_is_finished(clock: Clock) -> None:
    estimate = Estimate(clock)
    estimate.planned(10)
    finish(estimate, clock, 20, 40)
    assert estimate.left() is None, "two say nothing yet"
    finish(estimate, clock, 30)
    assert estimate.left() == 7 * 30
    estimate.started()
    clock.now += 10
    assert estimate.left() == 7 * 30 - 10
    clock.now += 1000
    assert estimate.left() == 6 * 30, "one that takes long does not shorten the others"


def test_what_took_no_time_or_a_person_s_time_counts_for_nothing(clock: Clock) -> None:
    estimate = Estimate(clock)
    estimate.planned(10)
    finish(estimate, clock, 30, 30, 30)
    estimate.finished()  # left out: nothing was started
    estimate.started()
    clock.now += 600
    estimate.disregard()
    clock.now += 10
    estimate.finished()
    assert estimate.left() == 5 * 30


def test_the_time_left_is_what_the_same_took_the_last_time(clock: Clock) -> None:
    estimate = Estimate(clock)
    estimate.planned(10)
    estimate.expect(100)
    assert estimate.left() == 100, "it is known before anything is finished"
    finish(estimate, clock, 5, 5, 5)
    assert estimate.left() == 85
    clock.now += 85
    assert estimate.left() == 7 * 5, "where it takes longer, the others tell"
    estimate.planned(10)
    assert estimate.left() is None


def test_a_second_pass_begins_anew(clock: Clock) -> None:
    estimate = Estimate(clock)
    estimate.planned(3)
    finish(estimate, clock, 5, 5, 5)
    assert estimate.left() is None, "nothing is left"
    estimate.planned(4)
    assert (estimate.done, estimate.left()) == (0, None)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""),
        (5, "less than a minute left"),
        (44, "less than a minute left"),
        (61, "about 1 min left"),
        (130, "about 2 min left"),
        (3000, "about 50 min left"),
        (7300, "about 2 h left"),
    ],
)
def test_time_left_in_words(seconds: float | None, words: str) -> None:
    assert time_left(seconds) == words


# What is seen


def test_the_line_says_what_is_done_how_many_and_how_long(
    screen: io.StringIO, clock: Clock
) -> None:
    with Progress(None, clock) as progress:
        progress.planned([task()] * 20)
        for info in infos()[:3]:
            progress.started(task())
            clock.now += 60
            progress.finished(result(info, Status.OK))
        progress.started(task("Ads about Meta"))
        progress.step("reading")
        line = progress.moving().plain
        assert "4/20" in line
        assert line.endswith("about 17 min left  Ads about Meta  reading")
        progress.step("a very long way through the menus " * 5)
        assert len(progress.moving().plain) < 80, "it stays one line"
        progress.planned([task()] * 2)
        assert progress.moving().plain == ""
        progress.started(task("Data use"))
        assert "1/2" in progress.moving().plain
        assert "left" not in progress.moving().plain


def test_results_come_one_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    results = [
        result(infos()[0], Status.CHANGED),
        result(infos()[1], Status.FAILED, Reason.STOPPED),
        result(infos()[2], Status.UNREACHABLE, Reason.SIGN_IN),
    ]
    with Progress("http://127.0.0.1:1") as progress:
        progress.planned([task()] * 3)
        for each in results:
            progress.finished(each)
    assert capsys.readouterr().err.splitlines() == [
        f"[replica] ✓ {infos()[0].title}  switched off",
        f"[replica] ! {infos()[2].title}  not signed in",
    ], "what was not looked at is told by the report"


def test_nothing_moves_while_it_waits(screen: io.StringIO) -> None:
    with Progress(None) as progress:
        progress.planned([task()])
        progress.started(task())
        assert progress.moves
        with progress.waiting():
            assert not progress.moves
        assert progress.moves
        with pytest.raises(KeyError), progress.waiting():
            raise KeyError
        assert progress.moves
    assert not progress.moves
    with Quietly().waiting():
        pass
    with Progress(None).waiting():
        pass  # before it began


# Questions


@pytest.mark.parametrize(("typed", "wanted"), [("y", True), ("", True), ("n", False)])
def test_signing_in_is_offered(
    screen: io.StringIO, monkeypatch: pytest.MonkeyPatch, typed: str, wanted: bool
) -> None:
    monkeypatch.setattr("builtins.input", lambda: typed)
    with Progress(None) as progress:
        assert progress.wants_to_sign_in("Facebook") is wanted
        assert progress.moves
    assert "you are not signed in to Facebook; sign in now?" in screen.getvalue()


def _ctrl_d() -> str:
    raise EOFError


def _ctrl_c() -> str:
    os.kill(os.getpid(), signal.SIGINT)
    return "n"


@pytest.mark.parametrize("typed", [_ctrl_d, _ctrl_c])
def test_ctrl_d_and_ctrl_c_at_a_question_end_the_run(
    screen: io.StringIO, monkeypatch: pytest.MonkeyPatch, typed: Callable[[], str]
) -> None:
    monkeypatch.setattr("builtins.input", typed)
    with Progress(None) as progress, interruptible():
        with pytest.raises(KeyboardInterrupt):
            progress.wants_to_sign_in("Facebook")
        assert signal.getsignal(signal.SIGINT) is not signal.default_int_handler
