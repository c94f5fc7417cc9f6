"""Which looks a setting needs before anything is said of it, and what is done after them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest

from offswitch.engine.draft import CutShort
from offswitch.engine.outcome import Outcome
from offswitch.engine.reading import Reading
from offswitch.engine.reconcile import reconcile
from offswitch.engine.task import Goal
from offswitch.engine.visit import KeptReadings
from offswitch.errors import SettingError, Unreachable
from offswitch.model.words import Category, ProofKind, Reason, State, Status
from offswitch.spec import Kind

module = import_module("offswitch.engine.reconcile")  # its package names the function alone
ON, OFF = Reading(State.ON, "on", {}), Reading(State.OFF, "off", {})
GREY = Reading(State.ON, "on", {}, disabled=True)
DAY = dt.date(2026, 1, 7)


class Account:
    """Pages that show one reading after another, and what a run has done with them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *readings: Reading | BaseException) -> None:
        self.done: list[str] = []
        self._readings = list(readings)
        self.read_only = self.wrote = False
        self.screen: Any = SimpleNamespace(address="https://app.test/", language="en", name="page")
        self.proved, self.day = False, None
        self.begun = False
        self.kept = KeptReadings()
        self.records = SimpleNamespace(
            proof_lacked=lambda _: frozenset(),
            proved_off=lambda _: self.proved,
            done_by_hand=lambda _: self.day,
            has_begun=lambda _: self.begun,
        )
        monkeypatch.setattr(module, "read_afresh", self._read)
        monkeypatch.setattr(module, "change", self._change)
        monkeypatch.setattr(module, "act", self._act)
        monkeypatch.setattr(module, "visit_form", lambda *_: self.done.append("visit"))
        monkeypatch.setattr(module, "refuse_unknown_value", lambda *_: None)

    @contextmanager
    def fresh(self) -> Iterator[Any]:
        yield SimpleNamespace(name="fresh window")

    @contextmanager
    def timed(self, _stage: Any) -> Iterator[None]:
        yield

    def _read(self, _task: Any, _services: Any, _draft: Any, screen: Any, **more: Any) -> Any:
        kept = more.get("readings")
        self.done.append(f"{screen.name}{', shared' if kept is self.kept else ''}")
        reading = self._readings.pop(0)
        if isinstance(reading, BaseException):
            raise reading
        arrival = SimpleNamespace(by="link")
        return SimpleNamespace(reading=reading, arrival=arrival, lacking=frozenset())

    def _change(self, _services: Any, draft: Any, *_: Any) -> Outcome:
        self.done.append("change")
        draft.prove(ProofKind.FRESH_CONTEXT, OFF)
        return Outcome(draft.result(Status.CHANGED))

    def _act(self, _task: Any, _services: Any, draft: Any) -> Outcome:
        self.done.append("act")
        draft.prove(ProofKind.FRESH_LOAD, OFF)
        return Outcome(draft.result(Status.OK))

    def run(self, **more: Any) -> Any:
        """Reconcile a setting; return its result."""
        kind = more.pop("kind", Kind.SWITCH)
        setting = SimpleNamespace(
            id="usage", category=Category.RESEARCH, title="Usage", kind=kind, wanted=State.OFF
        )
        fixed = {"restore": None, "planned": None, "goal": Goal(state=State.OFF), "variants": ()}
        task: Any = SimpleNamespace(
            **fixed | more, id="app.usage", platform=SimpleNamespace(name="app"), setting=setting
        )
        return reconcile(task, self, self.kept).result  # type: ignore[arg-type]


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Any:
    return lambda *readings: Account(monkeypatch, *readings)


def test_an_off_that_was_never_proved_is_looked_at_twice(account: Any) -> None:
    here = account(OFF, OFF)
    assert here.run().status is Status.OK
    assert here.done == ["page", "page"]


