"""Who is signed in where, since when, and when that was last checked; never any secrets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from offswitch.errors import ConfigError, VaultError
from offswitch.journal import JOURNAL, HistoryRow, read_journal
from offswitch.local.folders import Folders
from offswitch.model.scope import Scope
from offswitch.model.words import Reason, Status
from offswitch.packs import Pack
from offswitch.sessions.store import Sessions
from offswitch.vault import SessionInfo

_ROWS = 500
"""How many results to search for the last use of a session."""


@dataclass(frozen=True, kw_only=True)
class SealedSession:
    """What may be shown about a sealed session.

    Attributes:
        profile: The profile that it belongs to.
        session: Name of the session.
        platforms: Names of the platforms that use it.
        account: Id of the account; empty if no page showed it.
        who: Name of the account; empty if no page showed it.
        origin: ``signed in`` or ``imported``.
        since: When the person signed in; None if it cannot be opened.
        saved: When it was last sealed; None if it cannot be opened.
        checked: When a run last read a page with it; None if no run did.
        state: ``ended`` if the last run found that the platform had ended it.
        problem: Why it cannot be opened; empty if it can.
    """

    profile: str
    session: str
    platforms: tuple[str, ...]
    account: str
    who: str
    origin: str
    since: dt.datetime | None
    saved: dt.datetime | None
    checked: dt.datetime | None
    state: Literal["ready", "ended", "unopened"]
    problem: str


def sealed_sessions(
    folders: Folders,
    packs: Sequence[Pack],
    scopes: Iterable[Scope],
    ask: Callable[[], str] | None,
) -> list[SealedSession]:
    """Return the sealed sessions of some profiles.

    Args:
        folders: Folders of this installation.
        packs: Every platform.
        scopes: Whose sessions to return.
        ask: Asks for a passphrase; None if there is nobody to ask.
    """
    found = []
    for scope in scopes:
        rows = _rows(folders, scope)
        sessions = Sessions(folders, scope, ask=ask)
        for info in _infos(sessions):
            platforms = platforms_of(info.name, packs)
            used = [row for row in rows if row.result.platform in platforms]
            found.append(_described(scope.profile, info, platforms, used))
    return found


def sign_out(
    sessions: Sessions, packs: Sequence[Pack], platforms: Sequence[str]
) -> dict[str, tuple[Pack, ...]]:
    """Remove sealed sessions from this machine, without telling the platform.

    Args:
        sessions: Sessions of one profile.
        packs: Every platform.
        platforms: Names of the platforms whose sessions to remove; all sessions if empty.

    Returns:
        The name of each session that was removed, with the platforms that used it.

    Raises:
        ConfigError: One of the platforms needs no session.
        VaultError: The keyring cannot be reached to delete a key; the sessions are gone.
    """
    wanted = list(sessions.names())
    if platforms:
        chosen = [pack.platform for pack in packs if pack.platform.name in platforms]
        for platform in chosen:
            if not platform.needs_session:
                raise ConfigError(
                    f"{platform.title} has no session", "offswitch never signs in there"
                )
        wanted = list(dict.fromkeys(platform.session for platform in chosen))
    return {
        name: tuple(pack for pack in packs if pack.platform.session == name)
        for name in wanted
        if sessions.forget(name)
    }


def platforms_of(session: str, packs: Sequence[Pack]) -> tuple[str, ...]:
    """Return the names of the platforms that use a session."""
    return tuple(pack.platform.name for pack in packs if pack.platform.session == session)


def _infos(sessions: Sessions) -> list[SessionInfo]:
    try:
        return sessions.infos()
    except VaultError as error:  # without a usable keyring, the sessions still exist
        return [
            SessionInfo(name=name, saved_at=None, problem=error.message)
            for name in sessions.names()
        ]


def _rows(folders: Folders, scope: Scope) -> list[HistoryRow]:
    path = folders.data / JOURNAL
    if not path.exists():
        return []
    with read_journal(path) as journal:
        return journal.history(scope, limit=_ROWS)


def _described(
    profile: str, info: SessionInfo, platforms: tuple[str, ...], used: Sequence[HistoryRow]
) -> SealedSession:
    # A setting that was excluded, or that only a person can change, needed no page.
    told = [row for row in used if row.result.url or row.result.status is Status.UNREACHABLE]
    read = [row for row in told if row.result.status is not Status.UNREACHABLE]
    last = told[0] if told else None
    whose = info.provenance
    ended = (
        last is not None
        and last.result.reason is Reason.SIGN_IN
        and (whose.since is None or last.at > whose.since)
    )
    state: Literal["ready", "ended", "unopened"] = "ended" if ended else "ready"
    return SealedSession(
        profile=profile,
        session=info.name,
        platforms=platforms,
        account=whose.account,
        who=whose.account_name,
        origin=whose.origin,
        since=whose.since,
        saved=info.saved_at,
        checked=read[0].at if read else None,
        state="unopened" if info.problem else state,
        problem=info.problem,
    )
