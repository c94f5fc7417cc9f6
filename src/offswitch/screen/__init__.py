"""A live page as flows and the engine see it: named elements to find, read and click.

The only code that builds locators and clicks. ``survey`` looks, ``locate`` turns a name into the one
element that it means, ``press`` clicks as a pointer would, ``quiet`` waits until the page has finished,
``obstacle`` says what stands in the way.
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Protocol
from urllib.parse import urlsplit

from playwright.sync_api import ElementHandle, Error, Page

from offswitch.errors import SettingError, Unreachable
from offswitch.model.geography import (
    ByKey,
    ByLabel,
    Interruption,
    Locator,
    SelectorFile,
    label_of,
)
from offswitch.model.lexicon import Lexicon
from offswitch.model.text import fold, pattern
from offswitch.model.words import Reason
from offswitch.screen import locate, obstacle
from offswitch.screen.picture import crop
from offswitch.screen.press import await_still, mark, point_of, press
from offswitch.screen.quiet import Quiet
from offswitch.screen.survey import Line, Row, Sighting, Survey, survey

__all__ = ["Line", "Quiet", "Row", "Screen", "Sighting", "Survey", "page_errors"]

ACCOUNT = "{account}"
"""Stands in selector files for the name of the signed-in account."""
PATIENCE = 4.0
"""Seconds that an element may take to appear on a page that has finished loading."""
_TONGUE_SECONDS = 0.2
"""How long a page's language is remembered: one look asks for the words of a hundred labels."""
_NAVIGATION_MS = 30_000
_POLL_MS = 200
_TIMES = 2
"""How often the same thing may come back before it counts as something that does not go away."""


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


