"""A page under one selector file, as flows and the engine use it: load it, click, type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from playwright.sync_api import Error
from playwright.sync_api import TimeoutError as TooLong

from offswitch.errors import SettingError, Unreachable
from offswitch.model.geography import Interruption, SelectorFile
from offswitch.model.lexicon import Lexicon
from offswitch.model.words import Reason
from offswitch.screen import obstacle
from offswitch.screen.another_document import is_broken_off, kept_loading
from offswitch.screen.elements import PATIENCE, NamedElements
from offswitch.screen.interruptions import clear_all, is_interrupted, needs_a_person
from offswitch.screen.page_errors import page_errors
from offswitch.screen.pointer import Target
from offswitch.screen.scroll import show_waiting_frames
from offswitch.screen.steps import PageAtHand
from offswitch.screen.tabs import new_tabs
from offswitch.waiting import Seen

_NAVIGATION_MS = 30_000
_BROKEN_OFF = 2
"""How often an address is asked for again after the document that is being left has loaded another one."""
_NEVER_TYPED_INTO = (
    "n => n.type === 'password' || /pass/i.test(n.name || '')"
    " || /password|one-time-code/.test(n.autocomplete || '')"
)


def _nobody(_screen: Screen, _interruption: Interruption) -> bool:
    """Nobody is there to help."""
    return False


def _nowhere(_address: str) -> bool:
    """No other tab is followed."""
    return False


@dataclass(kw_only=True)
class Screen(NamedElements):
    """A page under one selector file.

    Args:
        may_visit: tells whether an address is a page of the platform.
        handover: asks the person to deal with an interruption; returns True once it is gone.
        tidies: whether an interruption that comes while something is waited for is cleared; not where a
            person works on the page.
    """

    may_visit: Callable[[str], bool] = _nowhere
    handover: Callable[[Screen, Interruption], bool] = _nobody
    tidies: bool = True
    _is_tidying: bool = field(default=False, init=False, repr=False)

    def under(self, file: SelectorFile, lexicon: Lexicon) -> Screen:
        """Return the same page under another selector file's names."""
        return replace(self, file=file, lexicon=lexicon, warnings=[])

    def goto(self, url: str) -> None:
        """Load an address and wait until the page has finished.

        Raises:
            Unreachable: ``offline``, ``rate_limited``, or the reason of an interruption.
        """
        self.steps.loads(PageAtHand(self.page), url)
        self._go(url)

    def _go(self, url: str) -> None:
        self._load(url)
        if self.settle():
            self._load(url)  # a person dealt with an interruption, and may be elsewhere now
            self.settle()

    def _load(self, url: str) -> None:
        self.checkpoint()
        self.wait_for_turn(self.pace.load())
        self.quiet.status = 0
        try:
            self.open(url)
        except Unreachable as error:
            if error.reason is Reason.OFFLINE:
                obstacle.refuse_bare_status(self.quiet.status)
            raise

    def open(self, url: str) -> None:
        """Load an address for a person to work on; interruptions are left to them.

        Raises:
            SettingError: ``unreadable``, if one document after another came, and none of them whole.
            Unreachable: ``offline``.
        """
        before = self.quiet.documents
        try:
            with page_errors(url):
                self._request(url, _BROKEN_OFF)
        except Unreachable as error:
            if self.quiet.kept_loading_since(before):
                raise kept_loading() from error
            raise

    def _request(self, url: str, again: int) -> None:
        """Load an address; where the page goes on to another one meanwhile, try again so many times."""
        try:
            loaded = self.page.goto(url, wait_until="domcontentloaded", timeout=_NAVIGATION_MS)
            if loaded is None:  # only the part after the # differs: no document was loaded
                self.page.reload(wait_until="domcontentloaded", timeout=_NAVIGATION_MS)
        except TooLong:
            self._stop_loading()
            raise
        except Error as error:
            if again == 0 or not is_broken_off(error):
                raise
            self._stop_loading()
            self._request(url, again - 1)

    def _stop_loading(self) -> None:
        """Give up a page that does not come; until then, a question about it waits without end."""
        tab = self.page.context.new_cdp_session(self.page)
        tab.send("Page.stopLoading")
        tab.detach()

    def settle(self) -> bool:
        """Wait until the page is quiet, then clear its interruptions.

        Returns:
            Whether a person had to deal with one.

        Raises:
            Unreachable: something stands in the way that only a person may deal with, or the
                server answered with a status in place of the page.
        """
        self.checkpoint()
        with page_errors(self.address):
            self.quiet.wait()
            if show_waiting_frames(self.page):
                self.quiet.wait()
            obstacle.refuse_status(self.quiet.status)
            return clear_all(self, lambda found: self.handover(self, found))

    def until(self, look: Callable[[], Seen], seconds: float) -> Seen:
        """Look until something is seen, as ``LivePage`` does, and again once what has come over it is cleared.

        Raises:
            SettingError: ``unexpected_dialog``, if a harmless interruption does not go away.
            Unreachable: an interruption that only a person may deal with.
        """
        seen = super().until(look, seconds)
        if not seen and seconds > 0 and self._tidy():
            seen = super().until(look, seconds)
        return seen

    def press(self, target: Target, words: str) -> None:
        """Click something once, as ``LivePage`` does, after clearing what has come over it."""
        try:
            super().press(target, words)
        except SettingError as error:
            if error.reason is not Reason.UNEXPECTED_DIALOG or not self._tidy():
                raise
            super().press(target, words)  # nothing was pressed before

    def _tidy(self) -> bool:
        """Clear the interruptions on the page; tell whether there was one."""
        if not self.tidies or self._is_tidying:
            return False
        self._is_tidying = True
        try:
            with page_errors(self.address):
                if not is_interrupted(self):
                    return False
                clear_all(self, lambda found: self.handover(self, found))
                return True
        finally:
            self._is_tidying = False

    def click(self, name: str, wait: float = PATIENCE, *, meant: Sequence[str] = ()) -> None:
        """Click a named element once, as a person would, and wait until the page has finished.

        Args:
            name: a key of the selector file's ``[elements]``.
            wait: how many seconds it may take to appear.
            meant: words of an action that the person named and said yes to.

        Raises:
            SettingError: it is not there, or no step may be what was found.
        """
        self.find(name, wait)
        with new_tabs(self.page) as tabs:
            self.press(Target(find=lambda: self.step(name, tabs, meant)), name.replace("_", " "))
            self.settle()
            # If nothing changed here, it may have opened another tab, which takes a moment.
            tabs.await_one(idle=self.quiet.is_as_touched())
        if address := tabs.address():
            self._follow(address)

    def _follow(self, address: str) -> None:
        """Go on in this page at the address of a tab that a step opened, if it is one of the platform's."""
        if not self.may_visit(address):
            raise SettingError(
                Reason.UNEXPECTED_DIALOG,
                f"another tab was opened at {urlsplit(address).netloc or 'no address'}",
                "look at the page yourself; the tab was closed",
            )
        self._go(address)

    def type(self, name: str, text: str) -> None:
        """Type into a named search box, as a person would, and wait until the page has finished.

        Raises:
            SettingError: ``not_found``, also if the element takes passwords, which offswitch never types.
        """
        node = self.find(name)
        if node.evaluate(_NEVER_TYPED_INTO):
            raise _takes_password(name)
        self.mark(node, "searching")
        self.steps.touches(PageAtHand(self.page), lambda: node)
        self.quiet.touched()
        node.focus()
        # The page may have moved the focus elsewhere.
        if self.page.evaluate(f"() => ({_NEVER_TYPED_INTO})(document.activeElement)"):
            raise _takes_password(name)
        self.page.keyboard.type(text, delay=30)
        self.settle()

    # What stands in the way

    def blocked(self, by: Interruption | None = None, *, signing_in: bool = False) -> bool:
        """Tell whether the page shows something that only a person may deal with.

        A page that is being left shows nothing for a moment, so the answer is "no" only once it is quiet.

        Args:
            by: only this interruption counts; any one if left out.
            signing_in: leave out interruptions that only a signed-in person is shown.
        """
        try:
            with page_errors(self.address):
                if needs_a_person(self, by, signing_in=signing_in):
                    return True
                self.quiet.wait()
                return needs_a_person(self, by, signing_in=signing_in)
        except (SettingError, Unreachable):
            return True

    def put_away(self) -> None:
        """Dismiss harmless interruptions before a person works on the page.

        Raises:
            SettingError: ``unexpected_dialog``, if one does not go away.
            Unreachable: ``offline``.
        """
        with page_errors(self.address):
            self.quiet.wait()
            clear_all(self, None)


def _takes_password(name: str) -> SettingError:
    return SettingError(Reason.NOT_FOUND, f"`{name}` takes a password", "nothing was typed")
