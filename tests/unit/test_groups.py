"""Which group a result belongs to: what a person has to do about it."""

from __future__ import annotations

import datetime as dt

import pytest

from offswitch.model.results import Proof
from offswitch.model.words import ProofKind, Reason, State, Status
from offswitch.terminal.groups import Part, grouped, part_of
from tests.unit.outcomes import every_outcome, infos, result

EXPECTED: dict[Part, set[Reason | None]] = {
    Part.ON: {None, Reason.DRIFT},
    Part.YOURS: {
        Reason.FORM_ONLY, Reason.GUIDE, Reason.ONE_WAY, Reason.APP_ONLY, Reason.LOCKED,
        Reason.SIGN_IN, Reason.CHECKPOINT, Reason.TWO_FACTOR, Reason.CONSENT, Reason.PASSWORD,
        Reason.WRONG_ACCOUNT,
    },
    Part.UNTOLD: {
        Reason.NOT_FOUND, Reason.AMBIGUOUS, Reason.UNREADABLE, Reason.UNEXPECTED_DIALOG,
        Reason.NOT_VERIFIED, Reason.LANGUAGE, Reason.SAVE_ERROR, Reason.STOPPED,
        Reason.RATE_LIMITED, Reason.OFFLINE,
    },
    Part.ABSENT: {Reason.NOT_OFFERED, Reason.RETIRED, Reason.EXCLUDED},
}  # fmt: skip


@pytest.mark.parametrize(("status", "reason"), every_outcome())
def test_each_outcome_has_its_part(status: Status, reason: Reason | None) -> None:
    found = part_of(result(infos()[0], status, reason))
    fixed = {Status.CHANGED: Part.SWITCHED, Status.OK: Part.OFF, Status.PENDING: Part.ON}
    if status in fixed:
        assert found is fixed[status]
    else:
        assert reason in EXPECTED[found]


def test_each_result_is_in_exactly_one_group() -> None:
    results = [
        result(infos()[index % len(infos())], *outcome)
        for index, outcome in enumerate(every_outcome())
    ]
    groups = grouped(results)
    assert [group.part for group in groups] == list(Part), "in the order of what is to be done"
    told = [each for group in groups for each in group.results]
    assert len(told) == len(results)
    assert all(any(each is other for other in told) for each in results)


@pytest.mark.parametrize(
    ("last", "part"), [(State.ON, Part.ON), (State.OFF, Part.UNTOLD), (State.UNKNOWN, Part.UNTOLD)]
)
def test_what_was_read_on_after_a_change_that_failed_is_still_on(last: State, part: Part) -> None:
    proof = Proof(kind=ProofKind.FRESH_CONTEXT, state=last, at=dt.datetime.now(dt.UTC))
    failed = result(infos()[0], Status.FAILED, Reason.SAVE_ERROR)
    failed = failed.model_copy(update={"proofs": (proof,), "hint": "the site said no"})
    assert part_of(failed) is part
    [group] = grouped([failed])
    assert "the site said no" in group.clusters[0].note


def test_what_is_locked_and_off_needs_nobody() -> None:
    locked = [
        part_of(result(infos()[0], Status.SKIPPED, Reason.LOCKED, before=state)) for state in State
    ]
    assert dict(zip(State, locked, strict=True)) == {
        State.ON: Part.YOURS,
        State.OFF: Part.ABSENT,
        State.UNKNOWN: Part.YOURS,
    }


def test_one_hint_is_said_once() -> None:
    chosen = [info for info in infos() if info.platform == infos()[0].platform]
    [group] = grouped([result(info, Status.UNREACHABLE, Reason.SIGN_IN) for info in chosen])
    [cluster] = group.clusters
    assert cluster.note == f"not signed in; run `offswitch login {chosen[0].platform}`"
    assert len(cluster.results) == len(chosen) > 2


def test_what_blocks_the_rest_comes_first_and_what_is_done_comes_last() -> None:
    day = dt.date(2026, 11, 24)
    reasons = [(Reason.GUIDE, day), (Reason.FORM_ONLY, None), (Reason.GUIDE, None)]
    results = [result(infos()[0], Status.SKIPPED, reason, done=done) for reason, done in reasons]
    results.append(result(infos()[1], Status.UNREACHABLE, Reason.CONSENT))
    [group] = grouped(results)
    assert [cluster.note for cluster in group.clusters] == [
        "the platform wants a decision from you first",
        "only by a form that you send",
        "only you can do this",
        "only you can do this; you said on 2026-11-24 that you did this",
    ]
    assert group.done == (results[0],)


def test_grounds_name_a_place_once() -> None:
    [group] = grouped([result(infos()[0], Status.OK)])
    assert [cluster.note for cluster in group.clusters] == ["read “off” on a freshly loaded page"]
