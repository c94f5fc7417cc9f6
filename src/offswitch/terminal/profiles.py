"""Checks of several profiles, in the terminal: each one's report under its name, and all in a few lines."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from offswitch.model.results import Report
from offswitch.terminal.lines import console, say, tag
from offswitch.terminal.report import show_report, summed_up


def show_profile(
    profile: str, report: Report | None, replica: str | None, *, everything: bool = False
) -> None:
    """Print a profile's name and its report.

    Args:
        profile: its name.
        report: None where its check did not begin.
        replica: address of a replica.
        everything: as for ``show_report``.
    """
    out, lead = console(), tag(replica)
    say(out, lead, Text(f"Profile {profile}", style="bold reverse"))
    if report is None:
        say(out, lead, Text("the check did not begin", style="red"))
    else:
        show_report(report, everything=everything)
    say(out, lead, Text())


def show_profiles(reports: Sequence[tuple[str, Report | None]], replica: str | None) -> None:
    """Print a line for each profile: how many settings came out how."""
    out, lead = console(), tag(replica)
    say(out, lead, Text("Profiles", style="bold"))
    width = max(len(name) for name, _ in reports)
    for name, report in reports:
        told = summed_up(report.results, report.run.mode) if report else "the check did not begin"
        say(out, lead, Text(f"  {name:{width}}  {told}"), hang=width + 4)
