"""All of it, in every layout: what a run says of each setting is what the server's truth implies."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from offswitch.replica import Replica
from tests.conftest import Program, first_account
from tests.e2e.scenarios import ACCOUNT, LAYOUTS, SECOND, implied, outcomes, states, writes

pytestmark = pytest.mark.e2e

MOST_LOADS, MOST_CLICKS = 40, 25
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
        setting: implied(layout, setting, state, changed=True) for setting, state in before.items()
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


FEATURES = """
features = ["web_content_reuse"]
"""
BUSINESS = ACCOUNT.rstrip() + "\nbusiness = true\n"
CLEAR = "accounts_center.clear_off_meta_history"
PATHS = {
    "link": "deep_links = true\nmenu_paths = false\nsettings_search = false",
    "menu": "deep_links = false\nmenu_paths = true\nsettings_search = false",
    "search": "deep_links = false\nmenu_paths = false\nsettings_search = true",
}
WAYS: dict[str, set[str]] = {
    "accounts_center.partner_activity": {"link", "menu", "search"},
    "accounts_center.off_meta_activity": {"link", "menu", "search"},
    # An address is known only of the page from which a row leads to these.
    "accounts_center.ads_outside_meta": {"menu", "search"},
    "accounts_center.ads_about_meta": {"menu", "search"},
    "accounts_center.social_interactions": {"menu", "search"},
    "accounts_center.data_use_for_ai": {"menu", "search"},
    "facebook.research_data_use": {"menu", "search"},
    "facebook.off_facebook_activity": {"link", "menu"},
    "instagram.ai_activity_sharing": {"link", "menu"},
    "instagram.content_reuse": {"menu"},
    "whatsapp.link_previews": {"menu"},
    "whatsapp.call_ip": {"menu"},
    "whatsapp.customer_activity": {"menu"},
}
"""Which ways the evidence gives each setting."""


def batched(names: list[str], size: int = 4) -> list[list[str]]:
    return [names[start : start + size] for start in range(0, len(names), size)]


def cases() -> list[tuple[str, str]]:
    return [
        (name, way)
        for name, layout in LAYOUTS.items()
        for way in PATHS
        if way != "search" or layout.generation not in {"2020-01", "2022-06"}
    ]


@pytest.mark.long
@pytest.mark.thorough
@pytest.mark.parametrize(("name", "way"), cases())
def test_every_setting_keeps_the_contract_by_every_way(
    program: Program, replica_of: Callable[..., Replica], name: str, way: str
) -> None:
    layout = LAYOUTS[name]
    replica = replica_of(layout.scenario(f"{PATHS[way]}{FEATURES}", BUSINESS))
    offered = [
        setting
        for setting, state in states(replica).items()
        if state == "on" and setting != CLEAR and way in WAYS[setting]
    ]
    assert offered
    offswitch = program.signed_in(replica)

    def told(*command: str) -> dict[str, tuple[str, str | None]]:
        found: dict[str, tuple[str, str | None]] = {}
        for few in batched(offered):  # all at once would be too much for one run's limits
            done = offswitch(*command, *(word for name in few for word in ("--only", name)))
            assert done.out, done.err
            if way == "link":
                run = done.json["run"]
                assert (run["loads"] <= MOST_LOADS, run["clicks"] <= MOST_CLICKS) == (True, True)
            found |= outcomes(done.results())
        return found

    dry = told("run", "--dry-run", "--headless", "--json")
    assert dry == dict.fromkeys(offered, ("pending", None))
    assert writes(replica) == []
    done = told("run", "--yes", "--headless", "--json")
    assert done == dict.fromkeys(offered, ("changed", None))
    assert sorted(writes(replica)) == sorted((setting, "on", "off") for setting in offered)
    again = told("run", "--yes", "--headless", "--json")
    assert again == dict.fromkeys(offered, ("ok", None))
    for setting in offered:
        replica.flip(first_account(replica), setting, "on")
    assert told("check", "--json") == dict.fromkeys(offered, ("pending", "drift"))
    assert len(writes(replica)) == len(offered)


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
