"""Every failure of the contract tests: captured, shown by a replica, and met there again."""

from __future__ import annotations

from functools import partial

import pytest

from offswitch.errors import Unreachable
from tests.e2e.failures import PARTNERS, Failure, aside, every_failure, met, met_again

pytestmark = pytest.mark.e2e

DAILY = {f"run-{PARTNERS}-2026-07-save_error"}
"""Past the press of an option and of a button that saves, to what the site said then; all others are thorough."""


@pytest.mark.long
@pytest.mark.parametrize(
    "failure",
    [
        pytest.param(one, id=one.id, marks=[] if one.id in DAILY else [pytest.mark.thorough])
        for one in every_failure()
    ],
)
def test_a_failure_is_met_again_on_what_was_captured_of_it(failure: Failure) -> None:
    captured = aside(partial(met, failure))
    assert captured is not None
    assert aside(partial(met_again, captured.bundle)) == captured.bundle.expected


@pytest.mark.thorough
@pytest.mark.parametrize(
    "more", ['interruptions = ["consent_next_3pd"]\n', 'interruptions = ["soft_checkpoint"]\n']
)
def test_a_page_that_only_the_person_may_answer_is_not_captured(more: str) -> None:
    with pytest.raises(Unreachable):
        aside(partial(met, Failure(PARTNERS, more=more)))
