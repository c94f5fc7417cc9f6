"""What the commands share: their options, and how something is printed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from offswitch.cli.boundary import REPLICA_VARIABLE
from offswitch.cli.streams import can_hold_everything

Platforms = Annotated[
    list[str] | None, typer.Argument(metavar="[PLATFORM]...", help="Platforms; all when left out.")
]
Only = Annotated[
    list[str] | None, typer.Option(metavar="ID", help="Only this setting; repeat for more.")
]
Exclude = Annotated[
    list[str] | None, typer.Option(metavar="ID", help="Leave this setting out; repeat for more.")
]
Profile = Annotated[str, typer.Option(metavar="NAME", help="Whose sessions to use.")]
Passphrase = Annotated[
    bool,
    typer.Option(
        "--passphrase", help="Seal with a passphrase: asked for, or OFFSWITCH_PASSPHRASE."
    ),
]
Trace = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Record every page, to find a fault; it holds your session."),
]
Headless = Annotated[bool, typer.Option("--headless", help="Without a window.")]
Json = Annotated[
    bool, typer.Option("--json", help="Print one JSON object to standard output, nothing else.")
]
All = Annotated[bool, typer.Option("--all", help="Also list what has nothing to switch.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, only the result.")]
Selectors = Annotated[
    list[Path] | None, typer.Option(metavar="DIR", help="Add a folder of your own selector files.")
]
Replica = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        envvar=REPLICA_VARIABLE,
        help="Use a running replica instead of the real sites.",
    ),
]


def print_json(data: object) -> None:
    """Print data as one JSON object; models, dates and enums included."""
    import json

    from pydantic_core import to_jsonable_python

    echo_json(json.dumps(to_jsonable_python(data), indent=2, ensure_ascii=False))


def echo_json(text: str) -> None:
    """Print JSON; where the output's encoding lacks a sign, as the escape that JSON has for it."""
    import json

    if not can_hold_everything(sys.stdout.encoding or "utf-8"):
        text = json.dumps(json.loads(text), indent=2)
    typer.echo(text)


def tell(text: str, replica: str | None) -> None:
    """Tell the person something on standard error; a replica is named on every line."""
    typer.echo(f"{tag(replica)}{text}", err=True)


def tag(replica: str | None) -> str:
    """Return what begins every line at a replica, so that nobody takes it for the real site."""
    return "[replica] " if replica else ""
