"""``login``: who is signed in where."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from offswitch.cli.common import (
    Platforms,
    Profile,
    Replica,
    Selectors,
    ask_passphrase,
    known_errors,
    tell,
)


def login(
    platform: Platforms = None,
    import_: Annotated[
        Path | None,
        typer.Option(
            "--import", metavar="FILE", help="Seal a Playwright storage-state file instead."
        ),
    ] = None,
    profile: Profile = "default",
    headless: Annotated[bool, typer.Option("--headless", hidden=True)] = False,
    timeout: Annotated[
        float, typer.Option(metavar="SECONDS", help="How long to wait for you.")
    ] = 600,
    selectors: Selectors = None,
    replica: Replica = None,
) -> None:
    """Sign in yourself, in a window; offswitch seals the session. It never sees or types a password."""
    with known_errors(replica):
        from offswitch.folders import folders
        from offswitch.lock import profile_lock
        from offswitch.run import load_library, loopback_of
        from offswitch.sessions import Sessions
        from offswitch.signin import import_session, sign_in

        library = load_library(selectors or ())
        packs = [library.pack(name) for name in platform or library.platforms()]
        here = folders()
        sessions = Sessions(here, profile, replica=bool(replica), ask=ask_passphrase())
        with profile_lock(here.data / "locks", profile):
            if import_ is not None:
                for name in import_session(import_, packs, sessions):
                    tell(f"sealed the session `{name}`", replica)
                return
            loopback = loopback_of(replica)
            by_session = {
                p.platform.session: p for p in reversed(packs) if p.platform.needs_session
            }
            for pack in by_session.values():
                tell(f"sign in to {pack.platform.title} in the window; offswitch waits", replica)
                who = sign_in(pack, sessions, loopback=loopback, headless=headless, seconds=timeout)
                tell(f"signed in{f' as {who}' if who else ''}; the session is sealed", replica)
