"""What the tests of reports share: a journal of some weeks, and what a report says about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from offswitch.journal import Journal
from offswitch.model.scope import Scope
from offswitch.report.content import ReportContent, gather
from tests.unit.report_content import CATALOGUE, START, WEEK, full_journal


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with full_journal(tmp_path / "data" / "journal.sqlite3") as journal:
        yield journal


@pytest.fixture
def content(journal: Journal) -> ReportContent:
    return gather(journal, Scope("default"), CATALOGUE, {}, made=START + 6 * WEEK)
