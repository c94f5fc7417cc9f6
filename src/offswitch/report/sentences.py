"""The report's sentences: what it says about all settings, about one, and about the record."""

from __future__ import annotations

import datetime as dt

from offswitch.journal import TransitionRow
from offswitch.model.results import Proof
from offswitch.model.text import counted
from offswitch.model.words import State
from offswitch.report.content import ReportContent, ReportState, SettingHistory
from offswitch.report.dots import Row
from offswitch.report.looks import MOST_LOOKS
from offswitch.report.moments import day, moment
from offswitch.wording import PROOFS, READ, said, told

_PAIR = 2
STATE_WORDS = {
    ReportState.OFF: "off",
    ReportState.ON: "on",
    ReportState.UNKNOWN: "could not be read",
    ReportState.NONE: "nothing to switch",
}
"""What each state is called."""


def headline(content: ReportContent) -> str:
    """Return the sentence with which the report begins."""
    off, on = content.count(ReportState.OFF), content.count(ReportState.ON)
    known = off + on + content.count(ReportState.UNKNOWN)
    if not known:
        return "Nothing has been read yet"
    if known == 1:
        return f"The data use {'is on' if on else 'is off' if off else 'could not be read'}"
    if on:
        return f"{on} of {known} data uses {_is(on)} on"
    if off == known:
        return "Both data uses are off" if known == _PAIR else f"All {known} data uses are off"
    return f"{off} of {known} data uses {_is(off)} off"


def subline(content: ReportContent) -> str:
    """Return the details that follow the headline."""
    parts = []
    if content.count(ReportState.ON) and content.count(ReportState.OFF):
        off = content.count(ReportState.OFF)
        parts.append(f"{off} {_is(off)} off.")
    if unknown := content.count(ReportState.UNKNOWN):
        parts.append(f"{unknown} could not be read last time.")
    came_back = sum(each.drifts for each in content.settings)
    if came_back:
        parts.append(f"Since the first look, settings came back on {_times(came_back)}.")
    if content.begun:
        begun = counted(len(content.begun), "change")
        parts.append(f"Begun, with an unknown outcome: {begun}.")
    return (
        " ".join(parts) or "As read from freshly loaded pages, each with the date of its reading."
    )


def sentence(each: SettingHistory) -> str:
    """Return how and when a setting was last read."""
    when = day(each.latest.at)
    if each.state is ReportState.UNKNOWN and each.read is not None:
        state = STATE_WORDS[_state_of_read(each)]
        return (
            f"On {when}: {said(each.result)}. It was last read for certain on "
            f"{day(each.read.at)}; it was {state} then."
        )
    if each.state is ReportState.NONE:
        return f"On {when}: {said(each.result)}."
    state = STATE_WORDS[each.state]
    back = f" It came back {_times(each.drifts)}." if each.drifts else ""
    held = day(_held(each))
    since = f", and at each look since {held}" if held != when else ""
    return f"Read as “{state}” on {when}{since}.{back}"


def _state_of_read(each: SettingHistory) -> ReportState:
    assert each.read is not None
    return ReportState.OFF if each.read.result.after is State.OFF else ReportState.ON


def since(each: SettingHistory) -> str:
    """Return since when a setting has been in its present state."""
    back = f", came back {_times(each.drifts)}" if each.drifts else ""
    held, latest = day(_held(each)), day(each.latest.at)
    when = f" since {held}" if held != latest else f", as of {held}"
    return f"{STATE_WORDS[each.state]}{when}{back}"


def _held(each: SettingHistory) -> dt.datetime:
    first = each.periods[-1]
    for period in reversed(each.periods):
        if period.state is not each.state:
            break
        first = period
    return first.transition.at


def finding_words(transition: TransitionRow) -> str:
    """Return what a result says, in words."""
    return told(transition.status, transition.reason, transition.after)


def reading(proof: Proof) -> str:
    """Return what a proof read, how, and when."""
    return f"{READ[proof.state]}, {PROOFS[proof.kind]}, {moment(proof.at)} UTC"


def before_these_looks(each: SettingHistory, row: Row) -> str:
    """Return how often a setting came back before the looks that are shown as dots."""
    if not row.older:
        return ""
    often = f"{_times(row.older)} " if row.older < each.drifts else ""
    return f", {often}before these looks"


def span(content: ReportContent) -> str:
    """Return which looks the dots show."""
    if not content.looks:
        return ""
    count, shown = len(content.runs), sum(look.count for look in content.looks)
    first, last = day(content.looks[0].at), day(content.looks[-1].at)
    when = f"on {last}" if first == last else f"from {first} to {last}"
    if count == 1:
        return f"One look, {when}."
    words = f"{counted(shown, 'look')} {when}, each a column of its own."
    if len(content.looks) == MOST_LOOKS and count > shown:
        words = (
            f"The newest {shown} of {count:,} looks, {when}, each a column of its own; "
            f"the older looks go back to {day(content.runs[0].started)}."
        )
    if shown > len(content.looks):
        words += " Looks of one day that reached nothing share a column."
    return f"{words} What happened between two looks was not seen."


def attested(content: ReportContent, setting: str) -> str:
    """Return when the person attested to having done something; empty if they never did."""
    done = content.done.get(setting)
    return f" You said on {done.day} {done:%b %Y} that you did this." if done else ""


def record(content: ReportContent) -> str:
    """Summarize the runs, and whether the journal is intact."""
    switched = sum(run.mode in {"run", "undo"} for run in content.runs)
    alarms = [run for run in content.runs if run.alarm]
    cut = sum(run.state == "interrupted" for run in content.runs)
    return (
        f"{len(content.runs):,} runs, of which {switched:,} could change something and the others only "
        f"looked; {cut} interrupted; {len(alarms)} stopped because another control changed. "
        + (
            "The journal was altered; see above."
            if content.problems
            else "Every row is as it was written."
        )
    )


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
