"""Compares the journal with the head that is kept in the keyring, and keeps a newer one there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from offswitch.errors import VaultError
from offswitch.journal import JournalReader
from offswitch.local.lock import waiting_lock
from offswitch.vault.kept_head import Kept, KeptHead

_PATIENCE_SECONDS = 15.0


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """How a journal compares with the head that was kept.

    Attributes:
        kept: What was kept; None if that is unknown.
        problem: What the journal lacks; empty if it holds the row that was kept.
        unknown: Why nothing could be compared; empty if something could.
    """

    kept: Kept | None = None
    problem: str = ""
    unknown: str = ""


def compare(journal: JournalReader) -> Comparison:
    """Compare a journal with the head that was kept.

    Raises:
        JournalError: The journal cannot be read.
    """
    try:
        kept = KeptHead(journal.path).load()
    except VaultError as error:
        return Comparison(unknown=error.message)
    if kept is None:
        return Comparison(unknown="the keyring holds no head of this journal yet")
    if journal.holds(kept.head):
        return Comparison(kept=kept)
    return Comparison(
        kept=kept,
        problem=f"row {kept.number}, the last one on {kept.at.astimezone():%Y-%m-%d %H:%M}, is missing or"
        " was rewritten: rows were cut from the end, or an older copy took the journal's place",
    )


def keep(journal: JournalReader, at: dt.datetime, *, accepted: bool = False) -> str:
    """Keep the journal's head, unless the journal lacks the row that was kept before.

    Once a run is enough: a head that was kept proves every row before it.

    Args:
        journal: The journal.
        at: The time.
        accepted: Keep it even if the journal lacks that row, because the person said so.

    Returns:
        What the journal lacks; empty if the head was kept.

    Raises:
        ConfigError: Another process keeps a head for too long.
        JournalError: The journal cannot be read.
        VaultError: There is no usable keyring.
    """
    # The head is read under the lock, so that of two runs the later one never keeps the earlier head.
    lock = journal.path.parent / "locks" / "journal.head.lock"
    with waiting_lock(lock, seconds=_PATIENCE_SECONDS):
        problem = compare(journal).problem
        if problem and not accepted:
            return problem
        KeptHead(journal.path).save(Kept(journal.head(), at))
    return ""
