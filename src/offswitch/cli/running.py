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
    from offswitch.model.results import Mode, Report
    from offswitch.run import Options


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
        if not dry_run and not yes and sys.stdin.isatty():
            _confirm(platform, only, exclude, selectors, replica)
        mode: Mode = "dry_run" if dry_run else "run"
        options = options_of(
            mode, platform, only=only, exclude=exclude, profile=profile, headless=headless,
            selectors=selectors, replica=replica, trace=trace,
        )  # fmt: skip
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
    from offswitch.run import Options

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
    from offswitch.terminal import Progress, Quietly, show_report

    def once(options: Options) -> Report:
        with Quietly() if quiet else Progress(options.replica) as listener:
            return execute(options, listener)

    report = watch(options, once) if watch else once(options)
    code = report.exit_code()
    try:
        if json:
            typer.echo(report.to_json())
        else:
            show_report(report)
        sys.stdout.flush()
    except BrokenPipeError:
        drop_output()  # nobody reads the report, and what it says is still the outcome
    raise typer.Exit(code)


def _confirm(
    platform: list[str] | None,
    only: list[str] | None,
    exclude: list[str] | None,
    selectors: list[Path] | None,
    replica: str | None,
) -> None:
    """Tell what is about to happen, with its side effects, and ask once."""
    from offswitch.run import load_library

    library = load_library(selectors or ())
    infos = [
        info
        for name in platform or library.platforms()
        for info in library.pack(name).catalogue()
        if (not only or info.setting in only) and info.setting not in (exclude or ())
    ]
    for info in infos:
        tell(
            f"  {info.title}" + (f"\n      careful: {info.warning}" if info.warning else ""),
            replica,
        )
    if not typer.confirm(f"Switch off these {len(infos)} data uses?", err=True):
        raise typer.Exit(ExitCode.OK)


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
