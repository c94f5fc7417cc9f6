"""What a person has to do about each result: one source for the report of a run and for its plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from offswitch.model.results import Result
from offswitch.model.text import fold
from offswitch.model.words import BY_HAND, DEMANDED, Reason, State, Status
from offswitch.wording import PROOFS, READ, said

_THEIRS = BY_HAND | DEMANDED | {Reason.APP_ONLY}
"""Reasons that end only by something that the person does."""
_SAY_ENOUGH = frozenset(
    {Reason.FORM_ONLY, Reason.GUIDE, Reason.APP_ONLY, Reason.LOCKED, Reason.STOPPED}
)
"""Reasons whose words say all that their hint does."""


class Part(StrEnum):
    """The parts of a report, in the order in which a person needs them."""

    ON = "on"
    SWITCHED = "switched"
    OFF = "off"
    YOURS = "yours"
    UNTOLD = "untold"
    ABSENT = "absent"


@dataclass(frozen=True)
class Cluster:
    """Some results of which the same is to be said, once.

    Attributes:
        note: what was read and where; or why, and what to do.
        results: in the order of the run.
    """

    note: str
    results: tuple[Result, ...]


@dataclass(frozen=True)
class Group:
    """A part of a report that is not empty."""

    part: Part
    clusters: tuple[Cluster, ...]

    @property
    def results(self) -> tuple[Result, ...]:
        """Every result of the group."""
        return tuple(result for cluster in self.clusters for result in cluster.results)

    @property
    def done(self) -> tuple[Result, ...]:
        """Those that the person said they did themselves."""
        return tuple(result for result in self.results if result.done)


def grouped(results: Sequence[Result]) -> list[Group]:
    """Put each result into the one group that it belongs to; groups in the order of ``Part``."""
    sorted_ = [(part, [r for r in results if part_of(r) is part]) for part in Part]
    return [Group(part, _clusters(part, chosen)) for part, chosen in sorted_ if chosen]


def part_of(result: Result) -> Part:
    """Tell which part of a report a result belongs to."""
    match result.status:
        case Status.PENDING:
            return Part.ON
        case Status.CHANGED:
            return Part.SWITCHED
        case Status.OK:
            return Part.OFF
        case Status.SKIPPED | Status.FAILED | Status.UNREACHABLE:
            # What is locked may be on: that is never put away under "nothing to switch".
            locked_on = result.reason is Reason.LOCKED and result.before is not result.wanted
            if result.reason in _THEIRS or locked_on:
                return Part.YOURS
            if is_still_on(result):
                return Part.ON
            return Part.ABSENT if result.status is Status.SKIPPED else Part.UNTOLD


def is_still_on(result: Result) -> bool:
    """Tell whether a change failed, and the last reading shows what was to be switched off."""
    told = result.proofs[-1].state if result.proofs else State.UNKNOWN
    return result.status is Status.FAILED and told is State.ON and result.wanted is State.OFF


def grounds(result: Result) -> str:
    """Say what was read, and where: the grounds of a result."""
    states = dict.fromkeys(proof.state for proof in result.proofs)
    told = []
    for state in states:
        places = dict.fromkeys(PROOFS[p.kind] for p in result.proofs if p.state is state)
        told.append(f"{READ[state]} {' and '.join(places)}")
    return ", ".join(told) or "no control was read"


def why(result: Result) -> str:
    """Say why a result is as it is, and what to do, without saying one thing twice."""
    words, hint = said(result), result.hint
    if not hint or result.done or result.reason in _SAY_ENOUGH:
        return words
    if result.reason is Reason.ONE_WAY or fold(words) in fold(hint):
        return hint
    return f"{words}: {hint}"


def _clusters(part: Part, results: Iterable[Result]) -> tuple[Cluster, ...]:
    notes: dict[str, list[Result]] = {}
    for result in results:
        notes.setdefault(_note(part, result), []).append(result)
    found = [Cluster(note, tuple(chosen)) for note, chosen in notes.items()]
    return tuple(sorted(found, key=_rank))


def _note(part: Part, result: Result) -> str:
    if part in {Part.YOURS, Part.UNTOLD} or is_still_on(result):
        return why(result)
    return said(result) if part is Part.ABSENT else grounds(result)


def _rank(cluster: Cluster) -> tuple[bool, bool]:
    """What keeps others from being looked at comes first, what is done already last."""
    first = cluster.results[0]
    return first.done is not None, first.status is not Status.UNREACHABLE
