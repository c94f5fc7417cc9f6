"""Whose settings they are: every account that a change covers is named, and no other is touched."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from offswitch.local.folders import folders
from offswitch.model.scope import Scope
from offswitch.replica import Replica
from offswitch.sessions.store import Sessions
from tests.conftest import Program
from tests.e2e.scenarios import ACCOUNT, LAYOUTS, SECOND, outcomes, states, writes

pytestmark = pytest.mark.e2e

PARTNERS = "accounts_center.partner_activity"
ADA, BEN = "100000000000001", "100000000000002"


def test_one_change_covers_every_account_of_the_center_and_names_them(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(LAYOUTS["us-2026-07"].scenario(accounts=ACCOUNT + SECOND))
    done = program.signed_in(replica)("run", "--yes", "--headless", "--json", "--only", PARTNERS)
    result = done.results()[PARTNERS]
    assert (result["status"], result["accounts"]) == ("changed", ["Ada Sample", "Ben Sample"])
    assert states(replica, ADA)[PARTNERS] == states(replica, BEN)[PARTNERS] == "off"
    assert len(writes(replica)) == 1


def test_another_persons_account_is_left_alone(
    program: Program, replica_of: Callable[..., Replica], monkeypatch: pytest.MonkeyPatch
) -> None:
    apart = SECOND.rstrip() + '\ncenter = "two"\n'
    replica = replica_of(LAYOUTS["us-2026-07"].scenario(accounts=ACCOUNT + apart))
    offswitch = program.signed_in(replica, ADA)
    dry = offswitch("run", "--dry-run", "--headless", "--json", "--only", PARTNERS)
    assert outcomes(dry.results()) == {PARTNERS: ("pending", None)}

    # The browser that was signed in as one person is now signed in as another.
    for name, value in program.environment().items():
        monkeypatch.setenv(name, value)
    sessions = Sessions(folders(), Scope("default", at_replica=True))
    former = sessions.load("meta")
    assert former is not None
    assert former.provenance.account == ADA
    sessions.save("meta", replica.session(BEN), former.provenance)
    done = offswitch("run", "--yes", "--headless", "--json", "--only", PARTNERS)
    assert (done.code, outcomes(done.results())) == (
        5,
        {PARTNERS: ("unreachable", "wrong_account")},
    )
    assert writes(replica) == []
