"""What one check found that may be worth a message."""

from dataclasses import dataclass, field

from offswitch.model.results import NewControl, Report, Result
from offswitch.model.words import DEMANDED, Reason, State, Status

ENOUGH = 3
"""How many failures in a row are an event; one or two may be transient."""
CHECK = "the check"
_BLIND = {Status.FAILED, Status.UNREACHABLE}


@dataclass(frozen=True, kw_only=True)
class CheckSummary:
    """The possible events of one check.

    Attributes:
        drift: Settings that are on again and still on at the end, with their results.
        mended: Settings that were on again and that this check switched off.
        off: Settings that were proved off.
        lost: Platforms that have been out of reach for long enough or need the person, each with one
            result.
        reached: Platforms on which every setting could be reached.
        unread: Settings that could not be read for long enough.
        read: Settings that could be read.
        alarm: The run's alarm.
        controls: Changes in the inventory.
        misses: Failures in a row, including this check.
    """

    drift: dict[str, Result] = field(default_factory=dict)
    mended: dict[str, Result] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    lost: dict[str, Result] = field(default_factory=dict)
    reached: frozenset[str] = frozenset()
    unread: dict[str, Result] = field(default_factory=dict)
    read: frozenset[str] = frozenset()
    alarm: str | None = None
    controls: tuple[NewControl, ...] = ()
    misses: dict[str, int] = field(default_factory=dict)


def summarize(
    found: Report, report: Report, misses: dict[str, int], known: frozenset[str]
) -> CheckSummary:
    """Summarize a check.

    Args:
        found: What the check read.
        report: How it ended, including what it switched off.
        misses: Failures in a row before this check.
        known: Platforms that were ever reached; on any other, no session can have ended.
    """
    came_back = {each.setting for each in found.results if each.reason is Reason.DRIFT}
    outcome = {each.setting: each for each in report.results}
    unreachable = _unreachable(report)
    reached = frozenset(each.platform for each in report.results).difference(unreachable)
    if reached or known:
        unreachable = {
            name: each
            for name, each in unreachable.items()
            if each.reason is not Reason.SIGN_IN or name in known
        }
    failed = {name: each for name, each in outcome.items() if each.status is Status.FAILED}
    unread = {name: each for name, each in failed.items() if name not in came_back}
    read = frozenset(name for name, each in outcome.items() if each.status not in _BLIND)
    counted = _counted(misses, {*unreachable, *unread}, {*reached, *read})
    mended = {name for name in came_back if outcome[name].status is Status.CHANGED}
    return CheckSummary(
        drift={name: outcome[name] for name in sorted(came_back - mended)},
        mended={name: outcome[name] for name in sorted(mended)},
        off=frozenset(name for name, each in outcome.items() if _is_off(each)),
        lost={
            name: each
            for name, each in unreachable.items()
            # What the site demands is never transient: it needs the person now.
            if (each.reason in DEMANDED and name in known) or counted[name] >= ENOUGH
        },
        reached=reached,
        unread={name: each for name, each in unread.items() if counted[name] >= ENOUGH},
        read=read,
        alarm=report.run.alarm,
        controls=report.new_controls,
        misses=counted,
    )


def _unreachable(report: Report) -> dict[str, Result]:
    """Return the first unreachable result of each platform that has one."""
    found: dict[str, Result] = {}
    for result in report.results:
        if result.status is Status.UNREACHABLE:
            found.setdefault(result.platform, result)
    return found


def _counted(misses: dict[str, int], failed: set[str], fine: set[str]) -> dict[str, int]:
    kept = {name: count for name, count in misses.items() if name not in {*fine, CHECK}}
    return kept | {name: kept.get(name, 0) + 1 for name in sorted(failed)}


def _is_off(result: Result) -> bool:
    return result.status in {Status.OK, Status.CHANGED} and result.after is State.OFF
