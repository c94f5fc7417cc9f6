"""The bundled selector files, and a folder of a person's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from offswitch.packs import Library


@pytest.fixture(scope="module")
def library() -> Library:
    return Library()


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path))
    return tmp_path / "config" / "selectors"
