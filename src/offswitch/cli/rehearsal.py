"""``demo`` and ``replica``: try everything on local copies of the pages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from offswitch.cli.common import Headless, Json, tell


def replica(
    scenario: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="A scenario file, or the name of a bundled scenario."),
    ] = None,
    bundle: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Show captured pages in place of their platform's."),
    ] = None,
    port: Annotated[
        int,
        typer.Option(metavar="N", min=0, max=65535, help="Port to listen on; 0 picks a free one."),
    ] = 0,
) -> None:
    """Serve local copies of the platforms' pages.

    Keeps a ledger of every change, and runs until Ctrl-C.
    """
    import json as _json

    from offswitch.local.interrupt import interruptible
    from offswitch.replica import load_scenario, serve

    captured = None
    if bundle is not None:
        from offswitch.packs.bundle_file import read_bundle

        captured = read_bundle(bundle)
    with serve(load_scenario(scenario), port, captured) as served:
        typer.echo(_json.dumps(served.announcement()))
        sys.stdout.flush()
        tell(f"open {served.url} in a browser; Ctrl-C ends it", None)
        with interruptible() as checkpoint:
            import time

            try:
                while True:
                    time.sleep(0.1)
                    checkpoint()
            except KeyboardInterrupt:
                return


def demo(
    headless: Headless = False,
    json: Json = False,
) -> None:
    """Watch a full run on local copies of the pages.

    Plays a dry run, a run, a setting that comes back, a check, and a report, in a temporary home. Keeps
    the report, and opens it if there is a screen.
    """
    from offswitch.demo import show

    raise typer.Exit(show(headless=headless, json=json))
