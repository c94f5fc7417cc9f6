"""Which interruption only a person may deal with."""

from __future__ import annotations

from typing import Any

import pytest

from offswitch.model.geography import Interruption
from offswitch.model.words import Reason
from offswitch.screen import interruptions
from offswitch.screen.interruptions import needs_a_person

TERMS = Interruption(visible="terms", reason=Reason.CONSENT)
CODE = Interruption(visible="code", reason=Reason.TWO_FACTOR)
OFFER = Interruption(visible="offer", dismiss="later")
PAGE: Any = None


def shows(monkeypatch: pytest.MonkeyPatch, shown: Interruption | None) -> None:
    found = None if shown is None else ("its name", shown)
    monkeypatch.setattr(interruptions, "_interruption", lambda _: found)


@pytest.mark.parametrize(("shown", "needs"), [(TERMS, True), (OFFER, False), (None, False)])
def test_only_one_with_a_reason_does(
    monkeypatch: pytest.MonkeyPatch, shown: Interruption | None, needs: bool
) -> None:
    shows(monkeypatch, shown)
    assert needs_a_person(PAGE) is needs


def test_another_one_is_not_the_one_that_was_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    shows(monkeypatch, TERMS)
    assert needs_a_person(PAGE, TERMS)
    assert not needs_a_person(PAGE, CODE)


def test_what_only_who_is_signed_in_is_shown_does_not_stop_a_sign_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shows(monkeypatch, TERMS.model_copy(update={"signed_in": True}))
    assert needs_a_person(PAGE)
    assert not needs_a_person(PAGE, signing_in=True)
    shows(monkeypatch, CODE)
    assert needs_a_person(PAGE, signing_in=True)
