"""``run`` and ``check``: look at settings, switch them off, look again."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from offswitch.cli.common import (
    Exclude,
    Headless,
    Json,
    Only,
    Platforms,
    Profile,
    Quiet,
    Replica,
    Selectors,
    Trace,
    ask_passphrase,
    drop_output,
    known_errors,
    tell,
)
from offswitch.cli.watching import Watch
from offswitch.exitcodes import ExitCode

if TYPE_CHECKING:
    from offswitch.model.results import Mode, Report, SettingInfo
    from offswitch.plan import Options

_SWITCHED = frozenset({"switch", "choice"})


def run(
    platform: Platforms = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only look; change nothing.")] = False,
    only: Only = None,
    exclude: Exclude = None,
    profile: Profile = "default",
    headless: Headless = False,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Do not ask before the first change.")
    ] = False,
    json: Json = False,
    quiet: Quiet = False,
    trace: Trace = None,
    selectors: Selectors = None,
    replica: Replica = None,
) -> None:
    """Find the settings that let platforms use your data, switch them off, and prove each one."""
    with known_errors(replica):
        mode: Mode = "dry_run" if dry_run else "run"
        options = options_of(
            mode, platform, only=only, exclude=exclude, profile=profile, headless=headless,
            selectors=selectors, replica=replica, trace=trace,
        )  # fmt: skip
        if not dry_run:
            options = _confirmed(options, yes=yes)
        carry_out(options, json=json, quiet=quiet)


def check(
    platform: Platforms = None,
    only: Only = None,
    exclude: Exclude = None,
    profile: Profile = "default",
    fix: Annotated[
        bool, typer.Option("--fix", help="Switch off again what came back; asks you first.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="With --fix, do not ask.")] = False,
    notify: Annotated[
        list[str] | None,
        typer.Option(metavar="URL|NAME", help="Tell this address what is new; repeat for more."),
    ] = None,
    if_due: Annotated[
        bool, typer.Option("--if-due", hidden=True, help="Only if the schedule wants it now.")
    ] = False,
    json: Json = False,
    quiet: Quiet = False,
    trace: Trace = None,
    selectors: Selectors = None,
    replica: Replica = None,
) -> None:
    """Look again, without a window and without changing anything: what came back?"""
    with known_errors(replica):
        watch = Watch(profile=profile, fix=fix, yes=yes, notify=notify or (), replica=replica)
        watch.refuse_without_consent()
        if if_due and not watch.is_due():
            raise typer.Exit(ExitCode.OK)
        options = options_of(
            "check", platform, only=only, exclude=exclude, profile=profile, headless=True,
            selectors=selectors, replica=replica, trace=trace,
        )  # fmt: skip
        carry_out(options, json=json, quiet=quiet, watch=watch)


def options_of(
    mode: Mode,
    platform: list[str] | None,
    *,
    only: list[str] | None,
    exclude: list[str] | None,
    profile: str,
    headless: bool,
    selectors: list[Path] | None,
    replica: str | None,
    trace: Path | None = None,
) -> Options:
    """Return a run's options from what stood on the command line."""
    from offswitch.plan import Options

    if trace is not None:
        tell(
            f"warning: {trace} will hold your pages and what signs you in; show it to nobody,"
            " and delete it",
            replica,
        )
    return Options(
        mode=mode,
        platforms=tuple(platform or ()),
        only=tuple(only or ()),
        exclude=tuple(exclude or ()),
        profile=profile,
        headless=headless,
        selectors=tuple(selectors or ()),
        replica=replica,
        pause=_pause(),
        attended=sys.stdin.isatty(),
        trace=trace,
        passphrase=ask_passphrase(),
    )


def carry_out(options: Options, *, json: bool, quiet: bool, watch: Watch | None = None) -> NoReturn:
    """Do a run, show its report, and end with its exit code."""
    from offswitch.run import execute
    from offswitch.terminal import show_after_care, show_report
    from offswitch.terminal.progress import Progress, Quietly

    def once(options: Options) -> Report:
        with Quietly(options.replica) if quiet else Progress(options.replica) as listener:
            return execute(options, listener)

    report = watch(options, once) if watch else once(options)
    code = report.exit_code()
    try:
        if json:
            typer.echo(report.to_json())
        else:
            show_report(report)
            if options.mode == "run" and not quiet:
                show_after_care(report)
        sys.stdout.flush()
    except BrokenPipeError:
        drop_output()  # nobody reads the report, and what it says is still the outcome
    raise typer.Exit(code)


def _confirmed(options: Options, *, yes: bool) -> Options:
    """Ask before the first change, and once more for each thing that cannot be undone.

    What cannot be undone needs its own name and its own yes: ``--only ID`` with an answer or ``--yes``.
    """
    from dataclasses import replace

    infos = _planned(options)
    one_way = [info for info in infos if info.kind == "action" and info.setting in options.only]
    switched = [info for info in infos if info.kind in _SWITCHED]
    asking = not yes and sys.stdin.isatty()
    if asking and switched:
        for info in switched:
            careful = f"\n      careful: {info.warning}" if info.warning else ""
            tell(f"  {info.title}{careful}", options.replica)
        if not typer.confirm(f"Switch off these {len(switched)} data uses?", err=True):
            raise typer.Exit(ExitCode.OK)
    confirmed = [
        info.setting
        for info in one_way
        if yes
        or (asking and typer.confirm(f"{info.title}: this cannot be undone. Do it?", err=True))
    ]
    return replace(options, confirmed=tuple(confirmed))


def _planned(options: Options) -> list[SettingInfo]:
    from offswitch.plan import load_library

    library = load_library(options.selectors)
    return [
        info
        for name in options.platforms or library.platforms()
        for info in library.pack(name).catalogue()
        if (not options.only or info.setting in options.only)
        and info.setting not in options.exclude
    ]


def _pause() -> tuple[float, float]:
    """Read ``OFFSWITCH_PAUSE``: seconds before each click, one number or ``low-high``."""
    from offswitch.errors import ConfigError

    text = os.environ.get("OFFSWITCH_PAUSE", "0.6-1.6")
    try:
        numbers = [float(part) for part in text.split("-")]
    except ValueError:
        numbers = []
    if len(numbers) not in {1, 2} or any(not 0 <= n <= 60 for n in numbers):  # noqa: PLR2004
        raise ConfigError(
            f"OFFSWITCH_PAUSE is not a pause: {text}", "give seconds, such as 1 or 0.6-1.6"
        )
    return min(numbers), max(numbers)
