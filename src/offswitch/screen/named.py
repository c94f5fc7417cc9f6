"""Named elements on a live page, and what stands in the way to them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from playwright.sync_api import ElementHandle, Error

from offswitch.errors import SettingError, Unreachable
from offswitch.model.geography import Interruption, SelectorFile
from offswitch.model.lexicon import Lexicon
from offswitch.model.locators import ByKey, ByLabel, Locator, label_of
from offswitch.model.text import fold
from offswitch.model.words import Reason
from offswitch.screen import locate, obstacle
from offswitch.screen.live import LivePage
from offswitch.screen.page_errors import page_errors
from offswitch.screen.pointer import Target
from offswitch.screen.step import refuse_unplanned
from offswitch.screen.survey import ControlSnapshot, Survey
from offswitch.screen.tabs import NewTabs, new_tabs

PATIENCE = 4.0
"""Seconds that an element may take to appear on a page that has finished loading."""
_NAVIGATION_MS = 30_000
_POLL_MS = 200
_AGAIN_SECONDS = 1.0
"""How long a step that was just there may be gone while the page draws it anew."""
_TIMES = 2
"""How often the same thing may come back before it counts as something that does not go away."""
_NEVER_TYPED_INTO = (
    "n => n.type === 'password' || /pass/i.test(n.name || '')"
    " || /password|one-time-code/.test(n.autocomplete || '')"
)


def _nobody(_screen: Screen, _interruption: Interruption) -> bool:
    """No person is there to help."""
    return False


def _nowhere(_address: str) -> bool:
    """No other tab is followed."""
    return False


@dataclass(kw_only=True)
class Screen(LivePage):
    """One page under one selector file.

    Args:
        file: the selector file whose names are used.
        may_visit: tells whether an address is a page of the platform.
        handover: asks the person to deal with what stands in this page's way; True when it is gone.
        warnings: what was noticed on the way that changes no result.
    """

    file: SelectorFile
    may_visit: Callable[[str], bool] = _nowhere
    handover: Callable[[Screen, Interruption], bool] = _nobody
    warnings: list[str] = field(default_factory=list)

    def under(self, file: SelectorFile, lexicon: Lexicon) -> Screen:
        """Return the same page under another selector file's names."""
        return replace(self, file=file, lexicon=lexicon, warnings=[])

    # Going

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
        except Unreachable as error:
            if error.reason is Reason.OFFLINE:
                obstacle.refuse_bare_status(self.quiet.status)
            raise

    def open(self, url: str) -> None:
        """Load an address for a person to work on; whatever stands there is theirs.

        Raises:
            Unreachable: ``offline``.
        """
        with page_errors(url):
            loaded = self.page.goto(url, wait_until="domcontentloaded", timeout=_NAVIGATION_MS)
            if loaded is None:  # only the part behind the # is another one: no document was loaded
                self.page.reload(wait_until="domcontentloaded", timeout=_NAVIGATION_MS)

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
        self.find(name, wait)
        with new_tabs(self.page) as tabs:
            self.press(Target(find=lambda: self._step(name, tabs)), name.replace("_", " "))
            began = time.monotonic()
            self.settle()
            # Nothing has changed here: it may have opened another tab, which takes a moment.
            tabs.await_one(idle=self.quiet.idle() > time.monotonic() - began)
        if address := tabs.address():
            self._follow(address)

    def _step(self, name: str, tabs: NewTabs | None = None) -> ElementHandle:
        """Find a step again, and refuse it where pressing it would do more than the plan names."""
        node = self.find(name, _AGAIN_SECONDS)
        labels = [
            label for place in self.file.elements[name] if (label := label_of(place)) is not None
        ]
        refuse_unplanned(node, name, [*labels, *(w for x in labels for w in self.known_words(x))])
        if tabs is not None:
            tabs.expect(node)
        return node

    def _follow(self, address: str) -> None:
        """Go on here where a step has opened another tab, if that is a page of the platform."""
        if not self.may_visit(address):
            raise SettingError(
                Reason.UNEXPECTED_DIALOG,
                f"another tab was opened at {urlsplit(address).netloc or 'no address'}",
                "look at the page yourself; the tab was closed",
            )
        self.goto(address)

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

    def controls(self, name: str, seen: Survey) -> list[ControlSnapshot]:
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
        return locate.layer_of(node) != "beneath"

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
            self._dismiss(interruption, interruption.dismiss)
        elif not self.handover(self, interruption):
            raise obstacle.left_to_the_person(interruption)

    def _dismiss(self, interruption: Interruption, name: str) -> None:
        """Put away what is harmless, where it still stands there; it may go away by itself."""
        self.find(name)

        def again() -> ElementHandle:
            node = self._step(name)
            if interruption.title and not self._stands_under(node, interruption.title):
                raise SettingError(Reason.NOT_FOUND, f"`{name}` stands in another dialog now")
            return node

        try:
            self.press(Target(find=again), "not now")
        except SettingError as error:
            if error.reason is not Reason.NOT_FOUND:
                raise


def _takes_password(name: str) -> SettingError:
    return SettingError(Reason.NOT_FOUND, f"`{name}` takes a password", "nothing was typed")
