"""What proves a page again: a heading that can be seen, and labels that stand under it."""

from __future__ import annotations

from offswitch.look.summary import PageSummary
from offswitch.model.text import fold

_MOST_NEIGHBORS = 6
LONGEST = 200
"""Characters that a label of a selector file may have."""


def heading_of(nearest: str, summary: PageSummary) -> str:
    """Return the heading that proves the page: the nearest one if it can be seen, else another; empty if none can."""
    fit = (
        h for h in (nearest, *summary.headings) if h and len(h) <= LONGEST and is_shown(h, summary)
    )
    return next(fit, "")


def neighbors_of(heading: str, summary: PageSummary) -> list[str]:
    """Return labels that stand under a heading, and that a person can see."""
    labels = [each.label for each in summary.controls if heading in {each.section, each.question}]
    labels += [each.label for each in summary.rows if each.section == heading]
    fit = (
        x for x in labels if x not in {"", heading} and len(x) <= LONGEST and is_shown(x, summary)
    )
    return list(dict.fromkeys(fit))[:_MOST_NEIGHBORS]


def is_shown(label: str, summary: PageSummary) -> bool:
    """Tell whether a label is a visible line of the page, which a section can be proved by."""
    return fold(label) in summary.words
