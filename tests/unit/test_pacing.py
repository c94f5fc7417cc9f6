"""A page that has to wait for its turn does so in short pieces, and says why if it takes long."""

from types import SimpleNamespace
from typing import Any

import pytest

from offswitch.screen.live import LivePage
from offswitch.screen.pacing import turns
from offswitch.screen.screen import Screen


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr("offswitch.screen.pacing.time.monotonic", lambda: now[0])
    return now


def waited(clock: list[float], seconds: float, told: list[str]) -> list[float]:
    pieces = []
    for piece in turns(seconds, told.append):
        pieces.append(piece)
        clock[0] += piece
    return pieces


def test_a_long_wait_is_told_and_can_be_stopped_within_a_second(clock: list[float]) -> None:
    told: list[str] = []
    pieces = waited(clock, 57.5, told)
    assert sum(pieces) == pytest.approx(57.5)
    assert max(pieces) <= 1.0
    assert len(told) == 1
    assert "58 s" in told[0]


def test_the_pause_before_a_click_is_not_told(clock: list[float]) -> None:
    told: list[str] = []
    assert sum(waited(clock, 1.6, told)) == pytest.approx(1.6)
    assert not told


def test_no_wait_is_no_piece(clock: list[float]) -> None:
    assert waited(clock, 0.0, []) == []


class _Stop(Exception):
    """Where a test has seen enough."""


def _stop(*_args: object) -> None:
    raise _Stop


def test_a_page_is_loaded_only_when_its_turn_has_come() -> None:
    waits: list[float] = []
    screen: Any = SimpleNamespace(
        checkpoint=lambda: None,
        pace=SimpleNamespace(load=lambda: 12.0),
        wait_for_turn=waits.append,
        quiet=SimpleNamespace(status=0),
        open=_stop,
    )
    with pytest.raises(_Stop):
        Screen._load(screen, "https://lamp.test/")
    assert waits == [12.0]


def test_a_click_is_made_only_when_its_turn_has_come() -> None:
    waits: list[float] = []
    page: Any = SimpleNamespace(
        show=False,
        checkpoint=_stop,
        pace=SimpleNamespace(reserve=lambda: 7.0),
        wait_for_turn=waits.append,
    )
    with pytest.raises(_Stop):
        LivePage._aim(page, SimpleNamespace(), "research")  # type: ignore[arg-type]
    assert waits == [7.0]
