"""Do two globs take in a common name? Told exactly, not by samples: ``fnmatch`` itself can only try names."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import lru_cache

_LAST = 0x10FFFF


@dataclass(frozen=True)
class _Some:
    """Characters that one place of a glob takes in.

    Attributes:
        ranges: first and last code point of each run of them, in order and apart.
    """

    ranges: tuple[tuple[int, int], ...]

    def shared(self, other: _Some) -> str:
        """Return a character that both take in; empty where there is none."""
        for first, last in self.ranges:
            for low, high in other.ranges:
                if max(first, low) <= min(last, high):
                    return chr(max(first, low))
        return ""

    def has(self, letter: str) -> bool:
        """Tell whether it takes in a character."""
        return any(first <= ord(letter) <= last for first, last in self.ranges)


_ANY = _Some(((0, _LAST),))
_END = _Some(())
_Parts = tuple[_Some | None, ...]
"""A glob's places in order; None is a ``*``."""


def shared_name(one: str, other: str) -> str | None:
    """Return a name that both of two globs take in.

    Args:
        one: a glob as ``fnmatch.fnmatchcase`` reads it: ``*``, ``?``, ``[abc]``, ``[!a-c]``.
        other: the same.

    Returns:
        The shortest such name, its wildcards filled with the first letters that fit; None where no
        name fits both.
    """
    left, right = _parts(one), _parts(other)
    states: dict[tuple[int, int], str] = {(0, 0): ""}
    fresh = deque(states)
    while fresh:
        here = fresh.popleft()
        if here == (len(left), len(right)):
            return states[here]
        for step, letter in _steps(left, right, here):
            if step not in states:
                states[step] = states[here] + letter
                # A step without a letter leads on before any that has one: the shortest comes first.
                (fresh.append if letter else fresh.appendleft)(step)
    return None


def _steps(left: _Parts, right: _Parts, here: tuple[int, int]) -> list[tuple[tuple[int, int], str]]:
    """Return where two globs can go on together, and by which letter; empty for none."""
    i, j = here
    mine = left[i] if i < len(left) else _END
    theirs = right[j] if j < len(right) else _END
    steps: list[tuple[tuple[int, int], str]] = []
    if mine is None:
        steps.append(((i + 1, j), ""))
    if theirs is None:
        steps.append(((i, j + 1), ""))
    letter = _letter(mine or _ANY, theirs or _ANY)
    if letter and not (mine is None and theirs is None):
        steps.append(((i + (mine is not None), j + (theirs is not None)), letter))
    return steps


def _letter(mine: _Some, theirs: _Some) -> str:
    """Return a character that both take in, if possible one that a person can read."""
    readable = (letter for letter in "xXa0" if mine.has(letter) and theirs.has(letter))
    return next(readable, mine.shared(theirs))


@lru_cache(maxsize=1024)
def _parts(glob: str) -> _Parts:
    parts: list[_Some | None] = []
    place = 0
    while place < len(glob):
        sign = glob[place]
        place += 1
        end = _end_of_set(glob, place) if sign == "[" else -1
        if sign == "*":
            if not parts or parts[-1] is not None:
                parts.append(None)
        elif sign == "?":
            parts.append(_ANY)
        elif end >= 0:
            parts.append(_set(glob[place:end]))
            place = end + 1
        else:
            parts.append(_Some(((ord(sign), ord(sign)),)))
    return tuple(parts)


def _end_of_set(glob: str, start: int) -> int:
    """Return where a set ends that begins before ``start``; -1 where the bracket is only itself."""
    first = start + glob.startswith("!", start)
    return glob.find("]", first + glob.startswith("]", first))


def _set(inside: str) -> _Some:
    negated = inside.startswith("!")
    letters = inside[negated:]
    ranges = []
    place = 0
    while place < len(letters):
        first = last = ord(letters[place])
        if letters[place + 1 : place + 2] == "-" and place + 2 < len(letters):
            last = ord(letters[place + 2])
            place += 2
        place += 1
        if first <= last:
            ranges.append((first, last))
    merged = _merged(ranges)
    return _Some(_others(merged) if negated else merged)


def _merged(ranges: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def _others(ranges: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    starts = [0, *(last + 1 for _, last in ranges)]
    ends = [*(first - 1 for first, _ in ranges), _LAST]
    return tuple((start, end) for start, end in zip(starts, ends, strict=True) if start <= end)
