"""What cannot be undone is done once, if it was named and agreed to, and a fresh window has to prove it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from offswitch.engine import acting
from offswitch.engine.acting import act
from offswitch.engine.draft import Draft
from offswitch.engine.task import Goal
from offswitch.errors import SettingError
from offswitch.model.controls import ActionControl
from offswitch.model.geography import Section
from offswitch.model.saves import Saves
from offswitch.model.words import Category, Kind, ProofKind, Reason, State, Status

CLEAR = ActionControl(kind="action", element="clear", done="nothing_left")


class History:
    """A page with a history on it, before and after it is cleared."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done: list[str] = []
        self.is_cleared = False
        self.works = True
        self.read_only = False
        self.errors: list[str] = []
        self.lost = ""
        """Which page is not reached: `page` or `fresh`."""
        self.screen: Any = "page"
        self.records = SimpleNamespace(intend=lambda *_: None, proved_off=lambda _: False)
        monkeypatch.setattr(acting, "reach_action", self._reach)
        monkeypatch.setattr(acting, "await_section", lambda *_: True)
        monkeypatch.setattr(acting, "await_answer", lambda *_: None)
        monkeypatch.setattr(acting, "refuse_default", lambda *_: None)
        monkeypatch.setattr(acting, "labels_of", lambda *_: ())
        monkeypatch.setattr(acting, "read_stable", lambda _screen, read: read())
        monkeypatch.setattr(acting, "controls_of", lambda _: frozenset())
        monkeypatch.setattr(acting, "refuse_unknown_choice", lambda *_, **__: None)
        monkeypatch.setattr(acting, "refuse_destructive_dialog", lambda *_, **__: None)

    @contextmanager
    def block(self, *_: Any) -> Iterator[None]:
        yield

    timed = writing = alone = block

    @contextmanager
    def fresh(self) -> Iterator[str]:
        yield "fresh"

    def say(self, _step: str) -> None:
        pass

    def save_errors(self) -> list[str]:
        return self.errors

    def saves(self) -> Saves:
        return Saves(sent=self.done.count("clear"))

    def _reach(self, _task: Any, _services: Any, name: str) -> Any:
        if name == self.lost:
            raise SettingError(Reason.NOT_FOUND, "no such page")
        screen = SimpleNamespace(
            account="Ada", address="https://app.test/", language="en", warnings=[],
            click=self._click, settle=lambda: None, survey=lambda: None, known_words=lambda _: (),
            sees=lambda *_: self.is_cleared,
        )  # fmt: skip
        route = SimpleNamespace(
            control=CLEAR, open=(), within=None, section="list", mutations=(), confirm=("really",)
        )
        file = SimpleNamespace(sections={"list": Section(heading="History")})
        variant = SimpleNamespace(source="2026", files={}, file=file)
        return SimpleNamespace(route=route, screen=screen, variant=variant)

    def _click(self, name: str, **_: Any) -> None:
        self.done.append(name)
        self.is_cleared = self.works and name == "really"

    def run(self, **more: Any) -> Any:
        fixed = {"restore": None, "named": True, "confirmed": True, "goal": Goal(state=State.OFF)}
        setting = SimpleNamespace(
            id="clear", category=Category.RESEARCH, title="Clear", kind=Kind.ACTION,
            before_confirm=None, after_confirm=None,
        )  # fmt: skip
        task: Any = SimpleNamespace(
            **fixed | more, id="app.clear", platform=SimpleNamespace(name="app"), setting=setting
        )
        return act(task, self, Draft(task)).result  # type: ignore[arg-type]


@pytest.fixture
def history(monkeypatch: pytest.MonkeyPatch) -> History:
    return History(monkeypatch)


def test_it_is_done_once_with_its_steps_and_proved_afresh(history: History) -> None:
    result = history.run()
    assert history.done == ["clear", "really"]
    assert (result.status, result.before, result.after) == (Status.CHANGED, State.ON, State.OFF)
    assert [proof.kind for proof in result.proofs] == [ProofKind.FRESH_CONTEXT]
    assert result.accounts == ("Ada",)
    assert result.proofs[0].signals == {"done": "shown"}


@pytest.mark.parametrize(
    "more", [{"restore": Goal(state=State.ON)}, {"named": False}, {"confirmed": False}]
)
def test_nobody_does_it_unasked(history: History, more: dict[str, Any]) -> None:
    with pytest.raises(SettingError) as caught:
        history.run(**more)
    assert caught.value.reason is Reason.ONE_WAY
    assert history.done == []


def test_what_is_done_already_is_not_done_again(history: History) -> None:
    history.is_cleared = True
    result = history.run()
    assert (result.status, history.done) == (Status.OK, [])
    assert [proof.kind for proof in result.proofs] == [ProofKind.FRESH_LOAD]


def test_a_run_that_only_looks_does_not_do_it(history: History) -> None:
    history.read_only = True
    result = history.run(confirmed=False)
    assert (result.status, history.done) == (Status.PENDING, [])
    assert "run --only app.clear" in result.hint
    assert result.proofs[0].signals == {"done": "not shown"}


def test_what_a_fresh_window_cannot_show_is_not_proved(history: History) -> None:
    history.lost = "fresh"
    result = history.run()
    assert (result.status, result.reason) == (Status.FAILED, Reason.NOT_VERIFIED)
    assert result.after is State.UNKNOWN


def test_a_page_that_is_not_reached_is_no_reading(history: History) -> None:
    history.lost = "page"
    with pytest.raises(SettingError):
        history.run()
    assert history.done == []


def test_a_change_that_the_site_refused_is_a_save_error(history: History) -> None:
    history.works, history.errors = False, ["500"]
    result = history.run()
    assert (result.status, result.reason) == (Status.FAILED, Reason.SAVE_ERROR)
    assert result.after is State.ON
