"""What is here, and the one command to type next, in about ten lines."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from offswitch.doctor.overview import Here, next_step
from offswitch.model.text import counted
from offswitch.terminal.lines import console, say, tag, with_commands
from offswitch.terminal.report import summed_up
from offswitch.wording import RUNS

_GOOD, _NONE, _BAD = ("✓", "green"), ("-", "bright_black"), ("✗", "bold red")
_ENDED = ("!", "bold magenta")
_WIDTH = 10
_PURPOSE = "switches off the data uses you never asked for, proves each one, and notices when they come back."


def show_overview(here: Here, replica: str | None) -> None:
    """Print what was found on this machine, and what to type next.

    Args:
        here: what was found.
        replica: the replica's address, which every line then names; None for the real sites.
    """
    out, lead = console(), tag(replica)
    say(out, lead, Text.assemble(("offswitch", "bold"), f" {_PURPOSE}"))
    if here.platforms:
        say(out, lead, Text(f"It knows {', '.join(here.platforms.values())}."))
    say(out, lead, Text())
    for name, sign, found in _lines(here):
        mark, style = _BAD if name in here.problems else sign
        start = Text.assemble((f"{mark} ", style), (f"{name:<{_WIDTH}}", "bold"))
        say(out, lead, start + with_commands(found), hang=_WIDTH + 2)
    say(out, lead, Text())
    say(out, lead, with_commands(f"→ {next_step(here)}"), hang=2)
    say(out, lead, with_commands("  `offswitch --help` lists every command", "bright_black"))


def _lines(here: Here) -> Iterator[tuple[str, tuple[str, str], str]]:
    """Return each thing that was looked at: its name, its sign, and what was found."""
    unread = {
        name: f"cannot be read: {why}" for name, why in here.problems.items() if name != "browser"
    }
    if "sites" in unread:
        yield "sites", _BAD, unread["sites"]
    yield "browser", (_GOOD if here.browser else _BAD), here.browser or "none was found"
    yield (
        ("screen", _GOOD, "a window can be shown")
        if here.screen
        else ("screen", _NONE, "there is none for a window")
    )
    keyring = here.keyring or "none; your passphrase protects your sessions"
    yield "keyring", (_GOOD if here.keyring else _NONE), unread.get("keyring", keyring)
    signed_in = _ENDED if here.ended else _GOOD
    yield (
        "sessions",
        (signed_in if here.sessions else _NONE),
        unread.get("sessions", _sessions(here)),
    )
    yield "last run", _run_sign(here), unread.get("last run", _last_run(here))
    schedule = here.schedule or "none; nothing is checked automatically"
    yield "schedule", (_GOOD if here.schedule else _NONE), unread.get("schedule", schedule)


def _sessions(here: Here) -> str:
    if not here.sessions:
        return "nobody is signed in"
    titles = ", ".join(here.sessions.get(here.profile, ())) or "none of a site that is known"
    whose = f" (profile {here.profile})" if len(here.sessions) > 1 or _is_named(here) else ""
    ended = ", ".join(here.platforms.get(name, name) for name in here.ended)
    others = len(here.sessions) - 1
    return (
        f"{titles}{whose}"
        + (f"; the session of {ended} has ended" if ended else "")
        + (f"; and {counted(others, 'other profile')}" if others > 0 else "")
    )


def _is_named(here: Here) -> bool:
    return here.profile not in {"", "default"}


def _run_sign(here: Here) -> tuple[str, str]:
    if here.on:
        return "●", "yellow"
    return _GOOD if here.off else _NONE


def _last_run(here: Here) -> str:
    last = here.last
    if last is None:
        return "no run yet"
    state = {"finished": "", "running": "; at work", "interrupted": "; interrupted"}[last.state]
    words = f"{last.at.astimezone():%Y-%m-%d %H:%M}, {RUNS[last.mode]}{state}"
    return f"{words}: {summed_up(last.results, last.mode)}"
