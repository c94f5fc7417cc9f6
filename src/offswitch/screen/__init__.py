"""A live page as flows and the engine see it: named elements to find, read and click.

The only code that builds locators and clicks. ``survey`` looks, ``locate`` turns a name into the one
element that it means, ``press`` clicks as a pointer would, ``quiet`` waits until the page has finished.
"""

from __future__ import annotations

import fnmatch
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from urllib.parse import urlsplit

from playwright.sync_api import ElementHandle, Error, Page, Response

from offswitch.errors import SettingError, Unreachable
from offswitch.model.geography import ByKey, ByLabel, Interruption, SelectorFile
from offswitch.model.lexicon import Lexicon
from offswitch.model.text import fold, pattern
from offswitch.model.words import Reason
from offswitch.screen import locate
from offswitch.screen.picture import crop
from offswitch.screen.press import await_still, mark, point_of, press
from offswitch.screen.quiet import Quiet
from offswitch.screen.survey import Line, Row, Sighting, Survey, survey

__all__ = ["Line", "Quiet", "Row", "Screen", "Sighting", "Survey", "page_errors"]

ACCOUNT = "{account}"
"""Stands in selector files for the name of the signed-in account."""
PATIENCE = 6.0
"""Seconds that an element may take to appear on a page that has finished loading."""
_NAVIGATION_MS = 30_000
_POLL_MS = 200
_TOO_MANY = 429
_SERVER_BROKE = 500


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


def _nobody(_interruption: Interruption) -> bool:
    """No person is there to help."""
    return False


