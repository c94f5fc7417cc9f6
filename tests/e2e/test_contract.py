"""The contract of every setting: pending, changed and proved, ok, drift; and the ledger agrees."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from offswitch.journal import JOURNAL, open_journal
from offswitch.model.scope import Scope
from offswitch.replica import Replica
from tests.conftest import Done, Program, first_account
from tests.e2e.contract import Case, every_case, sample, together
from tests.e2e.scenarios import ACCOUNT, outcomes, writes

pytestmark = pytest.mark.e2e

SETTINGS = {
    "2026-07": "accounts_center.partner_activity",
    "2020-01": "facebook.off_facebook_activity",
}


def scenario(generation: str, *, more: str = "", controls: str = "native") -> str:
    return (
        f'generation = "{generation}"\nlatency = 0.03\ncontrols = "{controls}"\n{ACCOUNT}\n{more}'
    )


def changing(replica: Replica) -> list[dict[str, Any]]:
    return [request for request in replica.truth()["requests"] if request["changes"]]


def sent_mutations(replica: Replica) -> list[str]:
    names = [request["operation"] or "" for request in replica.truth()["requests"]]
    return [name for name in names if name.endswith("Mutation")]


def state(replica: Replica, setting: str) -> str:
    return str(replica.truth()["accounts"][first_account(replica)][setting])


CASES = every_case()
MOST_LOADS, MOST_CLICKS = 40, 25


@pytest.mark.long
@pytest.mark.parametrize(
    ("case", "is_whole"),
    [
        *(pytest.param(case, False, id=case.id) for case in sample(CASES)),
        *(
            pytest.param(case, True, id=f"every-{case.id}", marks=pytest.mark.thorough)
            for case in together(CASES)
        ),
    ],
)
def test_a_setting_is_read_switched_off_proved_and_watched(
    program: Program, replica_of: Callable[..., Replica], case: Case, *, is_whole: bool
) -> None:
    """A whole contract also has a dry run before that, and a second run."""
    replica = replica_of(case.scenario())
    offswitch = program.signed_in(replica)
    ledger = sorted((setting, "on", "off") for setting in case.settings)

    def told(*command: str) -> Done:
        done = offswitch(*command, "--json", *case.only)
        assert done.out, done.err
        run = done.json["run"]
        assert case.way != "link" or run["loads"] <= MOST_LOADS, run
        assert case.way != "link" or run["clicks"] <= MOST_CLICKS, run
        return done

    def expected(status: str, reason: str | None = None) -> dict[str, tuple[str, str | None]]:
        return dict.fromkeys(case.settings, (status, reason))

    if is_whole:
        dry = told("run", "--dry-run", "--headless")
        assert (outcomes(dry.results()), dry.code) == (expected("pending"), 3), dry.err
        assert {result["before"] for result in dry.results().values()} == {"on"}
        assert (writes(replica), changing(replica), sent_mutations(replica)) == ([], [], [])

    run = told("run", "--yes", "--headless")
    assert (outcomes(run.results()), run.code) == (expected("changed"), 0), run.err
    for result in run.results().values():
        assert (result["before"], result["after"]) == ("on", "off")
        assert [(p["kind"], p["state"]) for p in result["proofs"]] == [
            ("same_page", "off"),
            ("fresh_context", "off"),
        ]
    assert sorted(writes(replica)) == ledger
    assert {state(replica, setting) for setting in case.settings} == {"off"}

    if is_whole:
        again = told("run", "--yes", "--headless")
        assert (outcomes(again.results()), again.code) == (expected("ok"), 0), again.err

    for setting in case.settings:
        replica.flip(first_account(replica), setting, "on")
    drift = told("check")
    assert (outcomes(drift.results()), drift.code) == (expected("pending", "drift"), 3), drift.err
    assert sorted(writes(replica)) == ledger


@pytest.mark.thorough
def test_options_drawn_as_aria_radios_are_worked_the_same(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    setting = SETTINGS["2026-07"]
    replica = replica_of(scenario("2026-07", controls="aria"))
    run = program.signed_in(replica)("run", "--yes", "--headless", "--json", "--only", setting)
    assert run.results()[setting]["status"] == "changed", run.out
    assert state(replica, setting) == "off"


def test_a_report_names_the_browser_that_was_opened(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    setting = SETTINGS["2026-07"]
    replica = replica_of(scenario("2026-07"))
    nobody = program.at(replica)("check", "--json", "--only", setting)
    assert nobody.json["run"]["browser"] == "", "nobody is signed in, so none was opened"

    check = program.signed_in(replica)("check", "--json", "--only", setting)
    told = check.json["run"]["browser"]
    assert re.fullmatch(r"Chromium \d+(\.\d+)+", told), told
    with open_journal(program.home / "data" / JOURNAL) as journal:
        runs = {row.id: row.browser for row in journal.runs(Scope("default", at_replica=True))}
    assert (runs[check.json["run"]["id"]], runs[nobody.json["run"]["id"]]) == (told, "")


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


EVERYDAY = {"flips_back"}
"""What today's page is tried with every day; the rest, and the older page, are thorough."""


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


@pytest.mark.parametrize(
    "generation", ["2026-07", pytest.param("2020-01", marks=pytest.mark.thorough)]
)
def test_late_hydration_is_never_read_as_off(
    program: Program, replica_of: Callable[..., Replica], generation: str
) -> None:
    setting = SETTINGS[generation]
    faulty = f'[settings."{setting}"]\nfaults = ["late_hydration"]\n'
    replica = replica_of(scenario(generation, more=faulty))
    done = program.signed_in(replica)("run", "--dry-run", "--headless", "--json", "--only", setting)
    assert (done.code, done.results()[setting]["status"]) == (3, "pending")


@pytest.mark.thorough
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


def test_without_a_session_nothing_is_opened_and_the_person_hears_why(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(scenario("2026-07"))
    done = program.at(replica)("run", "--yes", "--headless", "--json")
    assert done.code == 5
    assert {r["reason"] for r in done.results().values()} == {"sign_in"}
    assert replica.truth()["requests"] == []
