"""What was kept: folders that only this person can read, sessions that open, a whole journal."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from offswitch.doctor.check import Check, Verdict
from offswitch.journal import JOURNAL, read_journal
from offswitch.local.folders import Folders
from offswitch.run.options import load_library
from offswitch.run.witness import compare
from offswitch.sessions.accounts import SealedSession, sealed_sessions
from offswitch.sessions.scratch import unpacked_folders
from offswitch.sessions.store import scopes_with_sessions

_OTHERS = 0o077


def folder_checks(folders: Folders) -> Iterator[Check]:
    """Look who else can read the folders, before anything puts them in order."""
    for name, folder in (
        ("config", folders.config),
        ("data", folders.data),
        ("cache", folders.cache),
    ):
        if not folder.exists():
            yield Check(name="folder", verdict=Verdict.OK, found=f"{name}: not made yet: {folder}")
            continue
        # Files in a closed folder are out of reach, but a backup may take them out of it.
        exposed = [path for path in (folder, *_kept(folder, name)) if _is_exposed(path)]
        if not exposed:
            yield Check(name="folder", verdict=Verdict.OK, found=f"{name}: only yours: {folder}")
            continue
        more = f" and {len(exposed) - 1} more" if len(exposed) > 1 else ""
        yield Check(
            name="folder",
            verdict=Verdict.BAD,
            found=f"{name}: others can reach {exposed[0]}{more}",
            hint=f"chmod -R go= '{folder}'",
        )
    for scratch in unpacked_folders(folders):
        yield Check(
            name="folder",
            verdict=Verdict.NOTE,
            found=f"a session of profile {scratch.name} lies unpacked: a run is at work, or was killed",
            hint="the next run, login or logout of that profile removes what was left",
        )


def session_checks(
    folders: Folders,
    selectors: Sequence[Path],
    ask: Callable[[], str] | None,
    *,
    at_replica: bool,
) -> Iterator[Check]:
    """Open every session of every profile."""
    library = load_library(selectors)
    packs = [library.pack(name) for name in library.platforms()]
    found = sealed_sessions(
        folders, packs, scopes_with_sessions(folders, at_replica=at_replica), ask
    )
    if not found:
        yield Check(
            name="session",
            verdict=Verdict.NOTE,
            found="nobody is signed in",
            hint="`offswitch login` signs you in",
        )
    for each in found:
        yield _session(each)


def journal_checks(folders: Folders) -> Iterator[Check]:
    """Verify the journal's chain."""
    path = folders.data / JOURNAL
    if not path.exists():
        yield Check(name="journal", verdict=Verdict.OK, found="none yet: nothing was run")
        return
    with read_journal(path) as journal:
        problems = journal.verify()
        if not problems and (lack := compare(journal).problem):
            problems.append(lack)
        if not problems:
            rows = journal.head().partition(":")[0]
            found = f"all {rows} rows are as they were written"
            yield Check(name="journal", verdict=Verdict.OK, found=found)
    for problem in problems:
        yield Check(
            name="journal",
            verdict=Verdict.BAD,
            found=problem,
            hint="keep the file, and compare it with a backup; see `offswitch verify`",
        )


def _kept(folder: Path, name: str) -> Iterator[Path]:
    if name == "data":
        yield from (path for path in folder.rglob("*") if not path.is_symlink())


def _is_exposed(path: Path) -> bool:
    if sys.platform == "win32":
        return False
    found = path.stat()
    return found.st_uid != os.getuid() or bool(stat.S_IMODE(found.st_mode) & _OTHERS)


def _session(each: SealedSession) -> Check:
    named = f"{each.session} of profile {each.profile}"
    if each.state == "unopened":
        return Check(
            name="session",
            verdict=Verdict.UNREACHABLE,
            found=f"{named} cannot be opened: {each.problem}",
            hint="give the key that sealed it, or sign in again with `offswitch login`",
        )
    if each.state == "ended":
        return Check(
            name="session",
            verdict=Verdict.UNREACHABLE,
            found=f"{named}: the platform has ended it",
            hint="sign in again with `offswitch login`",
        )
    checked = f"{each.checked.astimezone():%Y-%m-%d %H:%M}" if each.checked else "never"
    found = f"{named} opens; last checked: {checked}"
    return Check(name="session", verdict=Verdict.OK, found=found)