@pytest.mark.parametrize("more", [{"proved": True}, {"restore": Goal(state=State.OFF)}])
def test_what_was_proved_before_or_is_put_back_is_looked_at_once(
    account: Any, more: dict[str, Any]
) -> None:
    here = account(OFF)
    here.proved = more.pop("proved", False)
    assert here.run(**more).status is Status.OK
    assert here.done == ["page"]


def test_a_window_that_has_written_is_not_believed(account: Any) -> None:
    here = account(OFF, OFF)
    here.wrote = here.proved = True
    result = here.run()
    assert here.done == ["page", "fresh window"]
    assert [proof.kind for proof in result.proofs] == [
        ProofKind.FRESH_LOAD,
        ProofKind.FRESH_CONTEXT,
    ]


def test_what_is_on_is_switched(account: Any) -> None:
    here = account(ON)
    assert here.run().status is Status.CHANGED
    assert here.done == ["page", "change"]


def test_an_off_that_a_second_look_contradicts_is_switched_with_a_warning(account: Any) -> None:
    here = account(OFF, ON)
    result = here.run()
    assert here.done == ["page", "page", "change"]
    assert any("a second one on" in text for text in result.warnings)


def test_a_run_that_only_looks_leaves_it_on(account: Any) -> None:
    here = account(ON)
    here.read_only = True
    result = here.run()
    assert (result.status, here.done) == (Status.PENDING, ["page, shared"])
    assert [proof.state for proof in result.proofs] == [State.ON]


@pytest.mark.parametrize(
    ("planned", "status"),
    [("on", Status.CHANGED), ("some", Status.PENDING), (None, Status.CHANGED)],
)
def test_only_what_was_agreed_to_is_switched(
    account: Any, planned: str | None, status: Status
) -> None:
    here = account(ON)
    assert here.run(planned=planned).status is status
    assert ("change" in here.done) is (status is Status.CHANGED)


def test_something_else_that_switched_it_off_since_the_plan_is_told(account: Any) -> None:
    assert account(OFF, OFF).run(planned="on").warnings
    assert not account(OFF, OFF).run().warnings


def test_what_cannot_be_changed_is_locked(account: Any) -> None:
    here = account(GREY)
    result = here.run()
    assert (result.status, result.reason) == (Status.SKIPPED, Reason.LOCKED)
    assert here.done == ["page"]


def test_each_kind_has_its_own_end(account: Any) -> None:
    guide = account()
    assert guide.run(kind=Kind.GUIDE).reason is Reason.GUIDE
    assert guide.done == []
    action = account()
    assert action.run(kind=Kind.ACTION).status is Status.OK
    assert action.done == ["act"]


@pytest.mark.parametrize(
    "error", [SettingError(Reason.NOT_FOUND, "no row"), Unreachable(Reason.OFFLINE, "no network")]
)
def test_what_went_wrong_is_a_result(account: Any, error: Exception) -> None:
    here = account(error)
    here.day = DAY
    result = here.run()
    assert result.reason is error.reason  # type: ignore[attr-defined]
    assert result.done is None
    assert str(DAY) not in result.hint, "the person did something else by hand"


def test_what_the_person_said_that_they_did_is_told(account: Any) -> None:
    here = account()
    here.day = DAY
    result = here.run(kind=Kind.GUIDE)
    assert (result.done, result.hint) == (DAY, f"you said on {DAY} that you did this")
    assert account().run(kind=Kind.GUIDE).done is None


@pytest.mark.parametrize(
    ("begun", "reason"), [(False, Reason.STOPPED), (True, Reason.NOT_VERIFIED)]
)
@pytest.mark.parametrize("error", [KeyboardInterrupt(), ZeroDivisionError()])
def test_a_run_that_is_cut_short_says_whether_a_change_was_begun(
    account: Any, error: Any, begun: bool, reason: Reason
) -> None:
    here = account(error)
    here.begun = begun
    with pytest.raises(CutShort) as caught:
        here.run()
    assert caught.value.result.reason is reason
    assert caught.value.__cause__ is error
