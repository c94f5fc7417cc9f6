"""A copy of selectors/ and fixtures/ whose lines a test may change, and the scripts that read them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import claims
import evidence
import guesses
import page_claims

ROOT = Path(__file__).parents[2]
__all__ = ["claims", "evidence", "guesses", "page_claims"]

SELECTOR = (
    'other_apps_row = [{ by = "row", label = "Ads in other apps" }]',
    'other_apps_row = [{ by = "row", label = "A planted word" }]',
)
"""A line of a selector file, and the same with a word that no source shows."""


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with a copy of both sides."""
    for name in ("selectors", "fixtures"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("*.css"))
    monkeypatch.setattr(claims, "ROOT", tmp_path)
    return tmp_path


def plant(path: Path, line: str, new: str) -> None:
    """Write another line in the place of one."""
    text = path.read_text(encoding="utf-8")
    assert text.count(line) == 1
    path.write_text(text.replace(line, new), encoding="utf-8")
