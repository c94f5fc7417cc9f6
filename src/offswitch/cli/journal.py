"""``history``: what was done and read."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from offswitch.cli.common import (
    Json,
    Profile,
    known_errors,
    print_json,
)


def history(
    profile: Profile = "default",
    setting: Annotated[str | None, typer.Option(metavar="ID", help="Only this setting.")] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="How many runs.")] = 10,
    json: Json = False,
    replica: Annotated[
        bool,
        typer.Option("--replica-runs", help="Show runs at replicas instead of the real sites."),
    ] = False,
) -> None:
    """Show former runs: what was read, what was done, and what was begun and not finished."""
    with known_errors(None):
        from offswitch.folders import folders
        from offswitch.journal import open_journal
        from offswitch.run import JOURNAL

        at_replica = replica or bool(os.environ.get("OFFSWITCH_REPLICA"))
        with open_journal(folders().data / JOURNAL) as journal:
            runs = journal.runs(limit=limit, profile=profile, replica=at_replica)
            rows = [
                row
                for each in runs
                for row in journal.results(each.id)
                if setting is None or row.result.setting == setting
            ]
            begun = journal.open_intents(profile, replica=at_replica)
        if json:
            print_json({"runs": runs, "results": rows, "begun": begun})
            return
        from offswitch.terminal import show_history

        show_history(runs, rows, begun)
