"""What was seen on a page: headings, rows, controls, and requests that were held back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from offswitch.engine.reading import read_switch
from offswitch.model.controls import SwitchControl
from offswitch.model.text import fold
from offswitch.screen import ControlSnapshot, Row, Survey

_ANY_SWITCH = SwitchControl(kind="switch", element="control")


@dataclass(frozen=True, kw_only=True)
class ControlSummary:
    """One control as a selector file would name it.

    Attributes:
        label: what a person would call it; empty if nothing names it.
        section: the nearest heading above it, other than its question.
        question: what a group of radio buttons asks.
        kind: ``switch``, ``radio``, or ``menu``.
        state: ``on``, ``off``, or ``unknown``; of a menu, the option that it shows.
        signals: everything that tells the state, in the page's own words.
        options: of a menu, as far as the page lists them.
        disabled: whether a person cannot operate it.
        dialog: the title of the dialog that it is in, or "a dialog"; empty on the page itself.
        behind: whether a dialog covers it.
        is_named_beside: whether only a line beside it names it, which may tell its state.
    """

    label: str
    section: str
    question: str
    kind: str
    state: str
    signals: dict[str, str]
    options: tuple[str, ...]
    disabled: bool
    dialog: str
    behind: bool
    is_named_beside: bool = False


@dataclass(frozen=True, kw_only=True)
class RowSummary:
    """A link, button, or list entry that opens something.

    Attributes:
        label: its own text.
        section: the nearest heading above it.
        href: where it leads; empty for a button.
    """

    label: str
    section: str
    href: str


@dataclass(frozen=True, kw_only=True)
class PageSummary:
    """A page as it was seen.

    Attributes:
        address: where the browser ended up.
        status: what the server answered.
        title: of the document.
        language: the tag that the page declares; empty if it declares none.
        headings: of the page.
        dialogs: their titles.
        controls: everything that has a state.
        rows: everything else that can be operated.
        words: every visible line, folded; what a section's neighbors may be.
        held_back: requests that did not leave, since they may change something.
        elsewhere: hosts that the page asked for and that were not reached.
        unread: parts of the page that nobody can read.
        is_whole: whether it was looked at to its end, until it changed no more.
        outside: why it seems to be a page for people who are not signed in; empty if it does not.
    """

    address: str
    status: int
    title: str
    language: str
    headings: tuple[str, ...]
    dialogs: tuple[str, ...]
    controls: tuple[ControlSummary, ...]
    rows: tuple[RowSummary, ...]
    words: frozenset[str]
    held_back: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    is_whole: bool = True
    outside: str = ""


def controls_of(surveys: Iterable[Survey]) -> tuple[ControlSummary, ...]:
    """Return every control that any look saw, each as the last look that saw it."""
    found: dict[tuple[object, ...], ControlSummary] = {}
    for survey in surveys:
        times = Counter[tuple[object, ...]]()
        for snapshot in survey.controls:
            seen = control_of(survey, snapshot)
            key = (seen.label, seen.section, seen.question, seen.kind, seen.dialog)
            times[key] += 1
            found[*key, times[key]] = seen
    return tuple(found.values())


def rows_of(surveys: Iterable[Survey]) -> tuple[RowSummary, ...]:
    """Return every row that any look saw, once, except those that are controls."""
    rows = [_row(row) for survey in surveys for row in survey.rows if row.text or row.subject]
    return tuple(dict.fromkeys(rows))


def headings_of(surveys: Iterable[Survey]) -> tuple[str, ...]:
    """Return every heading that any look saw, once."""
    return tuple(dict.fromkeys(heading for survey in surveys for heading in survey.headings))


def words_of(surveys: Iterable[Survey]) -> frozenset[str]:
    """Return every line that any look saw with nothing over it, folded."""
    return frozenset[str]().union(*(survey.folded for survey in surveys))


def control_of(survey: Survey, snapshot: ControlSnapshot) -> ControlSummary:
    """Return one control that a look saw."""
    headings = [h for h in snapshot.headings if fold(h) != fold(snapshot.question)]
    return ControlSummary(
        label=_label(snapshot),
        section=headings[0] if headings else "",
        question=snapshot.question,
        kind=snapshot.kind,
        state=_state(snapshot),
        signals=snapshot.signals,
        options=snapshot.options,
        disabled=snapshot.disabled,
        dialog=_dialog(survey.dialogs, snapshot.layer),
        behind=not survey.in_front(snapshot),
        is_named_beside=not {snapshot.name, snapshot.own} & {*_names(snapshot)},
    )


def _label(snapshot: ControlSnapshot) -> str:
    """Return the label that a person would use."""
    labels = _names(snapshot)
    return next((text for text in (snapshot.label, *labels) if text in labels), "")


def _names(snapshot: ControlSnapshot) -> list[str]:
    """Return its labels but for those that only tell its state, as what stands in a menu does."""
    shown = set(map(fold, snapshot.signals.values())) if snapshot.kind == "menu" else set[str]()
    return [text for text in snapshot.labels if fold(text) not in shown]


def _state(snapshot: ControlSnapshot) -> str:
    if snapshot.kind != "menu":
        return read_switch(snapshot, _ANY_SWITCH).value
    shown = set(snapshot.signals.values())
    return shown.pop() if len(shown) == 1 else "unknown"


def _dialog(dialogs: Sequence[str], layer: int) -> str:
    if not 0 <= layer < len(dialogs):
        return ""
    return dialogs[layer] or "a dialog"


def _row(row: Row) -> RowSummary:
    section = row.headings[0] if row.headings else ""
    return RowSummary(label=row.text or row.subject, section=section, href=row.href)
