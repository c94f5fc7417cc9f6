"""Holds what selectors/ and fixtures/ say of a site's pages against docs/evidence/ and the label files.

What no source shows must be marked: its line ends in ``# D``. Prints what is not; ``--list`` prints everything, with
its grade and source, and what both sides share without one. ``--selectors`` leaves the fixtures out.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from claims import OWN, ROOT, SELECTORS, Claim, of_fixtures, of_selectors

from offswitch.model.geography import LabelFile
from offswitch.model.text import fold


@dataclass(frozen=True)
class Source:
    """Public material: what it is, its grade, and what it shows, by kind."""

    what: str
    grade: str
    shown: Mapping[str, Sequence[str]]


def _is(text: str, shown: str) -> bool:
    return fold(text) == fold(shown)


def _is_in(text: str, shown: str) -> bool:
    return fold(text) in fold(shown)


def _is_at(address: str, shown: str) -> bool:
    """Tell whether a glob, the beginning of a path, a host, or an address is the one that a source shows."""
    here = re.sub(r"^https?://", "", address)
    if "*" in here:
        return any(fnmatchcase(there, here) for there in (shown, f"{shown}/"))
    if here.startswith("/"):
        parts = urlsplit(f"//{shown}")
        return f"{parts.path}?{parts.query}".startswith(here.rstrip("/"))
    if "/" not in here:
        return shown.partition("/")[0] == here
    return here.partition("?")[0].rstrip("/") == shown.partition("?")[0].rstrip("/")


def _is_called(glob: str, shown: str) -> bool:
    return any(fnmatchcase(name, glob) for name in (shown, shown.removeprefix("POST ")))


_KINDS: Mapping[str, tuple[str, Callable[[str, str], bool]]] = {
    "word": ("words", _is),
    "phrase": ("words", _is_in),
    "address": ("addresses", _is_at),
    "operation": ("operations", _is_called),
    "mark": ("marks", str.__eq__),
    "shape": ("shapes", _is),
}
"""Kind of a claim → the key of a source that may show it, and how the two are compared."""


class Evidence:
    """Everything that public material shows."""

    def __init__(self) -> None:
        self._sources = [
            Source(each.pop("what"), each.pop("grade"), each)
            for path in sorted((ROOT / "docs" / "evidence").glob("*.toml"))
            for each in tomllib.loads(path.read_text(encoding="utf-8"))["source"]
        ]
        self._labels: dict[tuple[str, str], Source] = {}
        for path in sorted(SELECTORS.glob("*/labels/*.toml")):
            file = LabelFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
            for grade, words in sorted(file.labels.items(), reverse=True):
                source = Source(str(path.relative_to(ROOT)), grade, {})
                for shown in words.values():
                    for word in (shown,) if isinstance(shown, str) else shown:
                        self._labels[file.language, fold(word)] = source

    def of(self, claim: Claim) -> Source | None:
        """Return the best source that shows what is claimed; None where none does."""
        if claim.language != "en":
            label = self._labels.get((claim.language, fold(claim.text)))
            return label if label and label.grade != OWN else None
        key, fits = _KINDS[claim.kind]
        found = [s for s in self._sources if any(fits(claim.text, e) for e in s.shown.get(key, ()))]
        return min(found, key=lambda source: source.grade, default=None)


def main() -> int:
    """Print what is wrong, or everything; return 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--list", action="store_true", help="print everything, with its evidence")
    parser.add_argument("--selectors", action="store_true", help="leave the fixtures out")
    options = parser.parse_args()
    evidence = Evidence()
    files = list(of_selectors())
    pages = [] if options.selectors else list(of_fixtures())
    known = {claim: evidence.of(claim) for claim in (*files, *pages)}
    wrong = [claim for claim, source in known.items() if source is None and not claim.is_marked]
    if options.list:
        for claim, source in known.items():
            grade, what = (source.grade, source.what) if source else (OWN, "no source")
            print(f"{claim.place}: {grade} {claim.kind} {claim.text!r}: {what}")
        for words in sorted(_guessed(files, known) & _guessed(pages, known)):
            print(f"on both sides, in no source: {words!r}")
    for claim in wrong:
        told = f"{claim.kind} {claim.text!r} has no source and is not marked {OWN}"
        print(f"{claim.place}: {told}", file=sys.stderr)
    return 1 if wrong else 0


def _guessed(claims: Sequence[Claim], known: Mapping[Claim, Source | None]) -> set[str]:
    return {fold(claim.text) for claim in claims if known[claim] is None}


if __name__ == "__main__":
    sys.exit(main())
