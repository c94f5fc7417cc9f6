"""A journal with every transition that a report has to describe."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from offswitch.journal import Journal, open_journal
from offswitch.model.results import (
    EvidenceNote,
    Mode,
    NewControl,
    Proof,
    Result,
    RunInfo,
    SettingInfo,
)
from offswitch.model.words import Category, Kind, ProofKind, Reason, State, Status

START = dt.datetime(2027, 1, 3, 9, tzinfo=dt.UTC)
WEEK = dt.timedelta(weeks=1)
EVIL = "<script>alert(1)</script>"
EVIDENCE = EvidenceNote(grade="B", seen=dt.date(2026, 10, 9), source="a guide", live=False)
CATALOGUE = [
    SettingInfo(
        platform="site",
        setting=f"site.{name}",
        category=Category.AD_PARTNERS,
        title=title,
        kind=kind,
        wanted=State.OFF,
        effect="Something stops.",
        limits="Not everything.",
        help=link,
        evidence=EVIDENCE,
    )
    for name, title, kind, link in (
        ("ads", "Ads from partners", Kind.CHOICE, ""),
        ("share", f"Sharing {EVIL}", Kind.SWITCH, ""),
        ("train", "Training on your posts", Kind.SWITCH, ""),
        ("object", "An objection", Kind.FORM, "https://site.test/form"),
        ("script", "Another objection", Kind.GUIDE, "javascript:alert(1)"),
    )
]
TITLES = {info.setting: info.title for info in CATALOGUE}
Turn = tuple[str, Status, Reason | None, State]
OK, CHANGED, PENDING = Status.OK, Status.CHANGED, Status.PENDING
WEEKS: list[tuple[Mode, list[Turn]]] = [
    ("dry_run", [("ads", PENDING, None, State.ON), ("share", PENDING, None, State.ON)]),
    ("run", [("ads", CHANGED, None, State.OFF), ("share", CHANGED, None, State.OFF)]),
    ("check", [("ads", OK, None, State.OFF), ("share", OK, None, State.OFF)]),
    ("check", [("ads", PENDING, Reason.DRIFT, State.ON), ("share", OK, None, State.OFF)]),
    ("run", [("ads", CHANGED, None, State.OFF), ("share", OK, None, State.OFF)]),
    (
        "check",
        [
            ("ads", OK, None, State.OFF),
            ("share", Status.UNREACHABLE, Reason.SIGN_IN, State.UNKNOWN),
        ],
    ),
]


def result(setting: str, status: Status, reason: Reason | None, after: State) -> Result:
    read = after is not State.UNKNOWN
    proofs = (Proof(kind=ProofKind.FRESH_LOAD, state=after, at=START),) if read else ()
    return Result(
        platform="site",
        setting=f"site.{setting}",
        category=Category.AD_PARTNERS,
        title=TITLES[f"site.{setting}"],
        status=status,
        reason=reason,
        after=after,
        proofs=proofs,
        url="https://site.test/settings",
        selectors="site/2026-07",
        hint="a hint",
    )


@contextmanager
def full_journal(path: Path) -> Iterator[Journal]:
    now = [START]
    with open_journal(path, lambda: now[0]) as journal:
        for week, (mode, turns) in enumerate(WEEKS):
            now[0] = START + week * WEEK
            run = RunInfo(
                id=f"w{week}", mode=mode, profile="default", started=now[0], version="0.1.0"
            )
            journal.begin(run)
            for turn in turns:
                if turn[1] is CHANGED:
                    journal.intend(
                        run.id,
                        "site",
                        f"site.{turn[0]}",
                        before=State.ON,
                        value_before="allow",
                        url="https://site.test",
                    )
                journal.record(run.id, result(*turn))
            if week == 0:
                journal.record(
                    run.id, result("train", Status.SKIPPED, Reason.NOT_OFFERED, State.UNKNOWN)
                )
                journal.record(
                    run.id, result("object", Status.SKIPPED, Reason.FORM_ONLY, State.UNKNOWN)
                )
            if week == 2:
                journal.record_finding(
                    run.id,
                    NewControl(
                        platform="site",
                        section="Data",
                        label=f"Improve AI {EVIL}",
                        state="on",
                        url="https://site.test/settings",
                    ),
                )
            journal.finish(run.id, now[0])
        yield journal
