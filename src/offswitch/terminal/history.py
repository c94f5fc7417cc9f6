"""Former runs in the terminal: every setting over time at a glance, or one setting in full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from offswitch.journal import AttestationRow, HistoryRow, IntentRow, RunRow
from offswitch.model.results import Result
from offswitch.model.text import counted
from offswitch.model.words import Attestation, Reason, State, Status
from offswitch.terminal.lines import console, mark_of, print_block, say, tag
from offswitch.wording import BEGUN_MARK, PROOFS, READ, SHORT_MODES, said

_COLUMN = 6
"""Characters of one run's column, with its space."""
_LONGEST_NAME = 44
_WORDS = {
    Attestation.DONE: "you said that you did this",
    Attestation.SKIPPED: "you left it for later",
}


@dataclass(frozen=True)
class History:
    """What is to be shown.

    Attributes:
        runs: newest first.
        rows: their results.
        begun: changes that were begun and whose outcome is not known.
        attestations: what the person said that they did, newest first.
        replica: address of the replica that the runs were at; None for the real sites.
    """

    runs: Sequence[RunRow]
    rows: Sequence[HistoryRow]
    begun: Sequence[IntentRow]
    attestations: Sequence[AttestationRow]
    replica: str | None = None


def show_grid(history: History) -> None:
    """Print one row a setting and one column a run, the newest on the right."""
    out = console()
    lead = tag(history.replica)
    if not history.runs:
        say(out, lead, Text("no run yet; begin with `offswitch run --dry-run`"))
        return
    names = sorted(_names(history))
    width = min(max((len(name) for name in names), default=0), _LONGEST_NAME)
    fits = max(1, (out.width - len(lead[0]) - width - 3) // _COLUMN)
    shown = list(reversed(history.runs[:fits]))
    print_block(out, lead, _grid(history, names, shown, width))
    for line in _below(history, len(history.runs) - len(shown)):
        say(out, lead, line)


def show_setting(history: History, setting: str) -> None:
    """Print every reading of one setting, the newest first."""
    out = console()
    lead = tag(history.replica)
    rows = [row for row in history.rows if row.result.setting == setting]
    begun = [intent for intent in history.begun if intent.setting == setting]
    attestations = [each for each in history.attestations if each.setting == setting]
    if not rows and not begun and not attestations:
        say(out, lead, Text(f"no run has looked at {setting} yet"))
        return
    say(out, lead, Text(rows[0].result.title if rows else setting, style="bold"))
    for intent in begun:
        words = f"{BEGUN_MARK}  a change was begun; how it ended is not known"
        say(out, lead, Text.assemble(f"{_when(intent)}  {intent.mode:<7} ", (words, "bold red")))
    for each in attestations:
        say(out, lead, Text(f"{_when(each)}  {'you':<6}    {_WORDS[each.what]}"))
    for row in rows:
        mark, style = _cell(row.result)
        proofs = ", ".join(f"{READ[p.state]} {PROOFS[p.kind]}" for p in row.result.proofs)
        say(
            out,
            lead,
            Text.assemble(
                f"{_when(row)}  {SHORT_MODES[row.mode]:<6} ",
                (f"{mark:<2} {said(row.result)}", style),
                (f"  {proofs}" if proofs else "", "bright_black"),
            ),
        )


def _grid(history: History, names: Sequence[str], runs: Sequence[RunRow], width: int) -> Table:
    table = Table(
        box=SIMPLE_HEAD, padding=0, pad_edge=False, show_edge=False, header_style="bright_black"
    )
    table.add_column("setting", min_width=width + 1, max_width=width + 1, overflow="fold")
    for run in runs:
        local = run.started.astimezone()
        head = f"{local:%m-%d}\n{local:%H:%M}\n{_mode(run)}"
        table.add_column(head, min_width=_COLUMN - 1, max_width=_COLUMN - 1, no_wrap=True)
    cells = {(row.result.setting, row.run): _cell(row.result) for row in history.rows}
    cells |= {(i.setting, i.run): (BEGUN_MARK, "bold red") for i in history.begun}
    for name in names:
        marks = [cells.get((name, run.id), ("·", "bright_black")) for run in runs]
        table.add_row(Text(name), *(Text(mark, style) for mark, style in marks))
    return table


def _cell(result: Result) -> tuple[str, str]:
    mark, style = mark_of(result.status)
    if result.reason is Reason.DRIFT:
        return f"{mark}!", "bold yellow"
    if result.status is Status.OK and result.wanted is State.ON:
        return mark_of(Status.PENDING)  # it was on as before, when it was to be put back
    if result.status is Status.CHANGED:
        return ("↺", style) if result.wanted is State.ON else (f"{mark}+", style)
    return mark, style


def _below(history: History, older: int) -> list[Text]:
    """What the marks mean, and what the grid leaves out."""
    legend = (
        "✓ off   ✓+ switched off   ● on   ●! came back   ↺ put back",
        "- nothing to switch   ✗ failed   ! not reached   ? outcome unknown   · not looked at",
    )
    lines = [Text(line, style="bright_black", overflow="ellipsis") for line in legend]
    if older > 0:
        lines.append(
            Text(f"left out: {counted(older, 'older run')}; --setting SETTING shows one setting")
        )
    if any(run.state == "interrupted" for run in history.runs):
        lines.append(Text("x beside a run: it was interrupted", style="red"))
    if history.begun:
        lines.append(
            Text("`offswitch undo` looks at what was begun and puts it back", style="yellow")
        )
    return lines


def _mode(run: RunRow) -> str:
    return SHORT_MODES[run.mode] + ("x" if run.state == "interrupted" else "")


def _names(history: History) -> set[str]:
    shown = {run.id for run in history.runs}
    names = {row.result.setting for row in history.rows}
    return names | {intent.setting for intent in history.begun if intent.run in shown}


def _when(row: HistoryRow | IntentRow | AttestationRow) -> str:
    return f"{row.at.astimezone():%Y-%m-%d %H:%M}"
