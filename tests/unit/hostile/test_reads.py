"""A hostile selector file cannot call a change a read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from offswitch.packs import Library
from offswitch.packs.fencing import fence_of
from tests.unit.hostile.files import NEWER, OTHER, refusal


def test_what_changes_something_is_never_called_a_read(own: Callable[[str], Path]) -> None:
    for globs in (
        '["*"]', '["**"]', '["*Mutation"]', '["*Query", "x*"]', '["*Query", "??*Mutation"]', '["*[a-zA-Z]*"]',
        '["*utation"]', '["????*"]', '["[G]et*"]', '["?et*"]', '["*[!x]utation"]', '["Save*"]', '["*M[u]tation"]',
    ):  # fmt: skip
        assert "requests.reads" in refusal(own(NEWER.replace('["*Query"]', globs)))


@pytest.mark.parametrize(
    "glob", ["Get*", "get_*", "LoadSettings*", "*Query", "GetState", "uci.get"]
)
def test_what_is_named_after_reads_may_be_one(own: Callable[[str], Path], glob: str) -> None:
    folder = own(OTHER.replace('["*Query"]', f'["{glob}"]'))
    fence = fence_of(Library([folder]).pack("torch"))
    assert glob in fence.reads
    assert fence.changes == ("*Mutation",), "and what fits a known change is never sent as a read"


def test_a_refusal_of_reads_names_what_would_pass(own: Callable[[str], Path]) -> None:
    text = refusal(own(NEWER.replace('["*Query"]', '["Settings*"]')))
    assert "'SettingsMutation' fits `*Mutation` as well" in text


@pytest.mark.parametrize(
    "glob",
    [
        "POST /*",
        "POST /api/settings/[a-z]*",
        "P[O]ST /api/x",
        "POST /a/[!x]/[!x]",
        "POST /api/*",
        "* /api/settings/query",
        "POST /api/?tate",
        "POST /**",
        "P* /a",
        "DELETE /api/settings/query",
        "PATCH /api/settings/query",
    ],
)
def test_a_path_pattern_that_also_matches_a_change_is_never_a_read(
    own: Callable[[str], Path], glob: str
) -> None:
    assert "requests.reads" in refusal(own(NEWER.replace('["*Query"]', f'["{glob}"]')))


@pytest.mark.parametrize(
    "glob", ["POST /query", "POST /api/settings/query", "POST /api/settings/q*"]
)
def test_a_specific_path_may_be_declared_a_read(own: Callable[[str], Path], glob: str) -> None:
    folder = own(OTHER.replace('["*Query"]', f'["{glob}"]'))
    assert glob in fence_of(Library([folder]).pack("torch")).reads
