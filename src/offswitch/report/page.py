"""The report as one self-contained page: no script, no font, no request leaves it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from offswitch.journal import TurnRow
from offswitch.model.results import Proof
from offswitch.model.text import counted
from offswitch.model.words import ABSENT, Reason, State
from offswitch.report.story import SettingStory, Story, Stretch, Verdict
from offswitch.wording import PROOFS, READ, happened, said, told

_HERE = Path(__file__).parent
_WIDTH = 1000
_THINNEST = 4
"""Of 1000; a flip of one day in ten years can still be seen."""
_MOST_TURNS = 60
_MOST_NEWS = 60
_PAIR = 2
_VERDICTS = {
    Verdict.OFF: "off",
    Verdict.ON: "on",
    Verdict.UNKNOWN: "could not be read",
    Verdict.NONE: "nothing to switch",
}
_URGENCY = (Verdict.ON, Verdict.UNKNOWN, Verdict.OFF, Verdict.NONE)
_HEIGHTS = {Verdict.OFF: 8, Verdict.ON: 24, Verdict.UNKNOWN: 14, Verdict.NONE: 2}


@dataclass(frozen=True)
class _Bar:
    verdict: Verdict
    x: float
    width: float

    @property
    def height(self) -> int:
        return _HEIGHTS[self.verdict]

    @property
    def y(self) -> float:
        return (24 - self.height) / 2


@dataclass(frozen=True)
class _News:
    at: dt.datetime
    title: str
    text: str


def as_page(story: Story) -> str:
    """Return a report as one HTML page."""
    start, end = _span(story)
    news = _news(story)
    settings = sorted(story.settings, key=lambda each: _URGENCY.index(each.verdict))
    template = _environment().get_template("page.html.j2")
    return template.render(
        story=story,
        switchable=[each for each in settings if each.switchable],
        settled=[each for each in settings if not each.switchable],
        css=Markup((_HERE / "page.css").read_text(encoding="utf-8")),  # noqa: S704 - our own file
        headline=_headline(story),
        subline=_subline(story),
        span=_span_words(story),
        lanes={each.id: _lane(each.stretches, start, end) for each in story.settings},
        axis=_axis(start, end),
        legend={verdict: [_Bar(verdict, 0, 40)] for verdict in Verdict},
        verdict_words=_VERDICTS,
        most_turns=_MOST_TURNS,
        news=news[:_MOST_NEWS],
        more_news=max(0, len(news) - _MOST_NEWS),
        by_hand=_by_hand(story),
        untried=_untried(story),
        record=_record(story),
        named=lambda platform: story.titles.get(platform, platform),
    )


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {
        "day": _day, "moment": _moment, "anchor": _anchor, "since": _since,
        "sentence": _sentence, "told": _told, "reading": _reading,
    }  # fmt: skip
    return environment


def _headline(story: Story) -> str:
    off, on = story.count(Verdict.OFF), story.count(Verdict.ON)
    known = off + on + story.count(Verdict.UNKNOWN)
    if not known:
        return "Nothing has been read yet"
    if known == 1:
        return f"The data use {'is on' if on else 'is off' if off else 'could not be read'}"
    if on:
        return f"{on} of {known} data uses {_is(on)} on"
    if off == known:
        return "Both data uses are off" if known == _PAIR else f"All {known} data uses are off"
    return f"{off} of {known} data uses {_is(off)} off"


def _subline(story: Story) -> str:
    parts = []
    if story.count(Verdict.ON) and story.count(Verdict.OFF):
        off = story.count(Verdict.OFF)
        parts.append(f"{off} {_is(off)} off.")
    if unknown := story.count(Verdict.UNKNOWN):
        parts.append(f"{unknown} could not be read the last time.")
    came_back = sum(each.drifts for each in story.settings)
    if came_back:
        parts.append(f"Since the first look, settings came back on {_times(came_back)}.")
    if story.begun:
        begun = counted(len(story.begun), "change")
        parts.append(f"Begun, and how it ended is not known: {begun}.")
    return (
        " ".join(parts) or "As read from freshly loaded pages, each with the date of its reading."
    )


def _sentence(each: SettingStory) -> str:
    when = _day(each.latest.at)
    if each.verdict is Verdict.UNKNOWN and each.read is not None:
        state = _VERDICTS[_verdict_of_read(each)]
        return (
            f"On {when}: {said(each.result)}. It was last read for certain on "
            f"{_day(each.read.at)}; it was {state} then."
        )
    if each.verdict is Verdict.NONE:
        return f"On {when}: {said(each.result)}."
    state = _VERDICTS[each.verdict]
    back = f" It came back {_times(each.drifts)}." if each.drifts else ""
    held = _day(_held(each))
    since = f", and at each look since {held}" if held != when else ""
    return f"Read as “{state}” on {when}{since}.{back}"


def _verdict_of_read(each: SettingStory) -> Verdict:
    assert each.read is not None
    return Verdict.OFF if each.read.result.after is State.OFF else Verdict.ON


def _since(each: SettingStory) -> str:
    """Say since when the last state holds, over turns that say the same."""
    back = f", came back {_times(each.drifts)}" if each.drifts else ""
    return f"{_VERDICTS[each.verdict]} since {_day(_held(each))}{back}"


def _held(each: SettingStory) -> dt.datetime:
    first = each.stretches[-1]
    for stretch in reversed(each.stretches):
        if stretch.verdict is not each.verdict:
            break
        first = stretch
    return first.turn.at


def _told(turn: TurnRow) -> str:
    return told(turn.status, turn.reason, turn.after)


def _reading(proof: Proof) -> str:
    return f"{READ[proof.state]}, {PROOFS[proof.kind]}, {_moment(proof.at)} UTC"


def _span(story: Story) -> tuple[dt.datetime, dt.datetime]:
    turns = [stretch.turn.at for each in story.settings for stretch in each.stretches]
    start = min(turns, default=story.made)
    end = max([*turns, *(run.started for run in story.runs[-1:])], default=story.made)
    # The last look lasts as long as a usual gap, so that it can be seen.
    gap = (end - start) / max(len(story.runs) - 1, 1) or dt.timedelta(days=1)
    return start, end + gap


def _lane(stretches: Sequence[Stretch], start: dt.datetime, end: dt.datetime) -> list[_Bar]:
    bars: list[_Bar] = []
    for index, stretch in enumerate(stretches):
        last = index == len(stretches) - 1
        left = _place(stretch.turn.at, start, end)
        right = _place(end if last else stretch.until, start, end)
        if bars and bars[-1].verdict is stretch.verdict:
            former = bars.pop()
            left = former.x
        bars.append(_Bar(stretch.verdict, left, round(max(right - left, _THINNEST), 1)))
    return bars


def _place(at: dt.datetime, start: dt.datetime, end: dt.datetime) -> float:
    return round((at - start) / (end - start) * _WIDTH, 1)


def _axis(start: dt.datetime, end: dt.datetime) -> list[str]:
    ticks = [_day(start), _day(start + (end - start) / 2), _day(end)]
    return list(dict.fromkeys(ticks))


def _span_words(story: Story) -> str:
    count = len(story.runs)
    if count == 1:
        return f"One look, on {_day(story.runs[0].started)}."
    if not story.runs:
        return ""
    first, last = _day(story.runs[0].started), _day(story.runs[-1].started)
    return f"{count:,} looks " + (f"on {last}." if first == last else f"from {first} to {last}.")


def _news(story: Story) -> list[_News]:
    came_back = [
        _News(stretch.turn.at, each.result.title, "was off and is on again.")
        for each in story.settings
        for stretch in each.stretches
        if stretch.turn.reason is Reason.DRIFT
    ]
    changed = [
        _News(
            row.at,
            f"“{row.control.label}”",
            happened(row.control),
        )
        for row in story.findings
    ]
    return sorted([*came_back, *changed], key=lambda item: item.at, reverse=True)


def _by_hand(story: Story) -> list[tuple[str, str, str, str]]:
    """Return what is left for the person: title, platform, what it does, and its page."""
    none_here = {each.id for each in story.settings if each.result.reason in ABSENT}
    platforms = {each.result.platform for each in story.settings}
    known = [
        (info.setting, info.title, info.platform, info.effect or "only you can do this", info.help)
        for info in story.to_do
        if info.platform in platforms and info.setting not in none_here
    ]
    listed = {setting for setting, *_ in known}
    found = [
        (each.id, each.result.title, each.result.platform, f"{_told(each.stretches[-1].turn)}.",
         each.info.help if each.info else "")
        for each in story.settings
        if each.only_you and each.id not in listed
    ]  # fmt: skip
    return [
        (title, platform, text[0].upper() + text[1:] + _your_word(story, setting), _link(page))
        for setting, title, platform, text, page in [*known, *found]
    ]


def _your_word(story: Story, setting: str) -> str:
    day = story.done.get(setting)
    return f" You said on {day.day} {day:%b %Y} that you did this." if day else ""


def _untried(story: Story) -> int:
    evidence = [each.info.evidence for each in story.settings if each.info]
    return sum(each is not None and not each.live for each in evidence)


def _record(story: Story) -> str:
    switched = sum(run.mode in {"run", "undo"} for run in story.runs)
    alarms = [run for run in story.runs if run.alarm]
    cut = sum(run.state == "interrupted" for run in story.runs)
    return (
        f"{len(story.runs):,} runs, of which {switched:,} could change something and the others only "
        f"looked; {cut} interrupted; {len(alarms)} stopped because another control changed. "
        + (
            "The journal was altered, see above."
            if story.problems
            else "Every row is as it was written."
        )
    )


def _link(address: str) -> str:
    return address if address.startswith("https://") else ""


def _day(moment: dt.datetime) -> str:
    utc = moment.astimezone(dt.UTC)
    return f"{utc.day} {utc:%b %Y}"


def _moment(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y-%m-%d %H:%M}"


def _anchor(setting: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", setting.lower())


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
