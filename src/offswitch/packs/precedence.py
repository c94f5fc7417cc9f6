"""Which layouts are tried first: what a person showed, until a file with newer evidence covers it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from offswitch.model.geography import SelectorFile
from offswitch.model.variant import Variant

SHOWN = "P"
"""Grade of what a person showed on the page, and what was read there twice more."""


def is_shown(file: SelectorFile) -> bool:
    """Tell whether everything in a file was shown by a person, so that it describes no whole layout."""
    notes = file.evidence
    return set(notes) == set(file.routes) != set() and all(
        note.grade == SHOWN for note in notes.values()
    )


def in_order(variants: Sequence[Variant]) -> tuple[Variant, ...]:
    """Put the layouts that a person showed in front, but behind any with newer evidence of the same setting.

    Args:
        variants: newest first, by their versions.
    """
    shown = [each for each in variants if is_shown(each.file)]
    order = [each for each in variants if each not in shown]
    for each in sorted(shown, key=lambda variant: _day(variant.file)):
        newer = [index for index, other in enumerate(order) if _covers(other.file, each.file)]
        order.insert(newer[-1] + 1 if newer else 0, each)
    return tuple(order)


def _day(file: SelectorFile) -> dt.date:
    return max(note.seen for note in file.evidence.values())


def _covers(other: SelectorFile, shown: SelectorFile) -> bool:
    """Tell whether another file knows what a person showed, from a later day."""
    return any(
        name in other.routes and name in other.evidence and other.evidence[name].seen > note.seen
        for name, note in shown.evidence.items()
    )
