"""What the doctor found, in the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from offswitch.doctor import Check, Verdict
from offswitch.terminal import say, tag

_MARKS = {
    Verdict.OK: ("✓", "green"),
    Verdict.NOTE: ("●", "yellow"),
    Verdict.BAD: ("✗", "bold red"),
    Verdict.UNREACHABLE: ("!", "bold magenta"),
}


def show_check(out: Console, check: Check, replica: str | None) -> None:
    """Print one check, and beneath it what to do."""
    lead = tag(replica)
    mark, style = _MARKS[check.verdict]
    line = Text.assemble((f"{mark} ", style), (f"{check.name:<10}", "bold"), check.found)
    say(out, lead, line)
    if check.hint:
        hint = Text.assemble(lead, f"→ {check.hint}")
        out.print(hint if lead[0] else Padding(hint, (0, 0, 0, 2)))
