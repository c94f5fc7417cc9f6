"""What a run may claim, and what its exit code says."""

import datetime as dt
import json
from typing import Any

import pytest
from pydantic import ValidationError

from offswitch.exitcodes import ExitCode
from offswitch.model.results import Proof, Report, Result, RunInfo, exit_code
from offswitch.model.words import REASONS, Category, ProofKind, Reason, State, Status

NOON = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
NEEDS_REASON = (Status.SKIPPED, Status.FAILED, Status.UNREACHABLE)
NEEDS_PROOF = (Status.OK, Status.CHANGED)


TORN = {"checked": "false", "aria-checked": "true"}


def proof(
    kind: ProofKind, state: State = State.OFF, signals: dict[str, str] | None = None
) -> Proof:
    return Proof(kind=kind, state=state, signals=signals or {"checked": "false"}, at=NOON)


BOTH = (proof(ProofKind.SAME_PAGE), proof(ProofKind.FRESH_CONTEXT))


def result(status: Status, reason: Reason | None = None, **more: Any) -> Result:
    if status in NEEDS_PROOF:
        more.setdefault("proofs", BOTH)
        more.setdefault("after", State.OFF)
    if reason is None and status in NEEDS_REASON:
        reason = min(REASONS[status])
    return Result(
        platform="lamp",
        setting="lamp.partners",
        category=Category.AD_PARTNERS,
        title="Partners",
        status=status,
        reason=reason,
        **more,
    )


def report(*results: Result, **more: Any) -> Report:
    info = RunInfo(id="1", mode="run", profile="default", started=NOON, version="0", **more)
    return Report(run=info, results=results)


# What a result may say


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("reason", Reason)
def test_a_reason_goes_only_with_its_own_status(status: Status, reason: Reason) -> None:
    if reason in REASONS[status]:
        assert result(status, reason).reason is reason
    else:
        with pytest.raises(ValidationError, match="is no reason for"):
            result(status, reason)


def test_every_reason_belongs_to_exactly_one_status() -> None:
    owners = [reason for reasons in REASONS.values() for reason in reasons]
    assert sorted(owners) == sorted(Reason)


@pytest.mark.parametrize("status", NEEDS_REASON)
def test_what_did_not_work_says_why(status: Status) -> None:
    values = result(status).model_dump() | {"reason": None}
    with pytest.raises(ValidationError, match="needs a reason"):
        Result.model_validate(values)


UNPROVED = {
    "nothing read": (),
    "the same page alone": (proof(ProofKind.SAME_PAGE),),
    "a fresh window says on": (
        proof(ProofKind.SAME_PAGE),
        proof(ProofKind.FRESH_CONTEXT, State.ON),
    ),
    "the page says on": (proof(ProofKind.SAME_PAGE, State.ON), proof(ProofKind.FRESH_CONTEXT)),
    "a fresh window says nothing": (*BOTH[:1], proof(ProofKind.FRESH_CONTEXT, State.UNKNOWN)),
    "the page says nothing": (
        proof(ProofKind.SAME_PAGE, State.UNKNOWN),
        proof(ProofKind.FRESH_CONTEXT),
    ),
    "a fresh window contradicts itself": (
        *BOTH[:1],
        proof(ProofKind.FRESH_CONTEXT, State.UNKNOWN, TORN),
    ),
    "only the page, which contradicts itself": (proof(ProofKind.SAME_PAGE, State.UNKNOWN, TORN),),
}


@pytest.mark.parametrize("status", NEEDS_PROOF)
@pytest.mark.parametrize("proofs", UNPROVED.values(), ids=list(UNPROVED))
def test_off_is_never_claimed_without_a_fresh_proof(
    status: Status, proofs: tuple[Proof, ...]
) -> None:
    with pytest.raises(ValidationError, match="without a fresh proof of off"):
        result(status, proofs=proofs)


def test_a_page_may_contradict_itself_after_the_click() -> None:
    page = proof(ProofKind.SAME_PAGE, State.UNKNOWN, TORN)
    changed = result(Status.CHANGED, proofs=(page, proof(ProofKind.FRESH_CONTEXT)))
    assert changed.status is Status.CHANGED


