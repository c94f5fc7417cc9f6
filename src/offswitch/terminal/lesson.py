"""The terminal beside the window in which a person shows where a setting is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from offswitch.model.text import one_line
from offswitch.terminal.lines import console, say, say_whole, tag
from offswitch.terminal.typed import TypedLine

if TYPE_CHECKING:  # what only lists files need not load a browser's driver
    from offswitch.teach.keep import OwnSetting


class LessonPrompt:
    """Says lines, asks, and hears what the person types.

    Args:
        replica: the replica's address, which every line then names; None for the real sites.
    """

    def __init__(self, replica: str | None) -> None:
        self._out = console(errors=True)
        self._lead = tag(replica)
        self._typed = TypedLine()
        self._asked = False

    def say(self, text: str) -> None:
        """Show one line, never on that of a question; nothing that a page says steers it."""
        if self._asked:
            self._out.print()
            self._asked = False
        indent = " " * (len(text) - len(text.lstrip(" ")))
        say(self._out, self._lead, Text(indent + one_line(text)), hang=len(indent))

    def ask(self, question: str) -> None:
        """Ask a question; what was typed before is no answer to it."""
        self._typed.listen()
        self._asked = True
        self._out.print(Text.assemble(self._lead, (question, "bold")), end="", soft_wrap=True)

    def answer(self) -> str | None:
        """Return the line that they typed, or None while they have not.

        Raises:
            KeyboardInterrupt: the terminal was closed, or they pressed Ctrl-D.
        """
        line = self._typed.line()
        if line == "":
            raise KeyboardInterrupt
        self._asked &= line is None
        return line


def show_own(settings: Sequence[OwnSetting]) -> None:
    """Print the settings in the person's own selector files, by file."""
    out, lead = console(), tag(None)
    if not settings:
        say(out, lead, Text("no selector file of your own; `offswitch teach SETTING` makes one"))
    last = None
    for each in settings:
        if each.path != last:
            say_whole(out, lead, Text(one_line(str(each.path)), style="bold"))
            last = each.path
        if each.problem:
            say(out, lead, Text(f"  not in order: {one_line(each.problem)}", style="red"), hang=2)
        elif each.setting:
            facts = [each.setting]
            facts += [f"grade {each.grade}, seen {each.seen}"] if each.grade else ["no evidence"]
            facts += [f"in {each.language}"] if each.language else []
            say(out, lead, Text(f"  {', '.join(facts)}"), hang=2)
        else:
            say(out, lead, Text("  no setting of its own", style="bright_black"), hang=2)
