"""Files that are not what they seem: whatever lies in a folder of selector files, one clear error, and soon."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from offswitch.errors import PackError
from offswitch.packs import Library, lint
from offswitch.packs.toml_file import LARGEST

HEAD = 'platform = "facebook"\n'
UNPARSABLE: dict[str, tuple[str, str]] = {
    "deep lists": ("x = " + "[" * 50_000, "too deep"),
    "closed deep lists": ("x = " + "[" * 5_000 + "]" * 5_000, "too deep"),
    "deep tables": ("x = " + "{a=" * 5_000, "too deep"),
    "a huge integer": ("schema = " + "9" * 100_000, "too long"),
    "a huge integer in hexadecimal": ("schema = 0x" + "f" * 100_000, "schema"),
    "a year that there is not": ("x = 9999-99-99", "not TOML"),
    "no text": ("\0\0\0", "not TOML"),
}
SOON_SECONDS = 20


@pytest.fixture(params=["selector file", "label file"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where the file goes: a run reads both kinds."""
    folder = tmp_path / "facebook" / ("labels" if request.param == "label file" else ".")
    folder.mkdir(parents=True)
    return folder / "de.toml"


def refusal(path: Path, folder: Path) -> str:
    """What a run says of one file; ``selectors lint`` must say the same."""
    begun = time.monotonic()
    with pytest.raises(PackError) as caught:
        Library([folder]).pack("facebook")
    problems = [p for p in caught.value.problems if p.startswith(f"{path}: ")]
    assert problems, caught.value.problems
    assert time.monotonic() - begun < SOON_SECONDS
    try:
        linted = lint([path])
    except PackError as error:
        linted = list(error.problems)
    assert problems[0] in linted
    return problems[0]


@pytest.mark.parametrize("case", UNPARSABLE.values(), ids=list(UNPARSABLE))
def test_what_cannot_be_parsed_is_refused_in_one_line(
    place: Path, tmp_path: Path, case: tuple[str, str]
) -> None:
    place.write_text(HEAD + case[0], encoding="utf-8")
    said = refusal(place, tmp_path)
    assert case[1] in said
    assert "\n" not in said
    assert len(said) < 500


def test_a_file_that_is_too_large_is_not_read(place: Path, tmp_path: Path) -> None:
    with place.open("wb") as file:
        file.truncate(100_000_000)
    assert "larger than" in refusal(place, tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="pipes and devices in the file system")
@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_only_a_regular_file_is_read(place: Path, tmp_path: Path, kind: str) -> None:
    make: dict[str, Callable[[], None]] = {
        "pipe": lambda: os.mkfifo(place),
        "device": lambda: place.symlink_to("/dev/zero"),
        "folder": place.mkdir,
    }
    make[kind]()
    begun = time.monotonic()
    with pytest.raises(PackError) as caught:
        Library([tmp_path]).pack("facebook")
    assert [p for p in caught.value.problems if p == f"{place}: not a regular file"]
    assert time.monotonic() - begun < SOON_SECONDS
    if kind != "folder":  # lint takes a folder for one of files
        assert lint([place]) == [f"{place}: not a regular file"]


def test_the_bundled_files_are_far_below_the_limit() -> None:
    assert all(file.path.stat().st_size < LARGEST // 10 for file in Library().files)
