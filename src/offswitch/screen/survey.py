"""What a person can see on a page: lines, headings, dialogs, rows, and controls with their labels."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from playwright.sync_api import ElementHandle, Frame, JSHandle, Page

from offswitch.model.text import fold
from offswitch.screen.frames import visible_frames

_SCRIPT = (Path(__file__).parent / "survey.js").read_text(encoding="utf-8")
_STATE_WORDS = frozenset(
    {"on", "off", "true", "false", "checked", "unchecked", "yes", "no", "i", "o"}
)


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
    trail: tuple[int, ...]
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
        entries = [(row.subject, row.trail) for row in self.rows if self.in_front(row)]
        entries += [(c.label, c.trail) for c in self.controls if self.in_front(c)]
        known = [trail for text, trail in entries if fold(text) in labels]
        shared = _common(known) if len(known) > 1 else ()
        return tuple(text for text, trail in entries if trail[: len(shared)] == shared)


def survey(page: Page) -> Survey:
    """Look at every visible frame of a page. Changes nothing.

    Raises:
        playwright.sync_api.Error: the page navigated or closed meanwhile.
    """
    main, *inner = visible_frames(page)
    looks = {main: _look(main, _Place())}
    whole = looks[main].seen
    for number, frame in enumerate(inner, start=2):
        assert frame.parent_frame is not None
        outer = looks[frame.parent_frame]
        looks[frame] = _look(frame, _place_of(frame, outer, -number, len(whole.dialogs)))
        whole = _join(whole, looks[frame])
    for look in looks.values():
        look.handle.dispose()
    return whole


@dataclass(frozen=True)
class _Place:
    """Where a frame stands: in what, under which headings, and whether a dialog lies over it.

    Attributes:
        base: layer of the frame's page.
        dialogs: how many dialogs were seen before; so many layers are taken.
    """

    base: int = -1
    dialogs: int = 0
    trail: tuple[int, ...] = ()
    headings: tuple[str, ...] = ()
    beneath: bool = False

    def layer(self, own: int) -> int:
        """Return the layer of the whole page for a layer of this frame."""
        return self.base if own < 0 else own + self.dialogs


@dataclass(frozen=True)
class _Look:
    """One frame as seen, in the layers of the whole page."""

    seen: Survey
    place: _Place
    handle: JSHandle


def _look(frame: Frame, place: _Place) -> _Look:
    handle = frame.evaluate_handle(_SCRIPT)
    facts: dict[str, Any] = json.loads(handle.get_property("facts").json_value())
    nodes, row_nodes = handle.get_property("nodes"), handle.get_property("rows")
    top = place.layer(facts["top"]) if facts["top"] >= 0 else -1
    layers = {place.base, *(place.layer(index) for index in range(len(facts["dialogs"])))}
    front = frozenset[int]() if place.beneath else frozenset({top} if top >= 0 else layers)
    rows = tuple(
        _row(row, partial(_pick, row_nodes, index), place)
        for index, row in enumerate(facts["rows"])
    )
    lines = tuple(
        Line(x["text"], x["covered"] or place.beneath, place.layer(x["layer"]))
        for x in facts["lines"]
    )
    uncovered = [line.text for line in lines if not line.covered]
    named = [row.text for row in rows if row.layer in front]
    titles = [facts["dialogs"][facts["top"]]] if top >= 0 and not place.beneath else []
    seen = Survey(
        address=facts["address"],
        language=facts["language"],
        lines=lines,
        headings=tuple(facts["headings"]),
        dialogs=tuple(facts["dialogs"]),
        top=top,
        rows=rows,
        controls=tuple(
            _snapshot(control, partial(_pick, nodes, index), frame, place)
            for index, control in enumerate(facts["controls"])
        ),
        alerts=tuple(facts["alerts"]),
        front=front,
        tops=front & {top} - {-1},
        folded=frozenset(fold(text) for text in (*uncovered, *named, *titles)),
    )
    return _Look(seen, place, handle)


def _place_of(frame: Frame, outer: _Look, number: int, dialogs: int) -> _Place:
    """Say where a frame stands.

    Args:
        frame: the inner frame.
        outer: what was seen in the frame that holds it.
        number: its own, below zero.
        dialogs: how many were seen before.
    """
    found = outer.handle.evaluate("(look, node) => look.placeOf(node)", frame.frame_element())
    layer = outer.place.layer(found["layer"])
    return _Place(
        base=layer if layer >= 0 else number,
        dialogs=dialogs,
        trail=(*outer.place.trail, *found["trail"], number),
        headings=(*found["headings"], *outer.place.headings),
        beneath=outer.place.beneath or found["beneath"],
    )


def _pick(nodes: JSHandle, index: int) -> ElementHandle:
    node = nodes.evaluate_handle("(nodes, index) => nodes[index]", index).as_element()
    assert node is not None
    return node


def _snapshot(
    control: dict[str, Any], pick: Callable[[], ElementHandle], frame: Frame, place: _Place
) -> ControlSnapshot:
    return ControlSnapshot(
        kind=control["kind"],
        role=control["role"],
        name=control["name"],
        own=control["own"],
        row=control["row"],
        headings=tuple(dict.fromkeys((*control["headings"], *place.headings))),
        keys=control["keys"],
        signals=control["signals"],
        options=tuple(control["options"]),
        disabled=control["disabled"],
        busy=control["busy"],
        layer=place.layer(control["layer"]),
        trail=(*place.trail, *control["trail"]),
        pick=pick,
        frame=frame,
        question=control["question"],
        classes=tuple(control["classes"]),
        attributes=control["attributes"],
    )


def _row(row: dict[str, Any], pick: Callable[[], ElementHandle], place: _Place) -> Row:
    return Row(
        text=row["text"],
        subject=row["subject"],
        lines=tuple(row["lines"]),
        href=row["href"],
        headings=tuple(dict.fromkeys((*row["headings"], *place.headings))),
        layer=place.layer(row["layer"]),
        trail=(*place.trail, *row["trail"]),
        pick=pick,
    )


def _join(whole: Survey, look: _Look) -> Survey:
    """Add a frame to what was seen; its dialog lies over the page where the frame stands in the page's own."""
    inner = look.seen
    in_top = whole.top >= 0 and look.place.base == whole.top and inner.top >= 0
    return replace(
        whole,
        lines=whole.lines + inner.lines,
        headings=whole.headings + inner.headings,
        dialogs=whole.dialogs + inner.dialogs,
        top=inner.top if in_top else whole.top,
        rows=whole.rows + inner.rows,
        controls=whole.controls + inner.controls,
        alerts=whole.alerts + inner.alerts,
        front=whole.front | inner.front,
        tops=whole.tops | inner.tops,
        folded=whole.folded | inner.folded,
    )


def _common(trails: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    shortest = min(trails, key=len)
    for depth, step in enumerate(shortest):
        if any(trail[depth] != step for trail in trails):
            return shortest[:depth]
    return shortest
