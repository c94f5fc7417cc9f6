"""Commands that are built when they are called.

To build a command is to read its signature, which for all of them takes a quarter as long as to import
Typer. The list of all commands needs only their names and what each says of itself in a sentence.
"""

from __future__ import annotations

from collections import UserDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

from offswitch.cli.boundary import Command


@dataclass(frozen=True)
class Single:
    """A function that is a command by itself.

    Attributes:
        function: its parameters are the command's, its docstring is the help.
        kind: how it is parsed and called.
    """

    function: Callable[..., None]
    kind: type[TyperCommand] = Command


Source = Single | typer.Typer
"""What a command is built from: a function, or a group of them."""


def group_of_commands(help_: str) -> typer.Typer:
    """Return a group without commands, which says this of itself."""
    return _plain(help=help_, no_args_is_help=True)


def summary(source: Source) -> str:
    """Return what a command says of itself, to the end of its first sentence."""
    told = source.function.__doc__ if isinstance(source, Single) else source.info.help
    paragraph = " ".join(str(told or "").strip().partition("\n\n")[0].split())
    sentence, stop, _ = paragraph.partition(". ")
    return sentence + stop.strip()


class LazyGroup(TyperGroup):
    """A group whose commands are built when they are called; a subclass names them."""

    sources: ClassVar[Mapping[str, Source]] = {}

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**{**attributes, "commands": _BuiltWhenAskedFor(self.sources)})

    def format_commands(self, _ctx: Any, formatter: Any, /) -> None:
        """Write the name and the summary of every command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary(source)) for name, source in self.sources.items()])


class _BuiltWhenAskedFor(UserDict[str, Any]):
    """Commands by name."""

    def __getitem__(self, name: str) -> Any:
        built = _build(self.data[name])
        built.name = name
        return built


def _build(source: Source) -> Any:
    if isinstance(source, typer.Typer):
        return get_group(source)
    alone = _plain()
    alone.command(cls=source.kind)(source.function)
    return get_command(alone)


def _plain(**more: Any) -> typer.Typer:
    return typer.Typer(
        add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, **more
    )
