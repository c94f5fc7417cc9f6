"""Each test process gets a share of every kind of test, and neighbors stay together."""

from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.order import in_shares


@dataclasses.dataclass(frozen=True)
class Item:
    """What the order looks at in a test."""

    path: Path
    number: int
    is_long: bool = False

    def get_closest_marker(self, name: str) -> object | None:
        return name if self.is_long and name == "long" else None


def items() -> list[Any]:
    return [
        Item(Path(f"tests/{kind}/test_{module}.py"), number, is_long=number == 0 and kind == "e2e")
        for kind in ("e2e", "unit")
        for module in range(12)
        for number in range(10)
    ]


@pytest.mark.parametrize("processes", [1, 2, 5, 14, 300])
def test_every_test_is_run_once(processes: int) -> None:
    assert Counter(in_shares(items(), processes)) == Counter(items())


def test_a_block_begins_with_its_long_tests_and_ends_with_the_quick_ones() -> None:
    ordered = in_shares(items(), 4)
    block: Any = ordered[: len(ordered) // 4]
    assert [item.is_long for item in block] == [True] * 3 + [False] * 57
    kinds = [item.path.parts[1] for item in block[3:]]
    assert kinds == ["e2e"] * 27 + ["unit"] * 30


def test_the_tests_of_a_module_stay_in_one_block_or_two() -> None:
    ordered: Any = in_shares(items(), 4)
    size = len(ordered) // 4
    for module in {item.path for item in items()}:
        blocks = {
            n // size for n, item in enumerate(ordered) if item.path == module and not item.is_long
        }
        assert len(blocks) <= 2, module
