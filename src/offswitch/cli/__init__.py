"""Commands: parse, call one function, render, exit. Nothing heavy is imported before it is needed."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from offswitch.cli import (
    accounts,
    guiding,
    health,
    journal,
    knowledge,
    rehearsal,
    running,
    sealing,
    upkeep,
)
from offswitch.cli.common import DEBUG_VARIABLE, known_errors

REPLICA_VARIABLE = "OFFSWITCH_REPLICA"

app = typer.Typer(
    name="offswitch",
    help="Switch off the data uses you never asked for, prove each one, and notice when they come back.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _command in (
    running.run,
    running.check,
    accounts.login,
    accounts.logout,
    accounts.accounts,
    knowledge.settings,
    guiding.guide,
    journal.history,
    journal.report,
    journal.verify,
    journal.undo,
    health.doctor,
    rehearsal.demo,
    rehearsal.replica,
):
    app.command(cls=journal.ReportCommand if _command is journal.report else None)(_command)
app.add_typer(knowledge.selector_files, name="selectors")
app.add_typer(sealing.vault, name="vault")
app.add_typer(upkeep.schedule, name="schedule")
app.add_typer(upkeep.notify, name="notify")


def main() -> None:
    """Run the program; every problem that is known becomes an error and a hint."""
    app()


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    if version:
        from offswitch import __version__

        typer.echo(f"offswitch {__version__}")
        raise typer.Exit
    if debug:
        os.environ[DEBUG_VARIABLE] = "1"
    if context.invoked_subcommand is None:
        _show_overview()


def _show_overview() -> None:
    """Say what is here, and what to type next."""
    replica = os.environ.get(REPLICA_VARIABLE) or None
    with known_errors(replica):
        from offswitch.overview import look
        from offswitch.terminal.overview import show_overview

        show_overview(look(replica), replica)
