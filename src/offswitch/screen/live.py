"""A live page: what it shows, whose account it is, its language, and the one gate for every press."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import ElementHandle, Error, Page

from offswitch.errors import SettingError
from offswitch.model.lexicon import Lexicon, UnknownWords
from offswitch.model.words import Reason
from offswitch.screen.another_document import look_anew
from offswitch.screen.looking_on import look_on
from offswitch.screen.marker import mark
from offswitch.screen.menu import DrawnMenu, is_native, native_option
from offswitch.screen.obstacle import covered
from offswitch.screen.pacing import Pacing, turns
from offswitch.screen.page_errors import page_errors
from offswitch.screen.picture import crop
from offswitch.screen.pointer import Target, await_still, click_at, meets, move_to, point_of
from offswitch.screen.quiet import Quiet
from offswitch.screen.snapshot import ControlSnapshot, Survey
from offswitch.screen.steps import PageAtHand, Steps
from offswitch.screen.view import PageView
from offswitch.waiting import Seen

ACCOUNT = "{account}"
"""The placeholder in selector files for the name of the signed-in account."""
_AIMS = 2
"""How often we look for a point that nothing covers once the pointer is on it."""


REST_MS = 250
"""How long to rest between two looks at a page that may still change."""


def _go_on() -> None:
    """Nothing asks the run to stop."""


def _to_nobody(_words: str) -> None:
    """Nobody hears it."""


@dataclass(kw_only=True)
class LivePage:
    """A page in a browser.

    Args:
        page: the live page.
        view: what can be seen on it.
        quiet: has watched that page since before its first load.
        pace: limits and pauses.
        say: is told why the page waits for long.
        steps: is told of every step to another page, before it is taken.
        lexicon: labels in other languages.
        show: whether a person is watching; if so, the element at work is outlined.
        checkpoint: called between steps; raises if the run must stop.
        give_way: called before each load and click; waits while another page of the run saves a change.
        account: name of the signed-in account, once it is known.
    """

    page: Page
    view: PageView
    quiet: Quiet
    pace: Pacing
    lexicon: Lexicon = field(default_factory=Lexicon)
    show: bool = False
    checkpoint: Callable[[], None] = _go_on
    give_way: Callable[[], None] = _go_on
    say: Callable[[str], None] = _to_nobody
    steps: Steps = field(default_factory=Steps)
    account: str = ""

    @property
    def address(self) -> str:
        """The page's address now."""
        return self.page.url

    def rest(self, milliseconds: float = REST_MS) -> None:
        """Let the page live for a moment; raises if the run must stop."""
        self.checkpoint()
        self.page.wait_for_timeout(milliseconds)

    def rest_while(self, version: tuple[float, ...], seconds: float) -> None:
        """Let the page live while it has this version, as ``Quiet`` does; raises if the run must stop."""
        self.checkpoint()
        self.quiet.rest_while(version, seconds)

    def wait_for_turn(self, seconds: float) -> None:
        """Wait until the next load or click may be; raises if the run must stop."""
        for left in turns(seconds, self.say):
            self.checkpoint()
            self.page.wait_for_timeout(left * 1000)
        self.give_way()

    def until(self, look: Callable[[], Seen], seconds: float) -> Seen:
        """Look until something is seen, the time is over, or the page has long come to rest.

        Args:
            look: returns what is seen, which is falsy while there is nothing.
            seconds: how long to go on at most, on a page that may still change.

        Returns:
            What the last look saw.
        """
        return look_on(self.quiet, look, seconds, self.rest)

    def survey(self) -> Survey:
        """Look at the page as a person would. Changes nothing."""
        with page_errors(self.address):
            return look_anew(self.view.survey, self.quiet.wait)

    @property
    def language(self) -> str:
        """The language tag that the page declares; empty if it declares none that is one."""
        with page_errors(self.address):
            return look_anew(lambda: self.view.language, self.quiet.wait)

    def words(self, label: str) -> tuple[str, ...]:
        """A label of the file in the page's language; a name is the same in every language."""
        if label == ACCOUNT:
            return (self.account,) if self.account else ()
        return self.translated(label)

    def translated(self, label: str, *, proven: bool = False) -> tuple[str, ...]:
        """A label of the file in the page's language.

        Args:
            label: from the selector file.
            proven: do not use our own translations.

        Raises:
            SettingError: ``language``, if no translation is known.
        """
        try:
            return self.lexicon.translate(label, self.language, proven=proven)
        except UnknownWords as error:
            raise SettingError(Reason.LANGUAGE, error.message, error.hint) from error

    def known_words(self, label: str) -> tuple[str, ...]:
        """A label of the file in the page's language; nothing if no translation is known."""
        try:
            return self.words(label)
        except SettingError:
            return ()

    def proven_words(self, label: str) -> tuple[str, ...]:
        """The same, but only if a source confirms it: our own translations prove nothing."""
        return () if self.lexicon.is_own(label, self.language) else self.known_words(label)

    def cookies(self) -> frozenset[str]:
        """The names of the cookies that the browser would send to this page's address."""
        return frozenset(cookie["name"] for cookie in self.page.context.cookies(self.page.url))

    def cookie(self, name: str) -> str:
        """The value of a cookie that a script on the page can read; never a session secret."""
        for cookie in self.page.context.cookies(self.page.url):
            if cookie["name"] == name and not cookie["httpOnly"]:
                return str(cookie["value"])
        return ""

    def embedded(self, key: str) -> dict[str, Any] | None:
        """Return the object under a key in the page's embedded JSON, or None."""
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
        """Click something once, at a point where a pointer hits it. Every press goes through here.

        It is found from scratch after the pause, and again with the pointer on it, so that anything
        that opened there or changed on the page is noticed before the press.

        Args:
            target: what to press.
            words: what to tell the person who is watching.

        Raises:
            SettingError: ``unexpected_dialog``, if something covers it; or whatever finding the
                target raises. Nothing was pressed then.
        """
        self.steps.touches(PageAtHand(self.page), target.find)
        for _ in range(_AIMS):
            node = look_anew(lambda: self._aim(target, words), self.quiet.wait)
            self.quiet.touched()
            went_through = click_at(self.page, node, control=target.control)
            self.mark(None, "")
            if went_through:
                return
            self.quiet.wait()
        raise covered(target.find())

    def _aim(self, target: Target, words: str) -> ElementHandle:
        """Move the pointer onto a target, ready to press; return the element under it."""
        if self.show:
            node = target.find()
            point_of(node, control=target.control)  # this scrolls it into view
            self.mark(node, words)
        self.wait_for_turn(self.pace.reserve())
        self.checkpoint()
        for _ in range(_AIMS):
            node = target.find()
            await_still(node)
            point = point_of(node, control=target.control)
            if point is None:
                continue
            self.mark(node, words)  # where it is by now
            move_to(self.page, node, point)
            node = target.find()
            if meets(node, point, control=target.control):
                self.pace.click()
                return node
            self.quiet.wait()
        raise covered(target.find())

    def reachable(self, node: ElementHandle) -> bool:
        """Tell whether a pointer can hit this control, its label, or its drawn track."""
        return point_of(node, control=True) is not None

    def choose(self, menu: Target, labels: Sequence[str], words: str) -> None:
        """Choose a menu option by its label, once, as with the keyboard or the pointer.

        Args:
            menu: a native select or a combobox.
            labels: the labels that the option may have; exactly one must be there.
            words: what to tell the person who is watching.

        Raises:
            SettingError: ``not_found`` or ``ambiguous``, if no option or more than one in this menu's
                list matches; or as for ``press``.
        """
        node = menu.find()
        if is_native(node):
            self.steps.touches(PageAtHand(self.page), menu.find)
            node = look_anew(lambda: self._aim(menu, words), self.quiet.wait)
            self.quiet.touched()
            node.select_option(element=native_option(node, labels))
            self.mark(None, "")
            return
        drawn = DrawnMenu.of(node)
        if not drawn.is_open:
            self.press(menu, words)
            self.quiet.wait()
            if arrow := drawn.arrow():
                self.press(Target(find=lambda: arrow), words)
                self.quiet.wait()
        self.press(Target(find=lambda: drawn.option(labels)), words)

    def mark_parts(self, parts: Sequence[ControlSnapshot], words: str) -> None:
        """Outline the first part of a control for the person who is watching."""
        if self.show:
            with suppress(Error):  # the page moved on; there is nothing to outline
                self.mark(parts[0].node if parts else None, words)

    def picture(self, parts: Sequence[ControlSnapshot]) -> bytes | None:
        """Return a PNG of the rows that contain the parts of a control, without our own outline."""
        self.mark(None, "")
        try:
            return crop(self.page, [part.node for part in parts])
        except Error:  # the page moved on, and a missing picture must not end a run
            return None

    def mark(self, node: ElementHandle | None, words: str) -> None:
        """Outline the element at work for the person who is watching."""
        if self.show:
            with suppress(Error):  # the page moved on; there is nothing to outline
                mark(self.page, node, words)


def _under(data: Any, key: str) -> dict[str, Any] | None:
    """Find the object under a key, or next to it in a list, anywhere in parsed JSON."""
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
