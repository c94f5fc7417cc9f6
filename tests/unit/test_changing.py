"""A change is begun by a click, and believed only by what a fresh window shows of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from offswitch.engine import changing, in_force, neighbors
from offswitch.engine.changing import change
from offswitch.engine.draft import Draft
from offswitch.engine.reading import Reading
from offswitch.engine.task import Goal
from offswitch.engine.visit import KeptReadings
from offswitch.errors import SettingError, Unreachable
from offswitch.model.saves import Saves
from offswitch.model.words import Category, ProofKind, Reason, State, Status

ON, OFF = Reading(State.ON, "on", {}), Reading(State.OFF, "off", {})
AWAY = SettingError(Reason.NOT_FOUND, "its page was not reached")


class Account:
    """A control that is pressed, and what each look at it shows afterwards."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *fresh: Reading | Exception) -> None:
        self.fresh_looks = list(fresh)
        self.same: Reading | None = OFF
        self.error: SettingError | None = None
        self.clicks_made = 1
        self.errors: list[str] = []
        self.alerts: list[list[str]] = [[], []]
        self.sent = 1
        self.said = ""
        self.by_socket = False
        self.moved: list[Any] = []
        self.covered: list[str] = []
        self.pictures: list[str] = []
        self.pace = SimpleNamespace(clicks=0)
        self.records = SimpleNamespace(keep_picture=lambda _, side, __: self.pictures.append(side))
        self.rested = 0.0
        self.doubted = False
        monkeypatch.setattr(changing, "switch", self._switch)
        monkeypatch.setattr(changing, "read_same_page", lambda *_: self.same)
        monkeypatch.setattr(changing, "read_afresh", self._read)
        monkeypatch.setattr(changing, "pause", self._pause)
        monkeypatch.setattr(changing, "lines_of", lambda _: frozenset())
        monkeypatch.setattr(in_force.Standing, "told_since", lambda *_: self.said)
        monkeypatch.setattr(
            neighbors, "changed", lambda *_: self.moved.pop(0) if self.moved else ()
        )

    def _switch(self, *_: Any) -> None:
        self.pace.clicks += self.clicks_made
        if self.error:
            raise self.error

    def _pause(self, seconds: float, _rest: Any) -> None:
        self.rested += seconds

    def _read(self, *_: Any, **__: Any) -> Any:
        look = self.fresh_looks.pop(0)
        if isinstance(look, Exception):
            raise look
        return SimpleNamespace(
            reading=look, lacking=frozenset(), arrival=self._arrival(), others=()
        )

    def _arrival(self) -> Any:
        def survey() -> Any:
            return SimpleNamespace(alerts=self.alerts.pop(0))

        screen = SimpleNamespace(
            address="https://app.test/",
            survey=survey,
            pace=self.pace,
            rest=None,
            picture=lambda _: b"",
        )
        route = SimpleNamespace(save="button")  # so that nothing is pressed along
        found = SimpleNamespace(parts={})
        return SimpleNamespace(screen=screen, by="link", found=found, route=route)

    @contextmanager
    def fresh(self) -> Iterator[str]:
        yield "fresh window"

    @contextmanager
    def alone(self) -> Iterator[None]:
        yield

    def pressed(self) -> None:
        pass

    @contextmanager
    def in_doubt(self) -> Iterator[None]:
        self.doubted = True
        yield

    @contextmanager
    def timed(self, _stage: Any) -> Iterator[None]:
        yield

    def say(self, _step: str) -> None:
        pass

    def save_errors(self) -> list[str]:
        return self.errors

    def saves(self) -> Saves:
        return Saves(sent=self.sent, by_socket=self.by_socket)

    def covered_accounts(self, screen: str) -> tuple[str, ...]:
        self.covered.append(screen)
        return ("Ada", "Ben")

    def change(self, **setting: Any) -> Any:
        """Change it; return the outcome."""
        task: Any = SimpleNamespace(
            id="app.usage", goal=Goal(state=State.OFF), restore=None,
            platform=SimpleNamespace(name="app"),
            setting=SimpleNamespace(id="usage", category=Category.RESEARCH, title="Usage", shared=False),
        )  # fmt: skip
        task.setting.__dict__.update(setting)
        self.draft = Draft(task)
        self.draft.before = State.ON
        before: Any = SimpleNamespace(reading=ON, arrival=self._arrival(), others=())
        return change(self, self.draft, before, KeptReadings())  # type: ignore[arg-type]


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Any:
    return lambda *fresh: Account(monkeypatch, *fresh)


