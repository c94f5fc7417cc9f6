"""``login``, ``logout``, ``accounts``: who is signed in where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from offswitch.cli.common import (
    Json,
    Passphrase,
    Platforms,
    Profile,
    Replica,
    Selectors,
    print_json,
    tell,
)
from offswitch.cli.prompts import ask_new_passphrase, ask_passphrase

if TYPE_CHECKING:
    from offswitch.packs import Pack
    from offswitch.sessions.store import Sessions


def login(
    platform: Platforms = None,
    import_: Annotated[
        Path | None,
        typer.Option(
            "--import",
            metavar="FILE",
            help="Seal what another browser exported instead: a storage state, cookies in JSON, or a cookies.txt.",
        ),
    ] = None,
    profile: Profile = "default",
    passphrase: Passphrase = False,
    headless: Annotated[bool, typer.Option("--headless", hidden=True)] = False,
    timeout: Annotated[
        float, typer.Option(metavar="SECONDS", help="How long to wait for you to sign in.")
    ] = 600,
    selectors: Selectors = None,
    replica: Replica = None,
) -> None:
    """Sign in yourself, in a window, and seal the session.

    offswitch never types a password, and never stores one.
    """
    from offswitch.local.folders import folders
    from offswitch.run.options import load_library, loopback_of
    from offswitch.sessions.scratch import hold_profile, scratch_folder
    from offswitch.sessions.sign_in import sign_in

    library = load_library(selectors or ())
    packs = [library.pack(name) for name in platform or library.platforms()]
    _refuse_sessionless(packs if platform else [])
    here = folders()
    sessions = _sessions_to_seal(profile, replica, passphrase=passphrase)
    with hold_profile(here, profile):
        if import_ is not None:
            _import(import_, packs, sessions, replica)
            return
        loopback = loopback_of(replica)
        by_session = {p.platform.session: p for p in reversed(packs) if p.platform.needs_session}
        for pack in by_session.values():
            tell(f"sign in to {pack.platform.title} in the window; offswitch waits", replica)
            who = sign_in(
                pack,
                sessions,
                scratch_folder(here, profile),
                loopback=loopback,
                headless=headless,
                seconds=timeout,
            )
            tell(f"signed in{f' as {who}' if who else ''}; the session is sealed", replica)


def _refuse_sessionless(packs: list[Pack]) -> None:
    """Refuse to sign in to a platform whose pages open without a session.

    Raises:
        ConfigError: one of them has none.
    """
    from offswitch.errors import ConfigError

    for platform in (pack.platform for pack in packs):
        if not platform.needs_session:
            raise ConfigError(
                f"{platform.title} has no session: its pages open without one",
                "if it has a sign-in page, name it in its selector file, under [session]",
            )


def _import(path: Path, packs: list[Pack], sessions: Sessions, replica: str | None) -> None:
    """Seal what a file has of some platforms' sessions, and say what was left out."""
    from offswitch.model.text import counted
    from offswitch.sessions.importing import import_session

    done = import_session(path, packs, sessions)
    for name in done.sealed:
        tell(f"sealed the session `{name}`", replica)
    if done.ended:
        tell(f"not sealed, because it has expired: the session of {', '.join(done.ended)}", replica)
    if done.foreign:
        tell(f"left out: {counted(done.foreign, 'cookie')} of other sites", replica)
    if done.expired:
        tell(f"left out: {counted(done.expired, 'cookie')} that had expired", replica)
    tell(f"{path} still holds what signs you in; delete it", replica)


def logout(
    platform: Platforms = None,
    profile: Profile = "default",
    selectors: Selectors = None,
    replica: Replica = None,
) -> None:
    """Remove a profile's sealed sessions from this computer.

    The platform is not told. It counts you as signed in until you end that session there.
    """
    from offswitch.local.folders import folders
    from offswitch.model.scope import Scope
    from offswitch.sessions.accounts import sign_out
    from offswitch.sessions.scratch import hold_profile
    from offswitch.sessions.store import Sessions

    packs = _packs(selectors, platform)
    here = folders()
    with hold_profile(here, profile):
        sessions = Sessions(here, Scope.of(profile, replica), ask=ask_passphrase())
        removed = sign_out(sessions, packs, platform or ())
    for name, served in removed.items():
        titles = ", ".join(pack.platform.title for pack in served)
        tell(f"removed the session `{name}`{f' ({titles})' if titles else ''}", replica)
    if not removed:
        tell(f"profile {profile} was not signed in there", replica)
        return
    tell("the platform still counts it as signed in until you end it there:", replica)
    for pack in (pack for served in removed.values() for pack in served):
        if pack.platform.sign_out:
            tell(f"  {pack.platform.title}: {pack.platform.sign_out}", replica)


def accounts(
    profile: Annotated[
        str | None, typer.Option(metavar="NAME", help="Show only this profile.")
    ] = None,
    json: Json = False,
    selectors: Selectors = None,
    replica: Replica = None,
) -> None:
    """Show who is signed in where, and since when."""
    from offswitch.local.folders import folders
    from offswitch.model.scope import Scope
    from offswitch.sessions.accounts import sealed_sessions
    from offswitch.sessions.store import scopes_with_sessions

    here, at_replica = folders(), replica is not None
    scopes = scopes_with_sessions(here, at_replica=at_replica)
    if profile is not None:
        scopes = [Scope(profile, at_replica=at_replica)]
    found = sealed_sessions(here, _packs(selectors), scopes, ask_passphrase())
    if json:
        print_json({"accounts": found})
        return
    from offswitch.terminal.accounts_table import show_accounts

    show_accounts(found, replica)


def _packs(selectors: list[Path] | None, named: list[str] | None = None) -> list[Pack]:
    """Return every platform; naming an unknown one is an error."""
    from offswitch.run.options import load_library

    library = load_library(selectors or ())
    for name in named or ():
        library.pack(name)
    return [library.pack(name) for name in library.platforms()]


def _sessions_to_seal(profile: str, replica: str | None, *, passphrase: bool) -> Sessions:
    """Return the sessions of a profile, which ask twice for a new passphrase.

    Raises:
        ConfigError: a passphrase was asked for, but a key in the keyring already seals sessions.
    """
    from offswitch.errors import ConfigError
    from offswitch.local.folders import folders
    from offswitch.model.scope import Scope
    from offswitch.sessions.store import Sessions

    here, scope = folders(), Scope.of(profile, replica)
    there = Sessions(here, scope)
    used = there.uses_passphrase()
    if passphrase and there.names() and not used:
        raise ConfigError(
            f"the sessions of profile {profile} are sealed with a key in the keyring",
            "`offswitch vault rekey --passphrase` seals all of them with a passphrase",
        )
    ask = ask_passphrase() if used else ask_new_passphrase()
    return Sessions(here, scope, ask=ask, passphrase=passphrase)
