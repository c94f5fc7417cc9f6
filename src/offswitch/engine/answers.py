"""Did the page get what it asked for? An "off" on a page that did not may be nothing but a default."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from offswitch.errors import SettingError, Unreachable
from offswitch.model.words import Reason, State
from offswitch.screen import Screen, Unanswered

_SERVER_BROKE = 500
_REFUSED = 400
_NO_ANSWER = 0


def refuse_default(screen: Screen, state: State, known: Collection[str]) -> None:
    """Refuse a state that may be what the page draws before it knows.

    Args:
        screen: the page that it was read on.
        state: of the control, as it was read.
        known: names of requests without which this page has shown another state before.

    Raises:
        SettingError: ``unreadable``, naming the request.
        Unreachable: ``sign_in``, where the server does not know who asks.
    """
    lacking = [each for each in screen.quiet.unanswered() if each.name not in known]
    if state is State.ON:
        lacking = [each for each in lacking if _is_broken(each)]
    if not lacking:
        if state is State.OFF:
            _refuse_broken(screen, known)
        return
    renewal = next((each for each in lacking if each.may_renew_a_session), None)
    if renewal is not None:
        raise unanswered(Reason.UNREADABLE, renewal)
    if any(each.needs_sign_in for each in lacking):
        raise Unreachable(
            Reason.SIGN_IN,
            "the page does not know who is signed in",
            "sign in again with `offswitch login`",
        )
    raise unanswered(Reason.UNREADABLE, _cause(lacking))


def _refuse_broken(screen: Screen, known: Collection[str]) -> None:
    """Refuse an "off" on a page one of whose scripts failed: what was to be set after that is as it was drawn."""
    fault = next((each for each in screen.quiet.program.faults if each not in known), "")
    if fault:
        raise SettingError(
            Reason.UNREADABLE,
            f"a script of the page failed, and what it shows may be a default: {fault}",
            "run again; if it fails each time, look at the page yourself",
        )


def _cause(lacking: Sequence[Unanswered]) -> Unanswered:
    """Choose the request to name: one that we held back, if the first was only told to be asked in another way."""
    first = lacking[0]
    told_otherwise = first.fate == "failed" and _NO_ANSWER < first.status < _REFUSED
    held = [each for each in lacking if told_otherwise and each.fate == "held back"]
    return held[0] if held else first


def unanswered(reason: Reason, request: Unanswered) -> SettingError:
    """Return the error of a setting whose page lacks the answer to a request."""
    declare = f'if no setting depends on it, declare it: ignore = ["{request.name}"]'
    if request.fate == "held back":
        declare = f'if it only reads, declare it: reads = ["{request.name}"]; {declare}'
    elif request.fate in {"failed", "in part"}:
        declare = f"run again later; {declare}"
    return SettingError(reason, request.story, declare)


def lacking_names(screen: Screen) -> frozenset[str]:
    """Return what a page lacks: the names of requests without a good answer, and how its scripts failed."""
    return frozenset(each.name for each in screen.quiet.unanswered()) | {
        *screen.quiet.program.faults
    }


def _is_broken(request: Unanswered) -> bool:
    """Tell whether a server that broke, or was not reached, kept an answer back."""
    return request.fate == "failed" and (
        request.status == _NO_ANSWER or request.status >= _SERVER_BROKE
    )
