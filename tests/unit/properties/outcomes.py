"""Draws what runs find: results, controls that came or went, runs, and reports."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st
from pydantic import ValidationError

from offswitch.model.results import NewControl, Proof, Report, Result, RunInfo
from offswitch.model.words import REASONS, Category, ProofKind, State, Status

MOMENTS = st.datetimes(min_value=dt.datetime(1, 1, 2), timezones=st.just(dt.UTC))  # noqa: DTZ001
PAGE_WORDS = st.text(st.characters(exclude_categories=())) | st.sampled_from(
    ["\ud800", "a\x1b[2J", "\u202e"]
)
"""What a page may say: also halves of a character, which no file can hold."""
PROOFS = st.builds(
    Proof,
    kind=st.sampled_from(ProofKind),
    state=st.sampled_from(State),
    signals=st.dictionaries(st.text(), st.text(), max_size=2),
    lacking=st.lists(PAGE_WORDS, max_size=2).map(tuple),
    at=MOMENTS,
)
NEW_CONTROLS = st.builds(
    NewControl,
    platform=st.text(),
    section=PAGE_WORDS,
    label=PAGE_WORDS,
    state=PAGE_WORDS,
    url=PAGE_WORDS,
    before=PAGE_WORDS,
    setting=st.text(),
)


@st.composite
def _said(draw: st.DrawFn) -> dict[str, Any]:
    """What a result may be given, in whatever combination; the model refuses some of them."""
    status = draw(st.sampled_from(Status))
    reasons = sorted(REASONS[status])
    return {
        "platform": draw(st.text()),
        "setting": draw(st.text()),
        "category": draw(st.sampled_from(Category)),
        "title": draw(st.text()),
        "status": status,
        "reason": draw(st.none() | st.sampled_from(reasons)) if reasons else None,
        "before": draw(st.sampled_from(State)),
        "after": draw(st.sampled_from(State)),
        "value_before": draw(st.text()),
        "proofs": tuple(draw(st.lists(PROOFS, max_size=3))),
        "selector_files": draw(st.dictionaries(st.text(), st.text(), max_size=2)),
        "url": draw(PAGE_WORDS),
        "hint": draw(PAGE_WORDS),
        "warnings": tuple(draw(st.lists(PAGE_WORDS, max_size=2))),
        "accounts": tuple(draw(st.lists(PAGE_WORDS, max_size=2))),
        "done": draw(st.none() | st.dates()),
    }


def result_or_none(said: dict[str, Any]) -> Result | None:
    try:
        return Result(**said)
    except ValidationError:
        return None


SAID = _said()
RESULTS: st.SearchStrategy[Result] = SAID.map(result_or_none).filter(lambda each: each is not None)  # type: ignore[assignment]
RUNS = st.builds(
    RunInfo,
    id=st.text(),
    mode=st.sampled_from(["run", "dry_run", "check", "undo"]),
    profile=st.text(),
    started=MOMENTS,
    finished=st.none() | MOMENTS,
    version=st.text(),
    browser=st.text(),
    replica=st.none() | st.text(),
    alarm=st.none() | PAGE_WORDS,
    error=st.none() | PAGE_WORDS,
    hint=PAGE_WORDS,
    interrupted=st.booleans(),
    denied=st.lists(PAGE_WORDS, max_size=2).map(tuple),
)
REPORTS = st.builds(
    Report,
    run=RUNS,
    results=st.lists(RESULTS, max_size=3).map(tuple),
    new_controls=st.lists(NEW_CONTROLS, max_size=2).map(tuple),
)
