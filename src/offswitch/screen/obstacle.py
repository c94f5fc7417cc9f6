"""Errors for what blocks a page: what a run says when it stops there."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Collection, Sequence
from urllib.parse import urlsplit

from playwright.sync_api import ElementHandle, Error, Page

from offswitch.errors import SettingError, Unreachable
from offswitch.model.geography import Interruption
from offswitch.model.words import Reason
from offswitch.screen.another_document import is_replaced
from offswitch.screen.frames import loaded_frames
from offswitch.screen.locate import layer_of
from offswitch.screen.scripts import script

_COVERED_WORDS = script("covered_words.js", "coveredWords")
_WORDS_OVER = script("covered_words.js", "wordsOver")
_TOO_MANY = 429
_NOBODY = frozenset({401, 403})
_SERVER_BROKE = 500
_ASKED = (
    "input[type=password],input[autocomplete~=current-password],input[autocomplete~=one-time-code]"
)
"""A field for what only the person knows."""
_SIGN_IN_PATH = re.compile(r"/((log|sign)[-_]?in|sso|auth|oauth2?)(/|\.|$)", re.IGNORECASE)
_SIGN_IN_PAGE = re.compile(r"/(log|sign)[-_]?in(\.\w+)?/?$", re.IGNORECASE)
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


def address_fits(address: str, globs: tuple[str, ...]) -> bool:
    """Tell whether a page's address, without its scheme, matches any of some globs."""
    parts = urlsplit(address)
    shown = f"{parts.netloc}{parts.path}" + (f"?{parts.query}" if parts.query else "")
    return any(fnmatch.fnmatchcase(shown, glob) for glob in globs)


def left_to_the_person(interruption: Interruption) -> Unreachable:
    """Return the error for an interruption that nobody is there to deal with."""
    assert interruption.reason is not None
    what = interruption.what or _STOPPED[interruption.reason]
    return Unreachable(interruption.reason, what, interruption.say)


def comes_back(name: str, interruption: Interruption) -> SettingError | Unreachable:
    """Return the error for an interruption that came back after it was dealt with."""
    if interruption.reason is not None:
        return left_to_the_person(interruption)
    return SettingError(
        Reason.UNEXPECTED_DIALOG,
        f"`{name}` did not go away",
        "open the page yourself, close it, and run again",
    )


def refuse_status(status: int) -> None:
    """Stop if the server answered with an error status.

    Raises:
        Unreachable: ``rate_limited`` or ``offline``.
    """
    if status == _TOO_MANY:
        raise Unreachable(
            Reason.RATE_LIMITED, _STOPPED[Reason.RATE_LIMITED], "wait an hour, then run again"
        )
    if status >= _SERVER_BROKE:
        raise Unreachable(Reason.OFFLINE, f"the platform answered {status}", "run again later")


def refuse_bare_status(status: int) -> None:
    """Stop if the server answered with an error status and no page.

    Raises:
        Unreachable: ``rate_limited``, ``sign_in`` or ``offline``.
    """
    refuse_status(status)
    if status in _NOBODY:
        raise _outside(f"the platform answered {status}")


def refuse_outside(page: Page, status: int) -> None:
    """Stop at an unrecognized page if it is one that people see when they are not signed in.

    Args:
        page: the page.
        status: the server's status for it.

    Raises:
        Unreachable: ``sign_in``.
    """
    if status in _NOBODY:
        raise _outside(f"the platform answered {status}")
    if leads_to_sign_in(page.url):
        raise _outside("the platform leads to its sign-in page")
    if _asks_for_a_password(page):
        raise _outside("the page asks for a password")


def refuse_unfinished(parts: Sequence[str]) -> None:
    """Stop at an unrecognized page whose own parts have not all arrived.

    Args:
        parts: paths of those that have not.

    Raises:
        Unreachable: ``offline``.
    """
    if parts:
        raise Unreachable(
            Reason.OFFLINE,
            f"the page did not finish loading: {parts[0]} has not arrived",
            "check the network and run again",
        )


def _outside(what: str) -> Unreachable:
    hint = "sign in again with `offswitch login`; if the app needs no sign-in, look at the page yourself"
    return Unreachable(Reason.SIGN_IN, what, hint)


def _asks_for_a_password(page: Page) -> bool:
    try:
        return any(
            frame.locator("input[type=password]").filter(visible=True).count()
            for frame in loaded_frames(page)
        )
    except Error as error:
        if not is_replaced(error):
            raise
        return False


def dialog_asks_for_a_secret(page: Page) -> bool:
    """Tell whether the topmost dialog of a page, or of a frame in it, has a field for a password or a code."""
    try:
        return any(
            layer_of(node) == "dialog"
            for frame in loaded_frames(page)
            for node in frame.locator(_ASKED).filter(visible=True).element_handles()
        )
    except Error as error:
        if not is_replaced(error):
            raise
        return False


def is_sign_in_page(address: str) -> bool:
    """Tell whether an address is by its path a sign-in page, and no page of settings about signing in."""
    return bool(_SIGN_IN_PAGE.search(urlsplit(address).path))


def leads_to_sign_in(address: str) -> bool:
    """Tell whether an address is, by its path, one where people sign in."""
    return bool(_SIGN_IN_PATH.search(urlsplit(address).path))


def has_covered_text(page: Page, words: Collection[str]) -> bool:
    """Tell whether something covers any of some texts on a page.

    Args:
        page: the page.
        words: whole texts, in the page's language.
    """
    try:
        return any(frame.evaluate(_COVERED_WORDS, list(words)) for frame in loaded_frames(page))
    except Error as error:
        if not is_replaced(error):
            raise
        return False


def covered(node: ElementHandle) -> SettingError:
    """Return the error for what no pointer reaches, saying what lies over it."""
    words = words_over(node)
    return SettingError(
        Reason.UNEXPECTED_DIALOG,
        "something lies over the control" + (f": “{words}”" if words else ""),
        "open the page yourself, close what lies over it, and run again; or switch it there",
    )


def words_over(node: ElementHandle) -> str:
    """Return the first words of what lies over an element, or its name; empty where nothing with either does."""
    try:
        return str(node.evaluate(_WORDS_OVER))
    except Error:
        return ""  # its frame is being left