def test_a_change_of_which_the_page_says_that_more_must_follow_is_not_proved(account: Any) -> None:
    told = account(OFF, OFF)
    told.said = "since the change, the page says “Publish (1)”"
    result = told.change().result
    assert (result.status, result.reason) == (Status.FAILED, Reason.NOT_VERIFIED)
    assert "Publish (1)" in result.hint
    assert told.rested


def test_a_change_that_a_fresh_window_shows_is_proved(account: Any) -> None:
    here = account(OFF)
    outcome = here.change()
    assert (outcome.result.status, outcome.alarm) == (Status.CHANGED, "")
    assert here.rested == 0, "one look is enough"
    assert here.pictures == ["before", "after"]
    assert outcome.result.accounts == ()


def test_a_shared_setting_says_whom_it_covers(account: Any) -> None:
    here = account(OFF)
    assert here.change(shared=True).result.accounts == ("Ada", "Ben")
    assert here.covered == ["fresh window"]


def test_a_site_may_answer_with_what_was_there_before_for_a_while(account: Any) -> None:
    here = account(ON, OFF)
    result = here.change().result
    assert result.status is Status.CHANGED
    assert here.rested > 0
    assert any("fresh windows showed" in text for text in result.warnings)


@pytest.mark.parametrize(
    "more",
    [
        {"errors": ["500"]},
        {"error": SettingError(Reason.NOT_VERIFIED, "no such step")},
        {"sent": 0},
        {"alerts": [[], ["could not be saved"]], "same": ON},
    ],
)
def test_what_the_site_did_not_take_is_looked_at_once(account: Any, more: dict[str, Any]) -> None:
    here = account(ON)
    here.__dict__.update(more)
    assert here.change().result.status is Status.FAILED
    assert here.rested == 0


def test_a_change_that_went_over_a_socket_may_lag_as_well(account: Any) -> None:
    here = account(ON, OFF)
    here.sent, here.by_socket = 0, True
    assert here.change().result.status is Status.CHANGED


def test_an_alert_that_was_there_before_says_nothing_of_the_change(account: Any) -> None:
    here = account(ON, ON)
    here.alerts = [["we use cookies"], ["we use cookies"]]
    here.same = ON
    assert here.change().result.reason is Reason.NOT_VERIFIED


def test_a_page_that_says_saved_in_an_alert_has_not_complained(account: Any) -> None:
    here = account(OFF)
    here.alerts = [[], ["saved"]]
    assert here.change().result.status is Status.CHANGED


def test_what_was_not_pressed_has_nothing_to_prove(account: Any) -> None:
    here = account()
    here.error, here.clicks_made = AWAY, 0
    with pytest.raises(SettingError) as caught:
        here.change()
    assert caught.value is AWAY
    assert here.draft.proofs == []


def test_what_was_pressed_is_proved_whatever_went_wrong(account: Any) -> None:
    here = account(OFF)
    here.error = SettingError(Reason.NOT_FOUND, "a step is missing")
    result = here.change().result
    assert result.status is Status.CHANGED
    assert "a step is missing" in result.warnings


def test_a_window_that_does_not_reach_it_proves_nothing(account: Any) -> None:
    here = account(AWAY, AWAY)
    result = here.change().result
    assert (result.status, result.reason) == (Status.FAILED, Reason.NOT_VERIFIED)
    assert AWAY.message in result.hint


def test_a_neighbor_that_moved_is_looked_at_again(account: Any) -> None:
    here = account(OFF, OFF)
    here.moved = [("Ads",), ("Ads",)]
    assert "another control changed with it: Ads" in here.change().alarm
    assert here.doubted
    late = account(OFF, OFF)
    late.moved = [("Ads",), ()]
    assert late.change().alarm == "", "it had only loaded late"


def test_an_account_that_is_lost_on_the_way_says_that_a_change_was_begun(account: Any) -> None:
    here = account(Unreachable(Reason.OFFLINE, "no network", "run again"))
    with pytest.raises(Unreachable) as caught:
        here.change()
    assert caught.value.message.startswith("a change was begun")
    assert caught.value.hint == "run again"
    assert here.draft.proofs[-1].kind is ProofKind.FRESH_CONTEXT
    assert here.draft.after is State.UNKNOWN
