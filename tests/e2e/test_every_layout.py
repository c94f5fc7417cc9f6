"""Every setting in every layout: what a run says about each agrees with the server's truth."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from offswitch.model.words import Kind
from offswitch.replica import Replica
from tests.conftest import Program
from tests.e2e.honest import kinds
from tests.e2e.scenarios import ACCOUNT, LAYOUTS, SECOND, implied, outcomes, states, writes

pytestmark = pytest.mark.e2e

MOST_LOADS = 40
TODAY = {"us-2026-07", "eu-2026-06"}


@pytest.mark.thorough
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_run_over_all_platforms_says_what_the_server_knows(
    program: Program, replica_of: Callable[..., Replica], name: str
) -> None:
    layout = LAYOUTS[name]
    replica = replica_of(layout.scenario(accounts=ACCOUNT + SECOND))
    before = states(replica)
    done = program.signed_in(replica)("run", "--yes", "--headless", "--json")
    results = done.results()
    expected = {
        setting: implied(layout, setting, kind, before.get(setting, "absent"))
        for setting, kind in kinds().items()
    }
    assert outcomes(results) == expected, done.err
    assert done.code == 0
    changed = {setting for setting, (status, _) in expected.items() if status == "changed"}
    assert sorted(writes(replica)) == sorted((setting, "on", "off") for setting in changed)
    assert {states(replica)[setting] for setting in changed} == {"off"}
    for setting in changed:
        proofs = [(proof["kind"], proof["state"]) for proof in results[setting]["proofs"]]
        assert proofs == [("same_page", "off"), ("fresh_context", "off")]
    if name in TODAY:
        assert done.json["run"]["loads"] <= MOST_LOADS


@pytest.mark.long
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[] if name == "article" else pytest.mark.thorough)
        for name in LAYOUTS
    ],
)
def test_a_check_over_all_platforms_calls_absent_what_the_server_does_not_have(
    program: Program, replica_of: Callable[..., Replica], name: str
) -> None:
    layout = LAYOUTS[name]
    replica = replica_of(layout.scenario())
    truth = states(replica)
    results = program.signed_in(replica)("check", "--json").results()
    absent = {
        setting: implied(layout, setting, kind, "absent")
        for setting, kind in kinds().items()
        if kind is not Kind.GUIDE and truth.get(setting, "absent") == "absent"
    }
    assert absent
    assert {setting: outcomes(results)[setting] for setting in absent} == absent
    assert writes(replica) == []


@pytest.mark.thorough
def test_the_old_settings_inside_a_frame_are_worked_the_same(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    framed = [
        "accounts_center.partner_activity",
        "accounts_center.ads_outside_meta",
        "accounts_center.social_interactions",
        "facebook.off_facebook_activity",
    ]
    replica = replica_of(LAYOUTS["2020"].scenario("legacy_frame = true"))
    only = [word for setting in framed for word in ("--only", setting)]
    done = program.signed_in(replica)("run", "--yes", "--headless", "--json", *only)
    assert outcomes(done.results()) == dict.fromkeys(framed, ("changed", None))
    assert sorted(writes(replica)) == sorted((setting, "on", "off") for setting in framed)
