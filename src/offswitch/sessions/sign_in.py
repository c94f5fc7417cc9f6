"""Signing in: a person does it in a window; offswitch recognizes success and seals the session."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from offswitch.browser.find import has_screen
from offswitch.browser.guard import Guard
from offswitch.browser.launch import Driver, Loopback, driven
from offswitch.errors import BrowserError, SettingError, Unreachable
from offswitch.local.interrupt import interruptible
from offswitch.model.words import Reason
from offswitch.packs import Pack
from offswitch.packs.fencing import fence_of, places_of
from offswitch.screen import Screen, page_errors
from offswitch.sessions.contexts import (
    PersistentContext,
    SessionContext,
    StorageStateContext,
)
from offswitch.sessions.pages import screen_of
from offswitch.sessions.signed_in import is_signed_in
from offswitch.sessions.store import Sessions
from offswitch.spec import Account

_POLL_MS = 500
_LOOKS = 2


def sign_in(
    pack: Pack,
    sessions: Sessions,
    scratch: Path,
    *,
    loopback: Loopback | None,
    headless: bool,
    seconds: float,
) -> str:
    """Open a window at a platform's sign-in page and wait until the person has signed in.

    Args:
        pack: The platform.
        sessions: Where to seal the session.
        scratch: Private folder for unpacked sessions.
        loopback: A replica's hosts, or None.
        headless: For tests that act as the person from outside; a person needs a window.
        seconds: How long to wait.

    Returns:
        The account's name or id, as the page shows it; may be empty.

    Raises:
        BrowserError: There is no browser or no screen, or the window was closed.
        Unreachable: Nobody signed in before the time was up (``sign_in``).
    """
    if not headless and not has_screen():
        raise BrowserError(
            "there is no screen for the sign-in window",
            "run it on a desktop, or seal a session made elsewhere with --import FILE",
        )
    with (
        interruptible() as checkpoint,
        driven(headless=headless, loopback=loopback) as driver,
    ):
        return sign_in_with(driver, pack, sessions, scratch, checkpoint, seconds=seconds)


def sign_in_with(
    driver: Driver,
    pack: Pack,
    sessions: Sessions,
    scratch: Path,
    checkpoint: Callable[[], None],
    *,
    seconds: float,
) -> str:
    """Do the same as ``sign_in`` with an existing driver.

    Args:
        driver: Starts the browser.
        pack: As for ``sign_in``.
        sessions: As for ``sign_in``.
        scratch: As for ``sign_in``.
        checkpoint: Called between steps; raises if the person wants to stop.
        seconds: As for ``sign_in``.

    Returns:
        As for ``sign_in``.

    Raises:
        BrowserError: There is no browser, or the window was closed.
        Unreachable: Nobody signed in before the time was up (``sign_in``).
    """
    platform = pack.platform
    guard = Guard(fence_of(pack))
    with guard.hands_off(), _new_context(driver, pack, guard, sessions, scratch) as context:
        tab = context.working()
        screen = replace(screen_of(pack, tab, checkpoint), tidies=False)
        screen.open(platform.sign_in or platform.home)
        with suppress(SettingError, Unreachable):  # the person can dismiss what stays
            screen.put_away()
        _await(pack, screen, checkpoint, time.monotonic() + seconds)
        account = _whose(pack, screen)
        context.keep(account)
        return account.name or account.id


@contextmanager
def _new_context(
    driver: Driver, pack: Pack, guard: Guard, sessions: Sessions, scratch: Path
) -> Iterator[SessionContext]:
    name, places = pack.platform.session, places_of(pack)
    with ExitStack() as stack:
        context: SessionContext
        if pack.platform.persistent:
            context = PersistentContext(driver, places, guard, sessions, name, None, scratch)
        else:
            browser = stack.enter_context(driver.browser(places))
            context = StorageStateContext(browser, guard, sessions, name, None)
        try:
            yield context
        finally:
            context.close()


def _await(pack: Pack, screen: Screen, checkpoint: Callable[[], None], deadline: float) -> None:
    """Wait until the person is signed in, and still is a moment later, as the first page may be transient."""
    seen = 0
    while seen < _LOOKS:
        checkpoint()
        if time.monotonic() > deadline:
            raise Unreachable(
                Reason.SIGN_IN,
                "nobody signed in before the time was up",
                "run `offswitch login` again",
            )
        seen = seen + 1 if is_signed_in(pack, screen) else 0
        if seen < _LOOKS:
            _pause(screen)


def _whose(pack: Pack, screen: Screen) -> Account:
    """Read the account from the page, or from the platform's home page if this one does not show it."""
    account = pack.platform.account
    if account is None:
        return Account(id="")
    with suppress(SettingError), page_errors(screen.address):
        found = account(screen)
        if found is None:
            screen.open(pack.platform.home)
            found = account(screen)
        return found or Account(id="")
    return Account(id="")


def _pause(screen: Screen) -> None:
    try:
        with page_errors(screen.address):
            screen.page.wait_for_timeout(_POLL_MS)
    except Unreachable as error:
        raise BrowserError(
            "the window was closed before you were signed in", "run `offswitch login` again"
        ) from error
