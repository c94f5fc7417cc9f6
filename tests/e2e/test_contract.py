"""The contract of every setting: pending, changed and proved, ok, drift; and the ledger agrees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from offswitch.replica import Replica
from tests.conftest import Program, first_account
from tests.e2e.scenarios import ACCOUNT

pytestmark = pytest.mark.e2e

SETTINGS = {
    "2026-07": "accounts_center.partner_activity",
    "2023-10": "accounts_center.partner_activity",
    "2020-01": "facebook.off_facebook_activity",
}


def scenario(
    generation: str, *, links: bool = True, more: str = "", controls: str = "native"
) -> str:
    return (
        f'generation = "{generation}"\nlatency = 0.03\ncontrols = "{controls}"\n'
        f"deep_links = {str(links).lower()}\n{ACCOUNT}\n{more}"
    )


def changing(replica: Replica) -> list[dict[str, Any]]:
    return [request for request in replica.truth()["requests"] if request["changes"]]


def sent_mutations(replica: Replica) -> list[str]:
    names = [request["operation"] or "" for request in replica.truth()["requests"]]
    return [name for name in names if name.endswith("Mutation")]


def state(replica: Replica, setting: str) -> str:
    return str(replica.truth()["accounts"][first_account(replica)][setting])


@pytest.mark.long
@pytest.mark.parametrize(
    ("generation", "links"),
    [
        pytest.param("2026-07", True, id="2026-07-deep-link"),
        pytest.param("2026-07", False, id="2026-07-menu-path"),
        pytest.param("2023-10", True, id="2023-10-deep-link", marks=pytest.mark.thorough),
        pytest.param("2023-10", False, id="2023-10-menu-path", marks=pytest.mark.thorough),
        pytest.param("2020-01", True, id="2020-01-deep-link", marks=pytest.mark.thorough),
        pytest.param("2020-01", False, id="2020-01-menu-path", marks=pytest.mark.thorough),
    ],
)
def test_a_setting_is_read_switched_off_proved_and_watched(
    program: Program, replica_of: Callable[..., Replica], generation: str, links: bool
) -> None:
    setting = SETTINGS[generation]
    replica = replica_of(scenario(generation, links=links))
    offswitch = program.signed_in(replica)

    dry = offswitch("run", "--dry-run", "--headless", "--json", "--only", setting)
    assert dry.code == 3, dry.err
    result = dry.results()[setting]
    assert (result["status"], result["reason"], result["before"]) == ("pending", None, "on")
    assert replica.truth()["ledger"] == []
    assert changing(replica) == []
    assert sent_mutations(replica) == []

    run = offswitch("run", "--yes", "--headless", "--json", "--only", setting)
    assert run.code == 0, run.err + run.out
    result = run.results()[setting]
    assert (result["status"], result["before"], result["after"]) == ("changed", "on", "off")
    assert [(p["kind"], p["state"]) for p in result["proofs"]] == [
        ("same_page", "off"),
        ("fresh_context", "off"),
    ]
    assert [(w["setting"], w["from"], w["to"]) for w in replica.truth()["ledger"]] == [
        (setting, "on", "off")
    ]
    assert state(replica, setting) == "off"

    again = offswitch("run", "--yes", "--headless", "--json", "--only", setting)
    assert (again.code, again.results()[setting]["status"]) == (0, "ok")
    check = offswitch("check", "--json", "--only", setting)
    assert (check.code, check.results()[setting]["status"]) == (0, "ok")
    assert len(replica.truth()["ledger"]) == 1

    replica.flip(first_account(replica), setting, "on")
    drift = offswitch("check", "--json", "--only", setting)
    assert drift.code == 3
    result = drift.results()[setting]
    assert (result["status"], result["reason"]) == ("pending", "drift")
    assert len(replica.truth()["ledger"]) == 1


def test_options_drawn_as_aria_radios_are_worked_the_same(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    setting = SETTINGS["2026-07"]
    replica = replica_of(scenario("2026-07", controls="aria"))
    run = program.signed_in(replica)("run", "--yes", "--headless", "--json", "--only", setting)
    assert run.results()[setting]["status"] == "changed", run.out
    assert state(replica, setting) == "off"


FAULTS = {
    "flips_back": ("failed", "not_verified", 4),
    "save_error": ("failed", "save_error", 4),
    "server_error": ("failed", "save_error", 4),
    "duplicate": ("failed", "ambiguous", 4),
    "renamed": ("failed", "not_found", 4),
    "absent": ("skipped", "not_offered", 0),
    "locked": ("skipped", "locked", 0),
    "hidden_twin": ("changed", None, 0),
    "late_hydration": ("changed", None, 0),
    "slow": ("changed", None, 0),
    "mixed_signals": ("failed", "unreadable", 4),
    "unset": ("failed", "unreadable", 4),
    "local_only": ("failed", "not_verified", 4),
    "unexpected_dialog": ("failed", "unexpected_dialog", 4),
}


EVERYDAY = {
    "flips_back", "save_error", "duplicate", "renamed", "absent", "locked", "late_hydration",
    "mixed_signals", "unexpected_dialog",
}  # fmt: skip
"""Faults that today's page is tried with every day; the rest, and the older page, are thorough."""


