"""Commands that are built only when they are called.

Building a command means reading its signature, and doing so for all of them takes a quarter as long as
importing Typer. The list of commands needs only each name and a one-sentence summary.
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
    """A function that is a command of its own.

    Attributes:
        function: the command; its parameters are the command's, and its docstring is the help.
        kind: the class that parses and calls it.
    """

    function: Callable[..., None]
    kind: type[TyperCommand] = Command


Source = Single | typer.Typer
"""What a command is built from: a function, or a group of commands."""


def group_of_commands(help_: str) -> typer.Typer:
    """Return an empty group with this help text."""
    return _plain(help=help_, no_args_is_help=True)


def summary(source: Source) -> str:
    """Return the first sentence of a command's help."""
    told = source.function.__doc__ if isinstance(source, Single) else source.info.help
    paragraph = " ".join(str(told or "").strip().partition("\n\n")[0].split())
    sentence, stop, _ = paragraph.partition(". ")
    return sentence + stop.strip()


class LazyGroup(TyperGroup):
    """A group whose commands are built when they are called; a subclass lists them."""

    sources: ClassVar[Mapping[str, Source]] = {}

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**{**attributes, "commands": _BuiltWhenAskedFor(self.sources)})

    def format_commands(self, _ctx: Any, formatter: Any, /) -> None:
        """Write the name and the summary of every command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary(source)) for name, source in self.sources.items()])


class _BuiltWhenAskedFor(UserDict[str, Any]):
    """Maps names to commands, and builds a command on each access."""

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
