"""From the clicks that a person made to the ways that a selector file can say.

A link is tried first: it needs no menu. Each way is proved before it is kept, so that none of them
need be certain here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from offswitch.screen import Click

_MOST_STEPS = 8


@dataclass(frozen=True)
class Way:
    """One way to a control.

    Attributes:
        url: where it starts.
        then: rows to click from there, to the page that the control is on.
        open: rows to click on that page, to bring up the dialog that the control is in.
    """

    url: str
    then: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


def ways(start: str, end: str, clicks: Sequence[Click], *, is_dialog: bool) -> list[Way]:
    """Return the ways that the clicks may stand for, the likeliest first.

    Args:
        start: address that the walk began at.
        end: address that it ended at.
        clicks: what was clicked meanwhile.
        is_dialog: whether the control is in a dialog, which something has opened.
    """
    here, nameless = _since(clicks, end)
    found = _split(end, here, is_dialog=is_dialog) if here and not nameless else []
    # What was clicked last has opened the dialog; but a page is mostly at its address.
    found.insert(len(found) if is_dialog else 0, Way(end))
    every = tuple(click.label for click in clicks)
    if all(every) and 0 < len(every) <= _MOST_STEPS:
        found += _split(start, every, is_dialog=is_dialog)
    return list(dict.fromkeys(found))


def committed(clicks: Sequence[Click]) -> tuple[str, ...]:
    """Return what was clicked after the control itself, to answer what the site asked."""
    operated = [index for index, click in enumerate(clicks) if click.control]
    after = clicks[operated[-1] + 1 :] if operated else clicks
    return tuple(click.label for click in after if click.label)[:_MOST_STEPS]


def _since(clicks: Sequence[Click], end: str) -> tuple[tuple[str, ...], bool]:
    """Return what was clicked at the last address, and whether any of it has no name."""
    here: list[Click] = []
    for click in reversed(clicks):
        if click.address != end:
            break
        here.append(click)
    labels = tuple(click.label for click in reversed(here))
    return labels, not all(labels)


def _split(url: str, labels: tuple[str, ...], *, is_dialog: bool) -> list[Way]:
    if is_dialog:
        return [Way(url, labels[:-1], labels[-1:])]
    return [Way(url, labels)]
