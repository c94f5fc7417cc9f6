"""What may be pressed as a step along the way: nothing that grants or destroys, and nothing with a state."""

from __future__ import annotations

from collections.abc import Iterable

from playwright.sync_api import ElementHandle

from offswitch.errors import SettingError
from offswitch.model.danger import destructive_words, granting_words
from offswitch.model.words import Reason
from offswitch.screen.scripts import script

_INSPECT = script("step.js", "inspectStep")


def refuse_unplanned(node: ElementHandle, name: str, own: Iterable[str]) -> None:
    """Refuse to press a step that would do more than the plan says.

    Args:
        node: the element found for it.
        name: what the selector file calls it.
        own: the labels that the selector file declares for it, in English and in the page's language.

    Raises:
        SettingError: ``unexpected_dialog``, if it mentions granting or destroying and its own labels
            do not; ``ambiguous``, if it is or operates a control with a state.
    """
    seen = node.evaluate(_INSPECT)
    if seen["controls"]:
        raise SettingError(
            Reason.AMBIGUOUS,
            f"`{name}` is, holds or labels a control with a state ({seen['controls'][0]})",
            "a step on the way never operates one; look at the page yourself",
        )
    meant = _dangers(own)
    more = sorted(_dangers(seen["words"]) - meant)
    if more:
        raise SettingError(
            Reason.UNEXPECTED_DIALOG,
            f"`{name}` also speaks of something else: {', '.join(more)}",
            "look at the page yourself; nothing was pressed",
        )


def _dangers(texts: Iterable[str]) -> frozenset[str]:
    lines = [line for text in texts for line in (text, *text.splitlines())]
    return frozenset(
        word for line in lines for word in granting_words(line) | destructive_words(line)
    )
