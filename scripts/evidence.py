"""Holds what selectors/ and fixtures/ say of a site's pages against docs/evidence/ and the label files.

What no source shows must be marked: its line, or its table's heading, ends in ``# D``. No line states a better grade
than its best source. What both sides say without a source must be open: the fixtures have something else there as often,
which nobody could guess. Prints what breaks that; ``--list`` prints everything, with its grade and source, and what both
sides share without one. ``--selectors`` leaves the fixtures out.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import urlsplit

from claims import OWN, ROOT, SELECTORS, Claim, hosts_of, of_selectors
from guesses import fixed_shapes, known_riddles, reached, shared_guesses
from offswitch.model.label_file import LabelFile
from offswitch.model.text import fold
from page_claims import of_fixtures, open_places, sites, sites_of


@dataclass(frozen=True)
class Source:
    """Public material: what it is, and its grade."""

    what: str
    grade: str


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


def _is_the_path(path: str, shown: str) -> bool:
    return urlsplit(f"//{shown}").path.rstrip("/") == path.partition("?")[0].rstrip("/")


def _is_called(glob: str, shown: str) -> bool:
    return any(fnmatchcase(name, glob) for name in (shown, shown.removeprefix("POST ")))


_KINDS: Mapping[str, tuple[str, Callable[[str, str], bool]]] = {
    "phrase": ("words", lambda phrase, shown: fold(phrase) in shown),
    "address": ("addresses", _is_at),
    "path": ("addresses", _is_the_path),
    "operation": ("operations", _is_called),
    "mark": ("marks", str.__eq__),
    "shape": ("shapes", str.__eq__),
}
"""Kind of a claim → the key of a source that may show it, and how the two are compared. Words are looked up."""


class Evidence:
    """Everything that public material shows."""

    def __init__(self) -> None:
        self._shown: dict[str, list[tuple[str, Source]]] = {}
        self._words: dict[tuple[str, str], Source] = {}
        for path in sorted((ROOT / "docs" / "evidence").glob("*.toml")):
            for each in tomllib.loads(path.read_text(encoding="utf-8"))["source"]:
                self._read(each)
        for path in sorted(SELECTORS.glob("*/labels/*.toml")):
            file = LabelFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
            for grade, words in file.labels.items():
                if grade != OWN:
                    source = Source(str(path.relative_to(ROOT)), grade)
                    for shown in words.values():
                        self._add(
                            file.language, (shown,) if isinstance(shown, str) else shown, source
                        )

    def _read(self, table: Mapping[str, Any]) -> None:
        source = Source(table["what"], table["grade"])
        self._add("en", table.get("words", ()), source)
        for language, words in table.get("translations", {}).items():
            self._add(language, words, source)
        for key in ("words", "addresses", "operations", "marks", "shapes"):
            shown = self._shown.setdefault(key, [])
            shown += ((fold(one) if key == "words" else one, source) for one in table.get(key, ()))

    def _add(self, language: str, words: Iterable[str], source: Source) -> None:
        for word in words:
            known = self._words.setdefault((language, fold(word)), source)
            if source.grade < known.grade:
                self._words[language, fold(word)] = source

    def of(self, claim: Claim) -> Source | None:
        """Return the best source that shows what is claimed; None where none does.

        A regional word may also be one of its language at large.
        """
        if claim.kind == "word":
            languages = (claim.language, claim.language.partition("-")[0])
            found = [self._words.get((language, fold(claim.text))) for language in languages]
            return min(filter(None, found), key=lambda source: source.grade, default=None)
        key, fits = _KINDS[claim.kind]
        shown = [source for each, source in self._shown[key] if fits(claim.text, each)]
        return min(shown, key=lambda source: source.grade, default=None)


def unfounded(claims: Iterable[Claim], evidence: Evidence) -> Iterator[str]:
    """Yield, in a line each, what no source shows and nobody marked, and grades better than the best source's."""
    for claim in claims:
        source = evidence.of(claim)
        told = f"{claim.place}: {claim.kind} {claim.text!r}"
        if claim.grade in {"", OWN}:
            if source is None and not claim.is_marked:
                yield f"{told} has no source and is not marked {OWN}"
        elif source is None:
            yield f"{told} says grade {claim.grade}, but has no source"
        elif claim.grade < source.grade:
            yield f"{told} says grade {claim.grade}, but its best source has {source.grade}"


def guessed(files: Sequence[Claim], pages: Sequence[Claim], evidence: Evidence) -> Iterator[str]:
    """Yield, in a line each, the guesses that both sides share and the replica does not vary."""
    reach = reached(hosts_of(), sites_of())
    for guess in shared_guesses(files, pages, evidence, reach):
        if not guess.is_open:
            yield f"on both sides, in no source, and always there: {guess}"
    for guess in known_riddles(files, pages):
        yield f"the last shape of an open place, which a selector file knows: {guess}"
    for claim, layout in fixed_shapes(files, evidence, sites(), open_places()):
        yield f"a shape in no source, which no open place with `control` varies in {layout}: {claim.place}: {claim.text}"


def main() -> int:
    """Print what is wrong, or everything; return 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--list", action="store_true", help="print everything, with its evidence")
    parser.add_argument("--selectors", action="store_true", help="leave the fixtures out")
    options = parser.parse_args()
    evidence = Evidence()
    files = list(of_selectors())
    pages = [] if options.selectors else list(of_fixtures())
    if options.list:
        for claim in (*files, *pages):
            source = evidence.of(claim) or Source("no source", OWN)
            print(f"{claim.place}: {source.grade} {claim.kind} {claim.text!r}: {source.what}")
        for guess in shared_guesses(files, pages, evidence, reached(hosts_of(), sites_of())):
            print(f"on both sides, in no source: {guess}")
    wrong = list(unfounded((*files, *pages), evidence))
    if pages:
        wrong += guessed(files, pages, evidence)
    for told in wrong:
        print(told, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
