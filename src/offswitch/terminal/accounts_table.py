"""Who is signed in where, in the terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from offswitch.sessions.accounts import SealedSession
from offswitch.terminal.lines import console, print_block, say, tag


def show_accounts(found: Sequence[SealedSession], replica: str | None) -> None:
    """Print one row for each sealed session."""
    out = console()
    lead = tag(replica)
    if not found:
        say(out, lead, Text("nobody is signed in; begin with `offswitch login`"))
        return
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bright_black")
    for name in ("profile", "session", "account", "since", "last checked"):
        table.add_column(name, overflow="fold")
    for each in found:
        names = ", ".join(each.platforms) or "no current platform"
        table.add_row(
            each.profile,
            Text.assemble((each.session, "bold"), (f"\n{names}", "bright_black")),
            _account(each),
            _moment(each.since),
            _moment(each.checked),
        )
    print_block(out, lead, table)
    if any(each.state == "ended" for each in found):
        say(out, lead, Text("→ `offswitch login` signs you in again"))


def _account(each: SealedSession) -> Text:
    if each.state == "unopened":
        return Text(each.problem, style="red")
    shown = Text.assemble(each.who or each.account or "not known yet")
    if each.who and each.account:
        shown.append(f"\n{each.account}", "bright_black")
    if each.state == "ended":
        shown.append("\nthe platform has ended it", "yellow")
    elif each.origin == "imported":
        shown.append("\nimported", "bright_black")
    return shown


def _moment(moment: dt.datetime | None) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}" if moment else "-"
