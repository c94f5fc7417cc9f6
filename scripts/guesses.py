"""What selectors/ and fixtures/ both say and no source shows: a test that passes on it tells nothing of the real page.

A guess is no harm where the replica has something else in its place as often, which nobody could guess. So a word, an
address or a mark is open where an open place varies it, and the shape of a control where an open place with
`control = true` is about the same setting in the same layout.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from claims import Claim
from offswitch.model.text import fold
from page_claims import SHARED, Places

ARTICLE = "article"


class Sources(Protocol):
    """What public material shows."""

    def of(self, claim: Claim) -> object | None:
        """Return a source that shows what is claimed, if there is one."""


@dataclass(frozen=True)
class Guess:
    """What both sides say without a source: where a selector file says it, and what a page has."""

    ours: Claim
    theirs: Claim

    @property
    def is_open(self) -> bool:
        """Whether the page has something else there as often."""
        return self.theirs.is_varied

    def __str__(self) -> str:
        return f"{self.ours.text!r}: {self.ours.place}, {self.theirs.place}"


def reached(hosts: Mapping[str, set[str]], sites: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Return the sites whose pages each platform's files may be held against: those at its hosts.

    Args:
        hosts: of each platform's files.
        sites: the hosts of each site.
    """
    return {
        platform: {SHARED, *(site for site, theirs in sites.items() if theirs & own)}
        for platform, own in hosts.items()
    }


def shared_guesses(
    files: Iterable[Claim],
    pages: Iterable[Claim],
    sources: Sources,
    reach: Mapping[str, set[str]],
) -> Iterator[Guess]:
    """Yield what no source shows and both sides say, for each place of the replica's files that says it.

    They share a whole text, the path of an address, or a phrase that stands in a word of the other side.
    """
    guessed = [(claim, _compared(claim)) for claim in pages if sources.of(claim) is None]
    for (said, _), claim in _first_of_each(files).items():
        if sources.of(claim) is None:
            for other, text in guessed:
                same = said == text or (claim.kind == "phrase" and said in text)
                here = other.folder in reach.get(claim.folder, ())
                if same and here and claim.language == other.language:
                    yield Guess(claim, other)


def _first_of_each(files: Iterable[Claim]) -> dict[tuple[str, str], Claim]:
    """Return the first claim of each text and platform; shapes are compared otherwise."""
    texts = [each for each in files if each.kind != "shape"]
    return {(_compared(each), f"{each.folder} {each.language}"): each for each in reversed(texts)}


def known_riddles(files: Iterable[Claim], pages: Iterable[Claim]) -> Iterator[Guess]:
    """Yield what the replica has for nobody's guess, and a selector file knows."""
    known = {(each.language, _compared(each)): each for each in files if each.kind == "word"}
    for page in pages:
        if page.is_last and (ours := known.get((page.language, _compared(page)))):
            yield Guess(ours, page)


def _compared(claim: Claim) -> str:
    if claim.kind in {"address", "path"}:
        address = claim.text.removeprefix("https://")
        return address[address.find("/") :].rstrip("/") if "/" in address else address
    return fold(claim.text)


def fixed_shapes(
    files: Iterable[Claim],
    sources: Sources,
    sites: Mapping[str, Mapping[str, Any]],
    places: Places,
) -> Iterator[tuple[Claim, str]]:
    """Yield each control whose shape no source shows, and a layout where the replica always draws the same.

    Args:
        files: what the selector files say.
        sources: what public material shows.
        sites: what each site.toml says.
        places: every open place.
    """
    shapes = [each for each in files if each.kind == "shape"]
    for site, data in sites.items():
        for name, setting in data.get("settings", {}).items():
            full = f"{site}.{name}"
            if setting.get("kind", "switch") != "switch":
                continue
            for layout in setting.get("generations", data["generations"]):
                claim = _newest(shapes, full, layout)
                if claim and sources.of(claim) is None and not _is_varied(full, layout, places):
                    yield claim, layout


def _newest(shapes: Iterable[Claim], setting: str, layout: str) -> Claim | None:
    """Return what the newest file that knows this layout says of a setting's shape."""
    known = {
        version: claim
        for claim in shapes
        for name, version in [claim.text.partition(": ")[0].split(" ")]
        if name == setting and version.endswith(ARTICLE) == (layout == ARTICLE)
        if layout == ARTICLE or version[: len("2026-07")] <= layout
    }
    return known[max(known)] if known else None


def _is_varied(setting: str, layout: str, places: Places) -> bool:
    short = setting.partition(".")[2]
    return any(
        place.get("control", False)
        and (setting in place["settings"] or short in place["settings"])
        and layout in place.get("generations", (layout,))
        for place in places.values()
    )
