"""``offswitch selectors lint``: what it says of a file, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from offswitch.errors import ConfigError, PackError
from offswitch.packs import Library, lint
from tests.unit.packs.files import HEAD, HOSTS, INTENT, ROUTE, plain, version, write


def lines(path: Path, problems: list[str]) -> list[str]:
    assert all(problem.startswith(f"{path}: ") for problem in problems), problems
    return [problem.removeprefix(f"{path}: ") for problem in problems]


def test_lint_is_content_with_what_is_in_order(bundled: Path, tmp_path: Path) -> None:
    write(bundled, "lamp/2026-01.toml", plain("2026-01"))
    own = write(tmp_path / "own", "x.toml", plain("2026-02"))
    assert lint([]) == lint([own]) == lint([own.parent]) == lint([], [own.parent]) == []


def test_lint_says_file_place_and_reason(bundled: Path, tmp_path: Path) -> None:
    def problems(*change: str) -> list[str]:
        text = plain("2026-01")
        for old, new in zip(change[::2], change[1::2], strict=True):
            assert old in text
            text = text.replace(old, new)
        path = write(tmp_path / "own", "x.toml", text)
        return lines(path, lint([path]))

    assert problems("schema = 1", "schema = 2") == [
        "schema: format 2 is newer than this program reads (1)"
    ]
    assert problems('element = "research"', 'element = "research", inverted = "maybe"')[0].endswith(
        "inverted: Input should be a valid boolean, unable to interpret input"
    )
    assert problems('element = "research"', 'element = "ghost"') == [
        "routes.research: unknown element `ghost`"
    ]
    assert problems('label = "Research"', 'label = "Opt out of research"') == [
        "routes.research.control: 'Opt out of research' contradicts inverted = false"
    ]
    assert problems('url = "https://lamp', 'url = "https://lump') == [
        "routes.research.url: `lump.test` is not one of `hosts`"
    ]
    assert problems("[elements]", "[elements")[0].startswith("not TOML: ")
    assert problems('platform = "lamp"', 'platform = "lamp"\n\n[[[')[0].startswith("not TOML: ")


def test_the_place_is_one_that_the_file_contains(bundled: Path, tmp_path: Path) -> None:
    text = plain("2026-01").replace('element = "research"', 'element = "research", swapped = true')
    path = write(tmp_path, "x.toml", text)
    assert lines(path, lint([path])) == [
        "routes.research.control.swapped: Extra inputs are not permitted"
    ]


def test_one_mistake_is_told_once(bundled: Path, tmp_path: Path) -> None:
    text = plain("2026-01").replace('by = "label"', 'by = "xpath"')
    path = write(tmp_path, "x.toml", text)
    assert len(lint([path])) == 1


def test_lint_names_what_cannot_be_read(bundled: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(b"\xff\xfe\x00")
    assert lines(path, lint([path])) == ["cannot be read: UnicodeDecodeError"]
    with pytest.raises(ConfigError, match="no such file or folder"):
        lint([tmp_path / "nowhere.toml"])


def test_plain_http_is_for_a_user_s_own_files(bundled: Path, tmp_path: Path) -> None:
    text = plain("2026-01").replace("https://lamp.test", "http://127.0.0.1:8080")
    text = text.replace('"lamp.test"', '"127.0.0.1:8080"')
    own = write(tmp_path / "own", "x.toml", text)
    assert lint([own]) == []
    path = write(bundled, "lamp/2026-01.toml", text)
    assert lines(path, lint([])) == ["routes.research.url: plain http is for a user's own files"]


def test_lint_of_one_file_knows_what_it_extends_beside_it(bundled: Path, tmp_path: Path) -> None:
    common = '[elements]\nmenu = [{ by = "text", value = "Menu" }]\n'
    write(tmp_path / "own", "common.toml", HEAD, common)
    route = ROUTE.replace("[routes.research]", '[routes.research]\nopen = ["menu"]')
    path = write(tmp_path / "own", "x.toml", version("2026-01", HOSTS, route, INTENT))
    assert lint([path.parent]) == []
    Library([path.parent]).pack("lamp")


def test_lint_of_one_file_knows_the_folders_that_are_named(bundled: Path, tmp_path: Path) -> None:
    common = '[elements]\nmenu = [{ by = "text", value = "Menu" }]\n'
    write(tmp_path / "own", "common.toml", HEAD, common)
    route = ROUTE.replace("[routes.research]", '[routes.research]\nopen = ["menu"]')
    path = write(tmp_path / "own", "x.toml", version("2026-01", HOSTS, route, INTENT))
    assert lint([path], [path.parent]) == []


def test_lint_refuses_what_a_run_refuses(bundled: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "own", "x.toml", version("2026-01", HOSTS, ROUTE))
    with pytest.raises(PackError):
        Library([path.parent]).pack("lamp")
    assert lint([path]) != []


def test_lint_refuses_a_control_that_can_never_be_found(bundled: Path, tmp_path: Path) -> None:
    text = plain("2026-01").replace(
        '{ by = "label", label = "Research" }',
        '{ by = "role", role = "switch", name = "Research" }',
    )
    path = write(tmp_path / "own", "x.toml", text)
    assert lint([path]) != []


def test_lint_of_nothing_is_no_success(bundled: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    try:
        problems = lint([tmp_path / "empty"])
    except ConfigError as error:
        problems = [error.message]
    assert problems != []


def test_lint_refuses_to_extend_what_is_not_there(bundled: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "own", "x.toml", plain("2026-01", 'extends = ["lump"]'))
    assert lint([path]) != []
