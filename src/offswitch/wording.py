"""The few plain words that the terminal, the report and the notifications share."""

from __future__ import annotations

import datetime as dt

from offswitch.model.results import NewControl, Result
from offswitch.model.text import counted
from offswitch.model.words import ProofKind, Reason, State, Status

MARKS = {
    Status.OK: "✓",
    Status.CHANGED: "✓",
    Status.PENDING: "●",
    Status.SKIPPED: "-",
    Status.FAILED: "✗",
    Status.UNREACHABLE: "!",
}
BY_SOCKET = "a dry run is not enforced by the guard here: the page saves over a web socket"
BEGUN_MARK = "?"
"""A change was begun, and how it ended is not known."""
_SAID = {
    Status.OK: "was off already",
    Status.CHANGED: "switched off",
    Status.PENDING: "is on",
}
_RESTORED = {
    Status.OK: "is as it was before",
    Status.CHANGED: "put back as it was",
}
_WHY = {
    Reason.DRIFT: "is on again",
    Reason.NOT_OFFERED: "not offered to this account",
    Reason.RETIRED: "the platform removed this setting",
    Reason.LOCKED: "locked by the platform",
    Reason.FORM_ONLY: "only by a form that you send",
    Reason.APP_ONLY: "only in the phone app",
    Reason.ONE_WAY: "cannot be undone; needs your own yes",
    Reason.EXCLUDED: "left out, as you asked",
    Reason.GUIDE: "only you can do this",
    Reason.NOT_FOUND: "not found on the page",
    Reason.AMBIGUOUS: "two controls look like it",
    Reason.UNREADABLE: "its state could not be read",
    Reason.UNEXPECTED_DIALOG: "something unknown was in the way",
    Reason.NOT_VERIFIED: "clicked, but it is not off",
    Reason.LANGUAGE: "the page is in an unknown language",
    Reason.SAVE_ERROR: "the platform did not save it",
    Reason.STOPPED: "the run ended before this was looked at",
    Reason.SIGN_IN: "not signed in",
    Reason.CHECKPOINT: "the platform wants to check that it is you",
    Reason.TWO_FACTOR: "the platform wants a second factor",
    Reason.CONSENT: "the platform wants a decision from you first",
    Reason.PASSWORD: "the platform wants your password again",
    Reason.RATE_LIMITED: "too fast for the platform",
    Reason.OFFLINE: "the page could not be loaded",
    Reason.WRONG_ACCOUNT: "another person's account is signed in",
}
PROOFS = {
    ProofKind.SAME_PAGE: "on the same page",
    ProofKind.FRESH_LOAD: "on a freshly loaded page",
    ProofKind.FRESH_CONTEXT: "in a fresh window",
}
READ = {State.ON: "read “on”", State.OFF: "read “off”", State.UNKNOWN: "not readable"}
MODES = {
    "run": "Run",
    "dry_run": "Dry run · nothing is changed",
    "check": "Check · nothing is changed",
    "undo": "Undo",
}
RUNS = {"run": "a run", "dry_run": "a dry run", "check": "a check", "undo": "an undo"}
SHORT_MODES = {"run": "run", "dry_run": "dry", "check": "check", "undo": "undo"}


def said(result: Result) -> str:
    """Say in a few plain words how a setting came out."""
    if result.wanted is State.ON and result.reason is Reason.NOT_VERIFIED:
        return "clicked, but it is not as it was"
    words = told(result.status, result.reason, result.wanted)
    return f"{words}; {did(result.done)}" if result.done else words


def did(day: dt.date) -> str:
    """Say that a person said that they did it themselves: their word, not a reading."""
    return f"you said on {day} that you did this"


def told(status: Status, reason: Reason | None, after: State) -> str:
    """Say the same of a result of which only this is known."""
    if after is State.ON and status in _RESTORED:  # only an undo wants that
        return _RESTORED[status]
    return _WHY[reason] if reason else _SAID[status]


def happened(control: NewControl) -> str:
    """Say what happened to a control, as a sentence that goes on after its label."""
    under = f" under “{control.section}”" if control.section else ""
    state = f"; it is {control.state}" if control.state in {"on", "off"} else ""
    match control.change:
        case "new":
            return f"is new{under}{state}."
        case "renamed":
            return f"is what “{control.before}” is called now{state}."
        case "moved":
            return f"moved from “{control.before}” to “{control.section or control.url}”{state}."
        case "merged":
            parts = " and ".join(f"“{part}”" for part in control.before.split(" + "))
            return f"took the place of {parts}{under}{state}."
        case "vanished":
            return f"is gone; it stood{under}." if under else "is gone."


def field_reports(reports: int, worked: int, since: str) -> str:
    """Return what field reports say of a route; empty where there are none.

    Args:
        reports: how many tell of it.
        worked: by how many of them it worked.
        since: the first month of those.
    """
    if not reports:
        return ""
    first = f" since {since}" if worked else ""
    return f"worked in {worked} of {counted(reports, 'field report')}{first}"
