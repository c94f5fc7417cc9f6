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

    def of_statement(self, module: str, texts: Mapping[str, str], line: int) -> set[str]:
        """Return the tests that have passed and execute the statement at a line.

        What is executed on import is no test's own. For what stands above a function's body, these are the
        tests that execute the function; for a name that is defined there, those that execute a line with it.

        Args:
            module: its path from the root.
            texts: what each module says that the name may be used in, by its path.
            line: where the statement is.
        """
        path = list(_path(ast.parse(texts[module]), line))
        function = next((node for node in path if isinstance(node, ast.FunctionDef)), None)
        if function and line < function.body[0].lineno:
            found = self._tests(module, range(function.body[0].lineno, _end(function) + 1))
        elif function:
            inner = getattr(path[-1], "body", None)
            last = inner[0].lineno - 1 if inner else _end(path[-1])
            found = self._tests(module, range(path[-1].lineno, max(last, line) + 1))
        else:
            words = re.compile(rf"\b({'|'.join(_defined(path))})\b")
            found = set()
            for other, text in texts.items():
                written = enumerate(text.splitlines(), 1)
                found |= self._tests(other, [n for n, each in written if words.search(each)])
        return {test for test in found if test in self.seconds}

    def _tests(self, module: str, lines: Iterable[int]) -> set[str]:
        executed = self.lines[module]
        return {test for line in lines for test in executed.get(line, ())}

    def in_turn(self, tests: Collection[str], about: str, most: int, seconds: float) -> list[str]:
        """Return some of the tests: the quickest one of each file, then the next of each, and so on.

        Args:
            tests: names, as pytest prints them.
            about: a word; files that have it in their name come first.
            most: how many at most.
            seconds: how long they may take together; the first one may take longer.
        """
        files: dict[str, list[str]] = defaultdict(list)
        for test in sorted(tests, key=lambda test: (self.seconds[test], test)):
            files[test.partition("::")[0]].append(test)
        first = sorted(files, key=lambda file: about not in file)
        chosen: list[str] = []
        for test in (t for turn in zip_longest(*(files[f] for f in first)) for t in turn if t):
            if len(chosen) == most:
                break
            if not chosen or sum(map(self.seconds.__getitem__, (*chosen, test))) <= seconds:
                chosen.append(test)
        return chosen


def _defined(path: Sequence[ast.stmt]) -> list[str]:
    """Return the names that a statement outside of functions defines, else that of its class."""
    stored = [
        node.id
        for node in ast.walk(path[-1])
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    if stored and not isinstance(path[-1], ast.ClassDef):
        return stored
    return [node.name for node in path if isinstance(node, ast.ClassDef)][-1:]


def _end(node: ast.stmt) -> int:
    return node.end_lineno or node.lineno


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
