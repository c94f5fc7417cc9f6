"""The window that a lesson is given in: of the person's session, and shut for every change."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from offswitch import __version__
from offswitch.browser.launch import driven
from offswitch.browser.pace import Pace
from offswitch.errors import Unreachable
from offswitch.journal import JOURNAL, open_journal
from offswitch.local.folders import folders
from offswitch.local.interrupt import interruptible
from offswitch.model.results import RunInfo
from offswitch.model.scope import Scope
from offswitch.model.words import Reason
from offswitch.packs import Library
from offswitch.packs.fencing import places_of
from offswitch.packs.limiting import limits_of
from offswitch.run.options import loopback_of, own_selectors, own_selectors_folder
from offswitch.run.window import Window
from offswitch.screen import Clicks, Steps
from offswitch.sessions.scratch import hold_profile, scratch_folder
from offswitch.sessions.store import Sessions
from offswitch.teach.lesson import Lesson
from offswitch.teach.subject import Subject, subject_of
from offswitch.teach.talk import Person, Talk

_POLL_MS = 200


def subject_named(names: Sequence[str], selectors: Sequence[Path], sessions: Sessions) -> Subject:
    """Return the setting that a person wants to show.

    Args:
        names: a full id; or a platform and an id, new or not.
        selectors: more folders of the person's own selector files.
        sessions: of the profile.

    Raises:
        ConfigError: there is no such platform or setting, or only the person can do it.
    """
    return subject_of(Library(own_selectors(selectors)), sessions.has, names)


def teach(
    subject: Subject,
    person: Person,
    *,
    profile: str,
    selectors: Sequence[Path] = (),
    headless: bool = False,
    replica: str | None = None,
    passphrase: Callable[[], str] | None = None,
) -> Path:
    """Have a person show a setting in a window of their session, and keep what they showed.

    Args:
        subject: the setting.
        person: who shows it.
        profile: whose session.
        selectors: more folders of the person's own selector files.
        headless: without a window; for what stands in for a person.
        replica: address of a replica to use instead of the real sites.
        passphrase: asks the person for the vault's passphrase.

    Returns:
        The file that it is kept in.

    Raises:
        Stopped: the person did not go on.
        Refused: what they showed was not kept.
        OffswitchError: nothing could be begun, or the window was closed.
    """
    with opened(
        subject,
        profile=profile,
        headless=headless,
        replica=replica,
        passphrase=passphrase,
        ask=person.say,
    ) as window:
        window.to_front()
        return Lesson(
            subject=subject,
            window=window,
            talk=Talk(person, lambda: window.live(_POLL_MS)),
            clicks=Clicks(window.screen.page),
            folders=own_selectors(selectors),
            shelf=own_selectors_folder(),
            today=dt.datetime.now(dt.UTC).date(),
            live=replica is None,
        ).give()


@contextmanager
def opened(
    subject: Subject,
    *,
    profile: str,
    headless: bool,
    replica: str | None,
    passphrase: Callable[[], str] | None,
    ask: Callable[[str], None],
    steps: Steps | None = None,
) -> Iterator[Window]:
    """Open a page of the person's session; nothing that may change something leaves it.

    Args:
        subject: the setting that it is opened for.
        profile: whose session.
        headless: without a window.
        replica: address of a replica to use instead of the real sites.
        passphrase: asks the person for the vault's passphrase.
        ask: is told what the person has to do in the window.
        steps: is told of every step to another page.

    Raises:
        OffswitchError: it cannot be opened.
    """
    here, scope, pack = folders(), Scope.of(profile, replica), subject.pack
    sessions = Sessions(here, scope, ask=passphrase)
    if pack.platform.needs_session and not sessions.has(pack.platform.session):
        raise Unreachable(
            Reason.SIGN_IN, "not signed in", f"run `offswitch login {pack.platform.name}`"
        )
    now = dt.datetime.now(dt.UTC)
    with ExitStack() as stack:
        stack.enter_context(hold_profile(here, profile))
        journal = stack.enter_context(open_journal(here.data / JOURNAL))
        checkpoint = stack.enter_context(interruptible())
        driver = stack.enter_context(driven(headless=headless, loopback=loopback_of(replica)))
        window = Window(
            driver=driver,
            browser=stack.enter_context(driver.browser(places_of(pack))),
            scratch=scratch_folder(here, profile),
            pack=pack,
            sessions=sessions,
            journal=journal,
            run=RunInfo(
                id=f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}",
                mode="dry_run",
                profile=profile,
                started=now,
                version=__version__,
                replica=replica,
            ),
            pace=Pace(limits=limits_of(pack)),
            show=not headless,
            read_only=True,
            checkpoint=checkpoint,
            tell=lambda _: None,
            ask=ask,
            attended=not headless,
            steps=steps or Steps(),
        )
        yield stack.enter_context(window)
