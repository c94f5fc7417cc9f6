"""Every other control of the page, compared before and after a change: none of them may have moved."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import TypeVar

from offswitch.engine.holding import Hold
from offswitch.model.text import fold
from offswitch.screen import ControlSnapshot, Screen, Survey

_SETTLED_SECONDS = 1.0
_LATELY_SECONDS = 1.0
"""What a control showed before that is over: it may have been drawn before its state was known."""
_MIXED = "=mixed"
"""What a box shows that is ticked for some of several things."""
_Read = TypeVar("_Read")
_Kind = tuple[tuple[str, ...], str, str]
"""What a control is: its chain of headings, its label and its kind."""


@dataclass(frozen=True)
class Identity:
    """Which control of a page one is, whatever its state.

    Attributes:
        what: its chain of headings, its label and its kind, folded.
        nth: which of the controls that are the same in all that, from the top.
    """

    what: _Kind
    nth: int

    @property
    def label(self) -> str:
        """What a person would call it."""
        return self.what[1]


States = Mapping[Identity, frozenset[str]]


@dataclass(frozen=True)
class Fingerprint:
    """The states of every control of a page, as one or several looks showed them.

    Attributes:
        own: the parts of the control at work.
        others: all the others.
    """

    own: States = field(default_factory=dict)
    others: States = field(default_factory=dict)

    def joined(self, later: Fingerprint) -> Fingerprint:
        """Add what a later look at the same page showed; a control of ours is never another."""
        own = _joined(self.own, later.own)
        others = _joined(self.others, later.others)
        return Fingerprint(own, {who: states for who, states in others.items() if who not in own})


def fingerprint(seen: Survey, own: Sequence[ControlSnapshot] = ()) -> Fingerprint:
    """Describe every control of a page.

    Args:
        seen: the page.
        own: the parts of the control at work, from this look or another one.
    """
    counts = Counter[_Kind]()
    alike = Counter(_what(snapshot) for snapshot in seen.controls)
    mine: dict[Identity, frozenset[str]] = {}
    theirs: dict[Identity, frozenset[str]] = {}
    for snapshot in seen.controls:
        what = _what(snapshot)
        who = Identity(what, counts[what])
        counts[what] += 1
        # A page may have drawn ours anew: then it is known by what it is, where nothing else is the same.
        is_own = any(
            _what(part) == what and (alike[what] == 1 or _is_same(part, snapshot)) for part in own
        )
        (mine if is_own else theirs)[who] = frozenset({_state(snapshot)})
    return Fingerprint(mine, theirs)


def settled_fingerprint(screen: Screen) -> Fingerprint:
    """Describe every control of a page that may still be filling in, once none of them changes."""
    hold = Hold(screen, _SETTLED_SECONDS)
    last = fingerprint(screen.survey())
    while not hold.is_over():
        hold.rest()
        now = fingerprint(screen.survey())
        if now != last:
            last = now
            hold.restart()
    return last


@dataclass
class Watch:
    """Describes every control of a page at each look, so that one that turns by itself shows it.

    Args:
        own: the parts of the control at work.
    """

    own: Sequence[ControlSnapshot]
    _looks: list[tuple[float, Fingerprint]] = field(init=False, default_factory=list)

    def looking_on(self, screen: Screen, read: Callable[[], _Read]) -> Callable[[], _Read]:
        """Return what takes a reading, and notes in the same look what else the page shows."""

        def read_and_note() -> _Read:
            with screen.view.at_once():
                reading = read()
                self.note(screen.survey())
                return reading

        return read_and_note

    def note(self, seen: Survey) -> None:
        """Note what a look at the page shows."""
        now = fingerprint(seen, self.own)
        if not self._looks or self._looks[-1][1] != now:
            self._looks.append((time.monotonic(), now))

    def lately(self) -> Fingerprint:
        """Describe what the page has shown since a moment ago."""
        since = time.monotonic() - _LATELY_SECONDS
        ends = [at for at, _ in self._looks[1:]] + [float("inf")]
        shown = [look for (_, look), end in zip(self._looks, ends, strict=True) if end >= since]
        return reduce(Fingerprint.joined, shown, Fingerprint())


def changed(before: Fingerprint, after: Fingerprint) -> tuple[str, ...]:
    """Return the labels of the other controls that show a state in which they were never seen before.

    A second drawing of our own control, in a drawer or a summary, follows it and is no other. Nor is a box that
    sums up several: it shows that they differ, and each of them is compared by itself.
    """
    return tuple(
        dict.fromkeys(
            who.label
            for who, states in before.others.items()
            if not states & after.others.get(who, states)
            and who not in after.own
            and not _is_copy(who, after)
            and not _sums_up(states | after.others[who])
        )
    )


def last_told(first: tuple[str, ...] | None, later: tuple[str, ...] | None) -> tuple[str, ...]:
    """Return what moved as the last look that could tell showed it; None is a look that could not.

    The first look may be too early: for a control that hydrates late, or at a copy of the site's data that lags.
    """
    told = first if later is None else later
    return told or ()


def _is_copy(who: Identity, after: Fingerprint) -> bool:
    return any(
        own.what == who.what and states & after.others[who] for own, states in after.own.items()
    )


def _sums_up(states: frozenset[str]) -> bool:
    return any(_MIXED in state for state in states)


def _joined(one: States, other: States) -> dict[Identity, frozenset[str]]:
    return {
        who: one.get(who, frozenset()) | other.get(who, frozenset()) for who in {**one, **other}
    }


def _what(snapshot: ControlSnapshot) -> _Kind:
    chain = tuple(fold(heading) for heading in snapshot.headings)
    return chain, fold(snapshot.label), snapshot.kind


def _state(snapshot: ControlSnapshot) -> str:
    return ",".join(f"{key}={value}" for key, value in sorted(snapshot.signals.items()))


def _is_same(one: ControlSnapshot, other: ControlSnapshot) -> bool:
    return bool(one.frame == other.frame and one.node.evaluate("(a, b) => a === b", other.node))
