"""Remembers the pages on the way that a search goes: what each showed, and which step led from it to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from offswitch.errors import ConfigError, SettingError
from offswitch.screen import PageAtHand, Steps

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
    """The pages on a way; one that is reached a second time in the same way is as it was then.

    Attributes:
        answer: what became of the change that was begun on one of them; empty if none was, or nothing
            was pressed for it.
    """

    answer: str = ""
    _seen: dict[Key, Moment] = field(default_factory=dict)
    _here: dict[PageAtHand, Key] = field(default_factory=dict)
    _last: PageAtHand | None = None
    _changing: Key | None = None
    _is_over: bool = False

    def loads(self, page: PageAtHand, url: str) -> None:
        """See ``Steps``."""
        if self._is_over:
            return
        self._take(page)
        self._here[page], self._last = (url,), page

    def touches(self, page: PageAtHand, find: Callable[[], Any]) -> None:
        """See ``Steps``."""
        if self._is_over:
            return
        try:
            touched = self._take(page, find)
        except SettingError:
            return  # the step will not be taken either
        self._here[page] = (*self._here.get(page, ()), touched) if touched else ()
        self._last = page

    def begins_change(self) -> None:
        """See ``Steps``."""
        if self._last is not None and self._changing is None:
            self._changing = self._here.get(self._last, ())

    def ends_change(self, answer: Callable[[], str]) -> None:
        """See ``Steps``."""
        if self._is_over or not self._changing or self._last is None:
            return
        self._take(self._last)
        if len(self._here[self._last]) > len(self._changing):
            self.answer = answer()
        self._is_over = True

    def forget(self) -> None:
        """Begin anew with another setting, on the page at hand."""
        here = {page: key for page, key in self._here.items() if not page.is_closed}
        vars(self).update(vars(Moments(_here=here, _last=self._last)))

    @property
    def has_begun(self) -> bool:
        """Whether a change was begun."""
        return bool(self._changing)

    def end(self, page: PageAtHand) -> list[Moment]:
        """Take the page at hand, and return all moments: that one first, and how each leads to others.

        Raises:
            ConfigError: the page was left meanwhile.
        """
        here = self._here[page] = self._here.get(page) or ("",)
        self._take(page)
        if here not in self._seen:
            raise ConfigError("the page was left while it was looked at", "capture it again")
        return self._all(here)

    def of_change(self, *, kept: bool) -> list[Moment]:
        """Return all moments, that at which the change was begun first.

        Args:
            kept: whether it was there on a page that was loaded anew.
        """
        moments = self._all(self._changing or ())
        last = self._here.get(self._last, ()) if self._last else ()
        before = self._seen.get(last[:-1])
        if self.answer and before is not None and last in self._seen:
            nodes = before.structure["nodes"]
            for node, sign in zip(nodes, signs(nodes), strict=True):
                if sign == last[-1]:
                    node |= {"answer": self.answer, "kept": kept}
        return moments

    def _all(self, first: Key) -> list[Moment]:
        if first not in self._seen:
            return []
        others = (key for key in self._seen if key != first and self._is_reached(key))
        kept = [first, *others]
        return [self._linked(key, kept) for key in kept]

    def _take(self, page: PageAtHand, find: Callable[[], Any] | None = None) -> str:
        """Take a page as it is; return what tells the element that is touched on it from others."""
        here = self._here.get(page)
        structure = page.structure(find) if here else None
        if not here or structure is None:
            return ""
        first, is_loaded = here[0], len(here) == 1
        self._seen[here] = Moment(
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
    """Return for each node what tells it from others: its kind, what it says, and how many before it are alike."""
    said = [str(node.get("text") or node.get("label") or "") for node in nodes]
    for number in range(len(nodes) - 1, 0, -1):
        outer = nodes[number]["in"]
        if said[number] and outer >= 0:
            said[outer] = f"{said[number]} {said[outer]}".strip()[:_LONGEST]
    alike = Counter[tuple[str, str, str]]()
    found = []
    for node, text in zip(nodes, said, strict=True):
        sign = (str(node.get("tag", "")), str(node.get("role", "")), text)
        alike[sign] += 1
        found.append(" ".join((*sign, str(alike[sign]))))
    return found


def place_of(url: str) -> str:
    """Return an address as a bundle names it."""
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path.rstrip('/')}".lower()
