"""Waiting by looking again and again."""

from __future__ import annotations

from itertools import count

import pytest

from offswitch.waiting import pause, until


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, in its only item, which passes only where a test lets it."""
    now = [0.0]
    monkeypatch.setattr("offswitch.waiting.time.monotonic", lambda: now[0])
    return now


def test_it_returns_what_is_seen_as_soon_as_it_is_seen(clock: list[float]) -> None:
    looks = iter(["", "", "there", "later"])
    assert until(lambda: next(looks), 10, lambda: clock.append(1)) == "there"
    assert clock[1:] == [1, 1], "it rests between two looks, and not after the last one"


def test_it_looks_once_if_there_is_no_time(clock: list[float]) -> None:
    looks = count()
    assert not until(lambda: next(looks), 0, pytest.fail)
    assert next(looks) == 1


def test_the_last_look_is_after_the_time_is_over(clock: list[float]) -> None:
    def rest() -> None:
        clock[0] += 4

    seen: list[float] = []

    def look() -> bool:
        seen.append(clock[0])
        return False

    until(look, 10, rest)
    assert seen == [0, 4, 8, 12]
    pause(10, rest)
    assert clock[0] == 24


def test_what_ends_the_rest_ends_the_wait(clock: list[float]) -> None:
    def rest() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        until(lambda: False, 10, rest)
