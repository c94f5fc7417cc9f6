"""Where a session's pages are opened, and how it is sealed again.

A session is cookies and storage, which any new context can be given. Or it lives in the browser's
own profile folder, since its database holds keys that nothing can copy out: then a browser runs in
that folder, unpacked for the time of a run.
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
from offswitch.sessions.scratch import remove_unpacked
from offswitch.sessions.store import Sessions
from offswitch.spec import Account
from offswitch.vault import Provenance, Session


class SessionContext(Protocol):
    """Where the pages of one session are opened."""

    def working(self) -> Tab:
        """Open the page that is worked on."""

    def fresh(self) -> AbstractContextManager[Tab]:
        """Open a page of the same session, as it was before."""

    def keep(self, account: Account) -> None:
        """Seal the session as it is now; this may close the working page.

        Args:
            account: whose the session is; an empty name keeps the former one.
        """

    def close(self) -> None:
        """Close the working page, and leave nothing unpacked."""


@dataclass
class StorageStateContext:
    """A context of a browser that is given the session's cookies and storage.

    Args:
        browser: to open contexts in.
        guard: over every page.
        sessions: where to seal it.
        name: of the session; empty where the platform has none.
        former: the session; None where nobody is signed in yet.
        cookies: names of the session's own cookies, which the server may renew.
        in_storage: whether the session lives in the browser's storage, too.
    """

    browser: Launched
    guard: Guard
    sessions: Sessions
    name: str
    former: Session | None
    cookies: frozenset[str] = frozenset()
    in_storage: bool = False
    _tab: Tab | None = field(init=False, default=None)

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
        """See ``SessionContext``; of a session that was there before, only what the server has renewed."""
        assert self._tab is not None
        state = self._tab.state() if self.former is None else self._renewed()
        self.sessions.save(self.name, state, _provenance(account, self.former))

    def close(self) -> None:
        """See ``SessionContext``."""
        if self._tab is not None:
            self._tab.close()

    def _sealed(self) -> dict[str, Any] | None:
        """Return the session as it was before the run, storage only where the session lives there."""
        if self.former is None or self.former.state is None:
            return None
        state = self.former.state
        return {"cookies": state["cookies"], "origins": state["origins"] if self.in_storage else []}

    def _renewed(self) -> dict[str, Any]:
        """Return the session as it was before the run, with its own cookies as they are now.

        Nothing else that came since: a page can keep a choice in storage or in a cookie, and a site
        can keep one in a cookie that no script reads. That is a choice of this browser, not of the
        account, so a fresh window must not be handed it.
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
    """A browser of its own, running in the session's unpacked profile folder.

    Args:
        driver: starts browsers.
        hosts: that they may resolve.
        guard: over every page.
        sessions: where the folder is sealed.
        name: of the session.
        former: the session; None where nobody is signed in yet.
        scratch: private folder of the profile for what is unpacked.
    """

    driver: Driver
    hosts: list[str]
    guard: Guard
    sessions: Sessions
    name: str
    former: Session | None
    scratch: Path
    _tab: Tab | None = field(init=False, default=None)
    _folder: Path | None = field(init=False, default=None)

    def working(self) -> Tab:
        """See ``SessionContext``."""
        self._folder = self._unpacked()
        self._tab = self.driver.tab_in(self._folder, self.hosts, self.guard)
        return self._tab

    @contextmanager
    def fresh(self) -> Iterator[Tab]:
        """See ``SessionContext``: another browser, on the folder as it was sealed; never what came since."""
        if self._tab is not None:
            self._tab.park()  # one session is not to be seen in two windows at once
        folder = self._unpacked()
        try:
            tab = self.driver.tab_in(folder, self.hosts, self.guard)
            try:
                yield tab
            finally:
                tab.close()
        finally:
            remove_unpacked(folder)

    def keep(self, account: Account) -> None:
        """See ``SessionContext``; the browser ends first, so that its folder is whole."""
        assert self._tab is not None
        assert self._folder is not None
        self._tab.close()
        self.sessions.save_folder(self.name, self._folder, _provenance(account, self.former))

    def close(self) -> None:
        """See ``SessionContext``."""
        if self._tab is not None:
            self._tab.close()
        if self._folder is not None:  # also where no browser started in it
            with suppress(VaultError):  # then the next start does
                remove_unpacked(self._folder)

    def _unpacked(self) -> Path:
        folder = private(self.scratch) / secrets.token_hex(8)
        if self.former is None:
            return private(folder)
        self.sessions.unpack(self.name, folder)
        return folder


def _provenance(account: Account, former: Session | None) -> Provenance:
    """Return what is sealed with a session; one that was there before came as it came."""
    if former is None:
        return Provenance(account=account.id, account_name=account.name, origin="signed in")
    name = account.name or former.provenance.account_name
    return replace(former.provenance, account=account.id, account_name=name)
