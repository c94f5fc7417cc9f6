"""Whether a list on a page says that it has more rows than are shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from offswitch.engine.traces import plain
from offswitch.screen import Survey

_MORE = re.compile(
    r"(show|load|see|view) (more|all|hidden|advanced)( (rows|settings|options|items|results))?"
    r"|(more|advanced)( (settings|options))?|\d+ more|next( page)?"
)
"""What a row or a box says, in plain words, that brings up more of a list."""
_PART = re.compile(r"(?:\w+ ){0,2}(?:\d+ (?:to )?)?(\d+) of (\d+)(?: \w+){0,2}")
"""What a list says, in plain words, that shows so many of so many rows."""
_HELD_BACK = re.compile(
    r"(?:some|other|more|these|further|certain) (?:settings|options|choices|controls|preferences)\b.*"
    r"\b(?:not shown|hidden|not visible|managed by|set by|controlled by|locked by)\b.*"
)
"""What a page says, in plain words, of settings that it does not show to everybody."""


def says_that_it_has_more(seen: Survey) -> bool:
    """Tell whether a line in front speaks of more rows than are shown, or a box there brings out more.

    It does not matter whether some layout knows such a box: it has a state, and nobody knows what it hides.
    """
    controls = {plain(each.label) for each in seen.controls if each.layer == seen.top}
    lines = _lines(seen)
    tells = any(map(_is_a_part, lines)) or any(map(_HELD_BACK.fullmatch, lines))
    return tells or any(map(_MORE.fullmatch, controls))


def rows_for_more(seen: Survey) -> set[str]:
    """Return the plain words of the rows in front that bring up more of a list."""
    rows = {plain(row.text) for row in seen.rows if row.layer == seen.top}
    return set(filter(_MORE.fullmatch, rows))


def is_in_front(words: str, surveys: Sequence[Survey]) -> bool:
    """Tell whether plain words stood in front of a page when they were last there as a line."""
    there = (seen for seen in reversed(surveys) if words in {plain(x.text) for x in seen.lines})
    return any(words in _lines(seen) for seen in islice(there, 1))


def _lines(seen: Survey) -> set[str]:
    return {plain(x.text) for x in seen.lines if not x.covered and x.layer == seen.top}


def _is_a_part(line: str) -> bool:
    found = _PART.fullmatch(line)
    return found is not None and int(found[1]) < int(found[2])
