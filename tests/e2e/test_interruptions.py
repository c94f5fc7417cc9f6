"""What gets between a run and a page: dismissed if harmless; otherwise the run stops there and says why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from offswitch.replica import Replica
from tests.conftest import Done, Program
from tests.e2e.scenarios import ACCOUNT, writes
from tests.e2e.waiting import await_held

pytestmark = pytest.mark.e2e

PARTNERS = "accounts_center.partner_activity"
OFF_META = "accounts_center.off_meta_activity"
OFF_FACEBOOK = "facebook.off_facebook_activity"
REUSE = "instagram.content_reuse"
PREVIEWS = "whatsapp.link_previews"
CENTER = "accountscenter.facebook.com"
HOSTS = {
    "accounts_center": ("www.facebook.com", CENTER),
    "facebook": ("www.facebook.com",),
    "instagram": ("www.instagram.com",),
    "whatsapp": ("web.whatsapp.com",),
}
BY_MENU = "deep_links = false\n"
SIGNED_OUT = "signed_in = false\n"
GOES_ON = ("changed", None)


def stops(reason: str) -> tuple[str, str]:
    return ("unreachable", reason)


@dataclass(frozen=True)
class Case:
    """One interruption on the way to one setting, and how that setting has to end."""

    setting: str
    name: str
    end: tuple[str, str | None]
    times: str = "once"
    hosts: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.setting.partition('.')[0]}:{self.name}:{self.times}"

    @property
    def toml(self) -> str:
        hosts = list(self.hosts or HOSTS[self.setting.partition(".")[0]])
        return f'{{ name = "{self.name}", times = "{self.times}", hosts = {hosts} }}'


def always(setting: str, name: str, end: tuple[str, str | None]) -> Case:
    return Case(setting, name, end, times="always")


def scene(*cases: Case, where: str = "", account: str = "", thorough: bool = False) -> object:
    """One run that meets several things, each in a session of its own."""
    met = f"interruptions = [{', '.join(case.toml for case in cases)}]\n"
    text = f'latency = 0.03\nfeatures = ["web_content_reuse"]\n{met}{where}{ACCOUNT}{account}'
    return pytest.param(
        text,
        cases,
        id=" ".join(str(case) for case in cases) + (" by menu" if where == BY_MENU else ""),
        marks=[pytest.mark.thorough] if thorough else [],
    )


SCENES = [
    scene(
        always(PARTNERS, "cookies_after", GOES_ON),
        always(PREVIEWS, "other_window", stops("checkpoint")),
    ),
    scene(
        Case(PARTNERS, "consent_next_3pd", stops("consent")),
        Case(REUSE, "two_factor", stops("two_factor")),
        always(PREVIEWS, "database_error", stops("offline")),
    ),
    scene(
        Case(PARTNERS, "user_cookie_choice_v2", stops("consent")),
        always(REUSE, "ad_free_subscription", stops("consent")),
        thorough=True,
    ),
    scene(
        always(PARTNERS, "soft_checkpoint", stops("checkpoint")),
        Case(REUSE, "rate_limited", stops("rate_limited")),
        thorough=True,
    ),
    scene(
        Case(PARTNERS, "cookies_before", stops("sign_in")),
        Case(PREVIEWS, "qr_expired", stops("sign_in")),
        account=SIGNED_OUT,
    ),
    scene(Case(OFF_FACEBOOK, "password", stops("password")), where='generation = "2020-01"\n'),
    scene(
        Case(PARTNERS, "rate_limited", stops("rate_limited"), hosts=(CENTER,)),
        where=BY_MENU,
        thorough=True,
    ),
    scene(
        always(PARTNERS, "save_login", GOES_ON),
        always(REUSE, "notifications", GOES_ON),
        where=BY_MENU,
        thorough=True,
    ),
    scene(
        Case(PARTNERS, "two_factor", stops("two_factor")),
        Case(REUSE, "unavailable", stops("offline")),
        Case(PREVIEWS, "other_window", stops("checkpoint")),
        thorough=True,
    ),
    scene(
        Case(PARTNERS, "save_login", GOES_ON),
        Case(REUSE, "save_login", GOES_ON),
        where=BY_MENU,
        thorough=True,
    ),
    scene(
        Case(PARTNERS, "notifications", GOES_ON),
        always(REUSE, "save_login", GOES_ON),
        where=BY_MENU,
        thorough=True,
    ),
    scene(always(PARTNERS, "notifications", GOES_ON), where=BY_MENU, thorough=True),
    scene(
        Case(PARTNERS, "cookies_after", GOES_ON),
        Case(REUSE, "notifications", GOES_ON),
        where=BY_MENU,
        thorough=True,
    ),
    scene(
        Case(PARTNERS, "ad_free_subscription", stops("consent")),
        Case(REUSE, "ad_free_subscription", stops("consent")),
        thorough=True,
    ),
    scene(always(PARTNERS, "ad_free_subscription", stops("consent")), thorough=True),
    scene(always(PARTNERS, "consent_next_3pd", stops("consent")), thorough=True),
    scene(always(PARTNERS, "user_cookie_choice_v2", stops("consent")), thorough=True),
    scene(Case(PARTNERS, "soft_checkpoint", stops("checkpoint")), thorough=True),
    scene(Case(PARTNERS, "hard_checkpoint", stops("checkpoint")), thorough=True),
    scene(Case(PARTNERS, "remember_browser", stops("two_factor")), thorough=True),
    scene(Case(PARTNERS, "rate_limited", stops("rate_limited")), thorough=True),
    scene(always(PARTNERS, "rate_limited", stops("rate_limited")), thorough=True),
    scene(Case(REUSE, "cookies_before", stops("sign_in")), account=SIGNED_OUT, thorough=True),
    scene(Case(PARTNERS, "unavailable", stops("offline")), thorough=True),
    scene(
        Case(OFF_META, "password", stops("password")),
        where='generation = "2023-10"\n',
        thorough=True,
    ),
    scene(
        always(OFF_FACEBOOK, "password", stops("password")),
        where='generation = "2022-06"\n',
        thorough=True,
    ),
]


def sent_mutations(replica: Replica) -> list[str]:
    names = [request["operation"] or "" for request in replica.truth()["requests"]]
    return [name for name in names if name.endswith("Mutation")]


@pytest.mark.parametrize(("scenario", "cases"), SCENES)
def test_an_interruption_ends_as_described(
    program: Program, replica_of: Callable[..., Replica], scenario: str, cases: tuple[Case, ...]
) -> None:
    replica = replica_of(scenario)
    only = [word for case in cases for word in ("--only", case.setting)]
    done = program.signed_in(replica)("run", "--yes", "--headless", "--json", *only)
    results = done.results()
    ends = {name: (r["status"], r["reason"]) for name, r in results.items()}
    assert ends == {case.setting: case.end for case in cases}, [r["hint"] for r in results.values()]
    assert done.code == (0 if set(ends.values()) == {GOES_ON} else 5)
    changed = {case.setting for case in cases if case.end == GOES_ON}
    # Each change once, and nothing that an interruption would have granted.
    assert sorted(writes(replica)) == sorted((name, "on", "off") for name in changed)
    assert len(sent_mutations(replica)) == len(changed)
    assert all(r["hint"] for name, r in results.items() if name not in changed)


def test_nothing_is_written_if_every_page_asks_for_a_consent_first(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of("consent-first")
    done = program.signed_in(replica)("run", "--yes", "--headless", "--json")
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
    with (
        replica.hold("*Mutation") as hold,
        offswitch.start("run", "--yes", "--headless", "--json", "--only", PARTNERS) as process,
    ):
        await_held(hold, process)
        replica.end_session("100000000000001")
        hold.release()
        out, err = process.communicate(timeout=60)
    result = Done(process.returncode, out, err).results()[PARTNERS]
    assert (result["status"], result["reason"], process.returncode) == (*stops("sign_in"), 5), (
        result
    )
    assert "a change was begun" in result["hint"]
    assert result["after"] == "unknown"
    assert writes(replica) == [(PARTNERS, "on", "off")]
