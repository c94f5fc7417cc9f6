"""A state counts once it has held for as long as the page may still change it."""

from collections.abc import Iterator, Sequence
from typing import Any, cast

import pytest

from offswitch.engine.holding import FED_SECONDS
from offswitch.engine.reading import (
    HOLD_SECONDS,
    PRESS_SECONDS,
    UNPROVED_SECONDS,
    Reading,
    read_stable,
)
from offswitch.errors import SettingError
from offswitch.model.words import Reason, State
from offswitch.screen import Screen
from offswitch.screen.waits import Waits


class Page:
    """A page whose time passes only when somebody waits."""

    def __init__(self) -> None:
        self.now = 100.0
        self.settled = 0
        self.timers_at: list[float] = []
        self.is_fed = False
        self.is_asking = False
        self.is_still = False
        self.version = 0.0
        self.document = 0.0
        self.documents = 1

    @property
    def quiet(self) -> "Page":
        return self

    def waits(self) -> Waits:
        timers = tuple(at - self.now for at in self.timers_at if at > self.now)
        self.version += not self.is_still
        version = (self.document, self.version)
        return Waits(timers, is_fed=self.is_fed, is_asking=self.is_asking, version=version)

    @property
    def page(self) -> "Page":
        return self

    def wait_for_timeout(self, milliseconds: float) -> None:
        self.now += milliseconds / 1000

    def settle(self) -> None:
        self.settled += 1

    def rest_while(self, version: tuple[float, ...], seconds: float) -> None:
        self.wait_for_timeout(250)


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Page:
    page = Page()
    monkeypatch.setattr("offswitch.engine.reading.time.monotonic", lambda: page.now)
    return page


def take(page: Page, states: Sequence[State], **hold: Any) -> tuple[Reading, float, int]:
    """Read a control that shows these states, one a reading, and then the last one for ever."""
    taken = 0
    start = page.now

    def readings() -> Iterator[State]:
        yield from states
        while True:
            yield states[-1]

    source = readings()

    def read() -> Reading:
        nonlocal taken
        taken += 1
        state = next(source)
        return Reading(state, str(state), {"checked": str(state)})

    found = read_stable(cast("Screen", page), read, **hold)
    return found, page.now - start, taken


ON, OFF, UNKNOWN = State.ON, State.OFF, State.UNKNOWN


def test_the_page_is_quiet_before_each_further_reading(page: Page) -> None:
    _, _, taken = take(page, [ON])
    assert page.settled == taken - 1


@pytest.mark.parametrize("state", [ON, OFF])
def test_a_state_must_hold_for_a_while(page: Page, state: State) -> None:
    found, seconds, taken = take(page, [state])
    assert found.state is state
    assert seconds >= HOLD_SECONDS
    assert taken > 3


@pytest.mark.parametrize("is_fed", [False, True])
def test_a_page_on_which_nothing_changes_is_read_at_the_beginning_and_at_the_end(
    page: Page, is_fed: bool
) -> None:
    page.is_still, page.is_fed = True, is_fed
    found, seconds, taken = take(page, [OFF])
    assert (found.state, taken) == (OFF, 2)
    assert seconds >= (FED_SECONDS if is_fed else HOLD_SECONDS)


@pytest.mark.parametrize("has_asked", [False, True])
def test_a_page_that_changes_or_asks_during_the_last_look_is_looked_at_again(
    page: Page, has_asked: bool
) -> None:
    page.is_still = True
    taken = 0

    def read() -> Reading:
        nonlocal taken
        taken += 1
        is_last = (
            taken == 2
        )  # what follows comes after it was read, so this reading has not seen it
        page.is_asking = is_last and has_asked
        page.version += is_last and not has_asked
        return Reading(OFF if taken < 3 else ON, "", {"checked": str(taken > 2)})

    assert read_stable(cast("Screen", page), read).state is ON


def test_what_the_last_reading_shows_for_the_first_time_must_hold_as_long(page: Page) -> None:
    page.is_still = True
    found, seconds, taken = take(page, [OFF, ON])
    assert (found.state, taken) == (ON, 3)
    assert seconds >= 2 * HOLD_SECONDS


@pytest.mark.parametrize("state", [ON, OFF])
def test_a_state_must_hold_longer_while_the_page_may_be_told_another(
    page: Page, state: State
) -> None:
    page.is_fed = True
    _, seconds, _ = take(page, [state])
    assert seconds >= FED_SECONDS


@pytest.mark.parametrize("state", [ON, OFF])
def test_a_state_must_hold_beyond_every_timer_of_the_page(page: Page, state: State) -> None:
    page.timers_at = [page.now + 6, page.now + 900]
    _, seconds, _ = take(page, [state])
    assert seconds > 6
    page.timers_at = [page.now + 900]
    _, seconds, _ = take(page, [state])
    assert seconds < 6


def test_a_state_must_hold_on_one_document(page: Page) -> None:
    begun = page.now

    def read() -> Reading:
        page.document += page.now < begun + 1.5
        return Reading(ON, "on", {"checked": "on"})

    read_stable(cast("Screen", page), read)
    assert page.now - begun >= 1.5 + HOLD_SECONDS - 0.25


def test_a_page_that_keeps_loading_another_document_is_named(page: Page) -> None:
    def read() -> Reading:
        page.document += 1
        page.documents += 1
        return Reading(OFF, "off", {"checked": "off"})

    with pytest.raises(SettingError) as caught:
        read_stable(cast("Screen", page), read)
    assert "kept loading another document" in caught.value.message


def test_a_state_can_be_asked_to_hold_longer(page: Page) -> None:
    assert take(page, [OFF], off=UNPROVED_SECONDS)[1] >= UNPROVED_SECONDS
    assert take(page, [ON], on=PRESS_SECONDS)[1] >= PRESS_SECONDS


def test_a_control_that_is_drawn_as_off_before_its_state_has_come_is_on(page: Page) -> None:
    found, _, _ = take(page, [OFF, OFF, OFF, OFF, OFF, ON])
    assert found.state is ON


def test_an_unknown_state_may_still_become_known(page: Page) -> None:
    found, _, _ = take(page, [UNKNOWN, UNKNOWN, UNKNOWN, ON])
    assert found.state is ON


def test_the_time_that_off_held_starts_over_after_every_change(page: Page) -> None:
    _, alone, _ = take(page, [OFF])
    _, after, _ = take(page, [OFF, OFF, OFF, UNKNOWN, OFF])
    assert after >= alone + 1.0


def test_signals_that_change_are_not_stable_though_the_state_is(page: Page) -> None:
    number = 0

    def read() -> Reading:
        nonlocal number
        number += 1
        return Reading(ON, "on", {"shown": str(number)})

    with pytest.raises(SettingError) as caught:
        read_stable(cast("Screen", page), read)
    assert caught.value.reason is Reason.UNREADABLE


@pytest.mark.parametrize("states", [[UNKNOWN], [ON, OFF] * 100], ids=["unknown", "flickering"])
def test_what_never_holds_still_is_unreadable_in_bounded_time(
    page: Page, states: list[State]
) -> None:
    start = page.now
    with pytest.raises(SettingError) as caught:
        take(page, states)
    assert caught.value.reason is Reason.UNREADABLE
    assert page.now - start < 30
