"""Bundled settings whose words or rows differ a little: they are on, so they must not be called absent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from offswitch.replica import Replica
from tests.conftest import Program
from tests.e2e.scenarios import ACCOUNT, outcomes, states, writes

pytestmark = pytest.mark.e2e

CENTER = "accounts_center"
REWORDED = {
    f"{CENTER}.partner_activity": "2026-07",
    f"{CENTER}.ads_outside_meta": "2026-07",
    f"{CENTER}.data_use_for_ai": "article",
    "facebook.off_facebook_activity": "2022-06",
}
NO_LINKS = "deep_links = false\nsettings_search = false\n"


def scenario(generation: str, setting: str, fault: str, more: str = "") -> str:
    faulty = f'[settings."{setting}"]\nfaults = ["{fault}"]\n'
    return f'generation = "{generation}"\nlatency = 0.03\n{more}{ACCOUNT}\n{faulty}'


def result_of(program: Program, replica: Replica, setting: str) -> tuple[str, str | None, int]:
    done = program.signed_in(replica)("run", "--yes", "--headless", "--json", "--only", setting)
    result = done.results()[setting]
    return result["status"], result["reason"], done.code


@pytest.mark.long
@pytest.mark.thorough
@pytest.mark.parametrize(("setting", "generation"), REWORDED.items())
def test_other_words_of_an_option_are_never_an_absence(
    program: Program, replica_of: Callable[..., Replica], setting: str, generation: str
) -> None:
    replica = replica_of(scenario(generation, setting, "reworded_option"))
    assert result_of(program, replica, setting) == ("failed", "not_found", 4)
    assert (states(replica)[setting], writes(replica)) == ("on", [])


@pytest.mark.parametrize(
    ("setting", "generation"),
    [
        pytest.param(f"{CENTER}.ads_outside_meta", "2026-07", marks=pytest.mark.thorough),
        pytest.param(f"{CENTER}.data_use_for_ai", "article", marks=pytest.mark.thorough),
        pytest.param("facebook.off_facebook_activity", "2020-01", marks=pytest.mark.thorough),
    ],
)
@pytest.mark.parametrize("fault", ["badge", "full_stop"])
def test_a_row_with_an_extra_word_is_never_an_absence(
    program: Program,
    replica_of: Callable[..., Replica],
    setting: str,
    generation: str,
    fault: str,
) -> None:
    replica = replica_of(scenario(generation, setting, fault, NO_LINKS))
    assert result_of(program, replica, setting) == ("failed", "not_found", 4)
    assert (states(replica)[setting], writes(replica)) == ("on", [])


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("setting", "generation"),
    [
        (f"{CENTER}.ads_outside_meta", "2026-07"),
        (f"{CENTER}.data_use_for_ai", "article"),
        ("facebook.off_facebook_activity", "2022-06"),
    ],
)
def test_a_row_that_comes_late_is_waited_for(
    program: Program, replica_of: Callable[..., Replica], setting: str, generation: str
) -> None:
    replica = replica_of(scenario(generation, setting, "late_row", NO_LINKS))
    assert result_of(program, replica, setting) == ("changed", None, 0)
    assert writes(replica) == [(setting, "on", "off")]


@pytest.mark.parametrize(
    ("settings", "row"),
    [
        pytest.param(
            ("whatsapp.link_previews", "whatsapp.call_ip", "whatsapp.customer_activity"),
            "switch",
            marks=pytest.mark.thorough,
        ),
        pytest.param(("whatsapp.customer_activity",), "leads_on", marks=pytest.mark.thorough),
        pytest.param(("whatsapp.customer_activity",), "question", marks=pytest.mark.thorough),
    ],
)
def test_a_new_name_in_a_list_that_goes_on_is_never_an_absence(
    program: Program, replica_of: Callable[..., Replica], settings: tuple[str, ...], row: str
) -> None:
    faulty = "".join(f'[settings."{name}"]\nfaults = ["renamed"]\n' for name in settings)
    replica = replica_of(
        f'latency = 0.03\nshapes = {{ customer_row = "{row}" }}\n'
        f"{ACCOUNT.rstrip()}\nbusiness = true\n{faulty}"
    )
    only = [word for name in settings for word in ("--only", name)]
    done = program.signed_in(replica)("run", "--yes", "--headless", "--json", *only)
    assert outcomes(done.results()) == dict.fromkeys(settings, ("failed", "not_found")), done.out
    assert writes(replica) == []


@pytest.mark.thorough
def test_a_switch_that_is_missing_from_whatsapps_list_is_not_offered(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    missing, other = "whatsapp.link_previews", "whatsapp.call_ip"
    replica = replica_of(scenario("2026-07", missing, "absent"))
    only = ("--only", missing, "--only", other)
    done = program.signed_in(replica)("run", "--yes", "--headless", "--json", *only)
    told = {missing: ("skipped", "not_offered"), other: ("changed", None)}
    assert outcomes(done.results()) == told, "the rows beside it are known"
    assert writes(replica) == [(other, "on", "off")]


def test_a_row_that_nobody_has_listed_is_no_absence(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    setting = "instagram.content_reuse"
    replica = replica_of(
        f'latency = 0.03\nseed = "15"\nfeatures = ["web_content_reuse"]\n{ACCOUNT}\n'
        f'[settings."{setting}"]\nfaults = ["renamed"]\n'
    )
    assert result_of(program, replica, setting) == ("failed", "not_found", 4)
    assert writes(replica) == []
