"""Component libraries that nobody drew for this project: each control is switched and proved, or refused for a true reason.

The server of the pages judges: no result claims what it does not know, and no page was written to twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from offswitch.model.results import Result
from tests.conftest import ROOT
from tests.kinds.inside import Inside, outcome
from tests.libraries.cases import (
    LIBRARIES,
    PLATFORM,
    REFUSED,
    SAMPLE,
    cases_of,
    selector_file,
    with_answer,
)
from tests.libraries.server import Answer, Case, Libraries
from tests.npm import is_built

pytestmark = pytest.mark.e2e

FOLDER = ROOT / "tests" / "libraries"
Judge = Callable[[Sequence[Case]], dict[Case, str]]


@pytest.fixture
def judged(pages: Libraries, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Judge:
    """Run over some pages in one browser, and hold each result against what the server knows."""
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path / "home"))

    def judge(cases: Sequence[Case]) -> dict[Case, str]:
        folder = tmp_path / "selectors"
        folder.mkdir()
        (folder / "libraries.toml").write_text(selector_file(cases, pages.host), encoding="utf-8")
        report = Inside(folder).run(platforms=(PLATFORM,))
        results = {result.setting.partition(".")[2]: result for result in report.results}
        assert set(results) == {case.id for case in cases}, report.run
        for case in cases:
            assert is_so(pages, case, results[case.id]), (case, results[case.id])
        return {case: outcome(results[case.id]) for case in cases}

    return judge


def is_so(pages: Libraries, case: Case, result: Result) -> bool:
    """Tell whether the server agrees with a result, and was written to once at most."""
    written = [value for each, value in pages.writes if each == case]
    if written not in ([], [case.off]):
        return False
    if result.status == "changed":
        return pages.state(case) == case.off and written == [case.off]
    return result.status == "failed" and bool(result.hint)


def expected(case: Case) -> str:
    """What a run says of a page."""
    if case.answer in {"refused", "dropped"}:
        return "failed:save_error"
    return REFUSED.get(case.id, "changed")


@pytest.fixture
def here() -> None:
    """Two gigabytes of libraries are fetched by `make thorough` alone."""
    if not is_built(FOLDER):
        pytest.skip("the component libraries are not here: `make thorough` fetches them")


@pytest.mark.long
@pytest.mark.usefixtures("here")
def test_a_sample_is_switched_and_proved_or_refused(judged: Judge) -> None:
    assert judged(SAMPLE) == {case: expected(case) for case in SAMPLE}


@pytest.mark.thorough
@pytest.mark.long
@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_is_switched_and_proved(judged: Judge, library: str) -> None:
    told = judged(cases_of(library))
    print(*(f"{case.id}: {said}" for case, said in told.items()), sep="\n")
    assert told == {case: expected(case) for case in told}


@pytest.mark.thorough
@pytest.mark.long
@pytest.mark.parametrize("answer", ["late", "refused", "dropped"])
@pytest.mark.parametrize("part", range(3))
def test_whatever_the_server_answers_nothing_false_is_said(
    judged: Judge, answer: Answer, part: int
) -> None:
    told = judged(with_answer(answer)[part::3])
    print(*(f"{case.id}: {said}" for case, said in told.items()), sep="\n")
    assert told == {case: expected(case) for case in told}
