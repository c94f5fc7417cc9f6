"""Interruptions: which of the selector file's is on the page, and how it is cleared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from playwright.sync_api import ElementHandle

from offswitch.errors import SettingError
from offswitch.model.geography import Interruption
from offswitch.model.words import Reason
from offswitch.screen import locate, obstacle
from offswitch.screen.another_document import look_anew
from offswitch.screen.elements import NamedElements
from offswitch.screen.pointer import Target

_TIMES = 2
"""How often an interruption may come back before we give up on it."""


def needs_a_person(
    page: NamedElements, by: Interruption | None = None, *, signing_in: bool = False
) -> bool:
    """Tell whether the page now shows something that only a person may deal with.

    Args:
        page: the page.
        by: only this interruption counts; any one if left out.
        signing_in: leave out interruptions that only a signed-in person is shown.
    """
    found = _interruption(page)
    if found is None or found[1].reason is None or (signing_in and found[1].signed_in):
        return False
    return by in {None, found[1]}


def is_interrupted(page: NamedElements) -> bool:
    """Tell whether the page now shows an interruption, harmless or not."""
    return _interruption(page) is not None


def clear_all(
    page: NamedElements,
    hand_over: Callable[[Interruption], bool] | None,
) -> bool:
    """Clear one interruption after another until none is left.

    Args:
        page: the page.
        hand_over: asks the person to deal with one; returns True once it is gone. Without it, only
            harmless interruptions are dismissed.

    Returns:
        Whether a person had to deal with any.

    Raises:
        SettingError: ``unexpected_dialog``, if a harmless interruption does not go away.
        Unreachable: an interruption that only a person may deal with is still there.
    """
    met = Counter[str]()
    handed_over = False
    while (blocker := _interruption(page, harmless=hand_over is None)) is not None:
        name, interruption = blocker
        if met[name] == _TIMES:
            raise obstacle.comes_back(name, interruption)
        met[name] += 1
        handed_over |= interruption.reason is not None
        if interruption.dismiss:
            _dismiss(page, interruption, interruption.dismiss)
        elif hand_over is None or not hand_over(interruption):
            raise obstacle.left_to_the_person(interruption)
        page.quiet.wait()
    return handed_over


def _interruption(
    page: NamedElements, *, harmless: bool = False
) -> tuple[str, Interruption] | None:
    """Return the interruption on the page; one that needs a person comes before a harmless one.

    A page that asks for consent may have the same button that dismisses a dialog elsewhere.
    """
    return look_anew(lambda: _shown_first(page, harmless=harmless), page.quiet.wait)


def _shown_first(page: NamedElements, *, harmless: bool) -> tuple[str, Interruption] | None:
    known = [
        (name, interruption)
        for name, interruption in page.file.interruptions.items()
        if not (harmless and interruption.reason is not None)
        and (not interruption.url or obstacle.address_fits(page.address, interruption.url))
    ]
    signs = [interruption.visible for _, interruption in known if interruption.visible]
    with page.view.at_once():
        page.view.rule_out(page.queries(signs))
        for name, interruption in sorted(known, key=lambda one: one[1].reason is None):
            sign = interruption.visible
            if not sign or _is_shown(page, sign, interruption.title):
                return name, interruption
    return None


def _is_shown(page: NamedElements, name: str, title: str | None) -> bool:
    try:
        if title is None:
            return page.sees(name)
        return _stands_under(page, page.find(name, 0), title)
    except SettingError:
        return False  # it is not there, or its words in this language are unknown


def _stands_under(page: NamedElements, node: ElementHandle, title: str) -> bool:
    """Tell whether an element is in the dialog with this title, or on a page with no open dialog."""
    seen = page.survey()
    if not any(seen.shows_on_top(word) for word in page.words(title)):
        return False
    return locate.layer_of(node) != "beneath"


def _dismiss(page: NamedElements, interruption: Interruption, name: str) -> None:
    """Dismiss a harmless interruption if it is still there; it may go away by itself."""
    page.find(name)

    def again() -> ElementHandle:
        node = page.step(name)
        if interruption.title and not _stands_under(page, node, interruption.title):
            raise SettingError(Reason.NOT_FOUND, f"`{name}` stands in another dialog now")
        return node

    try:
        page.press(Target(find=again), "not now")
    except SettingError as error:
        if error.reason is not Reason.NOT_FOUND:
            raise