@dataclass
class Screen:
    """One page under one selector file.

    Args:
        page: the live page.
        quiet: watches that page since before its first load.
        file: the selector file whose names are used.
        lexicon: its labels in other languages.
        pace: limits and pauses.
        show: whether a person watches; then the element at work is framed.
        checkpoint: called between steps; raises when the run must stop.
        account: name of the signed-in account, once it is known.
        handover: asks the person to deal with an interruption; True when it is gone.
    """

    page: Page
    quiet: Quiet
    file: SelectorFile
    pace: Limits
    lexicon: Lexicon = field(default_factory=Lexicon)
    show: bool = False
    checkpoint: Callable[[], None] = _go_on
    handover: Callable[[Interruption], bool] = _nobody
    account: str = ""
    warnings: list[str] = field(default_factory=list)

    def under(self, file: SelectorFile, lexicon: Lexicon) -> Screen:
        """Return the same page under another selector file's names."""
        return replace(self, file=file, lexicon=lexicon, warnings=[])

    # Going and looking

    @property
    def address(self) -> str:
        """The page's address now."""
        return self.page.url

    def goto(self, url: str) -> None:
        """Load an address and wait until the page has finished.

        Raises:
            Unreachable: ``offline``, ``rate_limited``, or the reason of what stands in the way.
        """
        self._load(url)
        if self.settle():
            self._load(url)  # a person dealt with what stood in the way, and may be elsewhere now
            self.settle()

    def _load(self, url: str) -> None:
        self.checkpoint()
        self.pace.load()
        with page_errors(url):
            response = self.page.goto(url, wait_until="domcontentloaded", timeout=_NAVIGATION_MS)
        _refuse_status(response)

    def open(self, url: str) -> None:
        """Load an address for a person to work on; whatever stands there is theirs.

        Raises:
            Unreachable: ``offline``.
        """
        with page_errors(url):
            self.page.goto(url, wait_until="domcontentloaded", timeout=_NAVIGATION_MS)

    def blocked(self, *, signing_in: bool = False) -> bool:
        """Tell whether something that only a person may deal with stands in the way.

        Args:
            signing_in: what a platform shows only to who is signed in already does not count.
        """
        try:
            with page_errors(self.address):
                found = self._interruption()
        except Unreachable:
            return True
        if found is None or found[1].reason is None:
            return False
        return not (signing_in and found[1].signed_in)

    def settle(self) -> bool:
        """Wait until the page is quiet, then clear what stands in the way.

        Returns:
            Whether a person had to deal with it.

        Raises:
            Unreachable: something stands in the way that only a person may deal with.
        """
        self.checkpoint()
        with page_errors(self.address):
            self.quiet.wait()
            handed_over = False
            while (blocker := self._interruption()) is not None:
                handed_over |= blocker[1].reason is not None
                self._clear(*blocker)
                self.quiet.wait()
        return handed_over

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
        return str(self.page.evaluate("() => document.documentElement.lang || ''"))

    def words(self, label: str) -> tuple[str, ...]:
        """What the page's language shows for an English label; a name is the same in all."""
        if label == ACCOUNT:
            return (self.account,) if self.account else ()
        return self.lexicon.translate(label, self.language)

    def known_words(self, label: str) -> tuple[str, ...]:
        """What the page's language shows for an English label; nothing where that is not known."""
        try:
            return self.words(label)
        except SettingError:
            return ()

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

    # Named elements

    def find(self, name: str, wait: float = PATIENCE) -> ElementHandle:
        """Return the one element that a name means.

        Args:
            name: a key of the selector file's ``[elements]``.
            wait: seconds that it may take to appear.

        Raises:
            SettingError: ``not_found`` or ``ambiguous``.
        """
        deadline = time.monotonic() + wait
        while True:
            self.checkpoint()
            node = self._look_for(name)
            if node is not None:
                return node
            if time.monotonic() >= deadline:
                raise SettingError(
                    Reason.NOT_FOUND,
                    f"`{name}` is not on the page",
                    "the page may have been redesigned; see `offswitch selectors show`",
                )
            self.page.wait_for_timeout(_POLL_MS)

    def sees(self, name: str, wait: float = 0.0) -> bool:
        """Tell whether a named element is there and a pointer can reach it."""
        try:
            self.find(name, wait)
        except SettingError as error:
            return error.reason is Reason.AMBIGUOUS
        return True

    def click(self, name: str, wait: float = PATIENCE) -> None:
        """Click a named element once, as a person would, and wait until the page has finished."""
        node = self.find(name, wait)
        self.press(node, control=False, words=name.replace("_", " "))
        self.settle()

    def type(self, name: str, text: str) -> None:
        """Type into a named search box, as a person would, and wait until the page has finished.

        Raises:
            SettingError: ``not_found``; or the element takes passwords, which offswitch never types.
        """
        node = self.find(name)
        if node.evaluate(_NEVER_TYPED_INTO):
            raise _takes_password(name)
        self.press(node, control=False, words="searching")
        # A page may have moved the keyboard elsewhere meanwhile.
        if self.page.evaluate(f"() => ({_NEVER_TYPED_INTO})(document.activeElement)"):
            raise _takes_password(name)
        self.page.keyboard.type(text, delay=30)
        self.settle()

    def press(self, node: ElementHandle, *, control: bool, words: str) -> None:
        """Click an element once, where a pointer meets it.

        Args:
            node: the element.
            control: whether its own label and drawn track stand for it.
            words: what the person who watches is told.

        Raises:
            SettingError: ``unexpected_dialog``, when something lies over it.
        """
        self.mark(node, words)
        low, high = self.pace.pause
        self.page.wait_for_timeout(random.uniform(low, high) * 1000)  # noqa: S311 - a pause
        self.checkpoint()
        await_still(node)
        point = point_of(node, control=control)
        if point is None:
            raise SettingError(
                Reason.UNEXPECTED_DIALOG,
                "something lies over the control",
                "open the page yourself, close what lies over it, and run again",
            )
        self.pace.click()
        press(self.page, point)
        self.mark(None, "")

    def reachable(self, node: ElementHandle) -> bool:
        """Tell whether a pointer meets this control, its own label or its drawn track."""
        return point_of(node, control=True) is not None

    def controls(self, name: str, seen: Survey) -> list[Sighting]:
        """Return the controls that a named element's ``label`` and ``key`` locators fit.

        Locators are tried in order; the first that fits anything wins.
        """
        for index, place in enumerate(self.file.elements[name]):
            if not isinstance(place, ByLabel | ByKey):
                continue
            found = locate.among(seen.controls, place, self.words)
            if found:
                self._note_later_hit(name, index)
                return found
        return []

    def choose(self, menu: ElementHandle, labels: Sequence[str], words: str) -> None:
        """Choose an option of a menu by its label: once, as the keyboard or the pointer would.

        Args:
            menu: a native select or a combobox.
            labels: what the option may be called; exactly one must be there.
            words: what the person who watches is told.

        Raises:
            SettingError: ``not_found``, when the menu has no such option.
        """
        if menu.evaluate("n => n.localName === 'select'"):
            shown = menu.evaluate("n => [...n.options].map(o => o.label)")
            option = next((o for o in shown if fold(o) in {fold(x) for x in labels}), None)
            if option is None:
                raise _no_option()
            self.mark(menu, words)
            self.pace.click()
            menu.select_option(label=option)
            self.mark(None, "")
            return
        self.press(menu, control=True, words=words)
        self.quiet.wait()
        for label in labels:
            for option in self.page.get_by_role("option", name=pattern(label)).element_handles():
                if option.is_visible():
                    self.press(option, control=False, words=words)
                    return
        raise _no_option()

    def mark_parts(self, parts: Sequence[Sighting], words: str) -> None:
        """Frame the first part of a control for the person who watches."""
        self.mark(parts[0].node if parts else None, words)

    def picture(self, parts: Sequence[Sighting]) -> bytes | None:
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

    def _look_for(self, name: str) -> ElementHandle | None:
        for index, place in enumerate(self.file.elements[name]):
            try:
                nodes = locate.operable(self.page, place, self.words)
            except Error:
                return None  # the page changed while we looked: look again
            if len(nodes) > 1:
                raise SettingError(
                    Reason.AMBIGUOUS,
                    f"`{name}` fits {len(nodes)} elements",
                    "the page shows something that the selector file does not know",
                )
            if nodes:
                self._note_later_hit(name, index)
                return nodes[0]
        return None

    def _note_later_hit(self, name: str, index: int) -> None:
        warning = f"`{name}` was found by its locator {index + 1}, not the first"
        if index and warning not in self.warnings:
            self.warnings.append(warning)

    # What stands in the way

    def _interruption(self) -> tuple[str, Interruption] | None:
        for name, interruption in self.file.interruptions.items():
            if interruption.url and not _address_fits(self.address, interruption.url):
                continue
            if interruption.visible and not self._stands_there(interruption):
                continue
            return name, interruption
        return None

    def _stands_there(self, interruption: Interruption) -> bool:
        assert interruption.visible is not None
        try:
            if not self.sees(interruption.visible):
                return False
            if interruption.title is None:
                return True
            seen = self.survey()
            return any(seen.shows(word) for word in self.words(interruption.title))
        except SettingError:
            return False  # its words are not known in this language, so it cannot be this one

    def _clear(self, name: str, interruption: Interruption) -> None:
        if interruption.dismiss:
            self.press(self.find(interruption.dismiss), control=False, words="not now")
            self.quiet.wait()
            if self._interruption() != (name, interruption):
                return
            raise SettingError(
                Reason.UNEXPECTED_DIALOG,
                f"`{name}` did not go away",
                "open the page yourself, close it, and run again",
            )
        if self.handover(interruption):
            return
        assert interruption.reason is not None
        raise Unreachable(interruption.reason, _STOPPED[interruption.reason], interruption.say)


