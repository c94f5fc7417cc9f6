"""The scripts of the replica's pages are sent as one, with all that they import."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from offswitch.replica.bundle import bundle
from offswitch.replica.fixtures import fixtures_folder

KIT = fixtures_folder() / "_kit"
SCRIPTS = sorted(path for path in fixtures_folder().glob("*/*.js"))
EXPORT = re.compile(r"^export\b.*", re.MULTILINE)


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_bundle_imports_nothing_and_exports_what_the_module_does(file: Path) -> None:
    joined = bundle(file, KIT)
    assert not re.search(r"^import\b", joined, re.MULTILINE)
    assert EXPORT.findall(joined) == EXPORT.findall(file.read_text(encoding="utf-8"))


def test_a_module_that_several_import_runs_once(tmp_path: Path) -> None:
    (tmp_path / "kit").mkdir()
    (tmp_path / "kit" / "kit.js").write_text(
        "export const state = [];\nexport function note(x) { state.push(x); }\n"
    )
    (tmp_path / "a.js").write_text(
        'import { note } from "../kit/kit.js";\nexport class A {}\nnote(1);\n'
    )
    (tmp_path / "b.js").write_text(
        'import { A as First } from "./a.js";\nimport { state } from "../kit/kit.js";\nexport const b = [First, state];\n'
    )
    joined = bundle(tmp_path / "b.js", tmp_path / "kit")
    assert joined.count("export const state") == 0
    assert joined.count("const state = [];") == 1
    assert "A : First" in joined or "A: First" in joined
    assert joined.index("const state") < joined.index("note(1)") < joined.index("const b =")
    assert joined.rstrip().splitlines()[-1] == "export const b = [First, state];"
