"""What comes between a run and a page: put away where harmless, else the run stops there and says why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from offswitch.replica import Replica
from tests.conftest import Done, Program
from tests.e2e.display import until

pytestmark = pytest.mark.e2e

PARTNERS = "accounts_center.partner_activity"
OFF_META = "accounts_center.off_meta_activity"
OFF_FACEBOOK = "facebook.off_facebook_activity"
REUSE = "instagram.content_reuse"
PREVIEWS = "whatsapp.link_previews"
ACCOUNT = """
[[accounts]]
id = "100000000000001"
name = "Ada Sample"
email = "ada@example.org"
password = "not-a-real-one"
"""
FUNNELS = ("ad_free_subscription", "consent_next_3pd", "user_cookie_choice_v2")
GOES_ON = ("changed", None, 0)


def stops(reason: str) -> tuple[str, str, int]:
    return ("unreachable", reason, 5)


@dataclass(frozen=True)
class Case:
    """One interruption on the way to one setting, and how the run has to end."""

    setting: str
    name: str
    end: tuple[str, str | None, int]
    times: str = "once"
    scene: str = ""
    signed_in: bool = True
    hosts: tuple[str, ...] = ()

    @property
    def scenario(self) -> str:
        hosts = f", hosts = {list(self.hosts)}" if self.hosts else ""
        met = f'interruptions = [{{ name = "{self.name}", times = "{self.times}"{hosts} }}]\n'
        session = "" if self.signed_in else "signed_in = false\n"
        return f"latency = 0.03\n{met}{self.scene}{ACCOUNT}{session}"

    @property
    def id(self) -> str:
        return f"{self.setting.partition('.')[0]}-{self.name}-{self.times}"


WEB_REUSE = 'features = ["web_content_reuse"]\n'
BY_MENU = "deep_links = false\n"

EVERYDAY = [
    Case(PARTNERS, "cookies_after", GOES_ON, times="always"),
    Case(PARTNERS, "save_login", GOES_ON, times="always", scene=BY_MENU),
    Case(PARTNERS, "consent_next_3pd", stops("consent")),
    Case(PARTNERS, "user_cookie_choice_v2", stops("consent")),
    Case(PARTNERS, "soft_checkpoint", stops("checkpoint"), times="always"),
    Case(PARTNERS, "two_factor", stops("two_factor")),
    Case(
        PARTNERS,
        "rate_limited",
        stops("rate_limited"),
        scene=BY_MENU,
        hosts=("accountscenter.facebook.com",),
    ),
    Case(OFF_META, "password", stops("password"), scene='generation = "2023-10"\n'),
    Case(REUSE, "notifications", GOES_ON, scene=WEB_REUSE),
    Case(REUSE, "two_factor", stops("two_factor"), scene=WEB_REUSE),
    Case(PREVIEWS, "other_window", stops("checkpoint"), times="always"),
    Case(PREVIEWS, "qr_expired", stops("sign_in"), signed_in=False),
    Case(PREVIEWS, "database_error", stops("offline"), times="always"),
]
MORE = [
    Case(PARTNERS, "cookies_before", stops("sign_in"), signed_in=False),
    Case(PARTNERS, "cookies_after", GOES_ON, scene=BY_MENU),
    Case(PARTNERS, "save_login", GOES_ON),
    Case(PARTNERS, "notifications", GOES_ON, scene=BY_MENU),
    Case(PARTNERS, "notifications", GOES_ON, times="always", scene=BY_MENU),
    Case(PARTNERS, "ad_free_subscription", stops("consent")),
    Case(PARTNERS, "ad_free_subscription", stops("consent"), times="always"),
    Case(PARTNERS, "consent_next_3pd", stops("consent"), times="always"),
    Case(PARTNERS, "user_cookie_choice_v2", stops("consent"), times="always"),
    Case(PARTNERS, "soft_checkpoint", stops("checkpoint")),
    Case(PARTNERS, "hard_checkpoint", stops("checkpoint")),
    Case(PARTNERS, "remember_browser", stops("two_factor")),
    Case(PARTNERS, "rate_limited", stops("rate_limited")),
    Case(PARTNERS, "rate_limited", stops("rate_limited"), times="always"),
    Case(PARTNERS, "unavailable", stops("offline")),
    Case(OFF_META, "password", stops("password"), times="always", scene='generation = "2023-10"\n'),
    Case(OFF_FACEBOOK, "password", stops("password"), scene='generation = "2022-06"\n'),
    Case(OFF_FACEBOOK, "password", stops("password"), scene='generation = "2020-01"\n'),
    Case(REUSE, "cookies_before", stops("sign_in"), scene=WEB_REUSE, signed_in=False),
    Case(REUSE, "save_login", GOES_ON, scene=WEB_REUSE),
    Case(REUSE, "save_login", GOES_ON, times="always", scene=WEB_REUSE),
    Case(REUSE, "notifications", GOES_ON, times="always", scene=WEB_REUSE),
    Case(REUSE, "ad_free_subscription", stops("consent"), scene=WEB_REUSE),
    Case(REUSE, "ad_free_subscription", stops("consent"), times="always", scene=WEB_REUSE),
    Case(REUSE, "rate_limited", stops("rate_limited"), scene=WEB_REUSE),
    Case(REUSE, "unavailable", stops("offline"), scene=WEB_REUSE),
    Case(PREVIEWS, "other_window", stops("checkpoint")),
]


def writes(replica: Replica) -> list[tuple[str, str, str]]:
    return [(w["setting"], w["from"], w["to"]) for w in replica.truth()["ledger"]]


def sent_mutations(replica: Replica) -> list[str]:
    names = [request["operation"] or "" for request in replica.truth()["requests"]]
    return [name for name in names if name.endswith("Mutation")]


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=case.id) for case in EVERYDAY]
    + [pytest.param(case, id=f"{case.id}-more", marks=pytest.mark.thorough) for case in MORE],
)
def test_an_interruption_ends_as_said(
    program: Program, replica_of: Callable[..., Replica], case: Case
) -> None:
    replica = replica_of(case.scenario)
    offswitch = program.signed_in(replica)
    done = offswitch("run", "--headless", "--json", "--only", case.setting)
    result: dict[str, Any] = done.results()[case.setting]
    assert (result["status"], result["reason"], done.code) == case.end, result
    if case.end == GOES_ON:
        assert writes(replica) == [(case.setting, "on", "off")]
    else:
        assert result["hint"], result
        assert writes(replica) == []
        assert sent_mutations(replica) == []


def test_where_every_page_asks_for_a_consent_first_nothing_is_written(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of("consent-first")
    done = program.signed_in(replica)("run", "--headless", "--json")
    assert done.code == 5, done.err
    ends = {(r["platform"], r["status"], r["reason"]) for r in done.json["results"]}
    assert ends == {
        ("accounts_center", "unreachable", "consent"),
        ("facebook", "unreachable", "consent"),
        ("instagram", "unreachable", "consent"),
        ("whatsapp", "unreachable", "checkpoint"),  # its one way to stop at all
    }
    assert writes(replica) == []
    assert sent_mutations(replica) == []
    asked = {r["host"] for r in replica.truth()["requests"] if "/consent" in r["path"]}
    assert asked == {"www.facebook.com", "www.instagram.com"}, "the funnels were never met"


@pytest.mark.parametrize(
    ("platform", "declined"),
    [
        ("facebook", "CookieConsentPrivateDeclineMutation"),
        pytest.param(
            "instagram", "PolarisCookieConsentDeclineMutation", marks=pytest.mark.thorough
        ),
    ],
)
def test_cookies_are_declined_before_a_person_signs_in(
    program: Program, replica_of: Callable[..., Replica], platform: str, declined: str
) -> None:
    replica = replica_of(f'latency = 0.03\ninterruptions = ["cookies_before"]\n{ACCOUNT}')
    done = program.at(replica)("login", platform, "--headless", "--timeout", "4")
    assert done.code == 5, done.err  # nobody signed in
    assert sent_mutations(replica) == [declined]
    assert writes(replica) == []


def test_a_change_whose_proof_is_not_reached_says_that_it_was_begun(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(f"latency = 0.3\n{ACCOUNT}")
    offswitch = program.signed_in(replica)
    with offswitch.start("run", "--headless", "--json", "--only", PARTNERS) as process:
        until(lambda: writes(replica), seconds=60)
        replica.end_session("100000000000001")
        out, err = process.communicate(timeout=60)
    result = Done(process.returncode, out, err).results()[PARTNERS]
    assert (result["status"], result["reason"], process.returncode) == (*stops("sign_in"),), result
    assert "a change was begun" in result["hint"]
    assert result["after"] == "unknown"
    assert writes(replica) == [(PARTNERS, "on", "off")]
