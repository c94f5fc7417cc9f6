"""How a line is printed: where, in what style, and that a replica is named on every one."""

from __future__ import annotations

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


def say(out: Console, lead: tuple[str, str], text: Text) -> None:
    """Print a text, each of its lines after the lead."""
    print_block(out, lead, text)


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
