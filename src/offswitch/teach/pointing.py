"""Which of the listed controls a person points at in the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from offswitch.model.text import fold, one_line
from offswitch.screen import Click, Clicks
from offswitch.teach.candidates import Candidate


@dataclass(frozen=True)
class Pointing:
    """Turns what a person points at into the number of a listed control; never by likeness.

    Args:
        clicks: the person's.
        listed: the controls, in the order of their numbers.
        say: tells why something that they point at is no answer.
    """

    clicks: Clicks
    listed: Sequence[Candidate]
    say: Callable[[str], None]

    def number(self) -> str | None:
        """Return the number of the one control that they point at, or None while they point at none."""
        if not self.clicks.pointed:
            return None
        click = self.clicks.pointed[-1]
        self.clicks.pointed.clear()
        found = [n for n, each in enumerate(self.listed, 1) if _is_met(each, click)]
        if len(found) == 1:
            self.say(f"you point at number {found[0]}")
            return str(found[0])
        name = one_line(_name(click))
        if found:
            numbers = ", ".join(map(str, found))
            self.say(f"“{name}” may be any of {numbers}; type its number")
        else:
            self.say(f"{f'“{name}”' if name else 'that'} is not in the list; point at another")
        return None


def _is_met(each: Candidate, click: Click) -> bool:
    """Tell whether a click names a control, or the row or the words that name it."""
    name = fold(_name(click))
    return bool(name) and name in {fold(part.label) for part in each.group}


def _name(click: Click) -> str:
    return click.control or click.label or click.words
