"""The demo's own words, in the terminal."""

from __future__ import annotations

from rich.text import Text

from offswitch.terminal.lines import console


def show_demo_step(text: str) -> None:
    """Print what the demo does next."""
    out = console()
    out.print()
    out.print(Text(text, style="bold cyan"))
