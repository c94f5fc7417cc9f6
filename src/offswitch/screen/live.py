"""One live page: what it shows, whose it is, what its words are, and a click where a pointer meets it."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from playwright.sync_api import ElementHandle, Error, Page

from offswitch.errors import SettingError
from offswitch.model.lexicon import Lexicon, UnknownWords
from offswitch.model.words import Reason
from offswitch.screen.marker import mark
from offswitch.screen.menu import DrawnMenu, is_native, native_option
from offswitch.screen.page_errors import page_errors
from offswitch.screen.picture import crop
from offswitch.screen.pointer import Target, await_still, click_at, meets, move_to, point_of
from offswitch.screen.quiet import Quiet
from offswitch.screen.snapshot import ControlSnapshot, Survey
from offswitch.screen.survey import survey

ACCOUNT = "{account}"
"""Stands in selector files for the name of the signed-in account."""
_TONGUE_SECONDS = 0.2
"""How long a page's language is remembered: one look asks for the words of a hundred labels."""
_AIMS = 2
"""How often a point is looked for that stays free with the pointer on it."""


REST_MS = 250
"""How long to rest between two looks at a page that may still change."""


class Limits(Protocol):
    """Counts loads and clicks and says how long to pause before a click, in seconds."""

    pause: tuple[float, float]
    clicks: int

    def load(self) -> None:
        """Count a page load."""

    def click(self) -> None:
        """Count a click."""


def _go_on() -> None:
    """Nothing asks the run to stop."""


