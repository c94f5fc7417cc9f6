"""Seals a session that was made in another browser, from the file that this browser wrote."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from offswitch.errors import ConfigError
from offswitch.packs import Pack
from offswitch.packs.fencing import hosts_of
from offswitch.sessions.cookie_files import Export, ExportedCookie, read_export
from offswitch.sessions.store import Sessions
from offswitch.vault import Provenance


@dataclass(kw_only=True)
class Imported:
    """What an import did with a file.

    Attributes:
        sealed: Names of the sessions that were sealed.
        ended: Titles of the platforms whose session in the file has expired.
        foreign: How many cookies of other sites were left out.
        expired: How many cookies were left out because they have expired.
    """

    sealed: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    foreign: int = 0
    expired: int = 0


def import_session(path: Path, packs: Sequence[Pack], sessions: Sessions) -> Imported:
    """Seal what a file has of some platforms' sessions; nothing else in it is kept.

    Args:
        path: Path of the file; see ``read_export`` for its formats.
        packs: The platforms that it may be for.
        sessions: Where to seal it.

    Returns:
        What was sealed, and what was left out.

    Raises:
        ConfigError: The file is missing, is of no known format, holds something that no browser takes, has
            nothing of any platform, or has only sessions that have expired.
        VaultError: The session cannot be sealed.
    """
    export, done, now = read_export(path), Imported(), time.time()
    ready: dict[str, dict[str, Any]] = {}
    used: set[int] = set()
    for name in dict.fromkeys(p.platform.session for p in packs if p.platform.session):
        served = [pack for pack in packs if pack.platform.session == name]
        mine = [cookie for cookie in export.cookies if _is_of(served, cookie.domain)]
        used |= {cookie.number for cookie in mine}
        alive = [cookie for cookie in mine if not cookie.has_expired(now)]
        origins = [o for o in export.origins if _is_of(served, o["origin"].split("://")[-1])]
        if _has_ended(served, mine, alive):
            done.ended += [pack.platform.title for pack in served]
        elif alive or origins:
            ready[name] = {"cookies": [cookie.as_taken() for cookie in alive], "origins": origins}
            done.expired += len(mine) - len(alive)
    done.foreign = len(export.cookies) - len(used)
    if not ready:
        raise _nothing(path, export, packs, done)
    for name, state in ready.items():
        sessions.save(name, state, Provenance(origin="imported"))
        done.sealed.append(name)
    return done


def _is_of(packs: Iterable[Pack], domain: str) -> bool:
    bare = domain.partition(":")[0].lstrip(".")
    hosts = {host for pack in packs for host in hosts_of(pack)}
    return any(host == bare or host.endswith(f".{bare}") for host in hosts)


def _has_ended(
    packs: Iterable[Pack], mine: Sequence[ExportedCookie], alive: Sequence[ExportedCookie]
) -> bool:
    """Return whether what signs a person in was there, and none of it is still good."""
    if mine and not alive:
        return True
    names = {name for pack in packs for name in pack.platform.session_cookies}
    return any(c.name in names for c in mine) and not any(c.name in names for c in alive)


def _nothing(path: Path, export: Export, packs: Iterable[Pack], done: Imported) -> ConfigError:
    if done.ended:
        return ConfigError(
            f"the session in {path} has expired: {', '.join(done.ended)}",
            "sign in again in that browser, and export it anew",
        )
    named = ", ".join(pack.platform.title for pack in packs)
    return ConfigError(
        f"{path} has no cookie for {named}, and {len(export.cookies)} of other sites",
        "export it from a browser that is signed in there",
    )
