"""A bundled folder of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from offswitch.packs import disk


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for the bundled one, so that these tests say nothing of real platforms."""
    folder = tmp_path / "bundled"
    folder.mkdir()
    monkeypatch.setattr(disk, "bundled_folder", lambda: folder)
    return folder
