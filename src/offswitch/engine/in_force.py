"""Does what a control shows hold? A page may say that it is a draft, waits for something, or is for a time only."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from offswitch.engine.neighbors import Fingerprint
from offswitch.errors import SettingError
from offswitch.model.provisional import is_provisional
from offswitch.model.text import fold
from offswitch.model.words import Reason, State
from offswitch.screen import ControlSnapshot, Screen

_HELP = re.compile(r"\b(help|support|docs?|documentation|faq|learn|articles?|wiki|kb)\b")
"""What is in the address of a page that only explains."""


def said_beside(parts: Iterable[ControlSnapshot], known: set[str]) -> str:
    """Return what stands beside a control, or describes it, and says that its state does not hold; else nothing.

    Args:
        parts: of the control; of a choice, the chosen option.
        known: folded labels of the control, which say nothing of its state.
    """
    texts = (text for part in parts for text in (*part.lines, *part.beside))
    return next((t for t in texts if fold(t) not in known and is_provisional(t, "beside")), "")


def refuse_draft(screen: Screen, state: State) -> None:
    """Refuse an "off" on a page that says that what it shows is not published, or must be applied first.

    Args:
        screen: the page that it was read on.
        state: of the control, as it was read.

    Raises:
        SettingError: ``unreadable``, with the page's words.
    """
    if state is not State.OFF:
        return
    seen = screen.survey()
    # A setting may be about drafts itself, and a link lead to help with them.
    names = {fold(text) for control in seen.controls for text in control.labels}
    names |= {fold(row.text) for row in seen.rows if _HELP.search(row.href)}
    texts = (
        line.text for line in seen.lines if seen.in_front(line) and fold(line.text) not in names
    )
    if said := next((text for text in texts if is_provisional(text, "anywhere")), ""):
        raise SettingError(
            Reason.UNREADABLE,
            f"it shows off, and the page says “{said}”",
            "look at the page yourself, and do what it asks for if you want it",
        )


def refuse_turned(screen: Screen, parts: Iterable[ControlSnapshot]) -> None:
    """Refuse any state on a page where another control turns around what its boxes mean.

    A selector file says what a tick means; where "everything except what is ticked" is chosen, it means the opposite.

    Args:
        screen: the page that it was read on.
        parts: of the control itself, whose own values the selector file knows.

    Raises:
        SettingError: ``unreadable``, with the words of the other control.
    """
    own = {part.path for part in parts}
    others = (each for each in screen.survey().controls if each.path not in own)
    values = (value for each in others for value in _chosen_values(each))
    if said := next((value for value in values if is_provisional(value, "turned")), ""):
        raise SettingError(
            Reason.UNREADABLE,
            f"another control of the page says “{said}”, so the selector file may have it the wrong way around",
            "look at the page yourself",
        )


def _chosen_values(control: ControlSnapshot) -> Iterable[str]:
    match control.kind:
        case "menu":
            return control.signals.values()
        case "radio" if "true" in control.signals.values():
            return control.labels
        case _:
            return ()


@dataclass(frozen=True)
class Standing:
    """How a page was before a change.

    Attributes:
        controls: the state of each.
        lines: what it said, folded.
    """

    controls: Fingerprint
    lines: frozenset[str]

    def told_since(self, screen: Screen) -> str:
        """Say what a page says since the change, if that is that more must come before it holds; else nothing."""
        texts = (line.text for line in screen.survey().lines)
        new = (text for text in texts if fold(text) not in self.lines)
        said = next((text for text in new if is_provisional(text, "since")), "")
        return f"since the change, the page says “{said}”" if said else ""


def lines_of(screen: Screen) -> frozenset[str]:
    """Return what a page says, folded."""
    return frozenset(fold(line.text) for line in screen.survey().lines)
