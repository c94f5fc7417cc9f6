"""What a run spent its time on, as a table of seconds."""

from __future__ import annotations

from rich import box
from rich.table import Table
from rich.text import Text

from offswitch.model.timings import Spent, Stage, Timings
from offswitch.terminal.lines import console, print_block, say
from offswitch.terminal.sheet import DIM

_LEAST_SECONDS = 0.05
"""What took less has no row."""
_OF_THE_RUN = (Stage.LAUNCH, Stage.SESSION, Stage.SEAL, Stage.PERSON)
"""What is mostly done for no setting in particular, and has no column of its own."""


def show_timings(timings: Timings, lead: tuple[str, str]) -> None:
    """Print a row for each setting, one for all of them together, and a line for what belongs to none.

    Args:
        timings: of a run.
        lead: begins each line.
    """
    out = console()
    stages = [s for s in Stage if s in timings.total.stages and s not in _OF_THE_RUN]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title="", show_edge=False)
    table.add_column("seconds spent on", overflow="fold")
    for name in (*stages, "total"):
        table.add_column(name, justify="right", no_wrap=True)
    rows = {n: each for n, each in timings.settings.items() if each.seconds >= _LEAST_SECONDS}
    for name, spent in rows.items():
        table.add_row(name, *_figures(spent, stages))
    if rows:
        table.add_section()
    table.add_row("together, and the run", *_figures(timings.total, stages))
    say(out, lead, Text())
    print_block(out, lead, table)
    if told := [f"{each} {timings.total.stages[each]:.1f}" for each in _told(timings.total)]:
        say(out, lead, Text(f"of the run: {' · '.join(told)}", DIM), hang=2)


def _told(total: Spent) -> list[Stage]:
    return [each for each in _OF_THE_RUN if each in total.stages]


def _figures(spent: Spent, stages: list[Stage]) -> list[str]:
    times = [spent.stages.get(stage) for stage in stages]
    return [*("" if each is None else f"{each:.1f}" for each in times), f"{spent.seconds:.1f}"]
