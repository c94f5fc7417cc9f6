"""Commands: parse, call one function, render, exit. Nothing heavy is imported before it is needed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from offswitch.exitcodes import ExitCode

if TYPE_CHECKING:
    from offswitch.model.results import Mode

app = typer.Typer(
    name="offswitch",
    help="Switch off the data uses you never asked for, prove each one, and notice when they come back.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
selectors_app = typer.Typer(
    help="The files that say where every setting is today.", no_args_is_help=True
)
app.add_typer(selectors_app, name="selectors")

Platforms = Annotated[
    list[str] | None, typer.Argument(metavar="[PLATFORM]...", help="Platforms; all when left out.")
]
Only = Annotated[
    list[str] | None, typer.Option(metavar="ID", help="Only this setting; repeat for more.")
]
Exclude = Annotated[
    list[str] | None, typer.Option(metavar="ID", help="Leave this setting out; repeat for more.")
]
Profile = Annotated[str, typer.Option(metavar="NAME", help="Whose sessions to use.")]
Headless = Annotated[bool, typer.Option("--headless", help="Without a window.")]
Json = Annotated[
    bool, typer.Option("--json", help="Print one JSON object to standard output, nothing else.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress, only the result.")]
Selectors = Annotated[
    list[Path] | None, typer.Option(metavar="DIR", help="Add a folder of your own selector files.")
]
Replica = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        envvar="OFFSWITCH_REPLICA",
        help="Use a running replica instead of the real sites.",
    ),
]


def main() -> None:
    """Run the program; every problem that is known becomes an error and a hint."""
    app()


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    if version:
        from offswitch import __version__

        typer.echo(f"offswitch {__version__}")
        raise typer.Exit
    if debug:
        os.environ["OFFSWITCH_DEBUG"] = "1"


@app.command()
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
    selectors: Selectors = None,
    replica: Replica = None,
) -> None:
    """Find the settings that let platforms use your data, switch them off, and prove each one."""
    with _known_errors(replica):
        if not dry_run and not yes and not json and sys.stdin.isatty():
            _confirm(platform, only, exclude, selectors, replica)
        _execute(
            "dry_run" if dry_run else "run", platform, only, exclude, profile,
            headless=headless, json=json, quiet=quiet, selectors=selectors, replica=replica,
        )  # fmt: skip


@app.command()
def check(
    platform: Platforms = None,
    only: Only = None,
    exclude: Exclude = None,
    profile: Profile = "default",
    json: Json = False,
    quiet: Quiet = False,
    selectors: Selectors = None,
    replica: Replica = None,
) -> None:
    """Look again, without a window and without changing anything: what came back?"""
    with _known_errors(replica):
        _execute(
            "check", platform, only, exclude, profile,
            headless=True, json=json, quiet=quiet, selectors=selectors, replica=replica,
        )  # fmt: skip


@app.command()
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
    with _known_errors(replica):
        from offswitch.folders import folders
        from offswitch.lock import profile_lock
        from offswitch.run import load_library, loopback_of
        from offswitch.sessions import Sessions
        from offswitch.signin import import_session, sign_in

        library = load_library(selectors or ())
        packs = [library.pack(name) for name in platform or library.platforms()]
        here = folders()
        sessions = Sessions(here, profile, replica=bool(replica), ask=_ask_passphrase())
        with profile_lock(here.data / "locks", profile):
            if import_ is not None:
                for name in import_session(import_, packs, sessions):
                    _tell(f"sealed the session `{name}`", replica)
                return
            loopback = loopback_of(replica)
            by_session = {
                p.platform.session: p for p in reversed(packs) if p.platform.needs_session
            }
            for pack in by_session.values():
                _tell(f"sign in to {pack.platform.title} in the window; offswitch waits", replica)
                who = sign_in(pack, sessions, loopback=loopback, headless=headless, seconds=timeout)
                _tell(f"signed in{f' as {who}' if who else ''}; the session is sealed", replica)


@app.command()
def settings(platform: Platforms = None, json: Json = False, selectors: Selectors = None) -> None:
    """List every setting that offswitch knows, what it does, and where that knowledge comes from."""
    with _known_errors(None):
        from offswitch.run import load_library

        library = load_library(selectors or ())
        infos = [
            info
            for name in platform or library.platforms()
            for info in library.pack(name).catalogue()
        ]
        if json:
            _print_json(infos)
            return
        from offswitch.terminal import show_settings

        show_settings(infos)


@app.command()
def history(
    profile: Profile = "default",
    setting: Annotated[str | None, typer.Option(metavar="ID", help="Only this setting.")] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="How many runs.")] = 10,
    json: Json = False,
    replica: Annotated[
        bool,
        typer.Option("--replica-runs", help="Show runs at replicas instead of the real sites."),
    ] = False,
) -> None:
    """Show former runs: what was read, what was done, and what was begun and not finished."""
    with _known_errors(None):
        from offswitch.folders import folders
        from offswitch.journal import open_journal
        from offswitch.run import JOURNAL

        at_replica = replica or bool(os.environ.get("OFFSWITCH_REPLICA"))
        with open_journal(folders().data / JOURNAL) as journal:
            runs = journal.runs(limit=limit, profile=profile, replica=at_replica)
            rows = [
                row
                for each in runs
                for row in journal.results(each.id)
                if setting is None or row.result.setting == setting
            ]
            begun = journal.open_intents(profile, replica=at_replica)
        if json:
            _print_json({"runs": runs, "results": rows, "begun": begun})
            return
        from offswitch.terminal import show_history

        show_history(runs, rows, begun)


@app.command()
def replica(
    scenario: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="A scenario file, or the name of a bundled one."),
    ] = None,
    port: Annotated[
        int, typer.Option(metavar="N", min=0, max=65535, help="0 takes a free one.")
    ] = 0,
) -> None:
    """Serve local copies of the platforms' pages, with a ledger, until interrupted."""
    with _known_errors(None):
        import json as _json

        from offswitch.interrupt import interruptible
        from offswitch.replica import load_scenario, serve

        with serve(load_scenario(scenario), port) as served:
            typer.echo(_json.dumps(served.announcement()))
            sys.stdout.flush()
            _tell(f"open {served.url} in a browser; Ctrl-C ends it", None)
            with interruptible() as checkpoint:
                import time

                try:
                    while True:
                        time.sleep(0.1)
                        checkpoint()
                except KeyboardInterrupt:
                    return


