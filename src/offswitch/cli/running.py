"""``run`` and ``check``: look at settings, switch them off, look again."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from offswitch.cli.all_profiles import arguments_of, check_all, refuse_mixture
from offswitch.cli.boundary import drop_output, fail
from offswitch.cli.choosing import Questions
from offswitch.cli.common import (
    All,
    BrowserServer,
    Exclude,
    Headless,
    Json,
    Only,
    Platforms,
    Profile,
    Quiet,
    Replica,
    Selectors,
    Timings,
    Trace,
    echo_json,
    pause_between_clicks,
    tag,
    tell,
)
from offswitch.cli.prompts import ask_passphrase, refuse_without_person, take_passphrase_from_stdin
from offswitch.cli.scheduling import offer_schedule
from offswitch.cli.watching import Watch
from offswitch.exitcodes import ExitCode
from offswitch.local.person import is_person_there

if TYPE_CHECKING:
    from offswitch.model.results import Mode, Report, SettingInfo
    from offswitch.packs.pack import Pack
    from offswitch.run.options import Options


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
    all_: All = False,
    quiet: Quiet = False,
    timings: Timings = False,
    trace: Trace = None,
    selectors: Selectors = None,
    browser_server: BrowserServer = None,
    replica: Replica = None,
) -> None:
    """Find what lets platforms use your data, and switch it off.

    At a terminal, it looks first, shows the plan, and asks once. Each change is proved in a fresh window.
    """
    mode: Mode = "dry_run" if dry_run else "run"
    options = options_of(
        mode,
        platform,
        only=only,
        exclude=exclude,
        profile=profile,
        headless=headless,
        selectors=selectors,
        replica=replica,
        trace=trace,
        timings=timings,
        browser_server=browser_server,
    )
    if not dry_run:
        options = _agreed(options, yes=yes)
    carry_out(options, json=json, quiet=quiet, everything=all_)


def check(
    platform: Platforms = None,
    only: Only = None,
    exclude: Exclude = None,
    profile: Profile = "default",
    fix: Annotated[
        bool, typer.Option("--fix", help="Switch off again what came back, after asking you.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="With --fix, do not ask first.")] = False,
    notify: Annotated[
        list[str] | None,
        typer.Option(metavar="URL|NAME", help="Send what is new to this address; repeat for more."),
    ] = None,
    all_profiles: Annotated[
        bool, typer.Option("--all-profiles", help="Check every profile that has a session.")
    ] = False,
    jobs: Annotated[
        int,
        typer.Option(metavar="N", min=1, help="With --all-profiles, check N of them at once."),
    ] = 1,
    passphrase_from_stdin: Annotated[
        bool, typer.Option("--passphrase-from-stdin", hidden=True)
    ] = False,
    if_due: Annotated[
        bool,
        typer.Option(
            "--if-due", hidden=True, help="Only if the schedule says that a check is due."
        ),
    ] = False,
    json: Json = False,
    all_: All = False,
    quiet: Quiet = False,
    timings: Timings = False,
    trace: Trace = None,
    selectors: Selectors = None,
    browser_server: BrowserServer = None,
    replica: Replica = None,
) -> None:
    """Check whether anything came back.

    Changes nothing, unless you add --fix.
    """
    if passphrase_from_stdin:
        take_passphrase_from_stdin()
    refuse_mixture(all_profiles, jobs=jobs, fix=fix, profile=profile, trace=trace)
    if all_profiles:
        words = arguments_of(
            platform or (),
            only=only or (),
            exclude=exclude or (),
            notify=notify or (),
            selectors=selectors or (),
            timings=timings,
            browser_server=browser_server,
            replica=replica,
        )
        check_all(words, jobs=jobs, json=json, quiet=quiet, everything=all_, replica=replica)
    watch = Watch(profile=profile, fix=fix, yes=yes, notify=notify or (), replica=replica)
    watch.refuse_without_consent()
    if if_due and not watch.is_due():
        raise typer.Exit(ExitCode.OK)
    options = options_of(
        "check",
        platform,
        only=only,
        exclude=exclude,
        profile=profile,
        headless=True,
        selectors=selectors,
        replica=replica,
        trace=trace,
        timings=timings,
        browser_server=browser_server,
    )
    carry_out(options, json=json, quiet=quiet, everything=all_, watch=watch)


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
    timings: bool = False,
    browser_server: str | None = None,
) -> Options:
    """Return a run's options from the command line.

    Raises:
        ConfigError: an option has an invalid value.
    """
    from offswitch.browser.server import BrowserServer as Server
    from offswitch.run.options import Options

    server = Server.at(browser_server) if browser_server is not None else None
    if server is not None:
        tell(f"warning: your session goes to the browser at {server.name}", replica)
    if trace is not None:
        tell(
            f"warning: {trace} will contain your pages and what signs you in; show it to nobody,"
            " and delete it",
            replica,
        )
    return Options(
        mode=mode,
        platforms=tuple(dict.fromkeys(platform or ())),
        only=tuple(only or ()),
        exclude=tuple(exclude or ()),
        profile=profile,
        headless=headless or server is not None,
        selectors=tuple(selectors or ()),
        replica=replica,
        server=server,
        pause=pause_between_clicks(),
        attended=is_person_there(),
        trace=trace,
        passphrase=ask_passphrase(),
        timings=timings,
    )


def carry_out(
    options: Options,
    *,
    json: bool,
    quiet: bool,
    everything: bool = False,
    watch: Watch | None = None,
) -> NoReturn:
    """Carry out a run, show its report, and exit with its code."""
    from offswitch.cli.teaching import settle
    from offswitch.run.execute import execute
    from offswitch.terminal import show_after_care, show_report
    from offswitch.terminal.progress import Progress, Quietly

    def once(options: Options) -> Report:
        with Quietly(options.replica) if quiet else Progress(options.replica) as listener:
            return execute(options, listener)

    report = watch(options, once) if watch else once(options)
    try:
        if json:
            echo_json(report.to_json())
        else:
            infos = _infos(_packs(options))
            show_report(report, infos, everything=everything)
            if options.choose is not None and not quiet:
                report = settle(report, options, infos, once, everything=everything)
            if options.mode == "run" and not quiet:
                show_after_care(report)
                if not options.selectors:  # a scheduled check would not know about them
                    offer_schedule(report.run, options.platforms)
        sys.stdout.flush()
    except BrokenPipeError:
        drop_output()  # nobody reads the report, but its outcome stands
    code = report.exit_code()
    if report.run.error and not report.run.alarm and not report.run.interrupted:
        fail(f"{tag(options.replica)}{report.run.error}", report.run.hint, code)
    raise typer.Exit(code)


def _agreed(options: Options, *, yes: bool) -> Options:
    """Let the person choose after everything was looked at; ``--yes`` agrees to all of it in advance.

    An action that cannot be undone must be named with ``--only SETTING`` and agreed to, by an answer or ``--yes``.

    Raises:
        ConfigError: an option names a setting that there is not.
        NobodyToAsk: nobody is there, and ``--yes`` was not given.
    """
    from dataclasses import replace

    from offswitch.run.options import tasks_of

    packs = _packs(options)
    tasks_of(packs, options)  # what names no setting is told before anybody is asked
    infos = _infos(packs)
    if yes:
        named = [i.setting for i in infos if i.kind == "action" and i.setting in options.only]
        return replace(options, confirmed=tuple(named))
    refuse_without_person("this run would switch off what is on")
    from offswitch.teach.changes import FailedChanges

    recorder = None if options.headless or options.trace else FailedChanges()
    return replace(options, choose=Questions(infos).choose, recorder=recorder)


def _packs(options: Options) -> list[Pack]:
    from offswitch.run.options import load_library

    library = load_library(options.selectors)
    return [library.pack(name) for name in options.platforms or library.platforms()]


def _infos(packs: Iterable[Pack]) -> list[SettingInfo]:
    return [info for pack in packs for info in pack.catalogue()]
