"""Temporary folders of browsers: those of killed runs go, and nobody else's do."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from offswitch.local import temporary
from offswitch.local.temporary import temporary_folder

HOLD = """
import sys, time
from offswitch.local.temporary import temporary_folder
with temporary_folder() as folder:
    (folder / "org.chromium.Chromium.abc").mkdir()
    print(folder, flush=True)
    time.sleep(60)
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A system's temporary folder that only this test uses."""
    found = tmp_path / "tmp"
    found.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(found))
    monkeypatch.setattr(temporary, "_LONGEST", 4096)
    monkeypatch.setenv("TMPDIR", str(found))
    return found


def test_it_is_private_and_gone_in_the_end(place: Path) -> None:
    with temporary_folder() as folder:
        assert folder.parent == place
        assert folder.stat().st_mode & 0o777 == 0o700
        (folder / "playwright_chromiumdev_profile-abc").mkdir()
    assert list(place.iterdir()) == []


def test_the_next_start_removes_what_a_killed_run_left_but_nothing_that_is_in_use(
    place: Path,
) -> None:
    code = f"from offswitch.local import temporary; temporary._LONGEST = 4096{HOLD}"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        theirs = Path(other.stdout.readline().strip())
        try:
            assert theirs.parent == place
            with temporary_folder():
                assert (theirs / "org.chromium.Chromium.abc").is_dir(), "it is in use"
        finally:
            other.kill()
    with temporary_folder():
        assert not theirs.exists()


def test_what_is_not_ours_stays(place: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine").touch()
    for name in ("org.chromium.Chromium.abc", "playwright_chromiumdev_profile-abc", "offswitch"):
        (place / name).mkdir()
    (place / "offswitch-browser-link").symlink_to(elsewhere)
    (place / "offswitch-browser-file").touch()
    (place / "offswitch-browser-new").mkdir()  # somebody has made it, and is about to lock it
    before = sorted(place.iterdir())
    with temporary_folder():
        assert set(before) <= set(place.iterdir())
    assert (elsewhere / "mine").exists()
    long_ago = time.time() - 2 * temporary._UNLOCKED_SECONDS
    os.utime(place / "offswitch-browser-new", (long_ago, long_ago))
    with temporary_folder():
        assert not (place / "offswitch-browser-new").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a folder somebody else's")
def test_somebody_elses_folder_stays(place: Path) -> None:
    (place / "offswitch-browser-theirs").mkdir()
    (place / "offswitch-browser-theirs" / temporary._LOCK).touch()
    os.chown(place / "offswitch-browser-theirs", 12345, 12345)
    with temporary_folder():
        assert (place / "offswitch-browser-theirs" / temporary._LOCK).exists()


def test_a_place_too_long_for_a_socket_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(temporary, "_LONGEST", 5)
    with temporary_folder() as folder:
        assert folder.parent == Path("/tmp")
