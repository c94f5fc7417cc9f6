"""Who is where: with any sessions, what a run says of each setting is what the server's truth implies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

from offswitch.model.words import ABSENT, Kind
from offswitch.packs import Pack
from offswitch.replica import Replica
from offswitch.replica.fixtures import load_sites
from offswitch.spec import Setting
from tests import bundled
from tests.conftest import Program
from tests.e2e.contract import SWITCHED
from tests.e2e.scenarios import (
    ACCOUNT,
    ADA,
    LAYOUTS,
    SECOND,
    asked_for,
    outcomes,
    states,
    writes,
)

pytestmark = pytest.mark.e2e

PARTNERS = "accounts_center.partner_activity"
SOCIAL = "accounts_center.social_interactions"
BEN = "100000000000002"
ALL = ("facebook", "instagram", "whatsapp")
PACKS = [bundled.pack(name) for name in bundled.library().platforms()]


def of_ada(*sessions: str) -> str:
    """Ada's account, with the sessions that she can have."""
    return f"{ACCOUNT.rstrip()}\nsessions = {list(sessions)}\n"


def every_other_off() -> str:
    """Tables in which every second switch is off already, so that a result has to tell them apart."""
    listed = {name for site in load_sites() for name in site.settings}
    names = sorted(
        name
        for pack in PACKS
        for setting in pack.platform.settings
        if setting.kind in SWITCHED and (name := f"{pack.platform.name}.{setting.id}") in listed
    )
    return "".join(f'[settings."{name}"]\nstate = "off"\n' for name in names[::2])


def home_of(pack: Pack, sessions: tuple[str, ...]) -> Pack | None:
    """Return the platform as one of these sessions reaches it, by its home or by its other home."""
    hosts = {host: session for site in load_sites() for host, session in site.hosts.items()}
    ways = (pack, *pack.others)
    return next((w for w in ways if hosts[urlsplit(w.platform.home).netloc] in sessions), None)


def allowed(
    setting: Setting, truth: str | None, pack: Pack, sessions: tuple[str, ...]
) -> Iterator[tuple[str, str | None]]:
    """The outcomes that a setting may have in a dry run; nearly always one."""
    home = home_of(pack, sessions)
    if home is None:
        yield "unreachable", "sign_in"
    elif setting.kind in {Kind.GUIDE, Kind.ACTION}:
        yield "skipped", "guide" if setting.kind is Kind.GUIDE else "one_way"
    elif truth == "absent":
        yield from (("skipped", reason) for reason in ABSENT)
    elif truth == "form":
        yield "skipped", "form_only"
    elif home is not pack and not setting.shared:
        # Its row has the account's name, which the pages of the other home do not tell.
        yield "failed", "not_found"
    else:
        yield {"on": ("pending", None), "off": ("ok", None)}[truth or ""]


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("layout", "accounts", "sessions"),
    [
        pytest.param(*case, id=name)
        for name, case in {
            "instagram": ("eu-2026-06", of_ada("instagram"), ("instagram",)),
            "two-in-a-center": ("us-2026-07", ACCOUNT + SECOND, ALL),
            "instagram-today": ("us-2026-07", of_ada("instagram"), ("instagram",)),
            "facebook": ("eu-2026-06", of_ada("facebook"), ("facebook",)),
            "facebook-today": ("us-2026-07", of_ada("facebook"), ("facebook",)),
            "whatsapp": ("eu-2026-06", of_ada("whatsapp"), ("whatsapp",)),
            "all": ("eu-2026-06", of_ada(*ALL), ALL),
            "two-in-europe": ("eu-2026-06", ACCOUNT + SECOND, ALL),
        }.items()
    ],
)
def test_a_table_of_results_is_what_the_truth_implies(
    program: Program,
    replica_of: Callable[..., Replica],
    layout: str,
    accounts: str,
    sessions: tuple[str, ...],
) -> None:
    replica = replica_of(LAYOUTS[layout].scenario(accounts=accounts) + every_other_off())
    truth = states(replica)
    done = program.signed_in(replica, ADA)("run", "--dry-run", "--headless", "--json")
    told = outcomes(done.results())
    expected = {
        f"{pack.platform.name}.{setting.id}": (pack, setting)
        for pack in PACKS
        for setting in pack.platform.settings
    }
    assert set(told) == set(expected), done.err
    wrong = {
        name: (truth.get(name), told[name], may)
        for name, (pack, setting) in expected.items()
        if told[name] not in (may := [*allowed(setting, truth.get(name), pack, sessions)])
    }
    assert not wrong
    assert writes(replica) == []
    says_why = "this account's name" in (done.results()[SOCIAL]["hint"] or "")
    assert says_why == (told[SOCIAL] == ("failed", "not_found"))


TWO_CENTERS = LAYOUTS["eu-2026-06"].scenario(
    "",
    of_ada("facebook") + f'{SECOND.rstrip()}\nsessions = ["instagram"]\ncenter = "of its own"\n',
)
"""Ada has a Facebook account, and Ben an Instagram account in a center of its own."""


@pytest.mark.thorough
def test_an_instagram_account_in_a_center_of_its_own_is_neither_changed_nor_named(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(TWO_CENTERS)
    offswitch = program.signed_in(replica, ADA)
    offswitch.signed_in(replica, BEN)
    done = offswitch("run", "--yes", "--headless", "--json", "--exclude", "facebook.ai_objection")
    results, truth = done.results(), {ADA: states(replica, ADA), BEN: states(replica, BEN)}
    for name, result in results.items():
        platform = name.partition(".")[0]
        if result["status"] == "changed":
            assert platform != "instagram", "nothing of Instagram is offered there"
            assert result["accounts"] == ([] if name == SOCIAL else ["Ada Sample"]), result
            assert truth[ADA][name] == "off"
            assert platform == "facebook" or truth[BEN][name] == "on", result
    assert outcomes(results)[PARTNERS] == outcomes(results)[SOCIAL] == ("changed", None)
    assert outcomes(results)["instagram.ai_objection"] == ("skipped", "form_only")
    assert {account for account, _ in who_wrote(replica)} == {ADA}


@pytest.mark.thorough
def test_a_profile_with_that_instagram_session_alone_reaches_its_own_center(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(TWO_CENTERS)
    offswitch = program.signed_in(replica, BEN)
    done = offswitch("run", "--yes", "--headless", "--json", "--only", PARTNERS)
    assert outcomes(done.results()) == {PARTNERS: ("changed", None)}, done.err
    assert done.results()[PARTNERS]["accounts"] == ["Ben Sample"]
    assert who_wrote(replica) == [(BEN, PARTNERS)]
    assert states(replica, ADA)[PARTNERS] == "on"


def who_wrote(replica: Replica) -> list[tuple[str, str]]:
    return [(each["account"], each["setting"]) for each in replica.truth()["ledger"]]


@pytest.mark.parametrize(
    "way",
    [
        pytest.param("", id="links"),
        pytest.param("deep_links = false\n", id="menus", marks=pytest.mark.thorough),
    ],
)
def test_a_setting_of_accounts_center_is_switched_off_with_instagrams_session(
    program: Program, replica_of: Callable[..., Replica], way: str
) -> None:
    replica = replica_of(LAYOUTS["us-2026-07"].scenario(way, of_ada("instagram")))
    done = program.signed_in(replica)("run", "--yes", "--headless", "--json", "--only", PARTNERS)
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
