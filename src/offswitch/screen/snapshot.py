"""What was seen on a page at one moment: lines, headings, dialogs, rows, and controls with their labels."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from playwright.sync_api import ElementHandle, Frame

from offswitch.model.text import fold

STATE_WORDS = frozenset(
    [
        "on",
        "off",
        "yes",
        "no",
        "i",
        "o",
        "0",
        "1",
        "true",
        "false",
        "enabled",
        "disabled",
        "checked",
        "unchecked",
    ]
)
"""Words that only tell a state, folded: a line of nothing else is no label."""


@dataclass(frozen=True, kw_only=True)
class ControlSnapshot:
    """One control as seen on the page: its label evidence, kept apart, and its signals.

    Attributes:
        kind: ``switch`` (also checkboxes and pressed buttons), ``radio`` or ``menu``.
        name: accessible name.
        own: first line of its own label.
        row: first visible line of the smallest row that it alone controls.
        headings: what it stands under, nearest first, and the names of the regions around it.
        keys: stable attributes.
        signals: every signal of its state, in the page's own words; ``missing`` where an attribute
            that should tell is not there.
        layer: what it belongs to: the index of a dialog, or a number below zero for a frame's page.
        question: of a radio, what its group asks.
        classes: its own and those of what holds it alone, nearest first.
        attributes: what a selector file may declare as its state.
    """

    kind: str
    role: str
    name: str
    own: str
    row: str
    headings: tuple[str, ...]
    keys: dict[str, str]
    signals: dict[str, str]
    options: tuple[str, ...]
    disabled: bool
    busy: bool
    layer: int
    path: tuple[int, ...]
    pick: Callable[[], ElementHandle]
    frame: Frame
    question: str = ""
    classes: tuple[str, ...] = ()
    attributes: dict[str, str] = field(default_factory=dict)

    @cached_property
    def node(self) -> ElementHandle:
        """The element itself; asked for only where it is needed, since a page may hold hundreds."""
        return self.pick()

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that speaks for this control; a bare state word is none."""
        candidates = (self.name, self.own, self.row)
        return tuple(text for text in candidates if text and fold(text) not in STATE_WORDS)

    @property
    def label(self) -> str:
        """The label that a person would call it by."""
        return self.own or self.row or self.name

    def called(self, label: str) -> bool:
        """Tell whether one of its labels is exactly this one, folded."""
        return fold(label) in {fold(text) for text in (self.name, self.own, self.row)}

    def under(self, heading: str) -> bool:
        """Tell whether it stands under this heading."""
        return fold(heading) in {fold(text) for text in self.headings}


@dataclass(frozen=True)
class Line:
    """One visible line of text; ``covered`` when a pointer would meet something else there."""

    text: str
    covered: bool
    layer: int


@dataclass(frozen=True)
class Row:
    """A link, button or list entry that opens something.

    Attributes:
        text: what it says itself, or its accessible name.
        subject: what it is about: the first line of the row that it alone stands in.
        lines: every line that it shows.
        headings: what it stands under, nearest first, and the names of the regions around it.
    """

    text: str
    subject: str
    lines: tuple[str, ...]
    href: str
    headings: tuple[str, ...]
    layer: int
    path: tuple[int, ...]
    pick: Callable[[], ElementHandle]

    @cached_property
    def node(self) -> ElementHandle:
        """The element itself."""
        return self.pick()

    def says(self, label: str) -> bool:
        """Tell whether this label is its name, its subject, or one of its lines."""
        return fold(label) in {fold(text) for text in (self.text, self.subject, *self.lines)}


@dataclass(frozen=True, kw_only=True)
class Survey:
    """Everything that a person can see on a page right now.

    Attributes:
        top: index of the dialog that lies over the page; below zero where there is none.
        front: the layers that nothing lies over: a dialog in a frame lies over that frame alone.
        tops: the dialogs that lie on top, of the page or of a frame.
    """

    address: str
    language: str
    lines: tuple[Line, ...]
    headings: tuple[str, ...]
    dialogs: tuple[str, ...]
    top: int
    rows: tuple[Row, ...]
    controls: tuple[ControlSnapshot, ...]
    alerts: tuple[str, ...]
    front: frozenset[int]
    tops: frozenset[int]
    folded: frozenset[str] = field(repr=False)

    def in_front(self, item: Line | Row | ControlSnapshot) -> bool:
        """Tell whether no dialog lies over what something belongs to."""
        return item.layer in self.front

    def shows(self, label: str) -> bool:
        """Tell whether this label is visible on the page and nothing lies over it."""
        return fold(label) in self.folded

    def shows_on_top(self, label: str) -> bool:
        """Tell whether this label is a line of the dialog on top, or of the page where there is none."""
        lines = [line.text for line in self.lines if self.in_front(line) and not line.covered]
        title = self.dialogs[self.top] if self.top >= 0 else ""
        return fold(label) in {fold(text) for text in (*lines, title)}

    def title_of(self, layer: int) -> str:
        """Return the first words of a dialog that no button says, folded."""
        said = {fold(row.text) for row in self.rows if row.layer == layer}
        lines = [fold(line.text) for line in self.lines if line.layer == layer and not line.covered]
        return next((line for line in lines if line not in said), "")

    def rows_around(self, labels: Collection[str]) -> tuple[str, ...]:
        """Return the subjects of the rows and controls that share a list with some known ones.

        Args:
            labels: folded labels of rows that are known to stand in that list. Where fewer than two
                of them are there, the list cannot be told, and every row of the page is returned.
        """
        entries = [(row.subject, row.path) for row in self.rows if self.in_front(row)]
        entries += [(c.label, c.path) for c in self.controls if self.in_front(c)]
        known = [path for text, path in entries if fold(text) in labels]
        shared = _common(known) if len(known) > 1 else ()
        return tuple(text for text, path in entries if path[: len(shared)] == shared)


def _common(paths: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    shortest = min(paths, key=len)
    for depth, step in enumerate(shortest):
        if any(path[depth] != step for path in paths):
            return shortest[:depth]
    return shortest
