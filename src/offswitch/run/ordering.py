"""Puts the work of a run in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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


def most_ways_first(pages: Iterable[Sequence[Task]]) -> list[Sequence[Task]]:
    """Put pages first to whose settings most ways are known: where one is not there, each of them is tried.

    Where several pages are looked at at once, the one that takes longest is not left for the end.
    """
    return sorted(pages, key=lambda page: -max(map(_ways_to, page)))


def _ways_to(task: Task) -> int:
    routes = [r for v in task.variants if (r := v.file.routes.get(task.setting.id)) is not None]
    ways = {
        way for r in routes for way in (("link", r.url), ("menu", r.path), ("search", r.search))
    }
    return sum(bool(where) for _, where in ways)
