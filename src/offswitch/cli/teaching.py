"""``teach``: a person shows where a setting is, once, and offswitch keeps it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from offswitch.cli import bundling
from offswitch.cli.boundary import explain
from offswitch.cli.common import Headless, Profile, Replica, Selectors, tag, tell
from offswitch.cli.prompts import ask_passphrase
from offswitch.local.person import is_person_there

if TYPE_CHECKING:
    from offswitch.model.results import Report, SettingInfo
    from offswitch.run.options import Options
    from offswitch.teach.capture import PageTaken

_MOST_NAMES = 2


def teach(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="SETTING | PLATFORM NEW_ID",
            help="A setting, or a platform and a new id for one that no file knows.",
        ),
    ],
    profile: Profile = "default",
    headless: Headless = False,
    selectors: Selectors = None,
    replica: Replica = None,
) -> None:
    """Show offswitch where a setting is, once.

    You walk to it in the window, and answer at most four questions. It is read twice, never switched, and
    kept as a selector file of your own.
    """
    if len(names) > _MOST_NAMES:
        from offswitch.errors import ConfigError

        raise ConfigError("too many names", "give a setting, or a platform and a new id")
    _refuse_alone(headless=headless, replica=replica)
    from offswitch.teach.talk import Refused, Stopped

    try:
        path, setting = _lesson(names, profile, headless, selectors or (), replica)
    except Stopped as stopped:
        tell(stopped.message, replica)
        return
    except Refused as refused:
        explain(f"{tag(replica)}{refused.message}", refused.hint)
        bundling.offer(
            _known(names, selectors or ()),
            profile=profile,
            headless=headless,
            selectors=selectors or (),
            replica=replica,
        )
        raise typer.Exit(refused.exit_code) from None
    tell(f"kept in {path}", replica)
    tell("every run looks there first; `offswitch selectors list` shows it", replica)
    tell(f"next: `offswitch run --only {setting}` asks, switches it off, and proves it", replica)


def _known(names: Sequence[str], selectors: Sequence[Path]) -> list[str]:
    """Return the full id of a setting that some file knows; no check could look for another one."""
    from offswitch.run.options import load_library

    platform, _, name = ".".join(names).partition(".")
    settings = load_library(selectors).pack(platform).platform.settings
    return [f"{platform}.{name}" for each in settings if each.id == name]


def settle(
    report: Report,
    options: Options,
    infos: Sequence[SettingInfo],
    once: Callable[[Options], Report],
    *,
    everything: bool,
) -> Report:
    """Offer to be shown what a run could not tell, and then to capture the pages of what is still not told.

    Args:
        report: of the run.
        options: of the run.
        infos: of every setting.
        once: carries out one more run.
        everything: whether its report shows what has nothing to switch, too.

    Returns:
        What the run has come to with that.
    """
    ended_early = report.run.alarm or report.run.error or report.run.interrupted
    if options.headless or options.trace or ended_early:
        return report
    switched = {info.setting for info in infos if info.kind in {"switch", "choice"}}
    if kept := offer(report, options, switched):
        report = _with_shown(report, options, kept, infos, once, everything=everything)
    failed = _failed_changes(report, options)
    bundling.offer(
        list(dict.fromkeys((*untold(report, switched), *failed))),
        profile=options.profile,
        headless=options.headless,
        selectors=options.selectors,
        replica=options.replica,
        taken=failed,
    )
    return report


def _failed_changes(report: Report, options: Options) -> dict[str, PageTaken]:
    """Return the pages of the changes that failed, and that nothing has made up for since."""
    from offswitch.teach.changes import FailedChanges

    if not isinstance(options.recorder, FailedChanges):
        return {}
    failed = {each.setting for each in report.results if each.status == "failed"}
    return {name: taken for name, taken in options.recorder.taken.items() if name in failed}


def _with_shown(
    report: Report,
    options: Options,
    shown: list[str],
    infos: Sequence[SettingInfo],
    once: Callable[[Options], Report],
    *,
    everything: bool,
) -> Report:
    """Ask about what was shown, and switch it, as always."""
    from dataclasses import replace

    from offswitch.cli.choosing import Questions
    from offswitch.terminal import show_report

    platforms = tuple(dict.fromkeys(name.partition(".")[0] for name in shown))
    options = replace(options, platforms=platforms, only=tuple(shown), exclude=())
    again = once(replace(options, choose=Questions(infos).choose))
    show_report(again, infos, everything=everything)
    newer = {result.setting: result for result in again.results}
    results = tuple(newer.get(result.setting, result) for result in report.results)
    return again.model_copy(update={"results": results})


def offer(report: Report, options: Options, switched: Collection[str]) -> list[str]:
    """Offer to be shown each setting that could not be told, after all others are done.

    Args:
        report: of the run.
        options: of the run.
        switched: full ids of the settings that offswitch can switch.

    Returns:
        Full ids of the settings that were shown and kept.
    """
    from offswitch.cli.prompts import agrees
    from offswitch.errors import OffswitchError

    lead, kept = tag(options.replica), []
    names = untold(report, switched)
    several = f"{lead}Show offswitch where some of these {len(names)} settings are?"
    if len(names) > 1 and not agrees(several):
        return []
    for name, title in names.items():
        if not agrees(f"{lead}{title} ({name}): show offswitch where it is?"):
            continue
        try:
            path, setting = _lesson(
                [name],
                options.profile,
                options.headless,
                options.selectors,
                options.replica,
            )
        except OffswitchError as error:  # the other settings can still be shown
            tell("; ".join(text for text in (error.message, error.hint) if text), options.replica)
            continue
        tell(f"kept in {path}", options.replica)
        kept.append(setting)
    return kept


def untold(report: Report, switched: Collection[str]) -> dict[str, str]:
    """Return the settings that could not be told though a person might: their titles by full id."""
    from offswitch.model.words import SHOWABLE

    return {
        each.setting: each.title
        for each in report.results
        if each.reason in SHOWABLE and each.setting in switched
    }


def _lesson(
    names: list[str],
    profile: str,
    headless: bool,
    selectors: list[Path] | tuple[Path, ...],
    replica: str | None,
) -> tuple[Path, str]:
    """Give one lesson; return the file that it is kept in, and the full id of the setting."""
    from offswitch.local.folders import folders
    from offswitch.model.scope import Scope
    from offswitch.sessions.store import Sessions
    from offswitch.teach.visit import subject_named
    from offswitch.teach.visit import teach as give
    from offswitch.terminal.lesson import LessonPrompt

    subject = subject_named(names, selectors, Sessions(folders(), Scope.of(profile, replica)))
    path = give(
        subject,
        LessonPrompt(replica),
        profile=profile,
        selectors=selectors,
        headless=headless,
        replica=replica,
        passphrase=ask_passphrase(),
    )
    return path, subject.id


def _refuse_alone(*, headless: bool, replica: str | None) -> None:
    """Refuse where nobody can walk to a setting in a window.

    Raises:
        NobodyToAsk: nobody is at the terminal, or there is no window.
    """
    from offswitch.browser.find import has_screen
    from offswitch.errors import NobodyToAsk

    if not is_person_there():
        raise NobodyToAsk(
            "only a person can show where a setting is, and nobody is here to ask",
            "start it in a terminal, on a desktop",
        )
    if headless and not replica:
        raise NobodyToAsk(
            "only a person can show where a setting is, and without a window nobody can",
            "leave out --headless; with it, `teach` works only on a replica",
        )
    if not headless and not has_screen():
        raise NobodyToAsk(
            "there is no screen for the window in which you would show it", "run it on a desktop"
        )
