"""A hostile selector file runs no code."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from offswitch.errors import OffswitchError
from offswitch.packs import Library, lint
from offswitch.screen.query import _quoted
from tests.unit.hostile.files import GOOD, NEWER, refusal


def test_the_good_file_is_taken(own: Callable[[str], Path]) -> None:
    folder = own(NEWER)
    assert [v.file.version for v in Library([folder]).pack("lamp").variants] == [
        "2026-02",
        "2026-01",
    ]
    assert lint([folder]) == []


@pytest.mark.parametrize("name", ["evil", "__init__", "conftest"])
def test_a_module_beside_it_is_never_imported(own: Callable[[str], Path], name: str) -> None:
    folder = own(GOOD.replace('"lamp"', '"evil"'))
    for place in (folder, folder / "evil", folder / "labels"):
        place.mkdir(exist_ok=True)
        (place / f"{name}.py").write_text("raise SystemExit('it ran')", encoding="utf-8")
    before = set(sys.modules)
    assert Library([folder]).pack("evil").platform.name == "evil"
    assert not {module for module in set(sys.modules) - before if "evil" in module}


@pytest.mark.parametrize("name", ["os", "sys", "offswitch", "../flows/x", "a.b", "__init__", ""])
def test_a_platform_s_name_imports_nothing_but_a_flow(
    own: Callable[[str], Path], name: str
) -> None:
    folder = own(GOOD.replace('"lamp"', f'"{name}"'))
    try:
        platform = Library([folder]).pack(name).platform
    except OffswitchError:
        return
    assert [setting.id for setting in platform.settings] == ["research"], "it is data alone"
    assert platform.signed_in is None
    assert platform.open_settings is None


@pytest.mark.parametrize(
    "locator",
    [
        '{ by = "xpath", value = "//*" }',
        '{ by = "css", value = "*" }',
        '{ by = "script", value = "alert(1)" }',
        '{ by = "attribute", attribute = "onclick", value = "x" }',
        '{ by = "attribute", attribute = "id=\\"a\\"],*[x", value = "x" }',
        '{ by = "href", value = "javascript:alert(1)" }',
        '{ by = "role", role = "button", name = "x", run = "x" }',
    ],
)
def test_a_locator_cannot_be_a_program(own: Callable[[str], Path], locator: str) -> None:
    text = NEWER.replace('{ by = "row", label = "Privacy" }', locator)
    assert text != NEWER
    assert "elements.row" in refusal(own(text))


@pytest.mark.parametrize("value", ['"] , *[x="', "\\", '\\"', 'a"b\\', "]"])
def test_a_value_cannot_end_its_own_quotes(value: str) -> None:
    quoted = _quoted(value)
    inside = quoted[1:-1].replace("\\\\", "").replace('\\"', "")
    assert quoted[0] == quoted[-1] == '"'
    assert '"' not in inside
    assert "\\" not in inside
