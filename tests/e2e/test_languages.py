"""Pages in other languages: operated if their words are known, reported if they are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from offswitch.replica import Replica
from tests.conftest import Program
from tests.e2e.scenarios import LAYOUTS, outcomes, writes

pytestmark = pytest.mark.e2e

PARTNERS = "accounts_center.partner_activity"
UNKNOWN = "accounts_center.ads_about_meta"
BY_MENU = "deep_links = false\n"


@pytest.mark.long
@pytest.mark.parametrize(
    ("language", "way"),
    [
        ("de", ""),
        pytest.param("es", "", marks=pytest.mark.thorough),
        pytest.param("ja", "", marks=pytest.mark.thorough),
        pytest.param("de", BY_MENU, marks=pytest.mark.thorough),
        pytest.param("es", BY_MENU, marks=pytest.mark.thorough),
        pytest.param("ja", BY_MENU, marks=pytest.mark.thorough),
    ],
)
def test_a_page_in_a_known_language_is_worked_and_left_in_it(
    program: Program, replica_of: Callable[..., Replica], language: str, way: str
) -> None:
    replica = replica_of(LAYOUTS["eu-2026-06"].scenario(f'language = "{language}"\n{way}'))
    done = program.signed_in(replica)("run", "--yes", "--headless", "--json", "--only", PARTNERS)
    results = done.results()
    assert outcomes(results) == {PARTNERS: ("changed", None)}
    assert writes(replica) == [(PARTNERS, "on", "off")]
    result = results[PARTNERS]
    assert result["language"].partition("-")[0] == language
    assert any("translation of our own" in warning for warning in result["warnings"])


@pytest.mark.thorough
def test_a_word_that_is_missing_on_a_known_page_is_named(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(LAYOUTS["eu-2026-06"].scenario('language = "de"'))
    done = program.signed_in(replica)("run", "--yes", "--headless", "--json", "--only", UNKNOWN)
    assert (done.code, outcomes(done.results())) == (4, {UNKNOWN: ("failed", "language")})
    assert "language" in done.results()[UNKNOWN]["hint"]
    assert writes(replica) == []
