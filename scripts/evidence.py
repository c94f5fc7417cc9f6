"""Holds what selectors/ and fixtures/ say of a site's pages against docs/evidence/ and the label files.

What no source shows must be marked: its line, or its table's heading, ends in ``# D``. No line states a better grade
than its best source. Prints what breaks that; ``--list`` prints everything, with its grade and source, and what both
sides share without one. ``--selectors`` leaves the fixtures out.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import urlsplit

from claims import OWN, ROOT, SELECTORS, Claim, of_fixtures, of_selectors

from offswitch.model.geography import LabelFile
from offswitch.model.text import fold


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


def shared_guesses(
    files: Iterable[Claim], pages: Iterable[Claim], evidence: Evidence
) -> Iterator[tuple[Claim, Claim]]:
    """Yield what no source shows and both sides say, with the first place of each.

    They share a whole text, the path of an address, or a phrase that stands in a word of the other side.
    """
    guessed = [(claim, _compared(claim)) for claim in pages if evidence.of(claim) is None]
    for said, claim in {_compared(each): each for each in reversed([*files])}.items():
        if evidence.of(claim) is None:
            for other, text in guessed:
                same = said == text or (claim.kind == "phrase" and said in text)
                if same and claim.language == other.language:
                    yield claim, other
                    break


def _compared(claim: Claim) -> str:
    if claim.kind in {"address", "path"}:
        address = claim.text.removeprefix("https://")
        return address[address.find("/") :].rstrip("/") if "/" in address else address
    return fold(claim.text)


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
        for ours, theirs in shared_guesses(files, pages, evidence):
            print(f"on both sides, in no source: {ours.text!r}: {ours.place}, {theirs.place}")
    wrong = list(unfounded((*files, *pages), evidence))
    for told in wrong:
        print(told, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
