"""Opens a page, looks at it down to the end of its lists, and presses nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from offswitch.browser.fence import Fence
from offswitch.browser.guard import Guard
from offswitch.browser.launch import Driver, Loopback, driven
from offswitch.browser.pace import Pace
from offswitch.browser.tab import Tab
from offswitch.browser.this_machine import is_loopback
from offswitch.engine.looking import Observation, look_closely
from offswitch.errors import ConfigError, Unreachable
from offswitch.local.interrupt import interruptible
from offswitch.look.summary import PageSummary, controls_of, headings_of, rows_of, words_of
from offswitch.model.geography import SCHEMA, SelectorFile
from offswitch.model.text import one_line
from offswitch.model.words import Reason
from offswitch.packs import Pack
from offswitch.packs.fencing import fence_of, places_of
from offswitch.screen import PageView, Quiet, Screen, page_errors, refuse_outside
from offswitch.sessions.contexts import context_of
from offswitch.sessions.store import Sessions
from offswitch.vault import Session

_HOST = re.compile(r"[a-z0-9.-]+(:[0-9]+)?")
_LOOPBACK = "127.0.0.1"
_NO_NAMES = SelectorFile.model_validate({"schema": SCHEMA, "platform": "page"})


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Where to look, and with whose session.

    Attributes:
        url: of the page.
        fence: what the browser may reach.
        places: the same, as it may connect to them.
        pack: the platform whose session is used; None for no session at all.
    """

    url: str
    fence: Fence
    places: tuple[str, ...]
    pack: Pack | None = None


def visit_of(url: str, pack: Pack | None) -> Visit:
    """Check an address, and say what may be reached from it.

    Args:
        url: of the page, as the person wrote it.
        pack: the platform that it belongs to; None to reach its own host and nothing else.

    Raises:
        ConfigError: it is no address of a page, or not one that the platform may visit.
    """
    host = _host_of(url)
    url = urlunsplit(urlsplit(url)._replace(netloc=host))
    if pack is None:
        return Visit(url=url, fence=Fence(hosts=frozenset({host})), places=(host,))
    fence = fence_of(pack)
    if not fence.is_page(url):
        raise ConfigError(
            f"{host} is none of the hosts of {pack.platform.name}",
            f"its pages are at: {', '.join(sorted(fence.hosts))}",
        )
    return Visit(url=url, fence=fence, places=tuple(places_of(pack)), pack=pack)


def look_at(
    visit: Visit,
    sessions: Sessions,
    scratch: Path,
    *,
    headless: bool,
    loopback: Loopback | None,
) -> PageSummary:
    """Open a page, and say what is on it. The guard lets only reads pass.

    Args:
        visit: where.
        sessions: where the platform's session is sealed; it stays as it is.
        scratch: private folder for an unpacked session.
        headless: without a window.
        loopback: a replica's hosts, or None.

    Raises:
        BrowserError: there is no browser or no screen.
        Unreachable: the page could not be loaded.
        VaultError: the session cannot be opened.
    """
    with (
        interruptible() as checkpoint,
        driven(headless=headless, loopback=loopback) as driver,
        ExitStack() as stack,
    ):
        guard = Guard(visit.fence)
        browser = stack.enter_context(driver.browser(visit.places))
        if visit.pack is None:
            tab = browser.tab(None, guard)
            stack.callback(tab.close)
        else:
            context = context_of(
                visit.pack,
                _session(visit.pack, sessions),
                driver=driver,
                browser=browser,
                guard=guard,
                sessions=sessions,
                scratch=scratch,
            )
            stack.callback(context.close)
            tab = context.working()
        screen = _screen(tab, visit.fence, checkpoint)
        try:
            screen.open(visit.url)
            _, observation = look_closely(screen, (), lambda: None)
        except Unreachable as error:
            raise _led_elsewhere(visit, driver.denied()) or error from error
        return summary_of(screen, observation, _elsewhere(visit, guard, driver))


