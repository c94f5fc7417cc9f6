"""How settings are laid out in lines: a mark, a title, and the id, which always stands whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from offswitch.model.results import Result, SettingInfo
from offswitch.model.text import counted
from offswitch.model.words import Reason, State, Status
from offswitch.terminal.groups import Cluster, Group, Part, part_of
from offswitch.terminal.lines import mark_of, say, say_whole, with_commands
from offswitch.wording import BY_SOCKET, said

DIM = "bright_black"
_GAP = 2
_NARROW = 28
"""Where titles would have fewer columns than this beside the longest id, each id has its own line."""
_STYLES = {
    Part.ON: "bold yellow",
    Part.SWITCHED: "bold green",
    Part.OFF: "bold green",
    Part.YOURS: "bold magenta",
    Part.UNTOLD: "bold red",
    Part.ABSENT: "bold",
}


@dataclass(frozen=True)
class Sheet:
    """The lines of some settings, whose ids stand below each other where the width allows it.

    Attributes:
        out: where they are printed.
        lead: what begins every line.
        ids_at: the column in which ids stand; 0 where each has a line of its own.
        shared: warnings of several results, or of one without a row; each is said once, at the end.
    """

    out: Console
    lead: tuple[str, str]
    ids_at: int
    shared: Mapping[str, Sequence[Result]] = field(default_factory=dict)

    @classmethod
    def of_results(
        cls,
        out: Console,
        lead: tuple[str, str],
        results: Sequence[Result],
        *,
        everything: bool = False,
    ) -> Sheet:
        """Lay out the results of a run; ``everything`` also those that are else counted alone."""
        rows = [each for each in results if everything or not _is_counted(each)]
        sheet = cls.of_rows(out, lead, _rows(rows))
        return replace(sheet, shared=_shared_warnings(results, rows))

    @classmethod
    def of_rows(
        cls, out: Console, lead: tuple[str, str], rows: Iterable[tuple[str, str]], indent: int = 6
    ) -> Sheet:
        """Lay out titles and ids; the titles begin after an indent."""
        sheet = cls(out, lead, 0)
        column, fits = sheet._column(rows, indent)
        return replace(sheet, ids_at=column if fits else 0)

    def fitted(self, rows: Iterable[tuple[str, str]], indent: int) -> Sheet:
        """Return this sheet for some of its rows, which may have room where all have none."""
        return self if self.ids_at else replace(self, ids_at=self._column(rows, indent)[0])

    def head(self, words: str, style: str, beside: str = "") -> None:
        """Print the heading of some settings, after a free line, and what is true of all of them."""
        self.line(Text())
        after = with_commands(f"   {beside}" if beside else "", DIM)
        self.line(Text.assemble((words, style), after), hang=_GAP)

    def entry(self, start: Text, title: str, name: str, *, style: str = "", tail: str = "") -> None:
        """Print a setting: what it begins with, its title, its id, and a word about it."""
        indent = cell_len(start.plain)
        text = Text.assemble(start, (title, style))
        rest = Text.assemble((name, DIM), (f"  {tail}" if tail else "", "cyan"))
        after = max(_GAP, self.ids_at - cell_len(text.plain))
        if self.ids_at and cell_len(text.plain) + after + cell_len(rest.plain) <= self._width:
            say_whole(self.out, self.lead, Text.assemble(text, " " * after, rest))
            return
        self.line(text, hang=indent)
        if indent + cell_len(rest.plain) <= self._width:
            say_whole(self.out, self.lead, Text.assemble(" " * indent, rest))
            return
        self.line(Text.assemble(" " * indent, rest), hang=indent)

    def about(self, words: str, indent: int, style: str = DIM) -> None:
        """Print what is to be said of the setting above."""
        self.line(Text(" " * indent) + with_commands(words, style), hang=indent)

    def line(self, text: Text, hang: int = 0) -> None:
        """Print a text, broken where the width ends."""
        say(self.out, self.lead, text, hang)

    def result(self, result: Result, indent: int, mark: Text | None = None) -> int:
        """Print one result: its title, id, and what is to be said of it alone.

        Args:
            result: what was found.
            indent: spaces before the mark.
            mark: what it begins with; its status's sign when left out.

        Returns:
            The column in which its title begins.
        """
        sign = mark or Text(*mark_of(result.status))
        start = Text.assemble(" " * indent, sign, " ")
        loud = "bold" if result.status in {Status.PENDING, Status.CHANGED} else ""
        self.entry(start, result.title, result.setting, style=loud)
        column = cell_len(start.plain)
        for words in _asides(result):
            self.about(words, column, "yellow")
        for warning in dict.fromkeys(result.warnings):
            if warning not in self.shared:
                self.about(f"warning: {warning}", column, "yellow")
        return column

    def cluster(self, cluster: Cluster, *, noted: bool) -> None:
        """Print some results below the note that is true of all of them."""
        indent = _GAP
        if noted:
            self.about(cluster.note, _GAP, "")
            indent += _GAP
        sheet = self.fitted(_rows(cluster.results), indent + _GAP)
        for result in cluster.results:
            sheet.result(result, indent)

    def group(self, group: Group, label: str, *, everything: bool = False) -> None:
        """Print a part of a report: its heading, and each of its results."""
        stopped = [r for r in group.results if r.reason is Reason.STOPPED]
        one = len(group.clusters) == 1 and group.part in {Part.ON, Part.SWITCHED, Part.OFF}
        beside = group.clusters[0].note if one else ""
        done, count = len(group.done), len(group.results) - len(group.done)
        if done and count:
            beside = f"{done} more that you said you did"
        words = f"{label} · {count}" if count else f"Done by you · {done}"
        self.head(words, _STYLES[group.part], beside)
        for cluster in group.clusters:
            if cluster.results[0].reason is not Reason.STOPPED or everything:
                self.cluster(cluster, noted=not one)
        if stopped and not everything:
            sign = Text(*mark_of(Status.FAILED))
            words = f" {counted(len(stopped), 'setting')} not looked at: the run ended before"
            self.line(Text.assemble(" " * _GAP, sign, words), hang=2 * _GAP)

    def describe(self, info: SettingInfo, indent: int) -> None:
        """Print what switching a setting off does, what it does not do, and what to be careful of."""
        if info.effect:
            self.about(info.effect, indent, "")
        if info.limits:
            self.about(f"but: {info.limits}", indent)
        if info.warning:
            self.about(f"careful: {info.warning}", indent, "yellow")
        if info.by_socket:
            self.about(BY_SOCKET, indent)

    def shared_warnings(self) -> None:
        """Print each warning that stands below no row, with the settings that it is about."""
        for warning, results in self.shared.items():
            self.head(f"Warning · {counted(len(results), 'setting')}", "bold yellow")
            self.about(warning, _GAP, "")
            self.about("  ".join(result.setting for result in results), _GAP)

    def count_absent(self, group: Group, more: str) -> None:
        """Print in one line how many settings have nothing to switch, and why."""
        count = len(group.results)
        parts = [
            f"{len(cluster.results)} {cluster.note}" if len(group.clusters) > 1 else cluster.note
            for cluster in group.clusters
        ]
        words = f"- {count} {'has' if count == 1 else 'have'} nothing to switch here"
        self.line(Text())
        self.line(with_commands(f"{words} ({' · '.join(parts)}){more}", DIM), hang=_GAP)

    @property
    def _width(self) -> int:
        return self.out.width - len(self.lead[0])

    def _column(self, rows: Iterable[tuple[str, str]], indent: int) -> tuple[int, bool]:
        """Return the column for the ids of some rows, and whether every title ends before it."""
        shown = list(rows)
        longest = max((cell_len(title) for title, _ in shown), default=0)
        last = self._width - max((cell_len(name) for _, name in shown), default=0)
        best = indent + longest + _GAP
        if best <= last:
            return best, True
        return (last if last - indent >= _NARROW else 0), False


def _rows(results: Iterable[Result]) -> list[tuple[str, str]]:
    return [(result.title, result.setting) for result in results]


def _is_counted(result: Result) -> bool:
    return part_of(result) is Part.ABSENT or result.reason is Reason.STOPPED


def _shared_warnings(
    results: Sequence[Result], rows: Sequence[Result]
) -> Mapping[str, Sequence[Result]]:
    """Return the warnings that stand below no row, each with the results that have it."""
    found: dict[str, list[Result]] = {}
    for result in results:
        for warning in dict.fromkeys(result.warnings):
            found.setdefault(warning, []).append(result)
    return {
        warning: those for warning, those in found.items() if len(those) > 1 or those[0] not in rows
    }


def _asides(result: Result) -> list[str]:
    """What is to be said of one result, and of no other."""
    asides = []
    if result.reason is Reason.DRIFT:
        asides.append(f"{said(result)}: a former run had proved it off")
    elif result.status is Status.PENDING and "--only" in result.hint:
        asides.append(result.hint)
    if result.reason is Reason.LOCKED and result.before is not State.UNKNOWN:
        asides.append(f"it is {result.before}")
    return asides
