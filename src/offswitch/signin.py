"""Signing in: a person does it in the window; offswitch recognises when it is done, and seals it."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from offswitch.browser import Loopback, has_screen, launched
from offswitch.errors import BrowserError, ConfigError, SettingError, Unreachable
from offswitch.guard import Guard
from offswitch.interrupt import interruptible
from offswitch.model.words import Reason
from offswitch.packs import Pack
from offswitch.screen import Screen, page_errors
from offswitch.sessions import Sessions
from offswitch.window import fence_of, hosts_of, screen_of

_POLL_MS = 500
_LARGEST = 20_000_000


def import_session(path: Path, packs: Sequence[Pack], sessions: Sessions) -> list[str]:
    """Seal a storage-state file that was made elsewhere.

    Args:
        path: Playwright's storage state, JSON.
        packs: the platforms that it may be for.
        sessions: where to seal it.

    Returns:
        Names of the sessions that the file had cookies for.

    Raises:
        ConfigError: the file is not there, is no storage state, or has no cookie of a platform.
        VaultError: it cannot be sealed.
    """
    state = _read_state(path)
    sealed = []
    for name in dict.fromkeys(p.platform.session for p in packs if p.platform.session):
        hosts = {h for p in packs if p.platform.session == name for h in hosts_of(p)}
        mine = _part_for(state, hosts)
        if mine["cookies"] or mine["origins"]:
            sessions.save(name, mine, account="", origin="imported")
            sealed.append(name)
    if not sealed:
        raise ConfigError(
            f"{path} has no cookie for {', '.join(p.platform.title for p in packs)}",
            "export the storage state of a browser that is signed in there",
        )
    return sealed


def sign_in(
    pack: Pack, sessions: Sessions, *, loopback: Loopback | None, headless: bool, seconds: float
) -> str:
    """Open a window at a platform's sign-in page and wait until the person has signed in.

    Args:
        pack: the platform.
        sessions: where to seal the session.
        loopback: a replica's hosts, or None.
        headless: for tests that act as the person from outside; a person needs a window.
        seconds: how long to wait.

    Returns:
        The account's name or id, as the page says; may be empty.

    Raises:
        BrowserError: no browser, no screen, or the window was closed.
        Unreachable: ``sign_in``, when the time is over.
    """
    if not headless and not has_screen():
        raise BrowserError(
            "there is no screen for the sign-in window",
            "run it on a desktop, or seal a session made elsewhere with --import FILE",
        )
    platform = pack.platform
    guard = Guard(fence_of(pack))
    with (
        guard.hands_off(),
        interruptible() as checkpoint,
        launched(headless=headless, hosts=hosts_of(pack), loopback=loopback) as browser,
    ):
        tab = browser.tab(None, guard)
        screen = screen_of(pack, tab, checkpoint)
        screen.open(platform.sign_in or platform.home)
        with suppress(SettingError, Unreachable):  # what stays is the person's to put away
            screen.put_away()
        deadline = time.monotonic() + seconds
        while not _is_in(pack, screen):
            checkpoint()
            if time.monotonic() > deadline:
                raise Unreachable(
                    Reason.SIGN_IN, "nobody signed in in time", "run `offswitch login` again"
                )
            _pause(screen)
        account = platform.account(screen) if platform.account else None
        sessions.save(
            platform.session,
            tab.state(),
            account=account.id if account else "",
            origin="signed in",
        )
        return (account.name or account.id) if account else ""


def _is_in(pack: Pack, screen: Screen) -> bool:
    if screen.blocked() or pack.platform.signed_in is None:
        return False
    try:
        with page_errors(screen.address):
            return pack.platform.signed_in(screen)
    except SettingError:
        return False


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
            f"{path} is no storage state", "it must be Playwright's: `cookies` and `origins`"
        )
    return {"cookies": cookies, "origins": origins}


def _have_words(entries: object, keys: tuple[str, ...]) -> bool:
    """Tell whether this is a list of objects that each have a text under some keys."""
    return isinstance(entries, list) and all(
        isinstance(entry, dict) and all(isinstance(entry.get(key), str) for key in keys)
        for entry in entries
    )


def _part_for(state: dict[str, Any], hosts: set[str]) -> dict[str, Any]:
    """Keep what belongs to some hosts: a state file may hold a whole browser's cookies."""

    def ours(domain: str) -> bool:
        bare = domain.lstrip(".")
        return any(host == bare or host.endswith(f".{bare}") for host in hosts)

    origins = [o for o in state["origins"] if ours(str(o.get("origin", "")).split("://")[-1])]
    return {"cookies": [c for c in state["cookies"] if ours(c["domain"])], "origins": origins}
