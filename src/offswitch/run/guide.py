"""What only a person can do: listed, or opened page by page in the window while they say what they did.

Nothing is clicked or typed here. What the person says is written down with its day; it proves nothing.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Protocol

from offswitch.browser.guard import Guard
from offswitch.browser.launch import Launched, launched
from offswitch.browser.tab import Tab
from offswitch.errors import ConfigError, Unreachable
from offswitch.exitcodes import ExitCode
from offswitch.journal import JOURNAL, open_journal
from offswitch.local.folders import folders
from offswitch.local.interrupt import interruptible
from offswitch.model.results import SettingInfo
from offswitch.model.scope import Scope, SettingKey
from offswitch.model.words import Attestation, Kind
from offswitch.packs import Pack
from offswitch.packs.fencing import fence_of, places_of
from offswitch.run.options import loopback_of
from offswitch.sessions.pages import screen_of
from offswitch.sessions.scratch import hold_profile
from offswitch.sessions.store import Sessions
from offswitch.vault import Session

_KINDS = frozenset({Kind.FORM, Kind.GUIDE, Kind.ACTION})
_POLL_SECONDS = 0.2


class Answer(StrEnum):
    """What a person answers when they are asked whether they did it."""

    DONE = "done"
    SKIP = "skip"
    STOP = "stop"


_ATTESTATIONS = {Answer.DONE: Attestation.DONE, Answer.SKIP: Attestation.SKIPPED}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing that only a person can do.

    Attributes:
        pack: its platform.
        info: what it is, and what they do in turn.
        page: address to open; empty where none is known on the platform's own hosts.
        public: whether that page is for everybody, signed in or not.
        done: the day on which they last said that they did it.
    """

    pack: Pack
    info: SettingInfo
    page: str
    public: bool
    done: dt.date | None

    @property
    def session(self) -> str:
        """Name of the session that its page belongs to; may be empty."""
        return self.pack.platform.session


class Companion(Protocol):
    """Sits beside the window: shows what is to be done, asks, and hears what the person says."""

    def show(self, item: Item) -> None:
        """Show what it is, and the checklist."""

    def ask(self) -> None:
        """Ask whether they did it; what was said before the question is no answer to it."""

    def answer(self) -> Answer | None:
        """Return what they answered, or None while they have not; never wait for it."""

    def say(self, text: str) -> None:
        """Say one line."""


def to_do(packs: Sequence[Pack], only: Sequence[str], done: Mapping[str, dt.date]) -> list[Item]:
    """Return what only a person can do.

    Args:
        packs: platforms to look at.
        only: full ids; none means all.
        done: full id → the day on which the person last said that they did it.

    Raises:
        ConfigError: one of ``only`` is none of these.
    """
    items = [
        Item(
            pack=pack,
            info=info,
            page=_page_of(pack, setting.id, setting.help),
            public=setting.public or not pack.platform.needs_session,
            done=done.get(info.setting),
        )
        for pack in packs
        for setting, info in zip(pack.platform.settings, pack.catalogue(), strict=True)
        if setting.kind in _KINDS
    ]
    known = [item.info.setting for item in items]
    for name in only:
        if name not in known:
            raise ConfigError(
                f"{name} is not a step of the guide", f"the steps are: {', '.join(known)}"
            )
    return [item for item in items if not only or item.info.setting in only]


def _page_of(pack: Pack, setting: str, link: str) -> str:
    """The newest layout's link, else the help page; never one on a host that is not the platform's."""
    routes = (variant.file.routes.get(setting) for variant in pack.variants)
    links = [route.url for route in routes if route and route.url]
    fence = fence_of(pack)
    return next((url for url in (*links[:1], link) if fence.is_page(url)), "")


def accompany(
    items: Sequence[Item],
    companion: Companion,
    *,
    profile: str,
    replica: str | None = None,
    passphrase: Callable[[], str] | None = None,
) -> ExitCode:
    """Open each page in a window of the person's session, and write down what they say they did.

    Args:
        items: in turn.
        companion: shows, asks and hears.
        profile: whose.
        replica: address of a replica to use instead of the real sites.
        passphrase: asks the person for the vault's passphrase.

    Returns:
        ``UNREACHABLE`` when a page could not be shown, else ``OK``.

    Raises:
        OffswitchError: nothing could be begun, or the browser went away. What was said is kept.
        KeyboardInterrupt: the person stopped it. What was said is kept.
    """
    here, scope = folders(), Scope.of(profile, replica)
    loopback = loopback_of(replica)
    with ExitStack() as stack:
        stack.enter_context(hold_profile(here, profile))
        journal = stack.enter_context(open_journal(here.data / JOURNAL))
        sessions = Sessions(here, scope, ask=passphrase)
        # All at once, at the beginning: later on every line that is typed is an answer.
        names = {item.session for item in items if item.page and item.session}
        own = {name: sessions.load(name) for name in sorted(names)}
        checkpoint = stack.enter_context(interruptible())

        @cache
        def browser() -> Launched:
            places = dict.fromkeys(p for item in items for p in places_of(item.pack))
            started = launched(headless=False, places=list(places), loopback=loopback)
            return stack.enter_context(started)

        walk = _Walk(browser, own, companion, checkpoint)
        shown = True
        for item in items:
            answer = walk.visit(item)
            if answer is Answer.STOP:
                break
            shown &= answer is not None
            if answer is not None:
                key = SettingKey(scope, item.pack.platform.name, item.info.setting)
                journal.record_attestation(key, _ATTESTATIONS[answer])
            if answer is Answer.DONE:
                companion.say("noted, with today's date; it is your word, offswitch saw nothing")
        return ExitCode.OK if shown else ExitCode.UNREACHABLE


@dataclass(frozen=True)
class _Walk:
    """From page to page, in one browser, which is started for the first of them."""

    browser: Callable[[], Launched]
    sessions: Mapping[str, Session | None]
    companion: Companion
    checkpoint: Callable[[], None]

    def visit(self, item: Item) -> Answer | None:
        """Show one thing and hear what became of it; None where its page cannot be shown."""
        self.checkpoint()
        self.companion.show(item)
        if not item.page:
            return self._hear(None)
        session = self.sessions.get(item.session)
        if session is None and item.session:
            self.companion.say(f"not signed in; `offswitch login {item.pack.platform.name}`")
            if not item.public:
                return None
        return self._open(item, session)

    def _open(self, item: Item, session: Session | None) -> Answer | None:
        """Open a page for the person to work on, under the fence, and hear what became of it."""
        guard = Guard(fence_of(item.pack))
        tab = self.browser().tab(session.state if session else None, guard)
        try:
            with guard.hands_off():
                screen_of(item.pack, tab, self.checkpoint).open(item.page)
                tab.to_front()
                return self._hear(tab)
        except Unreachable as error:
            if not tab.wait(0):
                return self._closed()
            self.companion.say(f"{error.message}; {error.hint}")
            return None
        finally:
            tab.close()

    def _hear(self, tab: Tab | None) -> Answer:
        """Wait for the person's answer while the page in the window goes on living."""
        self.companion.ask()
        while (answer := self.companion.answer()) is None:
            self.checkpoint()
            if tab is None:
                time.sleep(_POLL_SECONDS)
            elif not tab.wait(_POLL_SECONDS):
                return self._closed()
        return answer

    def _closed(self) -> Answer:
        self.companion.say("the window was closed, so this ends here; what you said before is kept")
        return Answer.STOP
