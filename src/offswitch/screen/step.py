"""What may be pressed as a step along the way: nothing that grants or destroys, and nothing with a state."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from playwright.sync_api import ElementHandle

from offswitch.errors import SettingError
from offswitch.model.danger import destructive_words, granting_words
from offswitch.model.words import Reason
from offswitch.screen.scripts import script

_INSPECT = script("step.js", "inspectStep")


def refuse_unplanned(node: ElementHandle, name: str, meant: Iterable[str] = ()) -> None:
    """Refuse to press a step that would do more than lead on, put something away, or save.

    What was found decides, not how it was found: a selector file cannot make a step of what grants
    or destroys by naming it so.

    Args:
        node: the element found for it.
        name: what the selector file calls it.
        meant: words of an action that the person named and said yes to; what those destroy is meant.

    Raises:
        SettingError: ``unexpected_dialog``, if it speaks of granting, or of destroying what is not
            meant; ``ambiguous``, if it is or operates a control with a state.
    """
    seen = node.evaluate(_INSPECT)
    if seen["controls"]:
        raise SettingError(
            Reason.AMBIGUOUS,
            f"`{name}` is, holds or labels a control with a state ({seen['controls'][0]})",
            "a step on the way never operates one; look at the page yourself",
        )
    lines = [line for text in seen["words"] for line in (text, *text.splitlines())]
    destroys = _all(destructive_words, lines) - _all(destructive_words, meant)
    more = sorted(_all(granting_words, lines) | destroys)
    if more:
        raise SettingError(
            Reason.UNEXPECTED_DIALOG,
            f"`{name}` speaks of what no step may do: {', '.join(more)}",
            "look at the page yourself; nothing was pressed",
        )


def _all(words_of: Callable[[str], frozenset[str]], texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in words_of(text))
