"""Somebody who is on Instagram alone: every setting of Accounts Center, by Instagram's host and menus."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from offswitch.replica import Replica
from tests.conftest import Program
from tests.e2e.scenarios import ADA, LAYOUTS, asked_for, outcomes, states, writes

pytestmark = pytest.mark.e2e

PARTNERS = "accounts_center.partner_activity"


def on_instagram(program: Program, replica: Replica) -> Program:
    """Seal the part of a person's session that is Instagram's."""
    file = program.home / "instagram.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(replica.session(ADA)), encoding="utf-8")
    offswitch = program.at(replica)
    done = offswitch("login", "instagram", "--import", str(file))
    file.unlink()
    assert done.code == 0, done.err
    return offswitch


@pytest.mark.parametrize("way", ["", "deep_links = false\n"], ids=["links", "menus"])
def test_a_setting_of_accounts_center_is_switched_off_with_instagrams_session(
    program: Program, replica_of: Callable[..., Replica], way: str
) -> None:
    replica = replica_of(LAYOUTS["us-2026-07"].scenario(way))
    done = on_instagram(program, replica)(
        "run", "--yes", "--headless", "--json", "--only", PARTNERS
    )
    assert outcomes(done.results()) == {PARTNERS: ("changed", None)}, done.out
    assert states(replica)[PARTNERS] == "off"
    assert writes(replica) == [(PARTNERS, "on", "off")]
    hosts = {request["host"] for request in replica.truth()["requests"]}
    assert "accountscenter.instagram.com" in hosts
    assert not {host for host in hosts if host.endswith("facebook.com")}


def test_without_any_session_facebooks_is_named(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(LAYOUTS["us-2026-07"].scenario())
    done = program.at(replica)("check", "--json", "--only", PARTNERS)
    assert done.results()[PARTNERS]["reason"] == "sign_in"
    assert "offswitch login accounts_center" in done.results()[PARTNERS]["hint"]
    assert not asked_for(replica, "/")
