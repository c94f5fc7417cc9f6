"""Every control that a person could see on the visited pages, and when it was there.

The inventory is what was seen last, not evidence: its rows change, and stand outside the chain.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from offswitch.journal.database import Database
from offswitch.journal.rows import ControlRow, SeenControl

_REMEMBER = """
    INSERT INTO inventory (profile, replica, platform, page, section, label, kind, nth, state, url,
                           first_seen, last_seen, last_run)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11, ?12)
    ON CONFLICT DO UPDATE SET state = excluded.state, url = excluded.url,
                              last_seen = excluded.last_seen, last_run = excluded.last_run"""


def remember(
    database: Database,
    run: tuple[str, str, bool],
    place: tuple[str, str],
    controls: Sequence[SeenControl],
    at: str,
) -> None:
    """Write down what was seen on a page; call it inside ``database.writing()``.

    Args:
        database: of the journal.
        run: id, profile, and whether it was at a replica.
        place: platform and page.
        controls: in the order of the page; two alike count as first and second.
        at: when, as text.
    """
    run_id, profile, replica = run
    alike: Counter[tuple[str, str, str]] = Counter()
    for control in controls:
        key = (control.section, control.label, control.kind)
        values = (*key, alike[key], control.state, control.url, at, run_id)
        database.change(_REMEMBER, profile, replica, *place, *values)
        alike[key] += 1


def known(database: Database, profile: str, platform: str, *, replica: bool) -> list[ControlRow]:
    """Return every control that was ever seen, by page."""
    rows = database.read(
        """SELECT * FROM inventory WHERE profile = ? AND replica = ? AND platform = ?
           ORDER BY page, section, label, kind, nth""",
        profile, replica, platform,
    )  # fmt: skip
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
