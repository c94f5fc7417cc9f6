"""The report as a self-contained page, without scripts, fonts or requests."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from offswitch.model.text import counted
from offswitch.model.words import ABSENT
from offswitch.report import sentences
from offswitch.report.content import ReportContent, ReportState, SettingHistory
from offswitch.report.dots import CELL, chart_of
from offswitch.report.moments import day, moment
from offswitch.wording import BY_SOCKET, happened

_HERE = Path(__file__).parent
_MOST_TRANSITIONS = 60
_MOST_NEWS = 60
_URGENCY = (ReportState.ON, ReportState.UNKNOWN, ReportState.OFF, ReportState.NONE)


@dataclass(frozen=True)
class _News:
    at: dt.datetime
    title: str
    text: str


def as_page(content: ReportContent) -> str:
    """Return a report as one HTML page."""
    news = _news(content)
    settings = sorted(content.settings, key=lambda each: _URGENCY.index(each.state))
    template = _environment().get_template("page.html.j2")
    return template.render(
        content=content,
        open_=[each for each in settings if each.state is not ReportState.NONE],
        settled=_platforms([each for each in settings if each.state is ReportState.NONE]),
        folded=content.count(ReportState.NONE),
        css=Markup((_HERE / "page.css").read_text(encoding="utf-8")),  # noqa: S704 - our own file
        headline=sentences.headline(content),
        subline=sentences.subline(content),
        span=sentences.span(content),
        chart=chart_of(content),
        before=sentences.before_these_looks,
        states=tuple(ReportState),
        state_words=sentences.STATE_WORDS,
        most_transitions=_MOST_TRANSITIONS,
        news=news[:_MOST_NEWS],
        more_news=max(0, len(news) - _MOST_NEWS),
        by_hand=_by_hand(content),
        untried=_untried(content),
        record=sentences.record(content),
        cell=CELL,
        by_socket=BY_SOCKET,
        named=lambda platform: content.titles.get(platform, platform),
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
        "since": sentences.since,
        "counted": counted,
        "sentence": sentences.sentence,
        "told": sentences.finding_words,
        "reading": sentences.reading,
    }
    return environment


def _platforms(settings: Sequence[SettingHistory]) -> dict[str, list[SettingHistory]]:
    found: dict[str, list[SettingHistory]] = {}
    for each in settings:
        found.setdefault(each.result.platform, []).append(each)
    return found


def _news(content: ReportContent) -> list[_News]:
    came_back = [
        _News(period.transition.at, each.result.title, "was off and is on again.")
        for each in content.settings
        for period in each.returns
    ]
    changed = [
        _News(row.at, f"“{row.control.label}”", happened(row.control)) for row in content.findings
    ]
    return sorted([*came_back, *changed], key=lambda item: item.at, reverse=True)


def _by_hand(content: ReportContent) -> list[tuple[str, str, str, str]]:
    """Return what is left for the person to do: title, platform, effect and page."""
    none_here = {each.id for each in content.settings if each.result.reason in ABSENT}
    platforms = {each.result.platform for each in content.settings}
    known = [
        (info.setting, info.title, info.platform, info.effect or "only you can do this", info.help)
        for info in content.to_do
        if info.platform in platforms and info.setting not in none_here
    ]
    listed = {setting for setting, *_ in known}
    found = [
        (
            each.id,
            each.result.title,
            each.result.platform,
            f"{sentences.finding_words(each.periods[-1].transition)}.",
            each.info.help if each.info else "",
        )
        for each in content.settings
        if each.only_you and each.id not in listed
    ]
    return [
        (
            title,
            platform,
            text[0].upper() + text[1:] + sentences.attested(content, setting),
            _link(page),
        )
        for setting, title, platform, text, page in [*known, *found]
    ]


def _untried(content: ReportContent) -> int:
    evidence = [each.info.evidence for each in content.settings if each.info]
    return sum(each is not None and not each.live for each in evidence)


def _link(address: str) -> str:
    return address if address.startswith("https://") else ""


def _anchor(setting: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", setting.lower())
