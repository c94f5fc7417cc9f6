"""Chooses the tests that could notice a change: those that execute its line, cheap and different ones first."""

from __future__ import annotations

import ast
import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

Lines = Mapping[int, Collection[str]]
"""For each line of a module, the tests that execute it."""


@dataclass
class Executed:
    """What was recorded: which test executes which line, and how long each takes.

    Attributes:
        lines: for each module, by its path from the root.
        seconds: of each test that has passed.
    """

    lines: dict[str, dict[int, set[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )
    seconds: dict[str, float] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Executed:
        """Read what every process has written into a folder."""
        executed = cls()
        for file in sorted(folder.glob("*.jsonl")):
            for line in file.read_text("utf-8").splitlines():
                record = json.loads(line)
                executed.add(**record)
        return executed

    def add(self, test: str, seconds: float | None, lines: Mapping[str, Iterable[int]]) -> None:
        """Add what one process has executed for a test; only pytest's own process knows the seconds."""
        if seconds is not None:
            self.seconds[test] = seconds
        for module, numbers in lines.items():
            for number in numbers:
                self.lines[module][number].add(test)

    def of_statement(self, module: str, text: str, line: int) -> set[str]:
        """Return the tests that have passed and execute the statement at a line.

        What a module does when it is imported is no test's own. For that, these are the tests that execute
        a line with one of the names that are defined there, or any line if there is no such name.
        """
        lines = self.lines[module]
        first, last, names = _statement(ast.parse(text), line)
        wanted: Iterable[int] = range(first, max(last, line) + 1)
        if names is not None:
            words = re.compile(rf"\b({'|'.join(map(re.escape, names))})\b")
            wanted = [
                number
                for number, written in enumerate(text.splitlines(), 1)
                if not names or words.search(written)
            ]
        found = {test for number in wanted for test in lines.get(number, ())}
        if names is not None and not found:
            found = {test for tests in lines.values() for test in tests}
        return {test for test in found if test in self.seconds}

    def in_turn(self, tests: Collection[str], most: int, seconds: float) -> list[str]:
        """Return some of the tests: the quickest one of each file, then the next of each, and so on.

        Args:
            tests: names, as pytest prints them.
            most: how many at most.
            seconds: how long they may take together; the first one may take longer.
        """
        files: dict[str, list[str]] = defaultdict(list)
        for test in sorted(tests, key=lambda test: (self.seconds[test], test)):
            files[test.partition("::")[0]].append(test)
        chosen: list[str] = []
        for test in (each for turn in zip_longest(*files.values()) for each in turn if each):
            if len(chosen) == most:
                break
            if not chosen or sum(map(self.seconds.__getitem__, (*chosen, test))) <= seconds:
                chosen.append(test)
        return chosen


def _statement(tree: ast.Module, line: int) -> tuple[int, int, Sequence[str] | None]:
    """Return where the smallest statement around a line begins and ends.

    Also the names that it defines if it is executed on import, else ``None``.
    """
    path = list(_path(tree, line))
    first = last = line
    if path:
        inner = getattr(path[-1], "body", None)
        first = path[-1].lineno
        last = inner[0].lineno - 1 if inner else path[-1].end_lineno or line
    functions = [node for node in path if isinstance(node, ast.FunctionDef)]
    if functions and line >= functions[0].body[0].lineno:
        return first, last, None
    if functions:
        return first, last, [functions[0].name]
    targets = [node for node in ast.walk(path[-1]) if path and isinstance(node, ast.Name)]
    stored = [node.id for node in targets if isinstance(node.ctx, ast.Store)]
    classes = [node.name for node in path if isinstance(node, ast.ClassDef)]
    return first, last, stored or classes[-1:]


def _path(node: ast.AST, line: int) -> Iterator[ast.stmt]:
    """Yield the statements around a line, from the outermost one to the innermost one."""
    for child in ast.iter_child_nodes(node):
        starts = [each.lineno for each in getattr(child, "decorator_list", ())]
        if isinstance(child, ast.stmt):
            if min(starts, default=child.lineno) <= line <= (child.end_lineno or 0):
                yield child
                yield from _path(child, line)
        elif not isinstance(child, ast.expr):
            yield from _path(child, line)