@app.command()
def demo(
    headless: Headless = False,
    json: Json = False,
) -> None:
    """Show the whole of it on a replica, in a temporary home: dry run, run, a flip, and a check."""
    with _known_errors(None):
        from offswitch.demo import show

        raise typer.Exit(show(headless=headless, json=json))


@selectors_app.command("lint")
def selectors_lint(
    path: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders; all when left out.")
    ] = None,
    selectors: Selectors = None,
) -> None:
    """Check selector files: format, names, addresses, and labels that contradict their polarity."""
    with _known_errors(None):
        from offswitch.packs import lint

        problems = lint(path or (), selectors or ())
        for problem in problems:
            typer.echo(f"error: {problem}", err=True)
        if problems:
            _fail(
                "", f"{len(problems)} problem(s); correct the places named above", ExitCode.FAILED
            )
        typer.echo("all selector files are in order")


@selectors_app.command("schema")
def selectors_schema() -> None:
    """Print the JSON Schema of a selector file, for editors."""
    with _known_errors(None):
        from offswitch.packs import schema_text

        typer.echo(schema_text(), nl=False)


@selectors_app.command("show")
def selectors_show(platform: Platforms = None, selectors: Selectors = None) -> None:
    """Show every layout that is known of a platform, and the ways to each setting in it."""
    with _known_errors(None):
        from offswitch.run import load_library
        from offswitch.terminal import show_layouts

        library = load_library(selectors or ())
        show_layouts([library.pack(name) for name in platform or library.platforms()])


def _execute(
    mode: Mode,
    platform: list[str] | None,
    only: list[str] | None,
    exclude: list[str] | None,
    profile: str,
    *,
    headless: bool,
    json: bool,
    quiet: bool,
    selectors: list[Path] | None,
    replica: str | None,
) -> NoReturn:
    from offswitch.run import Options, execute
    from offswitch.terminal import Progress, Quietly, show_report

    options = Options(
        mode=mode,
        platforms=tuple(platform or ()),
        only=tuple(only or ()),
        exclude=tuple(exclude or ()),
        profile=profile,
        headless=headless,
        selectors=tuple(selectors or ()),
        replica=replica,
        pause=_pause(),
        passphrase=_ask_passphrase(),
    )
    with Quietly() if quiet else Progress(replica) as listener:
        report = execute(options, listener)
    if json:
        typer.echo(report.to_json())
    else:
        show_report(report)
    raise typer.Exit(report.exit_code())


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
        _tell(
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


def _ask_passphrase() -> Callable[[], str] | None:
    if not sys.stdin.isatty():
        return None
    return lambda: str(typer.prompt("Passphrase for your sessions", hide_input=True, err=True))


def _print_json(data: object) -> None:
    import json

    from pydantic_core import to_jsonable_python

    typer.echo(json.dumps(to_jsonable_python(data), indent=2, ensure_ascii=False))


def _tell(text: str, replica: str | None) -> None:
    typer.echo(f"[replica] {text}" if replica else text, err=True)


@contextmanager
def _known_errors(replica: str | None) -> Iterator[None]:
    """Turn a known problem into one ``error:`` and one ``hint:`` line, and its exit code."""
    from offswitch.errors import OffswitchError

    try:
        yield
    except OffswitchError as error:
        if os.environ.get("OFFSWITCH_DEBUG"):
            raise
        lead = "[replica] " if replica else ""
        _fail(
            f"{lead}{error.message}",
            error.hint or "run it again with --debug to see more",
            error.exit_code,
        )
    except KeyboardInterrupt:
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except typer.Exit:
        raise
    except BrokenPipeError:
        # The reader of our output has gone; nothing more can be told.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(ExitCode.OK) from None


def _fail(message: str, hint: str, code: ExitCode) -> NoReturn:
    if message:
        typer.echo(f"error: {message}", err=True)
    typer.echo(f"hint: {hint}", err=True)
    raise typer.Exit(code)
