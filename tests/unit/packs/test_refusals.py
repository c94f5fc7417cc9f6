"""Selector files that are refused, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from offswitch.errors import ConfigError, PackError
from offswitch.packs import Library
from tests.unit.packs.files import HOSTS, INTENT, ROUTE, plain, version, write


def test_a_file_that_is_wrong_is_refused_with_its_place_and_reason(bundled: Path) -> None:
    path = write(bundled, "lamp/2026-01.toml", plain("2026-01", 'colour = "red"'))
    with pytest.raises(PackError) as caught:
        Library()
    assert caught.value.problems == (f"{path}: colour: Extra inputs are not permitted",)
    assert "lint" in caught.value.hint


def test_every_wrong_file_is_reported(bundled: Path, tmp_path: Path) -> None:
    write(bundled, "lamp/2026-01.toml", "schema = 9")
    own = write(tmp_path / "own", "x.toml", "platform = ").parent
    with pytest.raises(PackError) as caught:
        Library([own])
    told = "\n".join(caught.value.problems)
    assert "schema: format 9 is newer than this program reads" in told
    assert "platform: Field required" in told
    assert f"{own}/x.toml: not TOML" in told
    assert "more)" in caught.value.message


def test_a_file_that_contradicts_itself_is_refused(bundled: Path) -> None:
    text = plain("2026-01").replace('element = "research"', 'element = "ghost"')
    write(bundled, "lamp/2026-01.toml", text)
    library = Library()
    with pytest.raises(PackError, match=r"routes\.research: unknown element `ghost`"):
        library.pack("lamp")


def test_a_route_without_intent_and_an_intent_without_route_are_refused(bundled: Path) -> None:
    write(bundled, "lamp/2026-01.toml", version("2026-01", HOSTS, ROUTE))
    with pytest.raises(PackError, match="no flow or intent names this setting"):
        Library().pack("lamp")
    write(bundled, "lamp/2026-01.toml", version("2026-01", HOSTS, INTENT))
    with pytest.raises(PackError, match="there is no route `research`"):
        Library().pack("lamp")


def test_a_folder_that_is_not_there_and_a_platform_that_is_not_known_are_named(
    bundled: Path, tmp_path: Path
) -> None:
    write(bundled, "lamp/2026-01.toml", plain("2026-01"))
    with pytest.raises(ConfigError, match="no such folder"):
        Library([tmp_path / "nowhere"])
    with pytest.raises(ConfigError, match="no such folder"):
        Library([write(tmp_path, "a-file.toml", "")])
    with pytest.raises(ConfigError, match="no such platform: lump") as caught:
        Library().pack("lump")
    assert "lamp" in caught.value.hint
