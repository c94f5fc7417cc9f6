"""What cannot be undone: named, agreed to, clicked once for one account, proved, and never undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from offswitch.replica import Replica
from tests.conftest import Program
from tests.e2e.scenarios import ACCOUNT, LAYOUTS, SECOND, outcomes, states, writes

pytestmark = pytest.mark.e2e

CLEAR = "accounts_center.clear_off_meta_history"
ADA, BEN = "100000000000001", "100000000000002"


@pytest.mark.long
@pytest.mark.parametrize(
    "accounts",
    [
        pytest.param(ACCOUNT + SECOND, id="two-accounts"),
        pytest.param(ACCOUNT, id="one-account", marks=pytest.mark.thorough),
    ],
)
def test_it_is_done_only_when_named_and_said_yes_to(
    program: Program, replica_of: Callable[..., Replica], accounts: str
) -> None:
    replica = replica_of(LAYOUTS["eu-2026-06"].scenario(accounts=accounts))
    offswitch = program.signed_in(replica)

    assert told(offswitch, "run", "--dry-run", "--headless", "--only", CLEAR) == ("pending", None)
    assert offswitch("run", "--headless", "--only", CLEAR).code == 2
    assert writes(replica) == []

    done = offswitch("run", "--yes", "--headless", "--json", "--only", CLEAR)
    result = done.results()[CLEAR]
    assert (result["status"], result["before"], result["after"]) == ("changed", "on", "off")
    assert [(p["kind"], p["state"]) for p in result["proofs"]] == [("fresh_context", "off")]
    assert result["accounts"] == ["Ada Sample"]
    assert writes(replica) == [(CLEAR, "on", "off")]
    assert states(replica, ADA)[CLEAR] == "off"
    if accounts != ACCOUNT:
        assert states(replica, BEN)[CLEAR] == "on"
    assert told(offswitch, "undo", "--yes", "--headless") == ("skipped", "one_way")
    assert len(writes(replica)) == 1


def told(offswitch: Program, *command: str) -> tuple[str, str | None]:
    return outcomes(offswitch(*command, "--json").results())[CLEAR]


@pytest.mark.thorough
def test_it_is_watched_afterwards(program: Program, replica_of: Callable[..., Replica]) -> None:
    replica = replica_of(LAYOUTS["eu-2026-06"].scenario())
    offswitch = program.signed_in(replica)
    run = ("run", "--yes", "--headless", "--only", CLEAR)
    assert told(offswitch, *run) == ("changed", None)
    assert told(offswitch, *run) == ("ok", None)
    replica.flip(ADA, CLEAR, "on")
    assert told(offswitch, "check", "--only", CLEAR) == ("pending", "drift")
    assert len(writes(replica)) == 1


@pytest.mark.thorough
@pytest.mark.parametrize("fault", ["flips_back", "server_error", "locked"])
def test_a_page_that_does_not_do_it_is_never_believed(
    program: Program, replica_of: Callable[..., Replica], fault: str
) -> None:
    faulty = f'[settings."{CLEAR}"]\nfaults = ["{fault}"]\n'
    replica = replica_of(LAYOUTS["eu-2026-06"].scenario() + faulty)
    done = program.signed_in(replica)("run", "--yes", "--headless", "--json", "--only", CLEAR)
    status, _ = outcomes(done.results())[CLEAR]
    assert status in {"failed", "skipped"}
    assert states(replica)[CLEAR] == "on"