@dataclass(kw_only=True)
class LivePage:
    """A page in a browser.

    Args:
        page: the live page.
        quiet: watches that page since before its first load.
        pace: limits and pauses.
        lexicon: labels in other languages.
        show: whether a person watches; then the element at work is framed.
        checkpoint: called between steps; raises when the run must stop.
        account: name of the signed-in account, once it is known.
    """

    page: Page
    quiet: Quiet
    pace: Limits
    lexicon: Lexicon = field(default_factory=Lexicon)
    show: bool = False
    checkpoint: Callable[[], None] = _go_on
    account: str = ""
    _tongue: tuple[float, str] = field(default=(float("-inf"), ""), init=False, repr=False)

    @property
    def address(self) -> str:
        """The page's address now."""
        return self.page.url

    def rest(self, milliseconds: float = REST_MS) -> None:
        """Let the page live for a moment; raises if the run must stop."""
        self.checkpoint()
        self.page.wait_for_timeout(milliseconds)

    def survey(self) -> Survey:
        """Look at the page as a person does. Changes nothing."""
        try:
            return survey(self.page)
        except Error:  # it navigated while we looked
            self.quiet.wait()
        with page_errors(self.address):
            return survey(self.page)

    @property
    def language(self) -> str:
        """The page's language tag, as it declares it; empty when it does not."""
        asked, tag = self._tongue
        if time.monotonic() - asked > _TONGUE_SECONDS:
            tag = str(self.page.evaluate("() => document.documentElement.lang || ''"))
            self._tongue = (time.monotonic(), tag)
        return tag

    def words(self, label: str) -> tuple[str, ...]:
        """What the page's language shows for an English label; a name is the same in all."""
        if label == ACCOUNT:
            return (self.account,) if self.account else ()
        return self.translated(label)

    def translated(self, label: str, *, proven: bool = False) -> tuple[str, ...]:
        """What the page's language shows for an English label.

        Args:
            label: of the selector file.
            proven: whether a translation of our own will not do.

        Raises:
            SettingError: ``language``, when that is not known.
        """
        try:
            return self.lexicon.translate(label, self.language, proven=proven)
        except UnknownWords as error:
            raise SettingError(Reason.LANGUAGE, error.message, error.hint) from error

    def known_words(self, label: str) -> tuple[str, ...]:
        """What the page's language shows for an English label; nothing where that is not known."""
        try:
            return self.words(label)
        except SettingError:
            return ()

    def proven_words(self, label: str) -> tuple[str, ...]:
        """The same, where a source confirms it: a translation of our own proves nothing."""
        return () if self.lexicon.is_own(label, self.language) else self.known_words(label)

    def cookies(self) -> frozenset[str]:
        """Names of the cookies that this page's address would be sent."""
        return frozenset(cookie["name"] for cookie in self.page.context.cookies(self.page.url))

    def cookie(self, name: str) -> str:
        """Value of a cookie that a page's own script can read; never a session secret."""
        for cookie in self.page.context.cookies(self.page.url):
            if cookie["name"] == name and not cookie["httpOnly"]:
                return str(cookie["value"])
        return ""

    def embedded(self, key: str) -> dict[str, Any] | None:
        """Return the object that the page's embedded JSON holds under a key, or None."""
        scripts = self.page.locator('script[type="application/json"]').all_text_contents()
        for text in scripts:
            try:
                found = _under(json.loads(text), key)
            except ValueError:
                continue
            if found is not None:
                return found
        return None

    def press(self, target: Target, words: str) -> None:
        """Click something once, where a pointer meets it. Every press goes through here.

        It is found again from nothing after the pause, and once more with the pointer on it: what
        opens there, and what the page has changed meanwhile, is seen before the press.

        Args:
            target: what to press.
            words: what the person who watches is told.

        Raises:
            SettingError: ``unexpected_dialog``, when something lies over it; or what the target
                says of itself. Then nothing was pressed.
        """
        for _ in range(_AIMS):
            node = self._aim(target, words)
            went_through = click_at(self.page, node, control=target.control)
            self.mark(None, "")
            if went_through:
                return
            self.quiet.wait()
        raise _covered()

    def _aim(self, target: Target, words: str) -> ElementHandle:
        """Bring the pointer onto a target, ready to press; return what is under it."""
        if self.show:
            node = target.find()
            point_of(node, control=target.control)  # which brings it into view
            self.mark(node, words)
        low, high = self.pace.pause
        self.page.wait_for_timeout(random.uniform(low, high) * 1000)  # noqa: S311 - a pause
        self.checkpoint()
        for _ in range(_AIMS):
            node = target.find()
            await_still(node)
            point = point_of(node, control=target.control)
            if point is None:
                continue
            self.mark(node, words)  # where it is now
            move_to(self.page, node, point)
            node = target.find()
            if meets(node, point, control=target.control):
                self.pace.click()
                return node
            self.quiet.wait()
        raise _covered()

    def reachable(self, node: ElementHandle) -> bool:
        """Tell whether a pointer meets this control, its own label or its drawn track."""
        return point_of(node, control=True) is not None

    def choose(self, menu: Target, labels: Sequence[str], words: str) -> None:
        """Choose an option of a menu by its label: once, as the keyboard or the pointer would.

        Args:
            menu: a native select or a combobox.
            labels: what the option may be called; exactly one must be there.
            words: what the person who watches is told.

        Raises:
            SettingError: ``not_found`` or ``ambiguous``, when no option of the list that this menu
                opens fits, or several do; or as for ``press``.
        """
        node = menu.find()
        if is_native(node):
            node = self._aim(menu, words)
            node.select_option(element=native_option(node, labels))
            self.mark(None, "")
            return
        drawn = DrawnMenu.of(node)
        if not drawn.is_open:
            self.press(menu, words)
            self.quiet.wait()
        self.press(Target(find=lambda: drawn.option(labels)), words)

    def mark_parts(self, parts: Sequence[ControlSnapshot], words: str) -> None:
        """Frame the first part of a control for the person who watches."""
        self.mark(parts[0].node if parts else None, words)

    def picture(self, parts: Sequence[ControlSnapshot]) -> bytes | None:
        """Return a PNG of the rows that the parts of a control stand in, without our own frame."""
        self.mark(None, "")
        return crop(self.page, [part.node for part in parts])

    def mark(self, node: ElementHandle | None, words: str) -> None:
        """Frame the element at work for the person who watches."""
        if self.show:
            try:
                mark(self.page, node, words)
            except Error:
                return  # the page moved on; there is nothing to frame


def _covered() -> SettingError:
    return SettingError(
        Reason.UNEXPECTED_DIALOG,
        "something lies over the control",
        "open the page yourself, close what lies over it, and run again",
    )


def _under(data: Any, key: str) -> dict[str, Any] | None:
    """Find the object that stands under a key, or next to it in a list, anywhere in parsed JSON."""
    if isinstance(data, dict):
        if isinstance(data.get(key), dict):
            found: dict[str, Any] = data[key]
            return found
        children = list(data.values())
    elif isinstance(data, list):
        if data and data[0] == key:
            return next((item for item in data if isinstance(item, dict)), None)
        children = data
    else:
        return None
    return next((hit for child in children if (hit := _under(child, key)) is not None), None)