@pytest.mark.parametrize(
    ("generation", "fault"),
    [
        pytest.param(
            generation,
            fault,
            marks=[] if generation == "2026-07" and fault in EVERYDAY else [pytest.mark.thorough],
        )
        for generation in ("2026-07", "2020-01")
        for fault in FAULTS
    ],
)
def test_a_fault_of_the_page_never_becomes_a_claim(
    program: Program, replica_of: Callable[..., Replica], generation: str, fault: str
) -> None:
    setting = SETTINGS[generation]
    faulty = f'[settings."{setting}"]\nfaults = ["{fault}"]\n'
    replica = replica_of(scenario(generation, more=faulty))
    done = program.signed_in(replica)("run", "--yes", "--headless", "--json", "--only", setting)
    result = done.results()[setting]
    status, reason, code = FAULTS[fault]
    assert (result["status"], result["reason"], done.code) == (status, reason, code), result
    ledger = [w for w in replica.truth()["ledger"] if w["setting"] == setting]
    if status == "changed":
        assert [(w["from"], w["to"]) for w in ledger] == [("on", "off")]
        assert state(replica, setting) == "off"
    else:
        assert ledger == []
        assert state(replica, setting) != "off"


@pytest.mark.parametrize("generation", ["2026-07", "2020-01"])
def test_late_hydration_is_never_read_as_off(
    program: Program, replica_of: Callable[..., Replica], generation: str
) -> None:
    setting = SETTINGS[generation]
    faulty = f'[settings."{setting}"]\nfaults = ["late_hydration"]\n'
    replica = replica_of(scenario(generation, more=faulty))
    done = program.signed_in(replica)("run", "--dry-run", "--headless", "--json", "--only", setting)
    assert (done.code, done.results()[setting]["status"]) == (3, "pending")


def test_a_page_in_a_language_without_words_is_never_guessed_at(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    setting = SETTINGS["2026-07"]
    replica = replica_of('language = "de"\n' + scenario("2026-07"))
    done = program.signed_in(replica)("run", "--yes", "--headless", "--json", "--only", setting)
    result = done.results()[setting]
    assert (done.code, result["status"], result["reason"]) == (4, "failed", "language")
    assert result["language"].startswith("de")
    assert replica.truth()["ledger"] == []


CONSENT = 'interruptions = ["consent_next_3pd"]\n'


def test_a_consent_that_hijacks_every_page_is_left_to_the_person(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    setting = SETTINGS["2026-07"]
    replica = replica_of(CONSENT + scenario("2026-07"))
    done = program.signed_in(replica)("run", "--yes", "--headless", "--json", "--only", setting)
    result = done.results()[setting]
    assert (done.code, result["status"], result["reason"]) == (5, "unreachable", "consent")
    assert replica.truth()["ledger"] == []
    assert sent_mutations(replica) == []


def test_a_session_that_ended_is_unreachable_and_nothing_is_written(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    setting = SETTINGS["2026-07"]
    replica = replica_of(
        scenario("2026-07").replace(
            'password = "not-a-real-one"', 'password = "not-a-real-one"\nsigned_in = false'
        )
    )
    done = program.signed_in(replica)("run", "--yes", "--headless", "--json")
    result = done.results()[setting]
    assert (done.code, result["status"], result["reason"]) == (5, "unreachable", "sign_in")
    assert replica.truth()["ledger"] == []


def test_without_a_session_nothing_is_opened_and_the_person_is_told(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(scenario("2026-07"))
    done = program.at(replica)("run", "--yes", "--headless", "--json")
    assert done.code == 5
    assert {r["reason"] for r in done.results().values()} == {"sign_in"}
    assert replica.truth()["requests"] == []
