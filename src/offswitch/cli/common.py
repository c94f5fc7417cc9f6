"""What the commands share: their options, and how they print."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from offswitch.cli.boundary import REPLICA_VARIABLE
from offswitch.cli.streams import can_hold_everything

Platforms = Annotated[
    list[str] | None,
    typer.Argument(metavar="PLATFORM", help="Platforms to work on; all if left out."),
]
Only = Annotated[
    list[str] | None,
    typer.Option(metavar="SETTING", help="Work on only this setting; repeat for more."),
]
Exclude = Annotated[
    list[str] | None,
    typer.Option(metavar="SETTING", help="Leave this setting out; repeat for more."),
]
Profile = Annotated[
    str, typer.Option(metavar="NAME", help="Whose sessions, history, and schedule are meant.")
]
Passphrase = Annotated[
    bool,
    typer.Option(
        "--passphrase", help="Seal with a passphrase, typed in or from OFFSWITCH_PASSPHRASE."
    ),
]
Trace = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Record a trace for debugging. The file contains your session."
    ),
]
Headless = Annotated[bool, typer.Option("--headless", help="Run without a window.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
All = Annotated[bool, typer.Option("--all", help="Also list settings that have nothing to switch.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress, only the result.")]
BrowserServer = Annotated[
    str | None,
    typer.Option(
        metavar="WS_URL", help="Use the browser of a Playwright server; your session goes there."
    ),
]
Timings = Annotated[bool, typer.Option("--timings", help="Also say what the time was spent on.")]
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

_LONGEST_PAUSE = 60
"""Seconds before a click, at most."""


def print_json(data: object) -> None:
    """Print data as one JSON object; models, dates and enums included."""
    import json

    from pydantic_core import to_jsonable_python

    echo_json(json.dumps(to_jsonable_python(data), indent=2, ensure_ascii=False))


def echo_json(text: str) -> None:
    """Print JSON; characters that the output's encoding lacks are written as JSON escapes."""
    import json

    if not can_hold_everything(sys.stdout.encoding or "utf-8"):
        text = json.dumps(json.loads(text), indent=2)
    typer.echo(text)


def tell(text: str, replica: str | None) -> None:
    """Tell the person something on standard error; every line names a replica."""
    typer.echo(f"{tag(replica)}{text}", err=True)


def tag(replica: str | None) -> str:
    """Return the prefix of every line about a replica, so that nobody takes it for the real site."""
    return "[replica] " if replica else ""


def pause_between_clicks() -> tuple[float, float]:
    """Read ``OFFSWITCH_PAUSE``: seconds that keep a click apart, as one number or ``low-high``."""
    from offswitch.errors import ConfigError

    text = os.environ.get("OFFSWITCH_PAUSE", "0.6-1.6")
    try:
        numbers = [float(part) for part in text.split("-")]
    except ValueError:
        numbers = []
    if len(numbers) not in {1, 2} or any(not 0 <= n <= _LONGEST_PAUSE for n in numbers):
        raise ConfigError(
            f"OFFSWITCH_PAUSE is not a pause: {text}", "give seconds, such as 1 or 0.6-1.6"
        )
    return min(numbers), max(numbers)
