"""``look``: what offswitch sees on one page, and a draft of a selector file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from offswitch.cli.common import Headless, Json, Profile, Replica, Selectors, print_json, tag, tell
from offswitch.cli.prompts import ask_passphrase

if TYPE_CHECKING:
    from offswitch.look.draft import Subject
    from offswitch.look.summary import PageSummary
    from offswitch.look.visit import Visit
    from offswitch.packs import Library, Pack
    from offswitch.sessions.store import Sessions


def look(
    url: Annotated[str, typer.Argument(metavar="URL", help="Address of the page.")],
    platform: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Use this platform's session, and reach its hosts."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the draft to a new file; print only the rest.",
        ),
    ] = None,
    profile: Profile = "default",
    headless: Headless = False,
    json: Json = False,
    selectors: Selectors = None,
    replica: Replica = None,
) -> None:
    """Show what offswitch sees on a page, and draft a selector file.

    Changes nothing: it presses nothing, and sends no request that is not known to only read. Without
    --platform, it reaches the page's own host alone, and nobody is signed in.
    """
    import datetime as dt

    from offswitch.local.folders import folders
    from offswitch.look.draft import draft
    from offswitch.look.visit import visit_of
    from offswitch.model.scope import Scope
    from offswitch.run.options import load_library
    from offswitch.sessions.store import Sessions

    if output is not None and output.exists():
        from offswitch.errors import ConfigError

        raise ConfigError(f"{output} is there already", "give the name of a new file")
    library = load_library(selectors or ())
    sessions = Sessions(folders(), Scope.of(profile, replica), ask=ask_passphrase())
    pack = library.pack(platform).reached_with(sessions.has) if platform else None
    visit = visit_of(url, pack)
    summary = _looked_at(visit, sessions, profile, headless=headless, replica=replica)
    text = draft(summary, _subject(summary, pack, library), dt.datetime.now(dt.UTC).date())
    _show(summary, text, output, json=json, replica=replica)


def _looked_at(
    visit: Visit, sessions: Sessions, profile: str, *, headless: bool, replica: str | None
) -> PageSummary:
    from contextlib import ExitStack

    from offswitch.local.folders import folders
    from offswitch.look.visit import look_at
    from offswitch.run.options import loopback_of
    from offswitch.sessions.scratch import hold_profile, scratch_folder

    here = folders()
    with ExitStack() as stack:
        if visit.pack is not None:
            stack.enter_context(hold_profile(here, profile))
        scratch = scratch_folder(here, profile)
        return look_at(visit, sessions, scratch, headless=headless, loopback=loopback_of(replica))


def _subject(summary: PageSummary, pack: Pack | None, library: Library) -> Subject:
    """Return what the draft is for: the platform that was named, or one named after the host."""
    from offswitch.look.draft import Subject, subject_named
    from offswitch.packs.platforms import load_flow

    if pack is None:
        return subject_named(summary.address, library.platforms())
    name, title = pack.platform.name, pack.platform.title
    if load_flow(name) is None:
        return Subject(platform=name, title=title)
    settings = tuple(setting.id for setting in pack.platform.settings)
    return Subject(platform=name, title=title, settings=settings)


def _show(
    summary: PageSummary, text: str, output: Path | None, *, json: bool, replica: str | None
) -> None:
    from dataclasses import asdict

    from offswitch.local.staged import create
    from offswitch.terminal.look import show_summary

    if output is not None:
        create(output, text)
        tell(f"the draft is in {output}; read it, and decide where it says so", replica)
    if json:
        seen = {key: value for key, value in asdict(summary).items() if key != "words"}
        print_json({**seen, "draft": text})
        return
    show_summary(summary, replica)
    if output is None:
        for line in ("", *text.splitlines()):
            typer.echo(f"{tag(replica)}{line}")
