"""``schedule``: checks at regular times."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from offswitch.cli.boundary import Command
from offswitch.cli.common import Json, Platforms, Profile, print_json, tell
from offswitch.cli.lazy import group_of_commands
from offswitch.cli.notifying import sealed_addresses
from offswitch.cli.prompts import agrees
from offswitch.local.person import is_person_there

if TYPE_CHECKING:
    from offswitch.model.results import RunInfo
    from offswitch.schedule import Entry, Scheduled

schedule = group_of_commands("Check again at regular times.")
_EVERY = ("day", "week", "month")
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):[0-5][0-9]")


def _every(value: str) -> str:
    if value not in _EVERY:
        raise typer.BadParameter(f"say {', '.join(_EVERY[:-1])} or {_EVERY[-1]}")
    return value


def _at(value: str | None) -> str | None:
    if value is not None and not _TIME.fullmatch(value):
        raise typer.BadParameter("say a time such as 10:30")
    return value and value.zfill(len("HH:MM"))


Notify = Annotated[
    list[str] | None,
    typer.Option(metavar="URL|NAME", help="Send what is new to this address; repeat for more."),
]


@schedule.command("install", cls=Command)
def schedule_install(
    platform: Platforms = None,
    every: Annotated[
        str, typer.Option(metavar="day|week|month", callback=_every, help="How often to check.")
    ] = "week",
    at: Annotated[
        str | None,
        typer.Option(
            metavar="HH:MM",
            callback=_at,
            help="Time of day; a random minute after 10:00 if left out.",
        ),
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Switch off what came back, without asking you again.")
    ] = False,
    notify: Notify = None,
    profile: Profile = "default",
    print_: Annotated[
        bool, typer.Option("--print", help="Show what would be written; write nothing.")
    ] = False,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="systemd, launchd, task-scheduler, or cron; the system's own if left out.",
        ),
    ] = None,
) -> None:
    """Check at regular times whether anything came back.

    Replaces the profile's previous schedule.
    """
    from offswitch.notify import seal_address
    from offswitch.schedule import choose, install

    entry = _entry(platform, every, at, profile, choose(scheduler).name, fix=fix)
    addresses = sealed_addresses(profile)
    names = dict.fromkeys(seal_address(one, addresses, keep=not print_) for one in notify or ())
    entry = entry.model_copy(update={"notify": tuple(names)})
    if print_:
        _print(entry)
        return
    install(entry)
    _explain(entry)


@schedule.command("show", cls=Command)
def schedule_show(profile: Profile = "default", json: Json = False) -> None:
    """Show a profile's schedule and its last check.

    That is the command, when it runs next, when it ran last, and how that check came out.
    """
    import datetime as dt

    from offswitch.schedule import look

    found = look(profile, dt.datetime.now(dt.UTC))
    last = _last_check(profile)
    if json:
        print_json({"schedule": found and _as_json(found), "last_check": last})
        return
    if found is None:
        typer.echo(f"profile {profile} has no schedule; `offswitch schedule install` makes one")
        return
    _show(found, last)


@schedule.command("remove", cls=Command)
def schedule_remove(profile: Profile = "default") -> None:
    """Remove a profile's schedule and the consent given with it."""
    from offswitch.schedule import remove

    gone = remove(profile)
    tell(f"profile {profile} {'is no longer' if gone else 'was not'} checked automatically", None)


def offer_schedule(run: RunInfo, platforms: Sequence[str]) -> None:
    """Ask, after the first run of a profile, whether to check again every week. A yes writes the schedule.

    Args:
        run: the run that has just ended.
        platforms: the platforms that were named; empty for all.

    Raises:
        ConfigError: it cannot be written.
        KeyboardInterrupt: they pressed Ctrl-C or Ctrl-D.
    """
    from offswitch.schedule import choose, install, load

    if run.replica or run.interrupted or run.error or not is_person_there():
        return
    if load(run.profile) or not _is_first(run):
        return
    if agrees("Check again every week, without a window?", default=True):
        entry = _entry(list(platforms), "week", None, run.profile, choose().name, fix=False)
        install(entry)
        _explain(entry)


def _is_first(run: RunInfo) -> bool:
    from offswitch.journal import JOURNAL, read_journal
    from offswitch.local.folders import folders

    with read_journal(folders().data / JOURNAL) as journal:
        runs = journal.runs(run.scope)
    return all(each.id == run.id for each in runs if each.mode == "run")


