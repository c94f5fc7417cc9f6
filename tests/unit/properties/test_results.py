"""Whatever a run found, its JSON says the same, and no result claims more than was read."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given

from offswitch.exitcodes import ExitCode
from offswitch.model.results import NewControl, Report, Result, RunInfo
from offswitch.model.words import ProofKind, State, Status
from tests.unit.properties.outcomes import NEW_CONTROLS, REPORTS, RESULTS, SAID, result_or_none

STEERING = {chr(code) for code in (*range(32), *range(127, 160), 0x202E, 0x2028, 0x2066, 0xFEFF)}


@given(report=REPORTS)
def test_a_report_is_read_back_from_its_json(report: Report) -> None:
    said = json.loads(report.to_json())
    assert RunInfo.model_validate(said["run"]) == report.run
    assert [Result.model_validate(each) for each in said["results"]] == list(report.results)
    found = [NewControl.model_validate(each) for each in said["new_controls"]]
    assert found == list(report.new_controls)
    counts = {status: said["summary"][status] for status in Status}
    assert sum(counts.values()) == len(report.results)
    assert said["summary"]["exit_code"] == report.exit_code()


@given(report=REPORTS)
def test_no_failure_ends_in_the_exit_code_of_success(report: Report) -> None:
    if report.exit_code() is ExitCode.OK:
        assert report.results
        assert {each.status for each in report.results} <= {
            Status.OK,
            Status.CHANGED,
            Status.SKIPPED,
        }
        assert report.run.error is None
        assert report.run.alarm is None


@given(result=RESULTS)
def test_a_result_is_read_back_from_the_journal_s_text(result: Result) -> None:
    assert Result.model_validate_json(result.model_dump_json()) == result


@given(said=SAID)
def test_what_claims_off_was_read_as_off_in_a_fresh_window(said: dict[str, Any]) -> None:
    result = result_or_none(said)
    if result is None or result.status not in {Status.OK, Status.CHANGED}:
        return
    fresh = [proof for proof in result.proofs if proof.kind is not ProofKind.SAME_PAGE]
    assert fresh
    last = {proof.kind: proof.state for proof in fresh}
    assert set(last.values()) == {State.OFF}


@given(result=RESULTS, control=NEW_CONTROLS)
def test_nothing_that_a_page_says_steers_a_terminal(result: Result, control: NewControl) -> None:
    lines = [result.url, result.hint, result.language, *result.warnings, *result.accounts]
    lines += [control.section, control.label, control.state, control.url, control.before]
    assert not STEERING & set("".join(lines))
