"""The list of safety rules is true: each is where the list says, and the documents name the same rules."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
MUTANTS: list[Any] = runpy.run_path(str(ROOT / "scripts" / "mutants.py"))["mutants"]()
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.rule)
def test_a_rule_is_where_the_list_says(mutant: Any) -> None:
    assert mutant.fits
    if mutant.file.endswith(".py"):  # what cannot be read at all would turn every test red
        text = (ROOT / mutant.file).read_text(encoding="utf-8")
        compile(text.replace(mutant.old, mutant.new), "", "exec")


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.rule)
def test_a_rule_has_a_test(mutant: Any) -> None:
    file, _, name = mutant.test.partition("::")
    text = (ROOT / file).read_text(encoding="utf-8")
    assert not name or f"def {name.partition('[')[0]}(" in text


def test_the_table_names_every_rule() -> None:
    lines = [line for line in ARCHITECTURE.splitlines() if line.startswith("| ")]
    for mutant in MUTANTS:
        test = mutant.test.partition("::")[0].removeprefix("tests/")
        rule = mutant.file.removeprefix("src/offswitch/")
        assert any(
            f"| {mutant.rule} |" in line and f"`{rule}`" in line and f"`{test}`" in line
            for line in lines
        ), mutant.rule
