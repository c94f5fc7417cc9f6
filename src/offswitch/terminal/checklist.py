"""What only a person can do, in the terminal: a list, or a checklist and a question beside the window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from offswitch.run.guide import Answer, Item
from offswitch.terminal.lines import console, print_block, say, tag
from offswitch.terminal.typed import TypedLine
from offswitch.wording import did

_QUESTION = "[y] I did it   [s] skip   [q] stop: "
_ANSWERS = {
    **dict.fromkeys(("y", "yes", "d", "done", "did it", "i did it"), Answer.DONE),
    **dict.fromkeys(("s", "skip", "n", "no"), Answer.SKIP),
    **dict.fromkeys(("q", "quit", "stop"), Answer.STOP),
}


def show_guide(items: Sequence[Item], replica: str | None) -> None:
    """Print what only a person can do, and where."""
    out, lead = console(), tag(replica)
    for item in items:
        print_block(out, lead, _block(item))
        say(out, lead, Text())
    closing = "offswitch never sends these or deletes anything; it only shows the way."
    say(out, lead, Text(closing if items else "there is nothing that only you can do"))


class ChecklistPrompt:
    """The terminal next to the window: shows the checklist, asks, and hears the person's answer.

    Args:
        count: of the things that will be shown.
        replica: the replica's address, which every line then names; None for the real sites.
    """

    def __init__(self, count: int, replica: str | None) -> None:
        self._out = console(errors=True)
        self._lead = tag(replica)
        self._count, self._number = count, 0
        self._typed = TypedLine()
        self._asked = False

    def show(self, item: Item) -> None:
        """Show what it is, and the checklist."""
        self._number += 1
        if self._number == 1:
            self.say("this window reaches the platform alone; open other links elsewhere")
        self.say("")
        print_block(self._out, self._lead, _block(item, f"{self._number}/{self._count} "))

    def ask(self) -> None:
        """Ask whether they did it; what was typed before the question is no answer to it."""
        self._typed.listen()
        self._asked = True
        self._out.print(Text.assemble(self._lead, (_QUESTION, "bold")), end="")

    def answer(self) -> Answer | None:
        """Return what they answered, or None while they have not."""
        line = self._typed.line()
        if line is None:
            return None
        self._asked = not line.endswith("\n")
        if not line:
            return Answer.STOP  # the terminal was closed, or Ctrl-D
        found = _ANSWERS.get(line.strip().lower())
        if found is None:
            self.ask()
        return found

    def say(self, text: str) -> None:
        """Say one line; never on the line of a question that nobody answered."""
        if self._asked:
            self._out.print()
            self._asked = False
        say(self._out, self._lead, Text(text))


def _block(item: Item, lead: str = "") -> Group:
    """Return what is to be done: what it is, why, what it does not do, and the steps."""
    info = item.info
    head = Text.assemble(
        (lead, "bright_black"), (info.title, "bold"), (f"  {info.setting}", "bright_black")
    )
    return Group(head, *(Padding(part, (0, 0, 0, 2)) for part in _parts(item)))


def _parts(item: Item) -> Iterator[RenderableType]:
    info = item.info
    told = {"": info.effect, "But: ": info.limits, "Careful: ": info.warning}
    yield from (Text(f"{lead}{text}") for lead, text in told.items() if text)
    rows = Table.grid(padding=(0, 1))
    for number, step in enumerate(info.steps, 1):
        rows.add_row(f"{number}.", Text(step))
    for link in dict.fromkeys((item.page, info.help)):
        if link:
            rows.add_row("→", Text(link, overflow="fold"))
    yield rows
    if item.done:
        yield Text(did(item.done), style="cyan")
