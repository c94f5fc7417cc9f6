"""Commands: parse, call one function, render, exit. Nothing heavy is imported before it is needed."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from offswitch.cli import (
    guiding,
    health,
    journal,
    knowledge,
    notifying,
    rehearsal,
    running,
    scheduling,
    sealing,
    signing_in,
)
from offswitch.cli.boundary import REPLICA_VARIABLE, Command, boundary
from offswitch.cli.streams import prepare_streams

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
    signing_in.login,
    signing_in.logout,
    signing_in.accounts,
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
    app.command(cls=journal.ReportCommand if _command is journal.report else Command)(_command)
app.add_typer(knowledge.selector_files, name="selectors")
app.add_typer(sealing.vault, name="vault")
app.add_typer(scheduling.schedule, name="schedule")
app.add_typer(notifying.notify, name="notify")


def main() -> None:
    """Run the program."""
    prepare_streams()
    app()


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
    environment: Annotated[
        list[str] | None,
        typer.Option(
            "--environment", hidden=True, help="For schedulers that can give a command only words."
        ),
    ] = None,
) -> None:
    if version:
        from offswitch import __version__

        typer.echo(f"offswitch {__version__}")
        raise typer.Exit
    if debug:
        from offswitch.errors import DEBUG_VARIABLE

        os.environ[DEBUG_VARIABLE] = "1"
    replica = os.environ.get(REPLICA_VARIABLE) or None
    with boundary(replica):
        if environment:
            from offswitch.schedule.environment import take_over

            take_over(environment)
        if context.invoked_subcommand is None:
            _show_overview(replica)


def _show_overview(replica: str | None) -> None:
    """Say what is here, and what to type next."""
    from offswitch.doctor.overview import look
    from offswitch.terminal.overview import show_overview

    show_overview(look(replica), replica)