def _entry(
    platform: list[str] | None,
    every: str,
    at: str | None,
    profile: str,
    scheduler: str,
    *,
    fix: bool,
) -> Entry:
    import datetime as dt
    import secrets

    from offswitch.local.folders import profile_name
    from offswitch.run.options import load_library
    from offswitch.schedule import Entry, Every

    library = load_library()
    for name in platform or ():
        library.pack(name)
    return Entry(
        profile=profile_name(profile),
        every=Every(every),
        # Spread out, so that not everybody checks at the same minute.
        at=at or f"10:{secrets.randbelow(60):02}",
        fix=fix,
        platforms=tuple(dict.fromkeys(platform or ())),
        scheduler=scheduler,
        installed=dt.datetime.now(dt.UTC),
    )


def _print(entry: Entry) -> None:
    from offswitch.schedule import written

    parts = written(entry)
    for part in parts:
        if len(parts) > 1:  # a single part gets no heading, so that it can be checked or piped
            typer.echo(f"# {part.place}")
        typer.echo(part.text, nl=False)
        tell(f"would write {part.place}; nothing was written", None)


def _explain(entry: Entry) -> None:
    from offswitch.schedule import is_temporary
    from offswitch.vault import PASSPHRASE_VARIABLE, passphrase_given

    when = f"every {entry.every} at {entry.at}"
    tell(f"profile {entry.profile} is checked {when} ({entry.scheduler}), without a window", None)
    if entry.fix:
        tell("as you agreed, each check switches off what came back, without asking", None)
    for name in entry.notify:
        tell(f"messages go to `{name}`", None)
    if entry.scheduler == "systemd":
        tell("it runs while you are signed in; `loginctl enable-linger` lets it run always", None)
    if passphrase_given():
        tell(
            f"warning: {PASSPHRASE_VARIABLE} is not written anywhere; a check needs it, or a"
            " keyring: see docs/schedule.md",
            None,
        )
    if is_temporary():
        tell("warning: offswitch runs from a cache; install it, for example with pipx", None)


def _as_json(found: Scheduled) -> dict[str, object]:
    return {
        "plan": found.entry,
        "known": found.known,
        "next": found.next,
        "last": found.last,
        "command": found.command,
    }


def _show(found: Scheduled, last: dict[str, object] | None) -> None:
    entry = found.entry
    typer.echo(f"profile    {entry.profile}")
    typer.echo(f"check      every {entry.every} at {entry.at} ({entry.scheduler})")
    if not found.known:
        typer.echo("           MISSING: the scheduler does not have it; install it again")
    typer.echo(f"next       {found.next or '-'}")
    if found.last:
        typer.echo(f"last call  {found.last}")
    typer.echo(f"last check {_said(last)}")
    typer.echo(f"fix        {'yes, as you agreed' if entry.fix else 'no, it only looks'}")
    typer.echo(f"notify     {', '.join(entry.notify) or 'nobody'}")
    typer.echo(f"calls      {' '.join(found.command)}")


def _said(last: dict[str, object] | None) -> str:
    if last is None:
        return "none yet"
    summary = last["summary"]
    assert isinstance(summary, dict)
    counts = ", ".join(f"{count} {status}" for status, count in summary.items() if count)
    return f"{last['started']:%Y-%m-%d %H:%M}  {counts or 'nothing was read'}  ({last['state']})"


def _last_check(profile: str) -> dict[str, object] | None:
    """Return when the journal's last check began, how it ended, and its results by status."""
    from collections import Counter

    from offswitch.journal import JOURNAL, read_journal
    from offswitch.local.folders import folders
    from offswitch.model.scope import Scope

    path = folders().data / JOURNAL
    if not path.exists():
        return None
    with read_journal(path) as journal:
        at_replica = bool(os.environ.get("OFFSWITCH_REPLICA"))
        runs = journal.runs(Scope(profile, at_replica=at_replica), limit=50)
        run = next((each for each in runs if each.mode == "check"), None)
        if run is None:
            return None
        counts = Counter(row.result.status.value for row in journal.results(run.id))
    return {
        "id": run.id,
        "started": run.started.astimezone(),
        "state": run.state,
        "summary": dict(counts),
    }
