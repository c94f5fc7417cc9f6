"""One change at a time: who waits for whom."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from offswitch.errors import SettingError
from offswitch.model.words import Reason
from offswitch.run.turn import Turn


class Rests:
    """Ends what is under way at the third rest."""

    def __init__(self) -> None:
        self.count = 0
        self.end: Callable[[], object] = lambda: None

    def __call__(self) -> None:
        self.count += 1
        if self.count == 3:
            self.end()


def under_way(block: AbstractContextManager[None], rests: Rests) -> None:
    block.__enter__()
    rests.end = lambda: block.__exit__(None, None, None)


def test_a_change_waits_until_another_is_proved() -> None:
    rests = Rests()
    turn = Turn(rests)
    under_way(turn.change("meta"), rests)
    with turn.change("whatsapp"):
        assert rests.count == 0
    with turn.change("meta"):
        assert rests.count == 3


def test_nothing_is_looked_at_that_may_be_changed_before_what_was_pressed_is_answered() -> None:
    rests = Rests()
    turn = Turn(rests)
    with turn.look("meta", "one"):
        rests.end = lambda: turn.pressed("meta", "one")
        with turn.look("whatsapp", "another account"):
            assert rests.count == 0
        with turn.look("meta", "other"):
            assert rests.count == 3
            turn.pressed("meta", "one")  # which is over long ago
            rests.end = lambda: turn.pressed("meta", "other")
            rests.count = 0
            with turn.look("meta", "one"):
                assert rests.count == 3


def test_a_look_ends_with_its_block() -> None:
    turn = Turn(lambda: pytest.fail("it waits"))
    for window in ("one", "other"):
        with turn.look("meta", window):
            pass


def test_no_change_begins_anywhere_while_one_is_in_doubt() -> None:
    rests = Rests()
    turn = Turn(rests)
    with turn.change("meta"):
        under_way(turn.doubt(), rests)
        with turn.change("whatsapp"):
            assert rests.count == 3


def test_a_save_waits_until_another_is_answered() -> None:
    rests = Rests()
    turn = Turn(rests)
    under_way(turn.save("one"), rests)
    with turn.save("other"):
        assert rests.count == 3
        turn.give_way("other")
    assert rests.count == 3


def test_a_load_waits_while_another_window_saves() -> None:
    rests = Rests()
    turn = Turn(rests)
    under_way(turn.save("one"), rests)
    turn.give_way("one")
    assert rests.count == 0
    turn.give_way("other")
    assert rests.count == 3


def test_no_change_begins_after_an_alarm() -> None:
    rests = Rests()
    alarm: list[str] = []
    turn = Turn(rests, lambda: next(iter(alarm), None))
    under_way(turn.change("meta"), rests)
    prove = rests.end

    def prove_wrong() -> None:
        alarm.append("another control changed with it")
        prove()

    rests.end = prove_wrong
    for session in ("meta", "whatsapp"):
        with pytest.raises(SettingError) as refused, turn.change(session):
            pytest.fail("it began")
        assert refused.value.reason is Reason.STOPPED
    alarm.clear()
    with turn.change("meta"):
        pass


def test_no_change_begins_once_the_run_is_over() -> None:
    turn = Turn(lambda: None)
    turn.end("you stopped the run")
    turn.end("the browser went away")
    with pytest.raises(SettingError, match="you stopped the run"), turn.change("meta"):
        pytest.fail("it began")


def test_a_turn_ends_with_an_error() -> None:
    turn = Turn(lambda: pytest.fail("it waits"))
    with pytest.raises(ZeroDivisionError), turn.change("meta"), turn.save("one"):
        raise ZeroDivisionError
    with turn.change("meta"):
        turn.give_way("other")
