"""``settings`` and ``selectors``: what offswitch knows, and the files it knows it from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from offswitch.cli import bundling
from offswitch.cli.boundary import Command, fail
from offswitch.cli.common import Json, Platforms, Selectors, print_json, tell
from offswitch.cli.lazy import group_of_commands
from offswitch.exitcodes import ExitCode
from offswitch.model.text import counted

selector_files = group_of_commands(
    "Check, show, add, and remove the files that say where settings are."
)


def settings(platform: Platforms = None, json: Json = False, selectors: Selectors = None) -> None:
    """List every setting offswitch knows, and what it does."""
    from offswitch.run.options import load_library

    library = load_library(selectors or ())
    packs = [library.pack(name) for name in platform or library.platforms()]
    worked = _worked_here()
    infos = [
        info.model_copy(update={"worked_here": worked.get(info.setting)})
        for pack in packs
        for info in pack.catalogue()
    ]
    if json:
        print_json(infos)
        return
    from offswitch.terminal import show_settings

    show_settings(infos, {pack.platform.name: pack.platform.title for pack in packs})


def _worked_here() -> Mapping[str, dt.date]:
    """Return the last day on which each setting was proved on the real site, as the journal says."""
    from offswitch.errors import JournalError
    from offswitch.journal import JOURNAL, look_into_journal
    from offswitch.local.folders import folders

    path = folders().data / JOURNAL
    if not path.exists() or not path.stat().st_size:
        return {}
    try:
        with look_into_journal(path) as journal:
            return journal.worked()
    except JournalError as error:  # what is known of the settings does not depend on it
        tell(f"the journal does not say what worked here: {error.message}", None)
        return {}


@selector_files.command("lint", cls=Command)
def selectors_lint(
    path: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH", help="Files or folders; all if left out.")
    ] = None,
    selectors: Selectors = None,
) -> None:
    """Check selector files for mistakes.

    Checks the format, names, addresses, and labels that contradict their polarity.
    """
    from offswitch.packs import lint
    from offswitch.run.options import own_selectors

    problems = lint(path or (), own_selectors(selectors or ()))
    for problem in problems:
        typer.echo(f"error: {problem}", err=True)
    if problems:
        fail(
            "",
            f"{counted(len(problems), 'problem')}; correct the places named above",
            ExitCode.FAILED,
        )
    typer.echo("all selector files are in order")


@selector_files.command("add", cls=Command)
def selectors_add(
    path: Annotated[
        Path,
        typer.Argument(metavar="PATH", help="A file, or a folder of files, from somebody else."),
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Add without asking.")] = False,
) -> None:
    """Show what a selector file can reach, and add it after asking.

    It is copied to your config folder, and every later run uses it.
    """
    from offswitch.cli.prompts import agrees, refuse_without_person
    from offswitch.packs.adding import add, look_at
    from offswitch.run.options import own_selectors, own_selectors_folder
    from offswitch.terminal.additions import show_additions

    additions = look_at(path, own_selectors_folder(), own_selectors())
    show_additions(additions)
    if not yes:
        refuse_without_person("this would add selector files")
        if not agrees(f"Add {counted(len(additions), 'file')}?"):
            typer.echo("nothing was added")
            raise typer.Exit(ExitCode.OK)
    add(additions)
    typer.echo(f"added {counted(len(additions), 'file')}; every run uses them from now on")


@selector_files.command("list", cls=Command)
def selectors_list(json: Json = False) -> None:
    """List the settings in your own selector files.

    Those with grade P are what you showed with `offswitch teach`.
    """
    from offswitch.run.options import own_selectors_folder
    from offswitch.teach.keep import own_settings
    from offswitch.terminal.lesson import show_own

    found = own_settings(own_selectors_folder())
    if json:
        from dataclasses import asdict

        print_json([asdict(each) for each in found])
        return
    show_own(found)


@selector_files.command("remove", cls=Command)
def selectors_remove(
    name: Annotated[
        str, typer.Argument(metavar="SETTING|FILE", help="A setting or a file, as `list` names it.")
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Remove without asking.")] = False,
) -> None:
    """Remove a selector file of your own, after asking."""
    from offswitch.cli.prompts import agrees, refuse_without_person
    from offswitch.run.options import own_selectors_folder
    from offswitch.teach.keep import remove, to_remove

    path = to_remove(name, own_selectors_folder())
    if not yes:
        refuse_without_person(f"this would remove {path}")
        if not agrees(f"Remove {path}?"):
            typer.echo("nothing was removed")
            raise typer.Exit(ExitCode.OK)
    remove(path)
    typer.echo(f"removed {path}")


@selector_files.command("schema", cls=Command)
def selectors_schema() -> None:
    """Print the JSON Schema of a selector file, for editors."""
    from offswitch.packs import schema_text

    typer.echo(schema_text(), nl=False)


@selector_files.command("show", cls=Command)
def selectors_show(platform: Platforms = None, selectors: Selectors = None) -> None:
    """Show each platform's known layouts and the ways to its settings."""
    from offswitch.run.options import load_library
    from offswitch.terminal import show_layouts

    library = load_library(selectors or ())
    show_layouts([library.pack(name) for name in platform or library.platforms()])


selector_files.command("capture", cls=Command)(bundling.capture)
selector_files.command("test", cls=Command)(bundling.try_file)