def _nobody(_screen: Screen, _interruption: Interruption) -> bool:
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
        handover: asks the person to deal with what stands in this page's way; True when it is gone.
    """

    page: Page
    quiet: Quiet
    file: SelectorFile
    pace: Limits
    lexicon: Lexicon = field(default_factory=Lexicon)
    show: bool = False
    checkpoint: Callable[[], None] = _go_on
    handover: Callable[[Screen, Interruption], bool] = _nobody
    account: str = ""
    warnings: list[str] = field(default_factory=list)
    _tongue: tuple[float, str] = field(default=(float("-inf"), ""), init=False, repr=False)

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
        self.quiet.status = 0
        try:
            self.open(url)
        except Unreachable:
            obstacle.refuse_status(self.quiet.status)  # the browser shows no page for a bare status
            raise

    def open(self, url: str) -> None:
        """Load an address for a person to work on; whatever stands there is theirs.

        Raises:
            Unreachable: ``offline``.
        """
        with page_errors(url):
            self.page.goto(url, wait_until="domcontentloaded", timeout=_NAVIGATION_MS)

    def blocked(self, by: Interruption | None = None, *, signing_in: bool = False) -> bool:
        """Tell whether something that only a person may deal with stands in the way.

        A page that is just being left shows nothing for a moment, so "no" is said only of a quiet one.

        Args:
            by: this one; any when left out.
            signing_in: what a platform shows only to who is signed in already does not count.
        """
        try:
            with page_errors(self.address):
                if self._needs_a_person(by, signing_in=signing_in):
                    return True
                self.quiet.wait()
                return self._needs_a_person(by, signing_in=signing_in)
        except Unreachable:
            return True

    def put_away(self) -> None:
        """Put away what is harmless before a person works on the page.

        Raises:
            SettingError: ``unexpected_dialog``, when it does not go away.
            Unreachable: ``offline``.
        """
        with page_errors(self.address):
            self.quiet.wait()
            self._clear_all(harmless=True)

    def settle(self) -> bool:
        """Wait until the page is quiet, then clear what stands in the way.

        Returns:
            Whether a person had to deal with it.

        Raises:
            Unreachable: something stands in the way that only a person may deal with, or the
                server answered with a status in place of the page.
        """
        self.checkpoint()
        with page_errors(self.address):
            self.quiet.wait()
            obstacle.refuse_status(self.quiet.status)
            return self._clear_all()

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
        return self.lexicon.translate(label, self.language)

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

    # Named elements

    def find(self, name: str, wait: float = PATIENCE) -> ElementHandle:
        """Return the one element that a name means.

        Args:
            name: a key of the selector file's ``[elements]``.
            wait: seconds that it may take to appear.

        Raises:
            SettingError: ``not_found``, ``ambiguous``, or ``language``.
        """
        deadline = time.monotonic() + wait
        while True:
            self.checkpoint()
            node = self._look_for(name)
            if node is not None:
                return node
            if time.monotonic() >= deadline:
                self._refuse_untranslated(self.file.elements[name])
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
        self.mark(node, "searching")
        node.focus()
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

        Raises:
            SettingError: ``language``, when none of them has words in the page's language.
        """
        places = [p for p in self.file.elements[name] if isinstance(p, ByLabel | ByKey)]
        for place in places:
            found = locate.among(seen.controls, place, self.known_words)
            if found:
                self._note_hit(name, place)
                return found
        self._refuse_untranslated(places)
        return []

    def listed(self, name: str) -> tuple[str, ...]:
        """Return what stands in each row of a list just above a line that is the same in all of them.

        Args:
            name: an element found by ``row``: that line, such as the kind of thing that each row is.
        """
        labels = {
            fold(word)
            for place in self.file.elements[name]
            for word in self.known_words(label_of(place) or "")
        }
        lines = [
            pair
            for row in self.survey().rows
            for pair in zip(row.lines, row.lines[1:], strict=False)
        ]
        return tuple(above for above, line in lines if fold(line) in labels)

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
        for place in self.file.elements[name]:
            try:
                nodes = locate.operable(self.page, place, self.known_words)
            except Error:
                return None  # the page changed while we looked: look again
            if len(nodes) > 1:
                raise SettingError(
                    Reason.AMBIGUOUS,
                    f"`{name}` fits {len(nodes)} elements",
                    "the page shows something that the selector file does not know",
                )
            if nodes:
                self._note_hit(name, place)
                return nodes[0]
        return None

    def _refuse_untranslated(self, places: Sequence[Locator]) -> None:
        """Refuse to call something missing that could not be recognised in this language."""
        labels = [label for place in places if (label := label_of(place)) is not None]
        if labels and not any(self.known_words(label) for label in labels):
            self.words(labels[0])

    def _note_hit(self, name: str, place: Locator) -> None:
        index = self.file.elements[name].index(place)
        label = label_of(place)
        warnings = []
        if index:
            warnings.append(f"`{name}` was found by its locator {index + 1}, not the first")
        if label and self.lexicon.is_own(label, self.language):
            warnings.append(
                f"`{name}` was found by a translation of our own ({self.language});"
                " no source confirms it"
            )
        self.warnings += [warning for warning in warnings if warning not in self.warnings]

    # What stands in the way

    def _needs_a_person(self, by: Interruption | None, *, signing_in: bool) -> bool:
        found = self._interruption()
        if found is None or found[1].reason is None or (signing_in and found[1].signed_in):
            return False
        return by in {None, found[1]}

    def _interruption(self, *, harmless: bool = False) -> tuple[str, Interruption] | None:
        """Return what stands in the way; what only a person may deal with before what is harmless.

        A page that asks for a consent may hold the very button that puts a dialog away elsewhere.
        """
        known = sorted(self.file.interruptions.items(), key=lambda one: one[1].reason is None)
        for name, interruption in known:
            if harmless and interruption.reason is not None:
                continue
            if interruption.url and not obstacle.address_fits(self.address, interruption.url):
                continue
            if interruption.visible and not self._stands_there(interruption):
                continue
            return name, interruption
        return None

    def _stands_there(self, interruption: Interruption) -> bool:
        assert interruption.visible is not None
        try:
            if interruption.title is None:
                return self.sees(interruption.visible)
            return self._stands_under(self.find(interruption.visible, 0), interruption.title)
        except SettingError:
            return False  # not there, or its words are not known in this language

    def _stands_under(self, node: ElementHandle, title: str) -> bool:
        """Tell whether an element stands in the dialog with this title, or on the page where none is open."""
        seen = self.survey()
        if not any(seen.shows_on_top(word) for word in self.words(title)):
            return False
        return seen.top < 0 or locate.in_top_dialog(node)

    def _clear_all(self, *, harmless: bool = False) -> bool:
        """Clear one thing after the other; return whether a person had to deal with any."""
        met = Counter[str]()
        handed_over = False
        while (blocker := self._interruption(harmless=harmless)) is not None:
            name, interruption = blocker
            if met[name] == _TIMES:
                raise obstacle.comes_back(name, interruption)
            met[name] += 1
            handed_over |= interruption.reason is not None
            self._clear(interruption)
            self.quiet.wait()
        return handed_over

    def _clear(self, interruption: Interruption) -> None:
        if interruption.dismiss:
            self.press(self.find(interruption.dismiss), control=False, words="not now")
        elif not self.handover(self, interruption):
            raise obstacle.left_to_the_person(interruption)


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