def _session(pack: Pack, sessions: Sessions) -> Session | None:
    return sessions.load(pack.platform.session) if pack.platform.needs_session else None


def _host_of(url: str) -> str:
    """Return the host of an address, with its port if that is not the usual one.

    Raises:
        ConfigError: it is no address, or one that offswitch does not open.
    """
    shown = one_line(url)
    try:
        parts = urlsplit(url)
        host = parts.netloc.lower().removesuffix(":443" if parts.scheme == "https" else ":80")
    except ValueError:
        raise _no_address(shown) from None
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(host) or shown != url:
        raise _no_address(shown)
    if parts.scheme == "http" and parts.hostname != _LOOPBACK:
        raise ConfigError(
            f"plain http is opened only on this machine, as {_LOOPBACK}",
            f"write http://{_LOOPBACK}" if is_loopback(parts.hostname or "") else "write https://",
        )
    return host


def _no_address(shown: str) -> ConfigError:
    example = "https://app.example/settings"
    return ConfigError(
        f"{shown or 'nothing'} is not the address of a page", f"give one such as {example}"
    )


def _screen(tab: Tab, fence: Fence, checkpoint: Callable[[], None]) -> Screen:
    """Return a page without a file: nothing on it has a name, so nothing on it can be pressed."""
    return Screen(
        page=tab.page,
        view=PageView(tab.page),
        quiet=Quiet(tab.page, fence),
        file=_NO_NAMES,
        may_visit=fence.is_page,
        pace=Pace(),
        checkpoint=checkpoint,
    )


def summary_of(
    screen: Screen, observation: Observation, elsewhere: tuple[str, ...] = ()
) -> PageSummary:
    """Return what a close look saw, and what the page shows at this moment.

    Args:
        screen: the page.
        observation: of a close look at it.
        elsewhere: hosts that it asked for in vain.
    """
    surveys = [*observation.surveys, screen.survey()]
    with page_errors(screen.address):
        title = one_line(screen.page.title())
    held = [each.name for each in observation.lacking if each.fate == "held back"]
    closed = ["a closed shadow root"] if observation.has_closed_part else []
    return PageSummary(
        address=screen.address,
        status=screen.quiet.status,
        title=title,
        language=screen.language,
        headings=headings_of(surveys),
        dialogs=surveys[-1].dialogs,
        controls=controls_of(surveys),
        rows=rows_of(surveys),
        words=words_of(surveys),
        held_back=tuple(dict.fromkeys(held)),
        elsewhere=elsewhere,
        unread=(*closed, *(f"a frame of {host}" for host in observation.unread_frames)),
        is_whole=observation.is_whole,
        outside=_outside(screen),
    )


def _outside(screen: Screen) -> str:
    """Say why a page seems to be one for people who are not signed in; nothing if it does not."""
    try:
        refuse_outside(screen.page, screen.quiet.status)
    except Unreachable as error:
        return error.message
    return ""


def _elsewhere(visit: Visit, guard: Guard, driver: Driver) -> tuple[str, ...]:
    """Return the hosts that the page asked for in vain, whether the guard or the proxy refused."""
    asked = [entry.split(" ")[1] for entry in guard.blocked]
    asked += [place.removesuffix(":443") for place in driver.denied()]
    return tuple(dict.fromkeys(host for host in asked if host and host not in visit.fence.hosts))


def _led_elsewhere(visit: Visit, denied: tuple[str, ...]) -> Unreachable | None:
    """Say that a page leads to another host, which is why it could not be loaded."""
    hosts = [place.removesuffix(":443") for place in denied]
    if not hosts or visit.pack is not None:
        return None
    return Unreachable(
        Reason.OFFLINE,
        f"{urlsplit(visit.url).netloc} leads to {hosts[0]}, which was not visited",
        "give the address of that page, as your browser shows it",
    )
