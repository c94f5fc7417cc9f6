"""``selectors capture`` and ``selectors test``: the structure of pages, to be given away and tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from offswitch.cli.common import Headless, Json, Profile, Replica, Selectors, print_json, tag, tell
from offswitch.cli.prompts import agrees, ask_passphrase
from offswitch.exitcodes import ExitCode
from offswitch.local.person import is_person_there

if TYPE_CHECKING:
    from offswitch.teach.capture import PageTaken


def capture(
    setting: Annotated[str, typer.Argument(metavar="SETTING", help="Full id of the setting.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="A new file for the bundle.")
    ],
    profile: Profile = "default",
    headless: Headless = False,
    selectors: Selectors = None,
    replica: Replica = None,
) -> None:
    """Capture a setting's page and those on the way, to give them away.

    Writes their structure to a bundle. Looks for the setting as `check` does, and changes nothing. Texts become their kind, except for the
    words in offswitch's own files, and those that you name. You see every word before it is written.
    """
    _write(
        setting,
        output,
        profile=profile,
        headless=headless,
        selectors=selectors or (),
        replica=replica,
    )


def offer(
    settings: Sequence[str],
    *,
    profile: str,
    headless: bool,
    selectors: Sequence[Path],
    replica: str | None,
    taken: Mapping[str, PageTaken] | None = None,
) -> None:
    """Offer to capture the pages of settings that could not be told, each to a new file in this folder.

    Args:
        settings: full ids; nothing is asked where there are none.
        profile: whose session.
        headless: without a window.
        selectors: more folders of the person's own selector files.
        replica: address of a replica to use instead of the real sites.
        taken: the pages of changes that failed, which nobody could look at again.
    """
    from offswitch.errors import OffswitchError, as_told

    which = settings[0] if len(settings) == 1 else f"these {len(settings)} settings"
    question = (
        f"{tag(replica)}Capture the page of {which}, without what is yours, for whoever can help?"
    )
    if not settings or not agrees(question):
        return
    for setting in settings:
        try:
            _write(
                setting,
                _new_file(setting),
                profile=profile,
                headless=headless,
                selectors=selectors,
                replica=replica,
                taken=(taken or {}).get(setting),
            )
        except (OffswitchError, OSError) as error:  # the other pages can still be captured
            known = as_told(error)
            tell("; ".join(filter(None, (known.message, known.hint))), replica)


def _new_file(setting: str) -> Path:
    """Return a name for a setting's bundle that nothing in this folder has."""
    names = (f"{setting}{number}.json" for number in chain([""], (f"-{n}" for n in count(2))))
    return next(file for name in names if not (file := Path(name)).exists())


def _write(
    setting: str,
    output: Path,
    *,
    profile: str,
    headless: bool,
    selectors: Sequence[Path],
    replica: str | None,
    taken: PageTaken | None = None,
) -> None:
    """Capture a setting's page, if that is not done yet; ask the person, if one is there, before it is written."""
    from offswitch.errors import ConfigError
    from offswitch.local.folders import folders
    from offswitch.local.staged import create
    from offswitch.model.scope import Scope
    from offswitch.sessions.store import Sessions
    from offswitch.teach.capture import take_page
    from offswitch.teach.visit import subject_named
    from offswitch.terminal.bundle import show_bundle

    if output.exists():
        raise ConfigError(f"{output} is there already", "give the name of a new file")
    if taken is None:
        sessions = Sessions(folders(), Scope.of(profile, replica))
        taken = take_page(
            subject_named([setting], selectors, sessions),
            profile=profile,
            headless=headless,
            replica=replica,
            passphrase=ask_passphrase(),
            ask=lambda text: tell(text, replica),
        )
    captured = taken.bundle(_confirmed(taken) if is_person_there() else ())
    show_bundle(captured, replica)
    if is_person_there() and not agrees(f"Write this to {output}?"):
        tell("nothing was written", replica)
        return
    create(output, captured.bundle.to_json())
    tell(f"the bundle is in {output}; it was sent nowhere", replica)


def _confirmed(taken: PageTaken) -> list[str]:
    """Ask which words of headings and controls may be told, though no file of ours has them."""
    strange = taken.strange()
    if not strange:
        return []
    typer.echo("headings and controls say this, and no file of offswitch has it:", err=True)
    for number, text in enumerate(strange, 1):
        typer.echo(f"{number:3}  {text}", err=True)
    while True:
        said = typer.prompt(
            "Which of it may be told? [numbers, a: all of it, Enter: nothing]",
            default="",
            show_default=False,
            err=True,
        )
        chosen = _chosen(said, strange)
        if chosen is not None:
            return chosen


def _chosen(said: str, texts: list[str]) -> list[str] | None:
    """Return the texts that a person named by their numbers; None if that cannot be told."""
    words = said.replace(",", " ").split()
    if words == ["a"]:
        return texts
    if not all(word.isdecimal() and 1 <= int(word) <= len(texts) for word in words):
        return None
    return [texts[int(word) - 1] for word in words]


def try_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A selector file.")],
    bundle: Annotated[
        Path, typer.Option("--bundle", metavar="FILE", help="The captured pages to try it on.")
    ],
    headless: Headless = False,
    json: Json = False,
) -> None:
    """Try a selector file on captured pages.

    Does a dry run, a run, and a check. The pages are served by a replica; nothing leaves this machine.
    """
    from offswitch.browser.find import has_screen
    from offswitch.packs.bundle_file import read_bundle
    from offswitch.teach.trial import try_on
    from offswitch.terminal.bundle import show_tried
    from offswitch.terminal.progress import Quietly

    with Quietly("a captured page") as listener:
        tried = try_on(read_bundle(bundle), file, listener, headless=headless or not has_screen())
    if json:
        print_json([{"setting": each.setting, "steps": each.steps} for each in tried])
    else:
        show_tried(tried)
    raise typer.Exit(ExitCode.OK if all(each.is_right for each in tried) else ExitCode.FAILED)
