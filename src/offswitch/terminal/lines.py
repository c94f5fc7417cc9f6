"""How a line is printed: where, in what style, and that a replica is named on every one."""

from __future__ import annotations

import re

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.text import Text

from offswitch.model.words import Status
from offswitch.wording import MARKS

_STYLES = {
    Status.OK: "green",
    Status.CHANGED: "bold green",
    Status.PENDING: "yellow",
    Status.SKIPPED: "bright_black",
    Status.FAILED: "bold red",
    Status.UNREACHABLE: "bold magenta",
}
_COMMAND = r"`[^`]+`"
_WHOLE = re.compile(rf"(?:[^\s`]*{_COMMAND})+[^\s`]*|\S+")
"""What a line may not be broken in: a word, an address, a command with its words."""


def console(*, errors: bool = False) -> Console:
    """Return a console for results, or for progress and questions (``errors``)."""
    return _Console(stderr=errors, highlight=False)


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the command to end as it should; rich's own way is to exit with 1."""
        raise BrokenPipeError


def mark_of(status: Status) -> tuple[str, str]:
    """Return a status's mark and the style that it is drawn in."""
    return MARKS[status], _STYLES[status]


def tag(replica: str | None) -> tuple[str, str]:
    """Return what begins every line of a run at a replica, so that nobody takes it for the real site."""
    return ("[replica] ", "black on bright_yellow") if replica else ("", "")


def with_commands(words: str, style: str = "") -> Text:
    """Return words in a style, and what can be typed, between backticks, in bold."""
    text = Text(words, style=style)
    text.highlight_regex(_COMMAND, "bold")
    return text


def wrapped(text: Text, width: int, hang: int = 0) -> list[Text]:
    """Break a text at its spaces, but never inside a word, an address or a command.

    Args:
        text: may begin with spaces, which stay.
        width: of a line; a word that is longer has a line of its own.
        hang: spaces before each line but the first.
    """
    lines: list[Text] = []
    for part in text.split("\n", allow_blank=True):
        begin = end = 0
        for whole in _WHOLE.finditer(part.plain):
            room = width - (hang if lines else 0)
            if end and cell_len(part.plain[begin : whole.end()]) > room:
                lines.append(_hung(part[begin:end], hang if lines else 0))
                begin = whole.start()
            end = whole.end()
        lines.append(_hung(part[begin:end], hang if lines else 0))
    return lines


def say(out: Console, lead: tuple[str, str], text: Text, hang: int = 0) -> None:
    """Print a text, each of its lines after the lead; see ``wrapped``."""
    for line in wrapped(text, out.width - len(lead[0]), hang):
        say_whole(out, lead, line)


def say_whole(out: Console, lead: tuple[str, str], text: Text) -> None:
    """Print a text as one line, however long: an address that is broken cannot be copied."""
    out.print(Text.assemble(lead, text), soft_wrap=True)


def print_block(out: Console, lead: tuple[str, str], block: RenderableType) -> None:
    """Print a table or a block of text, each of its lines after the lead."""
    narrower = out.options.update_width(out.width - len(lead[0]))
    for line in out.render_lines(block, narrower, pad=False):
        text = Text.assemble(lead)
        for segment in line:
            text.append(segment.text, segment.style)
        out.print(text)


def _hung(line: Text, hang: int) -> Text:
    return Text.assemble(" " * hang, line)
