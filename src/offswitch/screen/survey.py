"""What a person can see on a page: lines, headings, dialogs, rows, and controls with their labels."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import ElementHandle, Frame, Page

from offswitch.model.text import fold

_SCRIPT = (Path(__file__).parent / "survey.js").read_text(encoding="utf-8")
_STATE_WORDS = frozenset(
    {"on", "off", "true", "false", "checked", "unchecked", "yes", "no", "i", "o"}
)


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """One control as seen on the page: its label evidence, kept apart, and its signals.

    Attributes:
        kind: ``switch`` (also checkboxes and pressed buttons), ``radio`` or ``menu``.
        name: accessible name.
        own: first line of its own label.
        row: first visible line of the smallest row that it alone controls.
        headings: what it stands under, nearest first, and the names of the regions around it.
        keys: stable attributes.
        signals: every signal of its state, in the page's own words.
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
    trail: tuple[int, ...]
    node: ElementHandle
    frame: Frame
    attributes: dict[str, str] = field(default_factory=dict)
    classes: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that speaks for this control; a bare state word is none."""
        candidates = (self.name, self.own, self.row)
        return tuple(text for text in candidates if text and fold(text) not in _STATE_WORDS)

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
    trail: tuple[int, ...]
    node: ElementHandle

    def says(self, label: str) -> bool:
        """Tell whether this label is its name, its subject, or one of its lines."""
        return fold(label) in {fold(text) for text in (self.text, self.subject, *self.lines)}


@dataclass(frozen=True, kw_only=True)
class Survey:
    """Everything that a person can see on a page right now."""

    address: str
    language: str
    lines: tuple[Line, ...]
    headings: tuple[str, ...]
    dialogs: tuple[str, ...]
    top: int
    rows: tuple[Row, ...]
    controls: tuple[Sighting, ...]
    alerts: tuple[str, ...]
    folded: frozenset[str] = field(repr=False)

    def shows(self, label: str) -> bool:
        """Tell whether this label is visible on the page and nothing lies over it."""
        return fold(label) in self.folded

    def shows_on_top(self, label: str) -> bool:
        """Tell whether this label is a line of the dialog on top, or of the page where there is none."""
        lines = [line.text for line in self.lines if line.layer == self.top and not line.covered]
        title = self.dialogs[self.top] if self.top >= 0 else ""
        return fold(label) in {fold(text) for text in (*lines, title)}

    def rows_around(self, labels: Collection[str]) -> tuple[str, ...]:
        """Return the subjects of the rows and controls that share a list with some known ones.

        Args:
            labels: folded labels of rows that are known to stand in that list. Where fewer than two
                of them are there, the list cannot be told, and every row of the page is returned.
        """
        layer = self.top
        entries = [(row.subject, row.trail) for row in self.rows if row.layer == layer]
        entries += [(c.label, c.trail) for c in self.controls if c.layer == layer]
        known = [trail for text, trail in entries if fold(text) in labels]
        shared = _common(known) if len(known) > 1 else ()
        return tuple(text for text, trail in entries if trail[: len(shared)] == shared)


def survey(page: Page) -> Survey:
    """Look at every visible frame of a page. Changes nothing.

    Raises:
        playwright.sync_api.Error: the page navigated or closed meanwhile.
    """
    main = _look(page.main_frame)
    for frame in page.main_frame.child_frames:
        if frame.is_detached() or not frame.frame_element().is_visible():
            continue
        main = _join(main, _look(frame))
    return main


def _look(frame: Frame) -> Survey:
    handle = frame.evaluate_handle(_SCRIPT)
    facts: dict[str, Any] = handle.get_property("facts").json_value()
    nodes = handle.get_property("nodes").get_properties() if facts["controls"] else {}
    controls = tuple(
        _sighting(control, nodes[str(index)].as_element(), frame)
        for index, control in enumerate(facts["controls"])
    )
    row_nodes = handle.get_property("rows").get_properties() if facts["rows"] else {}
    lines = tuple(Line(x["text"], x["covered"], x["layer"]) for x in facts["lines"])
    uncovered = [line.text for line in lines if not line.covered]
    top = facts["top"]
    named = [row["text"] for row in facts["rows"] if top < 0 or row["layer"] == top]
    titles = [facts["dialogs"][top]] if top >= 0 else []
    return Survey(
        address=facts["address"],
        language=facts["language"],
        lines=lines,
        headings=tuple(facts["headings"]),
        dialogs=tuple(facts["dialogs"]),
        top=top,
        rows=tuple(
            _row(row, row_nodes[str(index)].as_element()) for index, row in enumerate(facts["rows"])
        ),
        controls=controls,
        alerts=tuple(facts["alerts"]),
        folded=frozenset(fold(text) for text in (*uncovered, *named, *titles)),
    )


def _sighting(control: dict[str, Any], node: ElementHandle | None, frame: Frame) -> Sighting:
    assert node is not None
    return Sighting(
        kind=control["kind"],
        role=control["role"],
        name=control["name"],
        own=control["own"],
        row=control["row"],
        headings=tuple(control["headings"]),
        keys=control["keys"],
        signals=control["signals"],
        options=tuple(control["options"]),
        disabled=control["disabled"],
        busy=control["busy"],
        layer=control["layer"],
        trail=tuple(control["trail"]),
        node=node,
        frame=frame,
    )


def _row(row: dict[str, Any], node: ElementHandle | None) -> Row:
    assert node is not None
    return Row(
        text=row["text"],
        subject=row["subject"],
        lines=tuple(row["lines"]),
        href=row["href"],
        headings=tuple(row["headings"]),
        layer=row["layer"],
        trail=tuple(row["trail"]),
        node=node,
    )


def _join(main: Survey, inner: Survey) -> Survey:
    return Survey(
        address=main.address,
        language=main.language,
        lines=main.lines + inner.lines,
        headings=main.headings + inner.headings,
        dialogs=main.dialogs + inner.dialogs,
        top=main.top,
        rows=main.rows + inner.rows,
        controls=main.controls + inner.controls,
        alerts=main.alerts + inner.alerts,
        folded=main.folded | inner.folded,
    )


def _common(trails: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    shortest = min(trails, key=len)
    for depth, step in enumerate(shortest):
        if any(trail[depth] != step for trail in trails):
            return shortest[:depth]
    return shortest
