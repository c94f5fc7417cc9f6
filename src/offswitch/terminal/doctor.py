"""What the doctor found, in the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from offswitch.doctor import Check, Verdict
from offswitch.terminal.lines import tag

_MARKS = {
    Verdict.OK: ("✓", "green"),
    Verdict.NOTE: ("●", "yellow"),
    Verdict.BAD: ("✗", "bold red"),
    Verdict.UNREACHABLE: ("!", "bold magenta"),
}


def show_check(out: Console, check: Check, replica: str | None) -> None:
    """Print one check, and beneath it what to do; lines stay whole, since they hold paths and commands."""
    lead = tag(replica)
    mark, style = _MARKS[check.verdict]
    line = Text.assemble(lead, (f"{mark} ", style), (f"{check.name:<10}", "bold"), check.found)
    out.print(line, soft_wrap=True)
    if check.hint:
        out.print(Text.assemble(lead, f"  → {check.hint}"), soft_wrap=True)
