"""The JavaScript that runs in a page is joined from modules; see offswitch.screen.scripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import offswitch.screen
from offswitch.screen.marker import MARKER
from offswitch.screen.scripts import script

FOLDER = Path(offswitch.screen.__file__).parent / "js"
MODULES = sorted(file.relative_to(FOLDER).as_posix() for file in FOLDER.rglob("*.js"))
NAMES = re.compile(r"^(?:async )?(?:function|const|let|class) (\w+)", re.MULTILINE)


def test_a_module_is_joined_with_all_that_it_imports_each_once() -> None:
    joined = script("survey/survey.js", "surveyor")
    assert joined.count("function parentOf(") == 1
    assert joined.index("function parentOf(") < joined.index("function surveyor(")
    assert joined.endswith("return surveyor;\n})()")


@pytest.mark.parametrize("module", MODULES)
def test_what_is_joined_is_one_script(module: str) -> None:
    joined = script(module, "null")
    assert not re.search(r"^\s*(import|export)\b", joined, re.MULTILINE)
    names = NAMES.findall(joined)
    assert sorted(names) == sorted(set(names)), "two modules use one name for two things"


def test_the_marker_has_one_name() -> None:
    assert f'export const MARKER = "{MARKER}";' in (FOLDER / "selectors.js").read_text()
