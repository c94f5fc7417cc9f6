"""Folders: where they are, that nobody else can read them, and how an unusable one is reported."""

import os
import stat
from pathlib import Path

import pytest

from offswitch.errors import ConfigError
from offswitch.local.folders import folders, private, profile_name


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_home_variable_puts_all_three_under_one_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFSWITCH_HOME", str(tmp_path / "home"))
    found = folders()
    assert found.config == tmp_path / "home" / "config"
    assert found.data == tmp_path / "home" / "data"
    assert found.cache == tmp_path / "home" / "cache"
    assert not (tmp_path / "home").exists(), "naming a folder created it"


def test_a_relative_home_does_not_move_with_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OFFSWITCH_HOME", "here")
    assert folders().data == tmp_path / "here" / "data"


def test_without_the_variable_the_folders_are_the_persons_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFFSWITCH_HOME", "")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    found = folders()
    for path in (found.config, found.data, found.cache):
        assert path.is_relative_to(tmp_path)
        assert "offswitch" in path.parts


def test_private_folders_and_their_new_parents_are_closed_from_creation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o755)
    made: list[int] = []
    mkdir = os.mkdir

    def spy(path: Path, mode: int) -> None:
        made.append(mode)
        mkdir(path, mode)

    monkeypatch.setattr(os, "mkdir", spy)
    old = os.umask(0)
    try:
        private(tmp_path / "a" / "b" / "c")
    finally:
        os.umask(old)
    assert made == [0o700] * 3
    for path in ("a", "a/b", "a/b/c"):
        assert _mode(tmp_path / path) == 0o700
    assert _mode(tmp_path) == 0o755, "a folder that is not ours was changed"


def test_a_folder_that_others_can_read_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "restored"
    path.mkdir()
    path.chmod(0o755)
    assert _mode(private(path)) == 0o700


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_file_in_the_way_is_reported(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ConfigError, match="a file is in the way") as caught:
        private(tmp_path / place)
    assert "OFFSWITCH_HOME" in caught.value.hint
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a place where nobody can write")
def test_a_place_that_cannot_be_written_is_reported() -> None:
    with pytest.raises(ConfigError, match=r"/proc/offswitch.* cannot be used"):
        private(Path("/proc/offswitch/data"))


@pytest.mark.parametrize("name", ["default", "a", "7", "my-second_1", "x" * 32])
def test_profile_names(name: str) -> None:
    assert profile_name(name) == name


@pytest.mark.parametrize(
    "name", ["", "-x", "_x", "A", "a.b", "../x", "a/b", "x" * 33, "a b", "a\n", "ä"]
)
def test_no_profile_names(name: str) -> None:
    with pytest.raises(ConfigError):
        profile_name(name)
