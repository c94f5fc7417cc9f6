"""``history``, ``report``, ``verify``, ``undo``: show the record, check it, and undo what it says."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from offswitch.cli.boundary import REPLICA_VARIABLE, Command, fail
from offswitch.cli.choosing import these
from offswitch.cli.common import (
    All,
    Headless,
    Json,
    Only,
    Profile,
    Quiet,
    Replica,
    Selectors,
    print_json,
    tag,
    tell,
)
from offswitch.cli.prompts import agrees, refuse_without_person
from offswitch.cli.running import carry_out, options_of
from offswitch.exitcodes import ExitCode

if TYPE_CHECKING:
    from offswitch.journal import JournalReader
    from offswitch.model.scope import Scope
    from offswitch.packs import Library
    from offswitch.run.undo import Changes

RunsAtReplica = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        envvar=REPLICA_VARIABLE,
        help="Show runs at a replica, also where there are others.",
    ),
]
_NEVER = "keep the file as it is, and compare it with a backup; offswitch never repairs it"
_AFTER_A_BACKUP = (
    "if you put a backup back yourself, `offswitch verify --accept` takes the journal as it is;"
    " otherwise keep the file, and compare it with a backup"
)


def history(
    profile: Profile = "default",
    setting: Annotated[
        str | None, typer.Option(metavar="SETTING", help="Show only this setting.")
    ] = None,
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, help="How many runs to show, newest first.")
    ] = 20,
    json: Json = False,
    replica: RunsAtReplica = None,
) -> None:
    """Show what was read and done to each setting over time."""
    with _journal() as journal:
        scope = _scope(journal, profile, replica)
        if setting is None:
            runs = journal.runs(scope, limit=limit)
            rows = [row for run in runs for row in journal.results(run.id)]
        else:
            found = journal.history(scope, setting)
            ids = list(dict.fromkeys(row.run for row in found))[:limit]
            runs = [run for run in journal.runs(scope) if run.id in ids]
            rows = [row for row in found if row.run in ids]
        begun = journal.open_intents(scope)
        attestations = journal.attestations(scope, setting)
    if json:
        print_json({"runs": runs, "results": rows, "begun": begun, "deeds": attestations})
        return
    from offswitch.terminal.history import History, show_grid, show_setting

    shown = History(runs, rows, begun, attestations, "replica" if scope.at_replica else None)
    if setting is None:
        show_grid(shown)
    else:
        show_setting(shown, setting)


def verify(
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also check that this report was made from the journal."),
    ] = None,
    accept: Annotated[
        bool,
        typer.Option(
            "--accept", help="Take the journal as it is, such as after you put a backup back."
        ),
    ] = False,
    json: Json = False,
) -> None:
    """Check that no row of the journal was edited or removed.

    Compares it with the head in the keyring. Can also check that a report was made from it.
    """
    import datetime as dt

    from offswitch.report.head import head_of
    from offswitch.run.witness import Comparison, compare, keep

    claimed = head_of(report) if report else None
    with _journal() as journal:
        problems = journal.verify()
        if claimed is not None and not journal.holds(claimed):
            problems.append("the report was not made from this journal in its current state")
        if accept and not problems:
            keep(journal, dt.datetime.now(dt.UTC), accepted=True)
        # What a damaged journal would answer is worth nothing, and its damage is told anyway.
        compared = compare(journal) if not problems else Comparison()
        head = journal.head() if not problems else None
        is_missing = not journal.path.exists()
    if compared.problem:
        problems.append(compared.problem)
    kept = compared.kept
    if json:
        told = kept.head if kept else None
        print_json({"head": head, "report": claimed, "kept": told, "problems": problems})
        if problems:
            raise typer.Exit(ExitCode.FAILED)
        return
    for problem in problems:
        typer.echo(f"error: {problem}", err=True)
    if problems:
        fail("", _AFTER_A_BACKUP if problems == [compared.problem] else _NEVER, ExitCode.FAILED)
    if is_missing:
        typer.echo("there is no journal yet: nothing was run on this machine")
        return
    rows = str(head).partition(":")[0]
    belongs = "; the report belongs to it" if claimed else ""
    typer.echo(f"all {rows} rows of the journal are exactly as they were written{belongs}")
    if kept:
        typer.echo(f"row {kept.number} is the one that the keyring keeps")
    else:
        typer.echo(f"whether rows were cut from the end cannot be told: {compared.unknown}")
    typer.echo(f"head: {head}")


class ReportCommand(Command):
    """Writes a format named without a file to standard output, as ``--json`` does in other commands."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse, with ``-`` as the file if none was given."""
        given: list[str] = []
        for this, following in pairwise([*args, "--"]):
            given.append(this)
            nameless = following.startswith("-") and following != "-"
            if this in {"--html", "--json", "--junit", "--field"} and nameless:
                given.append("-")
        return super().parse_args(ctx, given)


