"""Signing in: a person does it in a window; offswitch recognizes success and seals the session."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from offswitch.browser.find import has_screen
from offswitch.browser.guard import Guard
from offswitch.browser.launch import Driver, Loopback, driven
from offswitch.errors import BrowserError, ConfigError, SettingError, Unreachable
from offswitch.local.interrupt import interruptible
from offswitch.model.words import Reason
from offswitch.packs import Pack
from offswitch.packs.fencing import fence_of, hosts_of, places_of
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
from offswitch.vault import Provenance

_POLL_MS = 500
_LOOKS = 2
_LARGEST = 20_000_000


def import_session(path: Path, packs: Sequence[Pack], sessions: Sessions) -> list[str]:
    """Seal a storage-state file that another browser exported.

    Args:
        path: Path of Playwright's storage state, as JSON.
        packs: The platforms that it may be for.
        sessions: Where to seal it.

    Returns:
        Names of the sessions that the file had cookies for.

    Raises:
        ConfigError: The file is missing, is not a storage state, or has no cookie for any platform.
        VaultError: The session cannot be sealed.
    """
    state = _read_state(path)
    sealed = []
    for name in dict.fromkeys(p.platform.session for p in packs if p.platform.session):
        hosts = {h for p in packs if p.platform.session == name for h in hosts_of(p)}
        mine = _part_for(state, hosts)
        if mine["cookies"] or mine["origins"]:
            sessions.save(name, mine, Provenance(origin="imported"))
            sealed.append(name)
    if not sealed:
        raise ConfigError(
            f"{path} has no cookie for {', '.join(p.platform.title for p in packs)}",
            "export the storage state of a browser that is signed in there",
        )
    return sealed


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
        screen = screen_of(pack, tab, checkpoint)
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


def _read_state(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _LARGEST:
            raise ConfigError(f"{path} is too large for a storage state", "is it the right file?")
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}", "check the path") from error
    except ValueError as error:
        raise ConfigError(
            f"{path} is not JSON", "export it with Playwright's storage_state()"
        ) from error
    cookies = data.get("cookies") if isinstance(data, dict) else None
    origins = (data.get("origins") or []) if isinstance(data, dict) else None
    if not _have_words(cookies, ("name", "value", "domain")) or not _have_words(
        origins, ("origin",)
    ):
        raise ConfigError(
            f"{path} is not a storage state", "it must be Playwright's: `cookies` and `origins`"
        )
    return {"cookies": cookies, "origins": origins}


def _have_words(entries: object, keys: tuple[str, ...]) -> bool:
    """Return whether this is a list of objects that all have strings under the given keys."""
    return isinstance(entries, list) and all(
        isinstance(entry, dict) and all(isinstance(entry.get(key), str) for key in keys)
        for entry in entries
    )


def _part_for(state: dict[str, Any], hosts: set[str]) -> dict[str, Any]:
    """Keep only what belongs to some hosts, as a state file may hold the cookies of a whole browser."""

    def ours(domain: str) -> bool:
        bare = domain.lstrip(".")
        return any(host == bare or host.endswith(f".{bare}") for host in hosts)

    origins = [o for o in state["origins"] if ours(str(o.get("origin", "")).split("://")[-1])]
    return {"cookies": [c for c in state["cookies"] if ours(c["domain"])], "origins": origins}
