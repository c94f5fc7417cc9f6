"""Where a session's pages are opened, and how the session is sealed again.

Most sessions are cookies and storage, which any new browser context can load. Others live in a browser
profile folder, because its database holds keys that cannot be exported; for those, a browser runs in
that folder, which is unpacked for the duration of a run.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from offswitch.browser.guard import Guard
from offswitch.browser.launch import Driver, Launched
from offswitch.browser.tab import Tab
from offswitch.errors import VaultError
from offswitch.local.folders import private
from offswitch.packs import Pack
from offswitch.packs.fencing import places_of
from offswitch.sessions.scratch import remove_unpacked
from offswitch.sessions.store import Sessions
from offswitch.spec import Account
from offswitch.vault import Provenance, Session


class SessionContext(Protocol):
    """Where the pages of one session are opened."""

    @property
    def has_room_beside(self) -> bool:
        """Whether the site lets several pages of the session work at once."""

    def working(self) -> Tab:
        """Open the page for the run's work."""

    def fresh(self) -> AbstractContextManager[Tab]:
        """Open a page with the session as it was before the run."""

    def keep(self, account: Account) -> None:
        """Seal the session as it is now; this may close the working page.

        Args:
            account: The account of the session; an empty name keeps the previous one.
        """

    def close(self) -> None:
        """Close the working page, and remove anything that was unpacked."""


@dataclass
class StorageStateContext:
    """A browser context that loads the session's cookies and storage.

    Args:
        browser: Opens the contexts.
        guard: Guards every page.
        sessions: Where the session is sealed.
        name: Name of the session; empty if the platform has none.
        former: The session; None if nobody is signed in yet.
        cookies: Names of the session's own cookies, which the server may renew.
        in_storage: Whether the browser's storage is part of the session.
    """

    browser: Launched
    guard: Guard
    sessions: Sessions
    name: str
    former: Session | None
    cookies: frozenset[str] = frozenset()
    in_storage: bool = False
    _tab: Tab | None = field(init=False, default=None)

    @property
    def has_room_beside(self) -> bool:
        """See ``SessionContext``; an app that keeps its session in storage often runs in one window only."""
        return not self.in_storage

    def working(self) -> Tab:
        """See ``SessionContext``."""
        self._tab = self.browser.tab(self._sealed(), self.guard)
        return self._tab

    @contextmanager
    def fresh(self) -> Iterator[Tab]:
        """See ``SessionContext``."""
        tab = self.browser.tab(self._renewed(), self.guard)
        try:
            yield tab
        finally:
            tab.close()

    def keep(self, account: Account) -> None:
        """See ``SessionContext``; an existing session takes over only what the server renewed."""
        assert self._tab is not None
        state = self._tab.state() if self.former is None else self._renewed()
        self.sessions.save(self.name, state, _provenance(account, self.former))

    def close(self) -> None:
        """See ``SessionContext``."""
        if self._tab is not None:
            self._tab.close()

    def _sealed(self) -> dict[str, Any] | None:
        """Return the session as it was before the run, with storage only if that is part of it."""
        if self.former is None or self.former.state is None:
            return None
        state = self.former.state
        return {"cookies": state["cookies"], "origins": state["origins"] if self.in_storage else []}

    def _renewed(self) -> dict[str, Any]:
        """Return the session as it was before the run, with its own cookies as they are now.

        Anything else that was added since is left out: a page can keep a choice in storage or in a
        cookie, even one that no script reads. Such a choice belongs to this browser and not to the
        account, so a fresh window must not receive it.
        """
        state = self._sealed() or {"cookies": [], "origins": []}
        now = self._tab.state()["cookies"] if self._tab else []
        renewed = [cookie for cookie in now if cookie["name"] in self.cookies]
        places = {_place(cookie) for cookie in renewed}
        kept = [cookie for cookie in state["cookies"] if _place(cookie) not in places]
        return {**state, "cookies": kept + renewed}


def _place(cookie: dict[str, Any]) -> tuple[str, str, str]:
    return cookie["name"], cookie["domain"], cookie.get("path", "/")


@dataclass
class PersistentContext:
    """A separate browser that runs in the session's unpacked profile folder.

    Args:
        driver: Starts browsers.
        places: What they may connect to.
        guard: Guards every page.
        sessions: Where the folder is sealed.
        name: Name of the session.
        former: The session; None if nobody is signed in yet.
        scratch: The profile's private folder for unpacked sessions.
    """

    driver: Driver
    places: list[str]
    guard: Guard
    sessions: Sessions
    name: str
    former: Session | None
    scratch: Path
    _tab: Tab | None = field(init=False, default=None)
    _folder: Path | None = field(init=False, default=None)

    @property
    def has_room_beside(self) -> bool:
        """See ``SessionContext``."""
        return False

    def working(self) -> Tab:
        """See ``SessionContext``."""
        self._folder = self._unpacked()
        self._tab = self.driver.tab_in(self._folder, self.places, self.guard)
        return self._tab

    @contextmanager
    def fresh(self) -> Iterator[Tab]:
        """See ``SessionContext``; another browser runs in the folder as it was sealed."""
        if self._tab is not None:
            self._tab.park()  # the site must not see one session in two windows at once
        folder = self._unpacked()
        try:
            tab = self.driver.tab_in(folder, self.places, self.guard)
            try:
                yield tab
            finally:
                tab.close()
        finally:
            remove_unpacked(folder)

    def keep(self, account: Account) -> None:
        """See ``SessionContext``; the browser is closed first, so that its folder is complete."""
        assert self._tab is not None
        assert self._folder is not None
        self._tab.close()
        self.sessions.save_folder(self.name, self._folder, _provenance(account, self.former))

    def close(self) -> None:
        """See ``SessionContext``."""
        if self._tab is not None:
            self._tab.close()
        if self._folder is not None:  # even if no browser started in it
            with suppress(VaultError):  # the next run removes it then
                remove_unpacked(self._folder)

    def _unpacked(self) -> Path:
        folder = private(self.scratch) / secrets.token_hex(8)
        if self.former is None:
            return private(folder)
        self.sessions.unpack(self.name, folder)
        return folder


def context_of(
    pack: Pack,
    session: Session | None,
    *,
    driver: Driver,
    browser: Launched,
    guard: Guard,
    sessions: Sessions,
    scratch: Path,
) -> SessionContext:
    """Return where the pages of a platform's session are opened.

    Args:
        pack: The platform.
        session: Its session; None if nobody is signed in, or it has none.
        driver: Starts a browser for a session that needs its own.
        browser: Opens the pages of every other session.
        guard: Guards every page.
        sessions: Where the session is sealed.
        scratch: The profile's private folder for unpacked sessions.
    """
    platform = pack.platform
    if session is not None and session.state is None:
        return PersistentContext(
            driver, places_of(pack), guard, sessions, platform.session, session, scratch
        )
    return StorageStateContext(
        browser,
        guard,
        sessions,
        platform.session,
        session,
        cookies=platform.session_cookies,
        in_storage=platform.persistent,
    )


def _provenance(account: Account, former: Session | None) -> Provenance:
    """Return the provenance to seal; an existing session keeps its origin and its date."""
    if former is None:
        return Provenance(account=account.id, account_name=account.name, origin="signed in")
    name = account.name or former.provenance.account_name
    return replace(former.provenance, account=account.id, account_name=name)
