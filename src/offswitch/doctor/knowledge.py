"""What is known of the platforms' pages, and how old that is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from offswitch.doctor.check import Check, Verdict
from offswitch.errors import PackError
from offswitch.model.text import counted
from offswitch.packs import Pack, lint
from offswitch.run.options import load_library, own_selectors

_OLD = dt.timedelta(days=180)


def selector_checks(selectors: Sequence[Path]) -> Iterator[Check]:
    """Check every selector file, and say how old the newest knowledge of each platform is."""
    try:
        problems: Sequence[str] = lint((), own_selectors(selectors))
    except PackError as error:
        problems = error.problems
    for problem in problems:
        yield Check(
            name="selectors",
            verdict=Verdict.BAD,
            found=problem,
            hint="correct the place that is named; see `offswitch selectors lint`",
        )
    if problems:
        return
    library = load_library(selectors)
    today = dt.datetime.now(dt.UTC).date()
    for name in library.platforms():
        yield _age(library.pack(name), today)


def label_checks(selectors: Sequence[Path]) -> Iterator[Check]:
    """Say in which languages the pages can be read."""
    library = load_library(selectors)
    known = {
        language
        for name in library.platforms()
        for variant in library.pack(name).variants
        for language in variant.lexicon.languages
    }
    others = ", ".join(sorted(known))
    if others:
        yield Check(name="labels", verdict=Verdict.OK, found=f"English; also, in parts: {others}")
        return
    yield Check(
        name="labels",
        verdict=Verdict.NOTE,
        found="English alone",
        hint="set the site to English; another language is `failed: language`, never a guess",
    )


def _age(pack: Pack, today: dt.date) -> Check:
    seen = [note.seen for variant in pack.variants for note in variant.file.evidence.values()]
    count = f"{pack.platform.name}: {counted(len(pack.variants), 'layout')}"
    if not seen:
        return Check(name="selectors", verdict=Verdict.OK, found=f"{count}, no evidence named")
    age = today - max(seen)
    found = f"{count}, newest evidence of {max(seen)}, {age.days} days old"
    if age <= _OLD:
        return Check(name="selectors", verdict=Verdict.OK, found=found)
    return Check(
        name="selectors",
        verdict=Verdict.NOTE,
        found=found,
        hint="the site may look different by now; see whether there is a newer offswitch",
    )
