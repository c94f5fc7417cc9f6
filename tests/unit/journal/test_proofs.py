"""What proves a setting off, and that a run at a replica never passes for a real one."""

import pytest

from offswitch.journal import Journal
from offswitch.model.results import Result
from offswitch.model.scope import Scope, SettingKey
from offswitch.model.words import Reason, State, Status
from tests.unit.journal.conftest import (
    AT_REPLICA,
    CHANGED,
    DRIFT,
    KEY,
    NOT_VERIFIED,
    OFFLINE,
    OK,
    PENDING,
    REAL,
    REPLICA,
    START,
    begin,
    intend,
    one_run,
    result_of,
)

RESTORED = result_of(Status.CHANGED, wanted=State.ON, before=State.OFF, after=State.ON)
NOT_OFFERED = result_of(Status.SKIPPED, Reason.NOT_OFFERED)


@pytest.mark.parametrize(
    ("later", "off"),
    [
        ([], False),
        ([OK], True),
        ([CHANGED], True),
        ([PENDING], False),
        ([NOT_VERIFIED], False),
        ([OFFLINE], False),
        ([OK, DRIFT], True),
        ([CHANGED, DRIFT, DRIFT], True),
        ([CHANGED, OFFLINE, NOT_VERIFIED, NOT_OFFERED], True),
        ([CHANGED, DRIFT, CHANGED], True),
    ],
)
def test_proved_off(journal: Journal, later: list[Result], off: bool) -> None:
    for result in later:
        one_run(journal, result)
    assert journal.proved_off(KEY) is off
    assert journal.last_proved(KEY) is (State.OFF if off else None)


def test_after_an_undo_it_is_no_drift(journal: Journal) -> None:
    one_run(journal, CHANGED)
    one_run(journal, RESTORED, mode="undo")
    assert journal.last_proved(KEY) is State.ON
    assert not journal.proved_off(KEY)
    one_run(journal, PENDING, mode="check")
    assert not journal.proved_off(KEY)
    one_run(journal, CHANGED)
    assert journal.proved_off(KEY)


@pytest.mark.parametrize("outcome", [None, NOT_VERIFIED])
def test_an_undo_that_was_begun_is_not_drift_whatever_became_of_it(
    journal: Journal, outcome: Result | None
) -> None:
    one_run(journal, CHANGED)
    begin(journal, "undo", mode="undo")
    assert journal.proved_off(KEY), "nothing was begun yet"
    intend(journal, "undo")
    if outcome:
        journal.record("undo", outcome)
    assert journal.last_proved(KEY) is State.UNKNOWN
    assert not journal.proved_off(KEY)
    one_run(journal, OK, mode="check")
    assert journal.proved_off(KEY)


def test_an_undo_elsewhere_changes_nothing_here(journal: Journal) -> None:
    one_run(journal, CHANGED)
    for number, more in enumerate([{"profile": "other"}, {"replica": "https://127.0.0.1:1"}]):
        begin(journal, f"undo{number}", mode="undo", **more)
        intend(journal, f"undo{number}")
    assert journal.proved_off(KEY)


def test_a_run_that_only_began_is_not_an_undo(journal: Journal) -> None:
    one_run(journal, CHANGED)
    begin(journal, "crashed")
    intend(journal, "crashed")
    assert journal.proved_off(KEY)


def test_a_proof_is_of_its_own_profile_platform_and_setting(journal: Journal) -> None:
    one_run(journal, OK)
    for key in (
        SettingKey(Scope("bob"), "site", "partners"),
        SettingKey(REAL, "s", "partners"),
        SettingKey(REAL, "site", "x"),
    ):
        assert journal.last_proved(key) is None
    assert journal.last_proved(KEY) is State.OFF


def test_a_replica_proves_nothing_about_the_real_site_and_vice_versa(journal: Journal) -> None:
    replica = {"replica": "https://127.0.0.1:4433"}
    one_run(journal, CHANGED, **replica)
    assert journal.last_proved(KEY) is None
    assert not journal.proved_off(KEY)
    assert journal.proved_off(AT_REPLICA)
    assert journal.runs(REAL) == []
    assert journal.history(REAL) == []
    assert journal.history(REAL, "partners") == []
    (run,) = journal.runs(REPLICA)
    assert run.replica == "https://127.0.0.1:4433"
    assert len(journal.history(REPLICA)) == 1
    assert len(journal.history(REPLICA, "partners")) == 1
    begin(journal, "open", **replica)
    intend(journal, "open")
    assert journal.open_intents(REAL) == []
    assert len(journal.open_intents(REPLICA)) == 1
    one_run(journal, RESTORED, mode="undo")
    assert journal.proved_off(AT_REPLICA)
    assert journal.last_proved(KEY) is State.ON


@pytest.mark.parametrize("result", [OK, CHANGED])
def test_a_proof_on_the_real_site_says_on_which_day_it_worked_here(
    journal: Journal, result: Result
) -> None:
    one_run(journal, result)
    one_run(journal, PENDING)
    one_run(journal, NOT_VERIFIED)
    assert journal.worked() == {result.setting: START.date()}


def test_in_whichever_profile_it_worked_it_worked_here(journal: Journal) -> None:
    one_run(journal, OK, profile="another")
    assert set(journal.worked()) == {OK.setting}


@pytest.mark.parametrize("result", [PENDING, DRIFT, NOT_VERIFIED, OFFLINE, NOT_OFFERED])
def test_without_a_proof_nothing_worked_here(journal: Journal, result: Result) -> None:
    one_run(journal, result)
    assert journal.worked() == {}


def test_what_worked_at_a_replica_did_not_work_here(journal: Journal) -> None:
    one_run(journal, CHANGED, replica="http://127.0.0.1:8443")
    assert journal.worked() == {}
