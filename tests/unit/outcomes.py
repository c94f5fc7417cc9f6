"""Reports with one outcome of each kind, over the settings that offswitch knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from offswitch.model.results import Mode, Proof, Report, Result, RunInfo, SettingInfo
from offswitch.model.words import REASONS, Kind, ProofKind, Reason, State, Status
from offswitch.run.options import load_library

AT = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
HINTS = {
    Reason.DRIFT: "it was off and is on again; `offswitch run` switches it off",
    Reason.ONE_WAY: "it cannot be undone; `offswitch run --only {id}` does it, after asking you",
    Reason.SIGN_IN: "not signed in; run `offswitch login {platform}`",
    Reason.NOT_FOUND: "its page is there, and no control on it carries the expected label",
    Reason.OFFLINE: "look after the network at https://www.example.org/a/long/way/to/the/page",
}


@cache
def infos() -> Sequence[SettingInfo]:
    """Every bundled setting."""
    library = load_library()
    return [info for name in library.platforms() for info in library.pack(name).catalogue()]


def proofs(status: Status, wanted: State) -> tuple[Proof, ...]:
    """What stands behind a status."""
    other = State.ON if wanted is State.OFF else State.OFF
    seen = {
        Status.OK: [(ProofKind.FRESH_LOAD, wanted), (ProofKind.FRESH_LOAD, wanted)],
        Status.CHANGED: [(ProofKind.SAME_PAGE, wanted), (ProofKind.FRESH_CONTEXT, wanted)],
        Status.PENDING: [(ProofKind.FRESH_LOAD, other)],
    }
    return tuple(Proof(kind=kind, state=state, at=AT) for kind, state in seen.get(status, []))


def result(info: SettingInfo, status: Status, reason: Reason | None = None, **more: Any) -> Result:
    """One outcome of one setting."""
    hint = HINTS.get(reason, "") if reason else ""
    if status is Status.PENDING and reason is None:
        hint = "it is on; `offswitch run` switches it off"
        if info.kind is Kind.ACTION:
            hint = f"it is on; `offswitch run --only {info.setting}` switches it off"
    wanted = more.pop("wanted", State.OFF)
    seen = proofs(status, wanted)
    more.setdefault("after", seen[-1].state if seen else State.UNKNOWN)
    return Result(
        platform=info.platform,
        setting=info.setting,
        category=info.category,
        title=info.title,
        status=status,
        reason=reason,
        wanted=wanted,
        proofs=seen,
        hint=hint.format(id=info.setting, platform=info.platform),
        **more,
    )


def every_outcome() -> list[tuple[Status, Reason | None]]:
    """Every status with every reason that it may have."""
    return list(_every_outcome())


def _every_outcome() -> Iterator[tuple[Status, Reason | None]]:
    for status in Status:
        if status in {Status.OK, Status.CHANGED, Status.PENDING}:
            yield status, None
        for reason in sorted(REASONS[status]):
            yield status, reason


def report(results: Sequence[Result], mode: Mode = "run", **more: Any) -> Report:
    """A report of a run with these results."""
    info = RunInfo(id="1", mode=mode, profile="default", started=AT, version="0", **more)
    return Report(run=info, results=tuple(results))


def mixed(mode: Mode = "run", *, shift: int = 0, **more: Any) -> Report:
    """A report in which the settings come out in many ways; ``shift`` gives each another one."""
    outcomes = every_outcome()
    results = [
        result(info, *outcomes[(index + shift) % len(outcomes)])
        for index, info in enumerate(infos())
    ]
    return report(results, mode, **more)
