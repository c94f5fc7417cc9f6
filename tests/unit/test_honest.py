"""What the tests of unknown pages call wrong, and which combinations they try."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.e2e.honest import what_is_wrong
from tests.e2e.matrix import SHAPES, every_cell, sample

SETTING = "facebook.research_data_use"
WRITE = (SETTING, "on", "off")
LATEST = "instagram.activity_history"


def wrong(
    status: str,
    reason: str | None,
    before: str,
    after: str,
    *written: tuple[str, str, str],
    of: str = SETTING,
) -> list[str]:
    result = {of: {"status": status, "reason": reason}}
    return what_is_wrong(result, {of: before}, {of: after}, written)


@pytest.mark.parametrize(
    ("status", "reason", "before", "after", "written"),
    [
        ("changed", None, "on", "off", [WRITE]),
        ("ok", None, "off", "off", []),
        ("skipped", "not_offered", "absent", "absent", []),
        ("skipped", "form_only", "form", "form", []),
        ("failed", "not_found", "on", "on", []),
        ("failed", "not_verified", "on", "off", [WRITE]),
        ("unreachable", "password", "on", "on", []),
    ],
)
def test_what_is_so_may_be_said(
    status: str, reason: str, before: str, after: str, written: list[tuple[str, str, str]]
) -> None:
    assert not wrong(status, reason, before, after, *written)


@pytest.mark.parametrize(
    ("status", "reason", "before", "after", "written"),
    [
        ("changed", None, "on", "on", []),
        ("changed", None, "on", "off", []),
        ("ok", None, "on", "on", []),
        ("ok", None, "on", "off", [WRITE]),
        ("skipped", "not_offered", "on", "on", []),
        ("skipped", "retired", "off", "off", []),
        ("skipped", "form_only", "absent", "absent", []),
        ("skipped", "guide", "on", "on", []),
        ("skipped", "locked", "on", "on", []),
        ("failed", None, "on", "on", []),
        ("failed", "not_found", "on", "off", [WRITE]),
        ("changed", None, "on", "off", [WRITE, WRITE]),
        ("changed", None, "on", "off", [WRITE, ("facebook.consent", "off", "on")]),
        ("changed", None, "on", "off", [WRITE, ("facebook.active_status", "on", "off")]),
    ],
)
def test_what_is_not_so_is_found(
    status: str, reason: str, before: str, after: str, written: list[tuple[str, str, str]]
) -> None:
    assert wrong(status, reason, before, after, *written)


def test_a_guide_is_one_whatever_the_server_knows() -> None:
    assert not wrong("skipped", "guide", "guide", "guide", of=LATEST)
    assert wrong("skipped", "not_offered", "guide", "guide", of=LATEST)


def test_what_was_cleared_along_with_another_change_may_be_cleared_again() -> None:
    clear = "accounts_center.clear_off_meta_history"
    assert not wrong("failed", "not_verified", "on", "off", (clear, "off", "off"), of=clear)
    assert wrong("failed", "not_verified", "off", "off", (SETTING, "off", "off"))


def test_every_cell_is_tried_once_and_in_three_seeds() -> None:
    cells = every_cell()
    assert len({cell.id for cell in cells}) == len(cells)
    assert len([name for name in SHAPES if name.startswith("seed-")]) >= 3
    assert {cell.way for cell in cells} == {"link", "menu", "search"}
    assert {"en", "en-GB", "de", "pt-BR", "zh-TW"} <= {cell.language for cell in cells}


def test_a_language_without_words_of_a_layout_has_one_cell_there() -> None:
    counts = Counter(
        (cell.platform, cell.generation, cell.language)
        for cell in every_cell()
        if cell.region == "US"
    )
    every_way_in_every_shape = 3 * len(SHAPES)
    assert counts["accounts_center", "2026-07", "en"] == every_way_in_every_shape
    assert counts["accounts_center", "2026-07", "en-GB"] == every_way_in_every_shape
    without_a_search = 2 * len(SHAPES)
    assert counts["accounts_center", "2020-01", "de"] == without_a_search
    assert counts["accounts_center", "2020-01", "fr"] == 1
    assert counts["instagram", "2020-01", "cs"] == 1


def test_a_sample_has_each_platform_in_english_and_then_each_language() -> None:
    cells = every_cell()
    platforms = {(cell.platform, cell.way) for cell in cells}
    languages = {(cell.language, cell.way) for cell in cells}
    drawn = sample(cells, len(platforms) + len(languages))
    first = drawn[: len(platforms)]
    assert {(cell.platform, cell.way) for cell in first} == platforms
    assert {cell.language for cell in first} == {"en"}
    assert {(cell.language, cell.way) for cell in drawn} == languages
    assert len(set(drawn)) == len(drawn)
    assert sample(reversed(cells), 5) == drawn[:5]
