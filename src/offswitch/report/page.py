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
from offswitch.model.words import ABSENT, State
from offswitch.report.dots import CELL, Row, chart_of
from offswitch.report.looks import MOST_LOOKS
from offswitch.report.moments import day, moment
from offswitch.report.story import ReportState, SettingStory, Story
from offswitch.wording import PROOFS, READ, happened, said, told

_HERE = Path(__file__).parent
_MOST_TURNS = 60
_MOST_NEWS = 60
_PAIR = 2
_STATE_WORDS = {
    ReportState.OFF: "off",
    ReportState.ON: "on",
    ReportState.UNKNOWN: "could not be read",
    ReportState.NONE: "nothing to switch",
}
_URGENCY = (ReportState.ON, ReportState.UNKNOWN, ReportState.OFF, ReportState.NONE)


@dataclass(frozen=True)
class _News:
    at: dt.datetime
    title: str
    text: str


def as_page(story: Story) -> str:
    """Return a report as one HTML page."""
    news = _news(story)
    settings = sorted(story.settings, key=lambda each: _URGENCY.index(each.state))
    template = _environment().get_template("page.html.j2")
    return template.render(
        story=story,
        open_=[each for each in settings if each.state is not ReportState.NONE],
        settled=_platforms([each for each in settings if each.state is ReportState.NONE]),
        folded=story.count(ReportState.NONE),
        css=Markup((_HERE / "page.css").read_text(encoding="utf-8")),  # noqa: S704 - our own file
        headline=_headline(story),
        subline=_subline(story),
        span=_span_words(story),
        chart=chart_of(story),
        before=_before,
        states=tuple(ReportState),
        state_words=_STATE_WORDS,
        most_turns=_MOST_TURNS,
        news=news[:_MOST_NEWS],
        more_news=max(0, len(news) - _MOST_NEWS),
        by_hand=_by_hand(story),
        untried=_untried(story),
        record=_record(story),
        cell=CELL,
        named=lambda platform: story.titles.get(platform, platform),
    )


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": day,
        "moment": moment,
        "anchor": _anchor,
        "since": _since,
        "counted": counted,
        "sentence": _sentence,
        "told": _told,
        "reading": _reading,
    }
    return environment


def _headline(story: Story) -> str:
    off, on = story.count(ReportState.OFF), story.count(ReportState.ON)
    known = off + on + story.count(ReportState.UNKNOWN)
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
    if story.count(ReportState.ON) and story.count(ReportState.OFF):
        off = story.count(ReportState.OFF)
        parts.append(f"{off} {_is(off)} off.")
    if unknown := story.count(ReportState.UNKNOWN):
        parts.append(f"{unknown} could not be read last time.")
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
    when = day(each.latest.at)
    if each.state is ReportState.UNKNOWN and each.read is not None:
        state = _STATE_WORDS[_state_of_read(each)]
        return (
            f"On {when}: {said(each.result)}. It was last read for certain on "
            f"{day(each.read.at)}; it was {state} then."
        )
    if each.state is ReportState.NONE:
        return f"On {when}: {said(each.result)}."
    state = _STATE_WORDS[each.state]
    back = f" It came back {_times(each.drifts)}." if each.drifts else ""
    held = day(_held(each))
    since = f", and at each look since {held}" if held != when else ""
    return f"Read as “{state}” on {when}{since}.{back}"


def _state_of_read(each: SettingStory) -> ReportState:
    assert each.read is not None
    return ReportState.OFF if each.read.result.after is State.OFF else ReportState.ON


def _since(each: SettingStory) -> str:
    """Say since when the last state holds, over turns that say the same."""
    back = f", came back {_times(each.drifts)}" if each.drifts else ""
    held, latest = day(_held(each)), day(each.latest.at)
    when = f" since {held}" if held != latest else f", as of {held}"
    return f"{_STATE_WORDS[each.state]}{when}{back}"


def _held(each: SettingStory) -> dt.datetime:
    first = each.stretches[-1]
    for stretch in reversed(each.stretches):
        if stretch.state is not each.state:
            break
        first = stretch
    return first.turn.at


def _told(turn: TurnRow) -> str:
    return told(turn.status, turn.reason, turn.after)


def _reading(proof: Proof) -> str:
    return f"{READ[proof.state]}, {PROOFS[proof.kind]}, {moment(proof.at)} UTC"


def _before(each: SettingStory, row: Row) -> str:
    """Say how often it came back at a look that is no dot."""
    if not row.older:
        return ""
    often = f"{_times(row.older)} " if row.older < each.drifts else ""
    return f", {often}before these looks"


def _platforms(settings: Sequence[SettingStory]) -> dict[str, list[SettingStory]]:
    found: dict[str, list[SettingStory]] = {}
    for each in settings:
        found.setdefault(each.result.platform, []).append(each)
    return found


def _span_words(story: Story) -> str:
    if not story.looks:
        return ""
    count, shown = len(story.runs), sum(look.count for look in story.looks)
    first, last = day(story.looks[0].at), day(story.looks[-1].at)
    when = f"on {last}" if first == last else f"from {first} to {last}"
    if count == 1:
        return f"One look, {when}."
    words = f"{counted(shown, 'look')} {when}, each a column of its own."
    if len(story.looks) == MOST_LOOKS and count > shown:
        words = (
            f"The newest {shown} of {count:,} looks, {when}, each a column of its own; "
            f"the older looks go back to {day(story.runs[0].started)}."
        )
    if shown > len(story.looks):
        words += " Looks of one day that reached nothing share a column."
    return f"{words} What happened between two looks was not seen."


def _news(story: Story) -> list[_News]:
    came_back = [
        _News(stretch.turn.at, each.result.title, "was off and is on again.")
        for each in story.settings
        for stretch in each.returns
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
        (
            each.id,
            each.result.title,
            each.result.platform,
            f"{_told(each.stretches[-1].turn)}.",
            each.info.help if each.info else "",
        )
        for each in story.settings
        if each.only_you and each.id not in listed
    ]
    return [
        (title, platform, text[0].upper() + text[1:] + _your_word(story, setting), _link(page))
        for setting, title, platform, text, page in [*known, *found]
    ]


def _your_word(story: Story, setting: str) -> str:
    done = story.done.get(setting)
    return f" You said on {done.day} {done:%b %Y} that you did this." if done else ""


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
            "The journal was altered; see above."
            if story.problems
            else "Every row is as it was written."
        )
    )


def _link(address: str) -> str:
    return address if address.startswith("https://") else ""


def _anchor(setting: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", setting.lower())


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
