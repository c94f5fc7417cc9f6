"""What `make mutation` does around the tests that it runs: which changes it draws, and whom it asks about them."""

from __future__ import annotations

import ast
import textwrap
from pathlib import Path

import pytest

from drawn_changes import Change, draw, places
from mutation import interval, table
from suited_tests import Executed

MODULE = '''
from dataclasses import dataclass, field

__all__ = ["Lamp"]
LIMIT: int | None = 3


@dataclass(frozen=True)
class Lamp:
    """A lamp."""

    watts: int | None = field(default=7, init=False)

    def is_bright(self, *, than: int | str = 40) -> bool | None:
        if self.watts is None:
            return False
        return self.watts > than or (
            self.watts * 2 > LIMIT
        )
'''
DESK = "from lamp import Lamp\n\nLAMP = Lamp()\n"


@pytest.fixture
def module(tmp_path: Path) -> Path:
    file = tmp_path / "lamp.py"
    file.write_text(textwrap.dedent(MODULE), encoding="utf-8")
    return file


def drawn(file: Path, seed: int, runs: int = 99) -> list[Change]:
    return draw([file], file.parent, runs, seed)


def test_only_what_the_program_does_is_changed(module: Path) -> None:
    lines = MODULE.splitlines()
    changed = {lines[change.line - 1].strip() for change in drawn(module, 1)}
    assert changed == {
        "LIMIT: int | None = 3",
        "@dataclass(frozen=True)",
        "watts: int | None = field(default=7, init=False)",
        "def is_bright(self, *, than: int | str = 40) -> bool | None:",
        "if self.watts is None:",
        "return False",
        "return self.watts > than or (",
        "self.watts * 2 > LIMIT",
    }
    made = {change.made(MODULE) for change in drawn(module, 1)}
    for never in ("init=True", "frozen=False", "self, /"):
        assert not any(never in text for text in made)


def test_every_change_can_be_read_and_differs(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    for seed in range(5):
        for change in drawn(module, seed):
            made = change.made(text)
            assert ast.dump(ast.parse(made)) != ast.dump(ast.parse(text))


def test_each_place_is_drawn_once_however_many_changes_it_has(module: Path) -> None:
    spans = [change.span for change in drawn(module, 1)]
    assert len(spans) == len(set(spans)) == len(places(module, module.parent))


def test_a_seed_draws_the_same_and_a_larger_sample_begins_with_the_smaller(module: Path) -> None:
    assert drawn(module, 1, 4) == drawn(module, 1)[:4]
    assert drawn(module, 1) != drawn(module, 2)


@pytest.fixture
def executed() -> Executed:
    known = Executed()
    known.add("unit/a.py::quick", 0.0, {"lamp.py": [15, 16]})
    known.add("unit/a.py::slow", 5, {"lamp.py": [15, 17, 18]})
    known.add("unit/b.py::middling", 1, {"lamp.py": [17, 19]})
    known.add("unit/c.py::failed", None, {"lamp.py": [15]})
    known.add("unit/c.py::elsewhere", 1, {"desk.py": [3]})
    return known


@pytest.mark.parametrize(
    ("line", "tests"),
    [
        (16, {"a.py::quick"}),
        (15, {"a.py::quick", "a.py::slow"}),
        (18, {"a.py::slow", "b.py::middling"}),  # a statement of three lines
        (5, {"a.py::slow"}),  # where the constant is used
        (12, {"a.py::quick", "a.py::slow", "b.py::middling"}),  # where the field is used
        (8, {"c.py::elsewhere"}),  # where the class is used, in another module
        (14, {"a.py::quick", "a.py::slow", "b.py::middling"}),  # where the function is called
    ],
)
def test_tests_are_asked_that_execute_the_line(
    executed: Executed, line: int, tests: set[str]
) -> None:
    found = executed.of_statement("lamp.py", {"lamp.py": MODULE, "desk.py": DESK}, line)
    assert {test.removeprefix("unit/") for test in found} == tests


def test_the_quickest_test_of_each_file_is_asked_first(executed: Executed) -> None:
    tests = ["unit/a.py::slow", "unit/a.py::quick", "unit/b.py::middling"]
    order = ["unit/a.py::quick", "unit/b.py::middling", "unit/a.py::slow"]
    assert executed.in_turn(tests, "lamp", 9, 99) == order
    assert executed.in_turn(tests, "lamp", 2, 99) == order[:2]
    assert executed.in_turn(tests, "lamp", 9, 2) == order[:2]
    assert executed.in_turn(tests[:1], "lamp", 9, 2) == tests[:1]
    assert executed.in_turn(tests, "b.py", 9, 2) == [order[1], order[0]]


def test_the_table_counts_by_folder_and_shows_what_survived() -> None:
    survivor = {
        "by": "",
        "line": 7,
        "passed": {"x": "", "y": ""},
        "suited": 3,
        "change": ["-a", "+b"],
    }
    text = table(
        [
            {"id": "src/offswitch/engine/a.py:AddNot:0", "by": "unit/a.py::quick"},
            {"id": "src/offswitch/engine/a.py:AddNot:1", **survivor},
            {"id": "src/offswitch/screen/b.py:AddNot:0", "by": "the time was up"},
        ]
    )
    assert "| `engine/` | 2 | 1 | 1 | 50.0% | 9.5% and 90.5% |" in text
    assert "| all | 3 | 2 | 1 | 66.7% |" in text
    assert "a.py:AddNot:1, line 7, 2 of 3 tests tried\n    -a\n    +b\n" in text
    assert "a.py:AddNot:0" not in text


def test_an_interval_narrows_with_the_number_seen() -> None:
    assert interval(170, 200) == pytest.approx((0.794, 0.893), abs=0.001)
    assert interval(10, 10)[1] == pytest.approx(1)
