"""What is here, as far as it can be told at once, and the one command to type next. Changes nothing."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

from offswitch.browser.find import find_browser, has_screen
from offswitch.errors import BrowserError, OffswitchError
from offswitch.journal import JOURNAL, HistoryRow, JournalReader, look_into_journal
from offswitch.local.folders import Folders, folders
from offswitch.model.results import Mode, Result
from offswitch.model.scope import Scope
from offswitch.model.words import Kind, Reason, State
from offswitch.packs import Library, Pack
from offswitch.schedule import load
from offswitch.schedule.due import next_moment
from offswitch.sessions.store import scopes_with_sessions, session_folder
from offswitch.vault import PASSPHRASE_VARIABLE, keyring_name, passphrase_given, sealed_names

T = TypeVar("T")

DEFAULT = "default"
"""The profile of who names none."""
_DOWNLOADED = {
    "darwin": "~/Library/Caches/ms-playwright",
    "win32": "~/AppData/Local/ms-playwright",
}


@dataclass(frozen=True, kw_only=True)
class LastRun:
    """The newest run of a profile."""

    at: dt.datetime
    mode: Mode
    state: Literal["finished", "running", "interrupted"]
    results: tuple[Result, ...]


@dataclass(frozen=True, kw_only=True)
class Here:
    """What was found on this machine.

    Attributes:
        platforms: titles of the bundled platforms, by name.
        browser: where it is; empty where there is none.
        screen: whether a window can be shown.
        keyring: what keeps the key; empty where a passphrase has to.
        profile: whose runs are meant.
        sessions: by profile, the titles of the platforms that it is signed in to.
        ended: names of platforms whose session had ended at the last look.
        last: the newest run of the profile; None where there was none.
        on: data uses that were on when they were last read, and that a run switches off.
        off: data uses that were off when they were last read.
        schedule: when it is looked again by itself; empty where it is not.
        problems: what could not be read, and why, by the name of what it is about.
    """

    platforms: Mapping[str, str] = field(default_factory=dict)
    browser: str = ""
    screen: bool = False
    keyring: str = ""
    profile: str = DEFAULT
    sessions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ended: tuple[str, ...] = ()
    last: LastRun | None = None
    on: int = 0
    off: int = 0
    schedule: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Past:
    """What the journal says of a profile."""

    last: LastRun | None = None
    on: int = 0
    off: int = 0
    ended: tuple[str, ...] = ()


def look(replica: str | None) -> Here:
    """Find out what is here: no browser is started, nobody is asked, nothing is made or opened.

    Args:
        replica: address of a replica whose sessions and runs are meant, instead of the real ones.
    """
    asked = _Asked()
    kept, at_replica = folders(), replica is not None
    nothing: Sequence[Pack] = ()
    nobody: Mapping[str, tuple[str, ...]] = {}
    packs = asked.of("sites", _packs, nothing)
    sessions = asked.of("sessions", lambda: _sessions(kept, packs, at_replica=at_replica), nobody)
    profile = DEFAULT if DEFAULT in sessions or not sessions else next(iter(sessions))
    scope = Scope(profile, at_replica=at_replica)
    past = asked.of("last run", lambda: _past(kept, scope, packs), _Past())
    return Here(
        platforms={pack.platform.name: pack.platform.title for pack in packs},
        browser=asked.of("browser", _browser, ""),
        screen=has_screen(),
        keyring=asked.of("keyring", _keyring, ""),
        profile=profile,
        sessions=sessions,
        ended=past.ended,
        last=past.last,
        on=past.on,
        off=past.off,
        schedule=asked.of("schedule", lambda: _schedule(profile), ""),
        problems=asked.problems,
    )


def next_step(here: Here) -> str:
    """Return the one command to type next, and what it does; or what is to be done before."""
    return _before_a_look(here) or _after_a_look(here)


def _before_a_look(here: Here) -> str:
    """Return what keeps a run from looking at all; nothing where it can."""
    if not here.browser:
        return here.problems.get("browser", "`offswitch doctor` says what is missing")
    if here.problems:
        return "`offswitch doctor` says what to do about it"
    if here.ended:
        again = _command(here, " ".join(("login", *here.ended)), window=True)
        return f"{again} signs you in again"
    if here.sessions.get(here.profile):
        return ""
    if not here.screen:
        return "`offswitch login --import FILE` signs you in without a screen"
    dry = _command(here, "run --dry-run")
    return f"{dry} lets you sign in, looks, and changes nothing"


def _after_a_look(here: Here) -> str:
    if here.on:
        return f"{_command(here, 'run')} shows what is on, asks you, and switches it off"
    if not here.off:
        return f"{_command(here, 'run --dry-run')} looks what is on, and changes nothing"
    if not here.schedule:
        every = _command(here, "schedule install --every week", window=True)
        return f"{every} looks again by itself"
    return f"{_command(here, 'check', window=True)} looks again, and changes nothing"


def _command(here: Here, words: str, *, window: bool = False) -> str:
    """Return a command; one that opens a window by itself does without it where there is no screen."""
    headless = "" if here.screen or window else " --headless"
    profile = "" if here.profile == DEFAULT else f" --profile {here.profile}"
    return f"`offswitch {words}{headless}{profile}`"


@dataclass
class _Asked:
    """Questions of which each may fail; the others are answered all the same."""

    problems: dict[str, str] = field(default_factory=dict)

    def of(self, name: str, question: Callable[[], T], otherwise: T) -> T:
        """Return the answer; where there is none, note why."""
        try:
            return question()
        except BrowserError as error:
            self.problems[name] = error.hint
        except OffswitchError as error:
            self.problems[name] = error.message
        except OSError as error:
            self.problems[name] = error.strerror or type(error).__name__
        except Exception as error:  # noqa: BLE001 - a keyring raises what its system does
            self.problems[name] = type(error).__name__
        return otherwise


def _packs() -> Sequence[Pack]:
    library = Library()
    return [library.pack(name) for name in library.platforms()]


def _browser() -> str:
    try:
        return find_browser()
    except BrowserError:
        # Playwright's own is found by its driver, which takes too long to start here.
        place = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or _DOWNLOADED.get(
            sys.platform, "~/.cache/ms-playwright"
        )
        if any(Path(place).expanduser().glob("chromium-*")):
            return "the one that Playwright installed"
        raise


def _keyring() -> str:
    if passphrase_given():
        return f"{PASSPHRASE_VARIABLE} is set, and used instead"
    return keyring_name()


def _sessions(
    kept: Folders, packs: Sequence[Pack], *, at_replica: bool
) -> Mapping[str, tuple[str, ...]]:
    """Return the titles of the platforms that each profile is signed in to."""
    found = {}
    for scope in scopes_with_sessions(kept, at_replica=at_replica):
        names = sealed_names(session_folder(kept, scope))
        found[scope.profile] = tuple(
            pack.platform.title
            for pack in packs
            if pack.reached_with(names.__contains__).platform.session in names
        )
    return found


def _past(kept: Folders, scope: Scope, packs: Sequence[Pack]) -> _Past:
    path = kept.data / JOURNAL
    if not path.exists() or not path.stat().st_size:
        return _Past()
    with look_into_journal(path) as journal:
        read = journal.latest(scope, read=True)
        last = journal.latest(scope)
        run = _last_run(journal, scope)
    final = {
        f"{pack.platform.name}.{setting.id}"
        for pack in packs
        for setting in pack.platform.settings
        if setting.kind is Kind.ACTION
    }
    states = [row.result.after for row in read if row.result.setting not in final]
    return _Past(
        last=run,
        on=states.count(State.ON),
        off=states.count(State.OFF),
        ended=_ended(last, packs, session_folder(kept, scope)),
    )


def _last_run(journal: JournalReader, scope: Scope) -> LastRun | None:
    for run in journal.runs(scope, limit=1):
        results = tuple(row.result for row in journal.results(run.id))
        return LastRun(at=run.started, mode=run.mode, state=run.state, results=results)
    return None


def _ended(rows: Sequence[HistoryRow], packs: Sequence[Pack], sealed: Path) -> tuple[str, ...]:
    """Name one platform of each session that had ended, and that was not sealed again since."""
    asked = {row.result.platform: row.at for row in rows if row.result.reason is Reason.SIGN_IN}
    names: dict[str, str] = {}
    for pack in packs:
        name, session = pack.platform.name, pack.platform.session
        files = list(sealed.glob(f"{session}.*")) if session else []
        since = max((file.stat().st_mtime for file in files), default=None)
        if name in asked and since is not None and since < asked[name].timestamp():
            names.setdefault(session, name)
    return tuple(names.values())


def _schedule(profile: str) -> str:
    plan = load(profile)
    if plan is None:
        return ""
    following = next_moment(plan, dt.datetime.now(dt.UTC))
    return f"every {plan.every} at {plan.at}, next {following:%Y-%m-%d %H:%M}"