def report(
    html: Annotated[
        Path | None, typer.Option("--html", metavar="[FILE]", help="Write one self-contained page.")
    ] = None,
    json: Annotated[
        Path | None, typer.Option("--json", metavar="[FILE]", help="Write one JSON object.")
    ] = None,
    junit: Annotated[
        Path | None, typer.Option("--junit", metavar="[FILE]", help="Write JUnit XML.")
    ] = None,
    field: Annotated[
        Path | None,
        typer.Option(
            "--field",
            metavar="[FILE]",
            help="Write what was found on live pages, without anything personal.",
        ),
    ] = None,
    region: Annotated[
        str, typer.Option(metavar="CC", help="Say in --field which country you are in, such as DE.")
    ] = "",
    profile: Profile = "default",
    selectors: Selectors = None,
    replica: RunsAtReplica = None,
) -> None:
    """Write a report as HTML, JSON, or JUnit.

    Without a file name, writes to standard output. Nothing is sent anywhere.
    """
    from offswitch.packs import Library
    from offswitch.report import write_reports
    from offswitch.run.options import load_library

    library = load_library(selectors or ())
    packs = [library.pack(name) for name in library.platforms()]
    with _journal() as journal:
        written = write_reports(
            journal,
            _scope(journal, profile, replica),
            [info for pack in packs for info in pack.catalogue()],
            {"html": html, "json": json, "junit": junit, "field": field},
            titles={pack.platform.name: pack.platform.title for pack in packs},
            public=_bundled_settings(Library()) if field else (),
            region=region,
        )
    for path in written:
        tell(f"wrote {path}", None)


def undo(
    run: Annotated[
        str | None,
        typer.Argument(
            metavar="RUN", help="Id of the run; the last that changed something if left out."
        ),
    ] = None,
    only: Only = None,
    profile: Profile = "default",
    headless: Headless = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")] = False,
    json: Json = False,
    all_: All = False,
    quiet: Quiet = False,
    selectors: Selectors = None,
    replica: Replica = None,
) -> None:
    """Put back exactly what a run changed, and prove it."""
    from offswitch.model.scope import Scope
    from offswitch.run.undo import changes_to_undo

    with _journal() as journal:
        changes = changes_to_undo(journal, Scope.of(profile, replica), run=run, only=only or ())
    if not yes:
        _confirm_undo(changes, replica)
    from offswitch.engine import Goal

    goals = {f.setting: Goal(state=f.state, value=f.value) for f in changes.former_values.values()}
    platforms = list(dict.fromkeys(former.platform for former in changes.former_values.values()))
    options = options_of(
        "undo",
        platforms,
        only=list(goals),
        exclude=None,
        profile=profile,
        headless=headless,
        selectors=selectors,
        replica=replica,
    )
    carry_out(dataclasses.replace(options, restore=goals), json=json, quiet=quiet, everything=all_)


def _confirm_undo(changes: Changes, replica: str | None) -> None:
    """Say what is about to be put back, and ask once.

    Raises:
        NobodyToAsk: there is no person to ask.
        typer.Exit: they said no.
    """
    refuse_without_person("undo would put back what a run changed")
    tell(f"the run {changes.run.id} of {changes.run.started.astimezone():%Y-%m-%d %H:%M}:", replica)
    for former in changes.former_values.values():
        tell(f"  {former.setting}: back to {former.state} ({former.value})", replica)
    if not agrees(f"{tag(replica)}Put back {these(len(changes.former_values))}?"):
        raise typer.Exit(ExitCode.OK)


def _bundled_settings(library: Library) -> list[str]:
    """Return the full ids of the settings that came with offswitch."""
    packs = [library.pack(name) for name in library.platforms()]
    return [info.setting for pack in packs for info in pack.catalogue()]


@contextmanager
def _journal() -> Iterator[JournalReader]:
    from offswitch.journal import JOURNAL, read_journal
    from offswitch.local.folders import folders

    with read_journal(folders().data / JOURNAL) as journal:
        yield journal


def _scope(journal: JournalReader, profile: str, replica: str | None) -> Scope:
    """Return whose runs are meant: those at replicas if asked for, or if there are no others."""
    from offswitch.model.scope import Scope

    scope, rehearsals = Scope.of(profile, replica), Scope(profile, at_replica=True)
    only_rehearsals = not journal.runs(scope, limit=1) and journal.runs(rehearsals, limit=1)
    return rehearsals if only_rehearsals else scope
