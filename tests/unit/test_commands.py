"""The list of all commands, which is written without building any of them."""

from __future__ import annotations

import inspect

import pytest
import typer.main
from typer.testing import CliRunner

from offswitch.cli import app
from offswitch.cli.lazy import summary
from offswitch.cli.program import Commands


def test_help_builds_no_command(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[str] = []
    original = typer.main.get_command_from_info

    def watched(*args: object, **more: object) -> object:
        built.append(str(args or more))
        return original(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(typer.main, "get_command_from_info", watched)
    done = CliRunner().invoke(app, ["--help"])
    assert (done.exit_code, built) == (0, [])
    assert [name for name in Commands.sources if f"\n  {name} " not in done.output] == []

    assert CliRunner().invoke(app, ["verify", "--help"]).exit_code == 0
    assert len(built) == 1, "one command is built where one is called"


@pytest.mark.parametrize("name", Commands.sources)
def test_the_list_of_commands_shows_each_commands_own_summary(name: str) -> None:
    command = Commands().commands[name]
    told = " ".join(inspect.cleandoc(command.help or "").split())
    assert command.name == name
    assert told.startswith(summary(Commands.sources[name]))
    assert summary(Commands.sources[name])[-1] in ".?"
    assert command.get_short_help_str(1000) == summary(Commands.sources[name])


def test_a_misspelled_command_gets_a_suggestion() -> None:
    done = CliRunner().invoke(app, ["chekc"])
    assert done.exit_code == 2
    assert "Did you mean 'check'?" in done.stderr
