"""What is said of a change, by what was read of it afterward."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from offswitch.engine.draft import Draft
from offswitch.engine.outcome import after_change
from offswitch.engine.reading import Reading
from offswitch.engine.task import Goal
from offswitch.errors import SettingError
from offswitch.model.words import Category, ProofKind, Reason, State, Status

OFF = Reading(State.OFF, "off", {"checked": "false"})
ON = Reading(State.ON, "on", {"checked": "true"})
TORN = Reading(State.UNKNOWN, "unknown", {"checked": "false", "aria-checked": "true"})
BLANK = Reading(State.UNKNOWN, "unknown", {"tree": "missing"})


def draft(page: Reading | None, *fresh: Reading | None) -> Draft:
    task: Any = SimpleNamespace(
        id="app.usage",
        goal=Goal(state=State.OFF),
        platform=SimpleNamespace(name="app"),
        setting=SimpleNamespace(id="usage", category=Category.RESEARCH, title="Usage"),
    )
    made = Draft(task)
    made.prove(ProofKind.SAME_PAGE, page)
    for reading in fresh:
        made.prove(ProofKind.FRESH_CONTEXT, reading)
    return made


def test_a_page_that_contradicts_itself_yields_to_a_fresh_window() -> None:
    result = after_change(draft(TORN, OFF), None, refused=False, sent=1)
    assert result.status is Status.CHANGED
    assert any("contradict each other" in warning for warning in result.warnings)


def test_a_page_that_tells_nothing_yields_to_two_fresh_windows() -> None:
    """A menu closes when one of its entries is pressed."""
    result = after_change(draft(None, OFF, OFF), None, refused=False, sent=1)
    assert result.status is Status.CHANGED
    assert any("not on the page any more" in warning for warning in result.warnings)


@pytest.mark.parametrize(
    ("page", "fresh", "refused", "sent"),
    [
        (TORN, (), False, 1),
        (TORN, (ON,), False, 1),
        (TORN, (TORN,), False, 1),
        (TORN, (OFF, None), False, 1),
        (TORN, (OFF,), True, 1),
        (TORN, (OFF,), False, 0),
        (BLANK, (OFF,), False, 1),
        (None, (OFF,), False, 1),
        (None, (ON, OFF), False, 1),
        (None, (OFF, OFF), True, 1),
        (None, (OFF, OFF), False, 0),
        (BLANK, (OFF, OFF), False, 1),
        (ON, (OFF,), False, 1),
    ],
)
def test_nothing_else_does(
    page: Reading | None, fresh: tuple[Reading | None, ...], refused: bool, sent: int
) -> None:
    result = after_change(draft(page, *fresh), None, refused=refused, sent=sent)
    assert result.status is Status.FAILED


def test_nor_does_it_where_something_went_wrong() -> None:
    problem = SettingError(Reason.NOT_VERIFIED, "the option did not take the click")
    result = after_change(draft(TORN, OFF), problem, refused=False, sent=1)
    assert result.status is Status.FAILED


@pytest.mark.parametrize(
    ("reason", "sent", "told"),
    [
        (Reason.NOT_FOUND, 0, Reason.NOT_FOUND),
        (Reason.NOT_FOUND, 1, Reason.NOT_VERIFIED),
        (Reason.UNEXPECTED_DIALOG, 1, Reason.UNEXPECTED_DIALOG),
    ],
)
def test_what_went_wrong_is_told_where_nothing_was_sent_or_a_dialog_asks(
    reason: Reason, sent: int, told: Reason
) -> None:
    result = after_change(draft(ON, ON), SettingError(reason, "why"), refused=False, sent=sent)
    assert result.reason is told
    assert "why" in result.hint
