"""The program: its commands, and what it does without one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Annotated, ClassVar

import typer

from offswitch.cli import (
    catalog,
    guiding,
    health,
    journal,
    looking,
    notifying,
    rehearsal,
    running,
    scheduling,
    sealing,
    signing_in,
    teaching,
)
from offswitch.cli.boundary import REPLICA_VARIABLE, boundary
from offswitch.cli.lazy import LazyGroup, Single, Source
from offswitch.cli.streams import prepare_streams
from offswitch.local.withheld import withhold

_SECRETS = ("OFFSWITCH_PASSPHRASE", "OFFSWITCH_NEW_PASSPHRASE")
"""Variables for this program alone; a browser, a scheduler, or a keyring's helper must not inherit them."""


class Commands(LazyGroup):
    """The program's commands, in the order in which ``--help`` lists them."""

    sources: ClassVar[Mapping[str, Source]] = {
        "run": Single(running.run),
        "check": Single(running.check),
        "login": Single(signing_in.login),
        "logout": Single(signing_in.logout),
        "accounts": Single(signing_in.accounts),
        "settings": Single(catalog.settings),
        "guide": Single(guiding.guide),
        "history": Single(journal.history),
        "report": Single(journal.report, journal.ReportCommand),
        "verify": Single(journal.verify),
        "undo": Single(journal.undo),
        "doctor": Single(health.doctor),
        "demo": Single(rehearsal.demo),
        "replica": Single(rehearsal.replica),
        "teach": Single(teaching.teach),
        "look": Single(looking.look),
        "selectors": catalog.selector_files,
        "vault": sealing.vault,
        "schedule": scheduling.schedule,
        "notify": notifying.notify,
    }


app = typer.Typer(
    cls=Commands,
    name="offswitch",
    help="Switch off the data uses you never asked for, prove each one, and notice when they come back.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the program."""
    withhold(_SECRETS)
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
            "--environment",
            hidden=True,
            help="For schedulers that can pass a command nothing but arguments.",
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
    """Show what is set up, and what to type next."""
    from offswitch.doctor.overview import look
    from offswitch.terminal.overview import show_overview

    show_overview(look(replica), replica)
