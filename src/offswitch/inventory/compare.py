"""Which controls are new, renamed, moved, merged or gone, compared with what was known before.

Pure rules over data. Nothing is said about a page that was not visited again, or not recognized.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from offswitch.journal import ControlRow, SeenControl
from offswitch.model.geography import Noise
from offswitch.model.results import NewControl
from offswitch.model.text import fold

_OPERABLE = frozenset({"switch", "radio", "menu"})
_VISIT, _LIST = SeenControl(label="", kind="page"), SeenControl(label="", kind="list")
"""Entries for the visit itself, so that it is known even if everything on the page is gone."""
_EMPTY_WORDS = frozenset(
    {
        "and", "are", "for", "from", "has", "have", "how", "its", "not", "off", "our", "the",
        "their", "them", "they", "this", "what", "when", "who", "why", "will", "with", "you", "your",
    }
)  # fmt: skip
_SHORTEST_WORD = 3
_SEVERAL = 2
"""How many controls must have a new heading before the heading counts as renamed; a single one moved."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page, as it was seen in this run.

    Attributes:
        place: Its name, which is stable within a layout.
        layout: The selector file by which it was recognized.
        controls: Everything on it that a person can operate, without noise.
        familiar: Folded labels from the selector file.
        listed: Whether its list of rows was identified; if not, its rows are ignored.
    """

    place: str
    layout: str
    controls: tuple[SeenControl, ...]
    familiar: frozenset[str] = frozenset()
    listed: bool = True

    @property
    def name(self) -> str:
        """Its name in the journal."""
        return page_name(self.layout, self.place)

    @property
    def kept(self) -> tuple[SeenControl, ...]:
        """What is recorded about it: the visit, and the controls."""
        return (_VISIT, *((_LIST,) if self.listed else ()), *self.controls)


@dataclass(frozen=True)
class _Item:
    """A control and the page that it is on."""

    page: str
    control: SeenControl

    @property
    def label(self) -> str:
        return fold(self.control.label)

    @property
    def kind(self) -> str:
        return self.control.kind

    @property
    def section(self) -> str:
        return fold(self.control.section)

    @property
    def region(self) -> tuple[str, str]:
        return self.page, self.section


@dataclass
class _Comparison:
    """What disappeared and what appeared; both shrink as changes are explained."""

    platform: str
    gone: list[_Item] = field(default_factory=list)
    came: list[_Item] = field(default_factory=list)
    changes: list[NewControl] = field(default_factory=list)
    told: set[tuple[str, str, str, str]] = field(default_factory=set)

    def explain(self, kind: str, new: _Item, *old: _Item, before: str = "") -> None:
        """Remove the items that a change explains, and add the change."""
        for item in old:
            self.gone.remove(item)
        if new in self.came:
            self.came.remove(new)
        control = new.control
        # The same list may appear on several pages; a row of it counts once. So does a new name.
        section = "" if new.kind == "row" or kind == "renamed" else new.section
        told = (kind, section, new.label, fold(before))
        if told in self.told:
            return
        self.told.add(told)
        self.changes.append(
            NewControl.model_validate(
                {
                    "platform": self.platform,
                    "section": control.section,
                    "label": control.label,
                    "state": control.state,
                    "url": control.url,
                    "change": kind,
                    "before": before,
                }
            )
        )


def page_name(layout: str, place: str) -> str:
    """Return the name in the journal for a page of a layout."""
    return f"{layout}#{place}"


def is_noise(noise: Noise, label: str, headings: Iterable[str] = ()) -> bool:
    """Return whether the inventory ignores a control, such as a count, a date or an advertiser."""
    noisy = {fold(section) for section in noise.section}
    return any(fold(heading) in noisy for heading in headings) or any(
        fnmatchcase(fold(label), fold(glob)) for glob in noise.label
    )


def compare(platform: str, known: Sequence[ControlRow], pages: Sequence[Page]) -> list[NewControl]:
    """Return what changed on the pages that were visited again.

    Args:
        platform: Name of the platform.
        known: Everything that was ever seen on the platform before this run.
        pages: What was seen in this run.

    Returns:
        The changes, in page order. A page that is seen for the first time has none; if only its layout
        is new, just the controls that were never seen anywhere are new.
    """
    found = _Comparison(platform)
    heard_of = {fold(row.control.label) for row in known}
    former = {
        page.name: [_Item(page.name, each) for each in on_page(known, page)] for page in pages
    }
    for page in pages:
        seen = [_Item(page.name, control) for control in page.controls]
        visited = {_is_row(row.control) for row in known if row.page == page.name}
        if visited:
            found.gone += _less(former[page.name], seen)
            came = _less(seen, former[page.name])
            found.came += [item for item in came if _is_row(item.control) in visited]
        elif _had_another_layout(known, page):
            known_choices = {
                i.region for i in seen if i.kind == "radio" and i.label in page.familiar
            }
            strange = [
                i
                for i in seen
                if i.label not in heard_of | page.familiar
                and not (i.kind == "radio" and i.region in known_choices)
            ]
            found.came += [item for item in strange if item.kind in _OPERABLE]
    _explain_headings(found, former)
    _explain_moves(found, pages)
    _explain_mergers(found)
    _explain_renames(found)
    for item in list(found.came):
        found.explain("new", item)
    for item in list(found.gone):
        found.explain("vanished", item, item)
    return found.changes


def on_page(known: Iterable[ControlRow], page: Page) -> list[SeenControl]:
    """Return the controls on a page at its last visit, and its rows when they were last listed.

    Rows are left out if those of this page were not identified this time.
    """
    rows = [row for row in known if row.page == page.name]
    found = []
    for listed in (False, True) if page.listed else (False,):
        half = [row for row in rows if _is_row(row.control) == listed]
        last = max(half, key=lambda row: row.last_seen, default=None)
        found += [row.control for row in half if last and row.last_run == last.last_run]
    return [control for control in found if control.label]


def _is_row(control: SeenControl) -> bool:
    return control.kind in {"row", _LIST.kind}


def _had_another_layout(known: Sequence[ControlRow], page: Page) -> bool:
    places = {tuple(row.page.rpartition("#")[::2]) for row in known}
    return any(place == page.place and layout != page.layout for layout, place in places)


def _less(items: Sequence[_Item], others: Sequence[_Item]) -> list[_Item]:
    """Return the items that are not among the others, counting duplicates."""
    left = Counter((i.section, i.label, i.kind) for i in others)
    kept = []
    for item in items:
        key = (item.section, item.label, item.kind)
        if left[key]:
            left[key] -= 1
        else:
            kept.append(item)
    return kept


def _explain_headings(found: _Comparison, former: dict[str, list[_Item]]) -> None:
    """Explain a heading as renamed, once, if all its controls are now under another heading."""
    for page, items in former.items():
        for section, count in Counter(item.section for item in items).items():
            gone = [i for i in found.gone if i.region == (page, section)]
            if len(gone) != count or count < _SEVERAL:
                continue
            came = [i for i in found.came if i.page == page and _same(i, gone)]
            under = {item.section for item in came}
            if len(came) != count or len(under) != 1:
                continue
            first = came[0].control
            heading = replace(first, label=first.section, section="", state="", kind="")
            for item in came:
                found.came.remove(item)
            found.explain("renamed", _Item(page, heading), *gone, before=gone[0].control.section)


def _same(item: _Item, others: Sequence[_Item]) -> bool:
    return any((item.label, item.kind) == (other.label, other.kind) for other in others)


def _explain_moves(found: _Comparison, pages: Sequence[Page]) -> None:
    """Explain a control as moved if its label and kind are elsewhere, even on a page that is new."""
    everywhere = [_Item(page.name, control) for page in pages for control in page.controls]
    for old in list(found.gone):
        here = [i for i in (*found.came, *everywhere) if _same(i, [old]) and i.region != old.region]
        stayed = any(_same(i, [old]) and i.region == old.region for i in everywhere)
        if here and not stayed:
            found.explain("moved", here[0], old, before=old.control.section or old.control.url)


def _explain_mergers(found: _Comparison) -> None:
    """Explain controls as merged if several gave way to fewer, one of which has words of two of them."""
    for new in list(found.came):
        gone = [old for old in found.gone if old.region == new.region]
        came = [other for other in found.came if other.region == new.region]
        parts = [old for old in gone if _words(old) & _words(new)]
        if len(parts) > 1 and len(came) < len(gone):
            before = " + ".join(old.control.label for old in parts)
            found.explain("merged", new, *parts, before=before)


def _explain_renames(found: _Comparison) -> None:
    """Explain a control as renamed if its place and kind match; the most certain pairs come first."""
    rules: tuple[Callable[[_Item, _Item], bool], ...] = (
        lambda old, new: _is_longer(old, new) and _fits(old, new),
        lambda old, new: bool(_words(old) & _words(new)) and _fits(old, new),
        lambda old, new: bool(_words(old) & _words(new)),
        _fits,
    )
    for rule in rules:
        for new in list(found.came):
            olds = [old for old in found.gone if _beside(old, new) and rule(old, new)]
            rivals = [
                each for each in found.came if any(_beside(o, each) and rule(o, each) for o in olds)
            ]
            if len(olds) == 1 and rivals == [new]:
                found.explain("renamed", new, olds[0], before=olds[0].control.label)


def _is_longer(old: _Item, new: _Item) -> bool:
    """Tell whether one of two labels is the other with a word or two before or after it, such as a badge."""
    short, long = sorted((old.label, new.label), key=len)
    if len(long.split()) - len(short.split()) not in (1, _SEVERAL):
        return False
    return f" {long} ".startswith(f" {short} ") or f" {long} ".endswith(f" {short} ")


def _beside(old: _Item, new: _Item) -> bool:
    return old.region == new.region and old.kind == new.kind


def _fits(old: _Item, new: _Item) -> bool:
    return old.control.state == new.control.state and old.control.url == new.control.url


def _words(item: _Item) -> frozenset[str]:
    words = re.findall(r"\w+", item.label)
    return frozenset(w for w in words if len(w) >= _SHORTEST_WORD and w not in _EMPTY_WORDS)
