"""The contract tests try every setting that a run can switch off, daily or in the thorough tests."""

from __future__ import annotations

import pytest

from tests.bundled import library, pack
from tests.e2e.contract import MOST, SWITCHED, every_case, sample, together

CASES = every_case()
SETTINGS = {
    f"{name}.{setting.id}": setting.kind
    for name in library().platforms()
    for setting in pack(name).platform.settings
    if setting.kind in SWITCHED
}


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_setting_is_tried_somewhere(setting: str) -> None:
    assert any(case.settings == (setting,) for case in CASES), (
        f"{setting}: no route of its selector files can be tried on the replica. Give it a `path`, or"
        ' a `url` at which fixtures/ has a [[routes]] with `setting = "…"`, and list the setting there'
    )


def test_the_thorough_tests_try_every_case() -> None:
    tried = [
        (setting, case.generation, case.region, case.way)
        for case in together(CASES)
        for setting in case.settings
    ]
    assert sorted(tried) == sorted((c.settings[0], c.generation, c.region, c.way) for c in CASES)
    assert max(len(case.settings) for case in together(CASES)) <= MOST


def test_every_day_each_platform_is_tried() -> None:
    platforms = {setting.partition(".")[0] for setting in SETTINGS}
    daily = sample(CASES)
    assert {case.platform for case in daily} == platforms
    assert len(daily) == len(platforms)
    assert sample(reversed(CASES)) == daily


@pytest.mark.parametrize(
    ("setting", "ways"),
    [
        ("accounts_center.partner_activity", {"link", "menu", "search"}),
        # An address is known only of the page from which a row leads to it.
        ("accounts_center.ads_about_meta", {"menu", "search"}),
        ("facebook.off_facebook_activity", {"link", "menu", "search"}),
        ("whatsapp.call_ip", {"menu"}),
    ],
)
def test_ways_are_those_that_files_give_and_the_site_has(setting: str, ways: set[str]) -> None:
    assert {case.way for case in CASES if case.settings == (setting,)} == ways


def test_a_search_is_not_expected_of_a_site_from_before_it_was_known() -> None:
    assert "search" not in {case.way for case in CASES if case.generation == "2020-01"}


def test_a_region_is_tried_where_the_site_is_another_one_there() -> None:
    for platform in ("whatsapp", "accounts_center"):
        regions = {case.region for case in CASES if case.platform == platform}
        assert len(regions) == 2
