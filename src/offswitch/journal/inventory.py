"""Every control that was visible on the visited pages, and when.

The inventory is a snapshot, not evidence: its rows are updated, and they are not part of the chain.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from offswitch.journal.database import Database
from offswitch.journal.decoding import own_rows
from offswitch.journal.rows import ControlRow, SeenControl
from offswitch.model.scope import Scope

_REMEMBER = """
    INSERT INTO inventory (profile, replica, platform, page, section, label, kind, nth, state, url,
                           first_seen, last_seen, last_run)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11, ?12)
    ON CONFLICT DO UPDATE SET state = excluded.state, url = excluded.url,
                              last_seen = excluded.last_seen, last_run = excluded.last_run"""

_KNOWN = """
    SELECT * FROM inventory WHERE profile = ? AND replica = ? AND platform = ?
    ORDER BY page, section, label, kind, nth"""


@dataclass(frozen=True)
class PageVisit:
    """A page that a run visited.

    Attributes:
        run: Id of the run.
        scope: Scope of the run.
        platform: Name of the platform.
        name: A stable name for the page.
    """

    run: str
    scope: Scope
    platform: str
    name: str


def remember(
    database: Database,
    page: PageVisit,
    controls: Sequence[SeenControl],
    at: str,
) -> None:
    """Record what was seen on a page; call this inside ``database.writing()``.

    Args:
        database: The journal's database.
        page: The page, and the run that visited it.
        controls: The controls in page order; identical ones are numbered.
        at: When they were seen, as text.
    """
    alike: Counter[tuple[str, str, str]] = Counter()
    for control in controls:
        key = (control.section, control.label, control.kind)
        database.change(
            _REMEMBER,
            page.scope.profile,
            page.scope.at_replica,
            page.platform,
            page.name,
            *key,
            alike[key],
            control.state,
            control.url,
            at,
            page.run,
        )
        alike[key] += 1


def known(database: Database, scope: Scope, platform: str) -> list[ControlRow]:
    """Return every control that was ever seen on a platform, ordered by page."""
    rows = database.read(_KNOWN, scope.profile, scope.at_replica, platform)
    with own_rows(database):
        return [
            ControlRow(
                platform=row["platform"],
                page=row["page"],
                control=SeenControl(
                    label=row["label"],
                    section=row["section"],
                    kind=row["kind"],
                    state=row["state"],
                    url=row["url"],
                ),
                first_seen=dt.datetime.fromisoformat(row["first_seen"]),
                last_seen=dt.datetime.fromisoformat(row["last_seen"]),
                last_run=row["last_run"],
            )
            for row in rows
        ]
