"""Draws small changes of the program by chance: what ``scripts/mutation.py`` asks the tests to notice.

cosmic-ray knows how a program can be changed. Many of its changes are of one place: an operator can become
ten others. So a place is drawn first, and then one of its changes; otherwise most of a sample would be sums
that became shifts, which any test notices.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from cosmic_ray.ast import ast_nodes, get_ast  # type: ignore[import-untyped]
from cosmic_ray.mutating import mutate_code  # type: ignore[import-untyped]
from cosmic_ray.plugins import get_operator, operator_names  # type: ignore[import-untyped]

Position = tuple[int, int]
"""A line, from 1 on, and a column, from 0 on."""
Span = tuple[Position, Position]
_LEFT_OUT = (
    "Variable",  # replaces a name by one that it has to be told
    "Operator_Is_Eq",  # for None and for members of an enumeration, `is` and `==` are one
    "Operator_IsNot_NotEq",
    "Operator_Eq_Is",
    "Operator_NotEq_IsNot",
)


@dataclass(frozen=True)
class Change:
    """One small change of one module.

    Attributes:
        file: path of the module, from the root.
        operator: what cosmic-ray calls this kind of change.
        occurrence: how many changes of this kind come before it in the module.
        span: where it is.
    """

    file: str
    operator: str
    occurrence: int
    span: Span

    @property
    def id(self) -> str:
        """A name that no other change has."""
        return f"{self.file}:{self.operator.rpartition('/')[2]}:{self.occurrence}"

    @property
    def line(self) -> int:
        """The line where it begins."""
        return self.span[0][0]

    def made(self, text: str) -> str:
        """Return the module's text with the change."""
        changed = mutate_code(text, get_operator(self.operator)(), self.occurrence)
        assert isinstance(changed, str)
        return changed

    def is_any(self, text: str) -> bool:
        """Tell whether the module says something else with it, and can still be read."""
        try:
            return ast.dump(ast.parse(self.made(text))) != ast.dump(ast.parse(text))
        except SyntaxError:
            return False


def draw(files: Sequence[Path], root: Path, runs: int, seed: int) -> list[Change]:
    """Draw one change of each of that many places; a larger sample begins with the smaller one."""
    every = [place for file in files for place in places(file, root)]
    Random(seed).shuffle(every)
    drawn: list[Change] = []
    for place in every:
        text = _text(root / place[0].file)
        chance = Random(f"{seed} {place[0].id}")
        for change in chance.sample(place, len(place)):
            if change.is_any(text):
                drawn.append(change)
                break
        if len(drawn) == runs:
            break
    return drawn


@cache
def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def places(file: Path, root: Path) -> list[list[Change]]:
    """Return every place of a module that can be changed, each with its changes."""
    text = _text(file)
    name = file.relative_to(root).as_posix()
    silent = list(_silent(ast.parse(text)))
    nodes = list(ast_nodes(get_ast(text)))
    found: dict[Span, list[Change]] = defaultdict(list)
    for operator in operator_names():
        if any(each in operator for each in _LEFT_OUT):
            continue
        kind = get_operator(operator)()
        each = ((node, span) for node in nodes for span in kind.mutation_positions(node))
        for occurrence, (node, span) in enumerate(each):
            is_silent = any(start <= span[0] < end for start, end in silent)
            is_star = node.type == "operator" and node.parent.type == "parameters"
            if not is_silent and not is_star:  # the star before keywords multiplies nothing
                found[span].append(Change(name, operator, occurrence, span))
    return [found[span] for span in sorted(found)]


def _silent(tree: ast.AST) -> Iterator[Span]:
    """Yield what does nothing when the program runs: annotations, and what only type checkers obey.

    That is also what a decorator says of a class, such as ``frozen=True``, and which fields it can be made with.
    """
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(returns=ast.expr() as annotation):
                yield _span(annotation)
            case (
                ast.arg(annotation=ast.expr() as annotation) | ast.AnnAssign(annotation=annotation)
            ):
                yield _span(annotation)
            case (
                ast.If(test=ast.Name(id="TYPE_CHECKING"))
                | ast.Assign(targets=[ast.Name(id="__all__")])
            ):
                yield _span(node)
            case ast.ClassDef(decorator_list=decorators):
                yield from (_span(each) for each in decorators)
            case ast.Call(func=ast.Name(id="field"), keywords=keywords):
                yield from (_span(each.value) for each in keywords if each.arg in {"init", "repr"})
            case _:
                pass


def _span(node: ast.stmt | ast.expr) -> Span:
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)
