"""Puts the work of a run in order."""

from __future__ import annotations

from collections.abc import Sequence

from offswitch.engine import Task
from offswitch.packs import Pack

Work = Sequence[tuple[Pack, Sequence[Task]]]
"""The settings to do, by platform, in order."""


def by_session(work: Work) -> list[Work]:
    """Put the platforms of one session together: what one renews of it, the next one needs."""
    groups: dict[str, list[tuple[Pack, Sequence[Task]]]] = {}
    for pack, tasks in work:
        groups.setdefault(pack.platform.account_of, []).append((pack, tasks))
    return list(groups.values())
