"""A malicious selector file: what stops each attempt.

Five things it must not be able to do, and the tests that show it:

run code          ``test_code``; ``test_layers.test_data_folders_hold_no_code``
leave its hosts   ``test_hosts``, ``test_reads``;
                  ``test_coherence.test_an_address_outside_the_hosts_is_refused``;
                  ``test_fence``; ``packs/test_lint.test_plain_http_is_for_a_user_s_own_files``
read a file       ``test_files``
type a password   ``e2e/test_hostile_selectors.py``
switch a use on   ``test_uses``; ``test_coherence`` (reversed labels, consents, what may be clicked);
                  ``test_results`` (no ``changed`` without a fresh reading of "off")
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from offswitch.packs import disk
from tests.unit.hostile.files import GOOD


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bundled"
    folder.mkdir()
    (folder / "lamp.toml").write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr(disk, "bundled_folder", lambda: folder)
    return folder


@pytest.fixture
def own(tmp_path: Path, bundled: Path) -> Callable[[str], Path]:
    """Write a person's own file; returns its folder."""

    def write(text: str) -> Path:
        folder = tmp_path / "own"
        folder.mkdir(exist_ok=True)
        (folder / "own.toml").write_text(text, encoding="utf-8")
        return folder

    return write
