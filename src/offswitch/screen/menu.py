"""The options of a menu: only those in the list that this menu itself opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from playwright.sync_api import ElementHandle, Frame, JSHandle

from offswitch.errors import SettingError
from offswitch.model.text import fold, one_line, pattern, without_steering
from offswitch.model.words import Reason
from offswitch.screen.scripts import script

_SHOWN_OPTIONS = script("menu.js", "shownOptions")
_IS_OPEN = script("menu.js", "isOpen")
_OPENED_OPTIONS = script("menu.js", "openedOptions")
_DRAWN_WORDS = script("menu.js", "drawnWords")
_OPTION_NAMES = script("menu.js", "optionNames")
_MOST_NAMED = 5
_OPTION_ROLES: tuple[Literal["option", "treeitem"], ...] = ("option", "treeitem")
_ARROW = script("field.js", "arrowOf")


def is_native(menu: ElementHandle) -> bool:
    """Tell whether the browser draws the menu's list."""
    return bool(menu.evaluate("n => n.localName === 'select'"))


def native_option(menu: ElementHandle, labels: Sequence[str]) -> ElementHandle:
    """Return the one enabled option of a native menu with one of some labels.

    Raises:
        SettingError: ``not_found`` or ``ambiguous``.
    """
    wanted = {fold(label) for label in labels}
    options = menu.query_selector_all("option")
    fits = [
        option
        for option in options
        if fold(str(option.evaluate("o => o.label"))) in wanted
        and not option.evaluate("o => o.matches(':disabled')")
    ]
    return _only(fits)


@dataclass(frozen=True)
class DrawnMenu:
    """A menu that the page draws, as it was before it was opened.

    Attributes:
        node: the menu. While it is open, it may be hidden from assistive technology and its list may
            have its name, so it is not looked up again.
        frame: the frame that it and its options are in.
        before: the options that were already shown.
        is_open: whether its own list was already open.
    """

    node: ElementHandle
    frame: Frame
    before: JSHandle
    is_open: bool

    @classmethod
    def of(cls, menu: ElementHandle) -> DrawnMenu:
        """Look at a menu before it is opened."""
        frame = menu.owner_frame()
        assert frame is not None
        before = menu.evaluate_handle(_SHOWN_OPTIONS)
        is_open = bool(menu.evaluate(_IS_OPEN))
        return cls(menu, frame, before, is_open)

    def option(self, labels: Sequence[str]) -> ElementHandle:
        """Return the one option with one of some labels in the list that the menu has opened.

        Args:
            labels: the labels that the option may have.

        Raises:
            SettingError: ``not_found`` or ``ambiguous``.
        """
        listed = self._opened()
        fits: list[ElementHandle] = []
        for role, label in product(_OPTION_ROLES, labels):
            for option in self.frame.get_by_role(role, name=pattern(label)).element_handles():
                if listed.evaluate("(list, o) => list.includes(o)", option) and not any(
                    known.evaluate("(a, b) => a === b", option) for known in fits
                ):
                    fits.append(option)
        fits += _drawn(listed, labels)
        if not fits and (named := [*filter(None, self.labels())]):
            shown = ", ".join(f"“{one_line(each)}”" for each in named[:_MOST_NAMED])
            raise SettingError(
                Reason.NOT_FOUND,
                f"the menu's list names no such option; it names {shown}",
                "the site may have renamed it, or draws options that it does not name: choose it there yourself",
            )
        return _only(fits)

    def labels(self) -> tuple[str, ...]:
        """Return what the options are called in the list that the menu has opened; nothing while it is closed."""
        names = self._opened().evaluate(_OPTION_NAMES)
        return tuple(without_steering(name) for name in names)

    def arrow(self) -> ElementHandle | None:
        """Return the one arrow beside a field whose own press has opened nothing; None where there is none."""
        if self.node.evaluate(_IS_OPEN) or self._opened().evaluate("list => list.length"):
            return None
        return self.node.evaluate_handle(_ARROW).as_element()

    def _opened(self) -> JSHandle:
        return self.node.evaluate_handle(_OPENED_OPTIONS, None if self.is_open else self.before)


def _drawn(listed: JSHandle, labels: Sequence[str]) -> list[ElementHandle]:
    """Return those of the listed options that only look like options, and read as one of some labels."""
    wanted = {fold(label) for label in labels}
    fits = [n for n, words in enumerate(listed.evaluate(_DRAWN_WORDS)) if fold(words) in wanted]
    rows = (listed.evaluate_handle("(list, n) => list[n]", n).as_element() for n in fits)
    return [row for row in rows if row is not None]


def _only(fits: Sequence[ElementHandle]) -> ElementHandle:
    if len(fits) > 1:
        raise SettingError(
            Reason.AMBIGUOUS,
            f"{len(fits)} options of the menu carry the expected label",
            "look at the page yourself; offswitch does not choose between look-alikes",
        )
    if not fits:
        raise SettingError(
            Reason.NOT_FOUND, "the menu has no such option", "the site may have renamed it"
        )
    return fits[0]
