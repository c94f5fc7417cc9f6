"""What a run may say of settings and write, whatever their pages look like."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from offswitch.model.words import ABSENT, Kind
from tests.bundled import library, pack

Results = Mapping[str, Mapping[str, Any]]
States = Mapping[str, str]
Write = tuple[str, str, str]
"""Setting, from, to."""


def kinds() -> dict[str, Kind]:
    """Return the kind of every setting of the bundled flows."""
    return {
        f"{name}.{setting.id}": setting.kind
        for name in library().platforms()
        for setting in pack(name).platform.settings
    }


def what_is_wrong(
    results: Results,
    before: States,
    after: States,
    written: Collection[Write],
    *,
    locked: Collection[str] = (),
) -> list[str]:
    """Say what a run claims that is not so, and what it wrote that nobody planned.

    Args:
        results: of the run, by setting.
        before: what the server knew of each setting before it.
        after: the same afterwards.
        written: what the server was told to write meanwhile.
        locked: settings whose control cannot be used.
    """
    of_kind = kinds()
    wrong = [
        f"{each} was not planned" for each in written if not _was_planned(each, results, of_kind)
    ]
    if len(set(written)) < len(written):
        wrong.append("a write was made twice")
    for name, result in results.items():
        states = before.get(name, "absent"), after.get(name, "absent")
        wrote = (name, "on", "off") in written
        if not _is_so(result, states, of_kind[name], wrote=wrote, locked=name in locked):
            told = result["status"], result["reason"]
            wrong.append(f"{name}: {told}, though it was {states}, written: {wrote}")
    return wrong


def _was_planned(write: Write, results: Results, of_kind: Mapping[str, Kind]) -> bool:
    """Tell whether a write is what the run was asked for.

    To clear what another change has cleared along with it is no harm, and nothing but words tells that it has.
    """
    setting, was, to = write
    may_be_cleared = of_kind.get(setting) is Kind.ACTION
    return setting in results and to == "off" and (was == "on" or may_be_cleared)


def _is_so(
    result: Mapping[str, Any], states: tuple[str, str], kind: Kind, *, wrote: bool, locked: bool
) -> bool:
    """Tell whether a result is the right one, or an honest refusal with a reason."""
    before, after = states
    status, reason = result["status"], result["reason"]
    if status == "changed":
        return (before, after, wrote) == ("on", "off", True)
    if wrote:
        return status in {"failed", "unreachable"} and reason == "not_verified"
    allowed = {
        "ok": after == "off",
        "skipped": _may_be_skipped(reason, before, kind, locked=locked),
        "failed": bool(reason),
        "unreachable": bool(reason),
    }
    return allowed.get(status, False)


def _may_be_skipped(reason: str, before: str, kind: Kind, *, locked: bool) -> bool:
    known = {
        "guide": kind is Kind.GUIDE,
        "one_way": kind is Kind.ACTION,
        "form_only": before == "form",
        "locked": locked,
    }
    return known.get(reason, reason in ABSENT and before == "absent")