@contextmanager
def page_errors(address: str) -> Iterator[None]:
    """Turn the driver's errors about a page into an account that could not be reached.

    Raises:
        Unreachable: ``offline``; the window was closed, or the page could not be loaded.
    """
    try:
        yield
    except Error as error:
        raise _not_loaded(address, error) from error


_STOPPED = {
    Reason.SIGN_IN: "the platform asks to sign in",
    Reason.CHECKPOINT: "the platform asks to confirm that it is you",
    Reason.TWO_FACTOR: "the platform asks for a second factor",
    Reason.CONSENT: "the platform asks for a consent that only you can decide on",
    Reason.PASSWORD: "the platform asks for the password again",
    Reason.RATE_LIMITED: "the platform says that this is too fast",
    Reason.OFFLINE: "the page could not be loaded",
    Reason.WRONG_ACCOUNT: "this is another person's account",
}


_NEVER_TYPED_INTO = (
    "n => n.type === 'password' || /pass/i.test(n.name || '')"
    " || /password|one-time-code/.test(n.autocomplete || '')"
)


def _takes_password(name: str) -> SettingError:
    return SettingError(Reason.NOT_FOUND, f"`{name}` takes a password", "nothing was typed")


def _no_option() -> SettingError:
    return SettingError(
        Reason.NOT_FOUND, "the menu has no such option", "the site may have renamed it"
    )


def _address_fits(address: str, globs: tuple[str, ...]) -> bool:
    parts = urlsplit(address)
    shown = f"{parts.netloc}{parts.path}" + (f"?{parts.query}" if parts.query else "")
    return any(fnmatch.fnmatchcase(shown, glob) for glob in globs)


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


def _refuse_status(response: Response | None) -> None:
    if response is None:
        return
    if response.status == _TOO_MANY:
        raise Unreachable(
            Reason.RATE_LIMITED,
            "the platform says that this is too fast",
            "wait an hour, then run again",
        )
    if response.status >= _SERVER_BROKE:
        raise Unreachable(
            Reason.OFFLINE, f"the platform answered {response.status}", "run again later"
        )


def _not_loaded(url: str, error: Error) -> Unreachable:
    host = urlsplit(url).netloc
    if "blockedbyclient" in error.message.lower() or "BLOCKED_BY_CLIENT" in error.message:
        return Unreachable(
            Reason.OFFLINE,
            f"{host} leads to a host that offswitch may not visit",
            "report the address",
        )
    if "closed" in error.message.lower():
        return Unreachable(Reason.OFFLINE, "the browser window was closed", "run again")
    return Unreachable(
        Reason.OFFLINE, f"{host} could not be loaded", "check the network and run again"
    )
