"""The pages of a change that failed are kept with what became of it; those of any other are forgotten."""

from __future__ import annotations

from typing import Any
from unittest.mock import MagicMock

import pytest

from offswitch.look.moments import Moment, Moments
from offswitch.model.results import Proof
from offswitch.model.saves import Saves, answer_of
from offswitch.model.words import ProofKind, Reason, State, Status
from offswitch.teach.changes import FailedChanges
from tests import bundled
from tests.unit.outcomes import AT, infos, result

PACK = bundled.pack("accounts_center")
[INFO] = [info for info in infos() if info.setting == "accounts_center.partner_activity"]
[SETTING] = [each for each in PACK.platform.settings if each.id == "partner_activity"]


class Recorded(Moments):
    """A change that was recorded."""

    def __init__(self, *, has_begun: bool) -> None:
        super().__init__(_changing=("https://www.facebook.com/",) if has_begun else None)
        self.kept: bool | None = None
        self.is_forgotten = False

    def of_change(self, *, kept: bool) -> list[Moment]:
        self.kept = kept
        return [Moment({"nodes": [{"in": -1, "tag": "body"}], "view": [1, 1], "language": "en"})]

    def forget(self) -> None:
        self.is_forgotten = True


def ended(moments: Recorded, status: Status, *seen: State) -> FailedChanges:
    proofs = tuple(Proof(kind=ProofKind.FRESH_CONTEXT, state=state, at=AT) for state in seen)
    reason = Reason.SAVE_ERROR if status is Status.FAILED else None
    more: dict[str, Any] = {} if status is Status.CHANGED else {"after": State.UNKNOWN}
    told = result(INFO, status, reason, **more)
    told = told.model_copy(update={"proofs": proofs})
    changes = FailedChanges()
    changes.ended(PACK, SETTING, told, MagicMock(steps=moments, account="Ada Sample"))
    assert moments.is_forgotten
    return changes


@pytest.mark.parametrize(
    ("seen", "kept"),
    [
        ((), False),
        ((State.ON,), False),
        ((State.ON, State.OFF), True),
        ((State.OFF, State.ON), False),
    ],
)
def test_a_change_that_failed_is_kept(seen: tuple[State, ...], kept: bool) -> None:
    moments = Recorded(has_begun=True)
    [taken] = ended(moments, Status.FAILED, *seen).taken.values()
    bundle = taken.bundle().bundle
    assert (bundle.command, bundle.expected) == ("run", {INFO.setting: "failed:save_error"})
    assert moments.kept is kept


def test_what_was_changed_or_never_begun_is_not_kept() -> None:
    assert ended(Recorded(has_begun=True), Status.CHANGED, State.OFF).taken == {}
    assert ended(Recorded(has_begun=False), Status.FAILED).taken == {}


@pytest.mark.parametrize(
    ("saves", "errors", "answer"),
    [
        (Saves(), (), "nothing"),
        (Saves(by_socket=True), (), "well"),
        (Saves(sent=1), (), "well"),
        (Saves(sent=1, open=1), (), "open"),
        (Saves(sent=1), ("the site answered 500",), "error"),
    ],
)
def test_what_became_of_a_change_is_told_by_what_was_sent(
    saves: Saves, errors: tuple[str, ...], answer: str
) -> None:
    assert answer_of(saves, errors) == answer
