"""Remembers the pages on the way that a search goes: what each showed, and which step led from it to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ElementHandle, Error, Page

from offswitch.errors import SettingError
from offswitch.screen import Steps, structure_of

RawNode = dict[str, Any]
Key = tuple[str, ...]
"""How a page was reached: the address that was loaded, and then what was touched on each page."""
_LONGEST = 300


@dataclass(frozen=True)
class Moment:
    """What a page was at one moment; not fit to be kept before it is redacted.

    Attributes:
        structure: the page.
        address: that was loaded to see it; empty if something on another page led to it.
        moved: whether the site led from there to another address.
        leads: for the numbers of nodes the number of the moment that touching each led to.
    """

    structure: dict[str, Any]
    address: str = ""
    moved: bool = False
    leads: dict[int, int] = field(default_factory=dict)


@dataclass
class Moments(Steps):
    """The pages on a way; one that is reached a second time in the same way is as it was then."""

    _seen: dict[Key, Moment] = field(default_factory=dict)
    _here: Key = ()

    def loads(self, page: Page, url: str) -> None:
        """See ``Steps``."""
        with suppress(Error):  # it is being left already
            self._take(page)
        self._here = (url,)

    def touches(self, page: Page, find: Callable[[], ElementHandle]) -> None:
        """See ``Steps``."""
        with suppress(SettingError):  # the step will not be taken either
            try:
                touched = self._take(page, find())
            except Error:
                touched = ""
            self._here = (*self._here, touched) if touched else ()

    def end(self, page: Page) -> list[Moment]:
        """Take the page at hand, and return all moments: that one first, and how each leads to others.

        Raises:
            playwright.sync_api.Error: the page navigated or closed meanwhile.
        """
        here = self._here = self._here or ("",)
        self._take(page)
        kept = [here, *(key for key in self._seen if key != here and self._is_reached(key))]
        return [self._linked(key, kept) for key in kept]

    def _take(self, page: Page, node: ElementHandle | None = None) -> str:
        """Take a page as it is; return what tells the element that is touched on it from others."""
        if not self._here:
            return ""
        structure = structure_of(page, [node] if node else ())
        first, is_loaded = self._here[0], len(self._here) == 1
        self._seen[self._here] = Moment(
            structure,
            address=first if is_loaded else "",
            moved=is_loaded and place_of(page.url) != place_of(first),
        )
        nodes = structure["nodes"]
        touched = next((number for number, each in enumerate(nodes) if each.get("opens")), None)
        return "" if touched is None else signs(nodes)[touched]

    def _is_reached(self, key: Key) -> bool:
        """Tell whether each page before one still has what led on from there."""
        for depth in range(1, len(key)):
            before = self._seen.get(key[:depth])
            if before is None or key[depth] not in signs(before.structure["nodes"]):
                return False
        return True

    def _linked(self, key: Key, kept: Sequence[Key]) -> Moment:
        moment = self._seen[key]
        known = signs(moment.structure["nodes"])
        leads = {
            known.index(other[-1]): number
            for number, other in enumerate(kept)
            if other[:-1] == key and other[-1] in known
        }
        return Moment(moment.structure, moment.address, moment.moved, leads)


def signs(nodes: Sequence[RawNode]) -> list[str]:
    """Return for each node what tells it from others: its kind, and what it says."""
    said = [str(node.get("text") or node.get("label") or "") for node in nodes]
    for number in range(len(nodes) - 1, 0, -1):
        outer = nodes[number]["in"]
        if said[number] and outer >= 0:
            said[outer] = f"{said[number]} {said[outer]}".strip()[:_LONGEST]
    return [
        " ".join((str(node.get("tag", "")), str(node.get("role", "")), text))
        for node, text in zip(nodes, said, strict=True)
    ]


def place_of(url: str) -> str:
    """Return an address as a bundle names it."""
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path.rstrip('/')}".lower()
