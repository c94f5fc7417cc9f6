"""What was seen on a page, in the terminal. Nothing that the page says steers it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from offswitch.model.text import counted, one_line
from offswitch.terminal.lines import console, say_whole, tag

if TYPE_CHECKING:  # what only looks at the journal need not load a browser's driver
    from offswitch.look.summary import ControlSummary, PageSummary, RowSummary


def show_summary(summary: PageSummary, replica: str | None) -> None:
    """Print what was seen: headings, controls, rows, and what was held back."""
    out, lead = console(), tag(replica)
    for line, style in _lines(summary):
        say_whole(out, lead, Text(_safe(line), style=style))


def _safe(line: str) -> str:
    """Return a line that steers nothing, with the spaces that it begins with."""
    return " " * (len(line) - len(line.lstrip(" "))) + one_line(line)


def _lines(summary: PageSummary) -> Iterator[tuple[str, str]]:
    yield summary.title or summary.address, "bold"
    yield f"  address: {summary.address} (answered {summary.status})", ""
    yield f"  language: {summary.language or 'none declared'}", ""
    if summary.outside:
        yield f"  this may be a page for people who are not signed in: {summary.outside}", "yellow"
    yield from _listed("headings", summary.headings)
    yield from _listed("dialogs", [title or "without a title" for title in summary.dialogs])
    yield f"{counted(len(summary.controls), 'control')}", "bold"
    for control in summary.controls:
        yield f"  {_quoted(control.label) if control.label else 'without a label'}", ""
        yield f"    {_facts(control)}", "bright_black"
    yield f"{counted(len(summary.rows), 'row')}", "bold"
    yield from ((f"  {_row(row)}", "") for row in summary.rows)
    yield from _listed("held back, since it may change something", summary.held_back)
    yield from _listed("not reached, since no file lists the host", summary.elsewhere)
    yield from _listed("cannot be read", summary.unread)
    if not summary.is_whole:
        yield "the page went on changing, so this may not be all of it", "yellow"


def _facts(control: ControlSummary) -> str:
    facts = [f"{control.kind}, {control.state}"]
    facts += [f"answers {_quoted(control.question)}"] if control.question else []
    facts += [f"under {_quoted(control.section)}"] if control.section else []
    facts += [f"in the dialog {_quoted(control.dialog)}"] if control.dialog else []
    facts += ["behind a dialog"] if control.behind else []
    facts += ["cannot be operated"] if control.disabled else []
    facts += [f"options: {', '.join(map(_quoted, control.options))}"] if control.options else []
    signals = ", ".join(f"{key}={_quoted(value)}" for key, value in control.signals.items())
    return "; ".join([*facts, f"signals: {signals or 'none'}"])


def _row(row: RowSummary) -> str:
    where = f" under {_quoted(row.section)}" if row.section else ""
    leads = f" leads to {row.href}" if row.href else ""
    return f"{_quoted(row.label)}{where}{leads}"


def _listed(name: str, texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield a heading with one line for each text; nothing if there are none."""
    if texts:
        yield name, "bold"
    yield from ((f"  {text}", "") for text in texts)


def _quoted(text: str) -> str:
    return f"“{text}”"
