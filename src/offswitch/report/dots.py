"""Looks as dots, with a row for each setting and a column for each run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from offswitch.model.results import Result
from offswitch.model.words import Reason, Status
from offswitch.report.content import ReportContent, ReportState, SettingHistory, state_of
from offswitch.report.looks import Look
from offswitch.report.moments import day, moment, short_day

CELL = 24
"""Width and height of a dot with its margin."""
_FEW = 6
"""Up to this many columns, each is wide enough for its own date."""
_WIDE = 56
_MOST_LABELS = 5


class Sign(StrEnum):
    """What one look showed about one setting."""

    OFF = "off"
    SWITCHED = "switched"
    ON = "on"
    BACK = "back"
    UNKNOWN = "unknown"
    NONE = "none"
    UNSEEN = "unseen"


WORDS = {
    Sign.OFF: "off",
    Sign.SWITCHED: "switched off",
    Sign.ON: "on",
    Sign.BACK: "came back on",
    Sign.UNKNOWN: "could not be read",
    Sign.NONE: "nothing to switch",
    Sign.UNSEEN: "not looked at",
}
"""What each sign means."""


@dataclass(frozen=True)
class Dot:
    """One look at one setting.

    Attributes:
        sign: What it showed.
        x: Left edge of its cell.
        text: When it was, and what it showed.
    """

    sign: Sign
    x: float
    text: str


@dataclass(frozen=True)
class Row:
    """One setting.

    Attributes:
        dots: A dot for each look, oldest first.
        label: The same in words.
        older: How often the setting came back before these looks.
    """

    dots: tuple[Dot, ...]
    label: str
    older: int


@dataclass(frozen=True)
class Chart:
    """Every setting.

    Attributes:
        columns: The date of each look; empty if there is no room for it.
        width: Width of a row.
        rows: The row of each full setting id.
        shown: The rows of settings that have something to switch.
    """

    columns: list[str]
    width: int
    rows: Mapping[str, Row]
    shown: Sequence[Row]

    @property
    def legend(self) -> dict[Sign, str]:
        """The signs that appear in the chart, with their meaning."""
        used = {dot.sign for row in self.shown for dot in row.dots}
        return {sign: words for sign, words in WORDS.items() if sign in used}


def chart_of(content: ReportContent) -> Chart:
    """Return the chart of a report's newest looks."""
    cell = _WIDE if len(content.looks) <= _FEW else CELL
    rows = {each.id: _row(each, content.looks, cell) for each in content.settings}
    return Chart(
        columns=_columns([look.at for look in content.looks]),
        width=cell * len(content.looks),
        rows=rows,
        shown=[rows[each.id] for each in content.settings if each.state is not ReportState.NONE],
    )


def _row(each: SettingHistory, looks: Sequence[Look], cell: int) -> Row:
    dots = []
    returns = {period.transition.run for period in each.returns}
    for column, look in enumerate(looks):
        sign = _sign(look.results.get(each.id), came_back=look.run.id in returns)
        x = column * cell + (cell - CELL) / 2
        dots.append(Dot(sign, x, f"{moment(look.at)} UTC: {_words(sign, look)}"))
    told = "; ".join(
        f"{day(look.at)} {_words(dot.sign, look)}"
        for look, dot in zip(looks, dots, strict=True)
        if dot.sign is not Sign.UNSEEN
    )
    older = len(returns - {look.run.id for look in looks})
    return Row(tuple(dots), f"{each.result.title}; looks, oldest first: {told}", older)


def _words(sign: Sign, look: Look) -> str:
    return f"{WORDS[sign]} ({look.count} looks)" if look.count > 1 else WORDS[sign]


def _sign(result: Result | None, *, came_back: bool) -> Sign:
    if result is None:
        return Sign.UNSEEN
    if came_back and result.reason is Reason.DRIFT:
        return Sign.BACK
    state = state_of(result.status, result.after)
    if state is ReportState.OFF and result.status is Status.CHANGED:
        return Sign.SWITCHED
    return Sign(state)


def _columns(moments: Sequence[dt.datetime]) -> list[str]:
    """Return the heading of each column: the date, or the time if all are from one day."""
    days = [short_day(at) for at in moments]
    if len(moments) > 1 and len({day(at) for at in moments}) == 1:
        days = [moment(at).partition(" ")[2] for at in moments]
    step = 1 if len(days) <= _FEW else -(-len(days) // _MOST_LABELS)
    last = len(days) - 1
    shown = [text if (last - index) % step == 0 else "" for index, text in enumerate(days)]
    return [
        "" if text in [each for each in shown[:index] if each][-1:] else text
        for index, text in enumerate(shown)
    ]
