"""How much a run may load and click at a platform, as its selector files say."""

from __future__ import annotations

from pathlib import Path

import pytest

from offswitch.model.limits import Limits
from offswitch.packs import Library, lint
from offswitch.packs.limiting import limits_of
from tests.unit.packs.files import HEAD, plain, write


def limits(*folders: Path) -> Limits:
    return limits_of(Library(folders).pack("lamp"))


def test_a_platform_that_says_nothing_has_the_defaults(bundled: Path) -> None:
    write(bundled, "lamp/2026-01.toml", plain("2026-01"))
    assert limits() == Limits()
    assert limits().model_dump() == {
        "loads": 80,
        "clicks": 120,
        "loads_per_minute": 40,
        "clicks_per_minute": 60,
    }


def test_what_a_platform_says_takes_the_place_of_the_default(bundled: Path) -> None:
    write(bundled, "lamp/common.toml", HEAD, "[limits]\nloads = 100\nclicks_per_minute = 10\n")
    write(bundled, "lamp/2026-01.toml", plain("2026-01"))
    assert limits() == Limits(loads=100, clicks_per_minute=10)


def test_of_several_files_the_strictest_counts(bundled: Path, tmp_path: Path) -> None:
    write(bundled, "lamp/common.toml", HEAD, "[limits]\nloads = 30\nclicks = 90\n")
    write(bundled, "lamp/2026-01.toml", plain("2026-01", "[limits]\nloads = 60\nclicks = 50\n"))
    write(bundled, "lamp/2025-01.toml", plain("2025-01", "[limits]\nloads_per_minute = 5\n"))
    assert limits() == Limits(loads=30, clicks=50, loads_per_minute=5)
    own = write(tmp_path / "own", "common.toml", HEAD, "[limits]\nloads = 200\nclicks = 20\n")
    assert limits(own.parent) == Limits(loads=30, clicks=20, loads_per_minute=5)


@pytest.mark.parametrize(
    "said",
    [
        "loads = 0",
        "loads = -1",
        "loads = 201",
        "loads = 1.5",
        "loads = true",
        'clicks = "many"',
        "clicks = 301",
        "loads_per_minute = 61",
        "clicks_per_minute = 61",
        "loads_per_hour = 100",
    ],
)
def test_a_limit_that_is_none_is_refused_with_its_place(bundled: Path, said: str) -> None:
    write(bundled, "lamp/2026-01.toml", plain("2026-01", "[limits]", said))
    problems = lint([])
    assert len(problems) == 1
    assert f"limits.{said.split(' ', maxsplit=1)[0]}" in problems[0]


def test_every_bundled_platform_says_its_limits_itself() -> None:
    library = Library()
    for name in library.platforms():
        pack = library.pack(name)
        for variant in pack.variants:
            assert variant.file.limits.model_fields_set == set(Limits.model_fields), variant.source
