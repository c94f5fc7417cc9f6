"""What a page showed at one moment: lines, headings, dialogs, rows, and controls with their labels."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from playwright.sync_api import ElementHandle, Frame

from offswitch.model.text import fold, without_count

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
"""Words, folded, that only name a state: a line with no other word is not a label."""


@dataclass(frozen=True, kw_only=True)
class ControlSnapshot:
    """One control as it was on the page, with each kind of label on its own, and its signals.

    Attributes:
        kind: ``switch`` (also checkboxes and pressed buttons), ``radio`` or ``menu``.
        name: its accessible name.
        own: the first line of its own label.
        row: the first visible line of the smallest row that contains no other control.
        lines: every line of its own label and of its row.
        beside: what it names as its description, and the lines of the largest element that holds no other control.
        titles: lines of its own label and of its row that stand out from those above them, and other labels.
        drawn: the first lines of its own label and of its row with the links in them, and with what a style sheet adds.
        headings: the headings above it, nearest first, and the names of the regions around it.
        keys: attributes that stay the same from load to load.
        signals: everything that tells its state, in the page's own words; ``missing`` if an expected
            attribute is not there.
        layer: the index of the dialog that it is in, or a negative number for a frame's own page.
        question: for a radio, the question that its group answers.
        classes: its own, and those of the elements that contain no other control, nearest first.
        attributes: those that a selector file may declare as its state.
        of_site: whether it stands in the site's own header, navigation, or footer.
        is_unlike_others: whether it is drawn in another color than one of its make that says the same.
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
    titles: tuple[str, ...] = ()
    drawn: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    of_site: bool = False
    is_unlike_others: bool = False

    @cached_property
    def node(self) -> ElementHandle:
        """The element itself; fetched only when needed, since a page may have hundreds."""
        return self.pick()

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label of this control; a bare state word is not a label."""
        candidates = (self.name, self.own, self.row)
        return tuple(text for text in candidates if text and fold(text) not in STATE_WORDS)

    @property
    def label(self) -> str:
        """The label that a person would use for it."""
        return self.own or self.row or self.name

    def called(self, label: str) -> bool:
        """Tell whether one of its labels equals this one, folded."""
        texts = (self.name, self.own, self.row, *self.titles, *self.drawn)
        return fold(label) in {fold(text) for text in texts}

    def under(self, heading: str) -> bool:
        """Tell whether it is under this heading, which may say how many there are of something."""
        folded = {fold(text) for text in self.headings}
        return fold(heading) in folded | {fold(without_count(text)) for text in self.headings}


@dataclass(frozen=True)
class Line:
    """One visible line of text; ``covered`` if a pointer would hit something else there."""

    text: str
    covered: bool
    layer: int


@dataclass(frozen=True)
class Row:
    """A link, button, or list entry that opens something.

    Attributes:
        text: its own text, or its accessible name.
        subject: what it is about: the first line of the row that contains no other.
        lines: every line in it.
        headings: the headings above it, nearest first, and the names of the regions around it.
        is_chosen: whether it is the one of several buttons side by side whose class says that it is chosen.
    """

    text: str
    subject: str
    lines: tuple[str, ...]
    href: str
    headings: tuple[str, ...]
    layer: int
    path: tuple[int, ...]
    pick: Callable[[], ElementHandle]
    is_chosen: bool = False

    @cached_property
    def node(self) -> ElementHandle:
        """The element itself."""
        return self.pick()

    def says(self, label: str) -> bool:
        """Tell whether this label is its text, its subject, or one of its lines."""
        return fold(label) in {fold(text) for text in (self.text, self.subject, *self.lines)}


@dataclass(frozen=True, kw_only=True)
class Survey:
    """Everything that a person could see on a page at one moment.

    Attributes:
        top: the index of the topmost dialog; negative if there is none.
        front: the layers that nothing covers: a dialog in a frame covers only that frame.
        tops: the topmost dialogs, of the page or of a frame.
        folded: what is visible and nothing covers, and the names of rows and controls, folded, also without the number
            at its end.
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
        """Tell whether no dialog covers the layer that something is in."""
        return item.layer in self.front

    def shows(self, label: str) -> bool:
        """Tell whether this label is visible and nothing covers it."""
        return fold(label) in self.folded

    def shows_on_top(self, label: str) -> bool:
        """Tell whether this label is a line in the topmost dialog, or on a page without one."""
        lines = [line.text for line in self.lines if self.in_front(line) and not line.covered]
        title = self.dialogs[self.top] if self.top >= 0 else ""
        return fold(label) in {fold(text) for text in (*lines, title)}

    def title_of(self, layer: int) -> str:
        """Return the first line of a dialog that is not a button's text."""
        said = {fold(row.text) for row in self.rows if row.layer == layer}
        lines = [line.text for line in self.lines if line.layer == layer and not line.covered]
        return next((line for line in lines if fold(line) not in said), "")

    def rows_around(self, labels: Collection[str]) -> tuple[str, ...]:
        """Return the subjects of the rows and controls that are in one list with some known rows.

        Args:
            labels: folded labels of rows that are known to be in that list. If fewer than two of them are
                there, the list cannot be told apart, and every row on the page is returned.
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