@pytest.mark.parametrize("kind", [ProofKind.FRESH_LOAD, ProofKind.FRESH_CONTEXT])
def test_a_fresh_reading_is_enough_for_a_setting_that_was_already_off(kind: ProofKind) -> None:
    assert result(Status.OK, proofs=(proof(kind),)).status is Status.OK


def test_another_wanted_state_needs_its_own_proof() -> None:
    on = (proof(ProofKind.SAME_PAGE, State.ON), proof(ProofKind.FRESH_CONTEXT, State.ON))
    changed = result(Status.CHANGED, wanted=State.ON, proofs=on, after=State.ON)
    assert changed.after is State.ON
    with pytest.raises(ValidationError, match="without a fresh proof of on"):
        result(Status.CHANGED, wanted=State.ON)


def test_nothing_is_added_to_a_result_that_nobody_knows() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        result(Status.OK, score=0.9)


def test_a_result_does_not_change_afterwards() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        result(Status.PENDING).status = Status.OK  # type: ignore[misc]


# What a report says


def test_the_worst_result_gives_the_exit_code() -> None:
    ok, changed, skipped, pending, failed, unreachable = (
        result(status)
        for status in (
            Status.OK,
            Status.CHANGED,
            Status.SKIPPED,
            Status.PENDING,
            Status.FAILED,
            Status.UNREACHABLE,
        )
    )
    assert exit_code([ok]) is exit_code([changed, skipped, ok]) is ExitCode.OK
    assert exit_code([ok, pending, changed]) is ExitCode.PENDING
    assert exit_code([pending, failed, ok]) is ExitCode.FAILED
    assert exit_code([failed, unreachable, pending]) is ExitCode.UNREACHABLE
    assert (int(ExitCode.PENDING), int(ExitCode.FAILED), int(ExitCode.UNREACHABLE)) == (3, 4, 5)


def test_nothing_evaluated_is_no_success() -> None:
    assert report().exit_code() is ExitCode.UNREACHABLE


def test_an_alarm_is_a_failure_even_where_every_setting_is_off() -> None:
    assert report(result(Status.CHANGED), alarm="another control changed").exit_code() == 4
    assert report(result(Status.PENDING), alarm="another control changed").exit_code() == 4
    assert report(result(Status.UNREACHABLE), alarm="another control changed").exit_code() == 5


def test_an_interrupted_run_says_so_whatever_it_found() -> None:
    assert report(result(Status.UNREACHABLE), interrupted=True).exit_code() == 130
    assert report(interrupted=True).exit_code() == 130


def test_the_summary_counts_every_status_even_those_with_none() -> None:
    found = report(result(Status.OK), result(Status.OK), result(Status.FAILED)).summary()
    assert found == {
        "ok": 2,
        "changed": 0,
        "pending": 0,
        "skipped": 0,
        "failed": 1,
        "unreachable": 0,
    }


def test_json_is_the_promised_shape() -> None:
    text = report(result(Status.CHANGED, before=State.ON, url="https://lamp.test/a")).to_json()
    data = json.loads(text)
    assert list(data) == ["schema", "run", "results", "new_controls", "summary"]
    assert data["schema"] == 1
    assert data["summary"]["exit_code"] == 0
    promised = {
        "platform", "setting", "category", "title", "status", "reason", "before", "after", "wanted",
        "proofs", "selectors", "url", "language", "hint",
    }  # fmt: skip
    assert promised <= set(data["results"][0])
    assert data["results"][0]["reason"] is None
    assert data["results"][0]["proofs"][1]["kind"] == "fresh_context"
    assert data["run"]["interrupted"] is False


def test_a_result_from_before_files_were_named_can_still_be_read() -> None:
    written = json.loads(result(Status.OK).model_dump_json())
    del written["selector_files"]
    assert Result.model_validate_json(json.dumps(written)).selector_files == {}


def test_json_keeps_letters_as_they_are() -> None:
    assert "Aktivität" in report(result(Status.PENDING, hint="Aktivität")).to_json()


def test_an_email_address_that_a_page_shows_is_in_no_hint() -> None:
    told = result(Status.FAILED, hint="a dialog says “Continue as maria@example.org”; answer it")
    assert told.hint == "a dialog says “Continue as [email]”; answer it"
