"""Which list of a page is meant is told by the rows of it that are known."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from offswitch.engine.listed import rows_listed

KNOWN = {"ads", "topics", "partners"}
OTHERS = {"help", "language"}


def listed(*rows: str, controls: tuple[str, ...] = (), anywhere: bool = False) -> Any:
    """The rows around those that are known; the page here has one list, with another row on it."""
    seen: Any = SimpleNamespace(
        rows=[SimpleNamespace(subject=row) for row in rows],
        controls=[SimpleNamespace(label=label) for label in controls],
        rows_around=lambda there: (*sorted(there), "another"),
    )
    return rows_listed(seen, KNOWN, OTHERS, anywhere=anywhere)


@pytest.mark.parametrize(
    ("rows", "controls", "is_told"),
    [
        (("Ads", "Topics"), (), True),
        (("Ads", "Topics", "Partners"), (), True),
        (("Ads",), ("Topics",), True),
        (("Ads",), (), False),
        (("Ads",), ("Ads",), False),
        (("Ads", "Another"), (), False),
        ((), (), False),
    ],
)
def test_two_known_rows_tell_it(
    rows: tuple[str, ...], controls: tuple[str, ...], is_told: bool
) -> None:
    there = listed(*rows, controls=controls)
    assert bool(there) is is_told
    if is_told:
        assert there == (*sorted({text.lower() for text in (*rows, *controls)}), "another")


def test_elsewhere_than_on_its_own_page_every_row_counts() -> None:
    assert listed("Ads", anywhere=True) == ("ads", "another")
    assert listed(anywhere=True) == ("another",)


def test_where_no_neighbor_is_a_row_the_other_known_rows_tell_it() -> None:
    assert listed("Help", "Language") == ("help", "language", "another")
    assert listed("Help", "Ads", anywhere=True) == ("ads", "another")
