"""``guide``: what only a person can do, as a list or page by page in the window."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from offswitch.cli.common import (
    Json,
    Only,
    Platforms,
    Profile,
    Replica,
    Selectors,
    print_json,
    tell,
)
from offswitch.cli.prompts import ask_passphrase
from offswitch.local.person import is_person_there


def guide(
    platform: Platforms = None,
    only: Only = None,
    list_: Annotated[
        bool, typer.Option("--list", help="Only list the steps; open no window.")
    ] = False,
    json: Json = False,
    profile: Profile = "default",
    selectors: Selectors = None,
    replica: Replica = None,
) -> None:
    """Walk through what only you can do, page by page.

    Your answers are kept in the journal.
    """
    from offswitch.local.folders import folders
    from offswitch.model.scope import Scope
    from offswitch.run.guide import accompany, to_do
    from offswitch.run.options import load_library
    from offswitch.sessions.store import Sessions
    from offswitch.terminal.checklist import ChecklistPrompt, show_guide

    library = load_library(selectors or ())
    sessions = Sessions(folders(), Scope.of(profile, replica))
    names = platform or library.platforms()
    packs = [library.pack(name).reached_with(sessions.has) for name in names]
    items = to_do(packs, only or (), _days(profile, replica))
    if json:
        print_json([{**item.info.model_dump(), "done": item.done} for item in items])
        return
    if list_ or not items or not _can_be_shown(replica):
        show_guide(items, replica)
        return
    prompt = ChecklistPrompt(len(items), replica)
    code = accompany(items, prompt, profile=profile, replica=replica, passphrase=ask_passphrase())
    raise typer.Exit(code)


def _can_be_shown(replica: str | None) -> bool:
    """Tell whether there is a person to ask and a screen for the window."""
    from offswitch.browser.find import has_screen

    if not is_person_there():
        return False
    if not has_screen():
        tell("there is no screen for a window, so this only lists", replica)
        return False
    return True


def _days(profile: str, replica: str | None) -> dict[str, dt.date]:
    """Return the day on which the person last said that they did each setting."""
    from offswitch.journal import JOURNAL, read_journal
    from offswitch.local.folders import folders
    from offswitch.model.scope import Scope
    from offswitch.model.words import Attestation

    path = folders().data / JOURNAL
    if not path.exists():
        return {}
    with read_journal(path) as journal:
        attestations = journal.last_attestations(Scope.of(profile, replica), Attestation.DONE)
    return {each.setting: each.day for each in attestations}
