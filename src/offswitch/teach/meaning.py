"""Which way round a control is, as the person says, and what speaks against it.

A label that contradicts the answer ends the lesson: a control that is kept the wrong way round would
be switched on for ever after. The same goes for a control that the known files give to another setting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from offswitch.look.parts import Names, Part, contradiction, ways_round
from offswitch.model.controls import ChoiceControl, SwitchControl
from offswitch.model.danger import destructive_words, side_of
from offswitch.model.geography import Route, SelectorFile, labels_of
from offswitch.model.text import fold
from offswitch.model.words import State
from offswitch.teach.candidates import Candidate
from offswitch.teach.subject import Subject
from offswitch.teach.talk import Refused

PREFIX = "own_"
"""Begins every name in the file: none may be one that the platform's files have."""
_PROTECTS = re.compile(
    r"\b(limit|restrict|block|stop|prevent|hide|opt(ed)?[ -]out|don't|do not|never|without|less|reduce"
    r"|exclude|no longer|protect|private|off)\b"
)
"""Words without which ON is not believed to protect, where the label itself does not read like a refusal."""
_BY_HAND = "look at it again; if it really is so, write the file yourself (docs/any-app.md)"


def understood(candidate: Candidate, language: str, *, uses: bool = True, off: str = "") -> Part:
    """Return the control as a selector file names it, the way round that the person says.

    Args:
        candidate: what they picked.
        language: of the page.
        uses: of a switch, whether ON lets the site use their data.
        off: of a choice, the option that keeps the data private.

    Raises:
        Refused: its words contradict that.
    """
    _refuse_destructive(candidate)
    if candidate.first.kind == "switch":
        _refuse_wrong_answer(candidate.first.label, language, uses=uses)
    part = next(
        part
        for part in ways_round(candidate.group, language, Names(PREFIX))
        if _is_meant(part, uses=uses, off=off)
    )
    if reason := contradiction(part, language):
        raise Refused(f"its words contradict your answer: {reason}", _BY_HAND)
    return part


def refuse_another(candidate: Candidate, subject: Subject) -> None:
    """Refuse a control that is known to be another setting's.

    Raises:
        Refused: naming the other setting.
    """
    labels = {fold(text) for each in candidate.group for text in (each.label, each.question)}
    places = {fold(text) for each in candidate.group for text in (each.section, each.dialog)}
    places |= labels
    for variant in subject.pack.variants:
        own = variant.file.routes.get(subject.name)
        mine = set(_known(variant.file, own)) if own else set()
        for name, route in variant.file.routes.items():
            theirs = set(_known(variant.file, route)) - mine
            if name != subject.name and labels & theirs and _stands_in(variant.file, route, places):
                raise Refused(
                    f"“{candidate.label}” is the control of"
                    f" {subject.pack.platform.name}.{name}, as the known files say",
                    "show the control of this setting",
                )


def refuse_passing_name(candidate: Candidate, *, stays: bool) -> None:
    """Refuse a menu whose only name is the state that it is in: switched, it would not be found again.

    Args:
        candidate: what they picked.
        stays: whether its name stays when another option is chosen, as the person says.

    Raises:
        Refused: it does not.
    """
    if not stays:
        raise Refused(
            f"nothing but “{candidate.label}” names it, and that is its state",
            "switch it yourself; offswitch would not find it again to prove it",
        )


def state_of(part: Part, candidate: Candidate) -> State:
    """Return the state of the data use that the person sees, as the control shows it."""
    shown = candidate.shown
    if shown == "unknown":
        return State.UNKNOWN
    control = part.control
    if control["kind"] == "switch":
        return State.OFF if (shown == "on") is bool(control.get("inverted")) else State.ON
    is_off = fold(shown) == fold(part.elements[control["off"]])
    return State.OFF if is_off else State.ON


def _refuse_wrong_answer(label: str, language: str, *, uses: bool) -> None:
    """Refuse an answer for which a label gives no reason: ON protects only where the words say so."""
    side = side_of(label, language)
    protects = side == "negative" or (not side and bool(_PROTECTS.search(fold(label))))
    if uses and protects and side != "positive" and _PROTECTS.match(fold(label)):
        raise Refused(
            f"“{label}” reads as if ON protects you, and you said that it does not", _BY_HAND
        )
    if not uses and not protects:
        raise Refused(
            f"nothing in “{label}” says that ON keeps your data from being used", _BY_HAND
        )


def _refuse_destructive(candidate: Candidate) -> None:
    for text in (candidate.label, *(each.label for each in candidate.group)):
        if words := destructive_words(text):
            raise Refused(
                f"“{text}” speaks of what no switch may do: {', '.join(sorted(words))}",
                "show another control, or do this one yourself",
            )


def _is_meant(part: Part, *, uses: bool, off: str) -> bool:
    control = part.control
    if control["kind"] == "switch":
        return bool(control.get("inverted")) is not uses
    return part.elements[control["off"]] == off


def _known(file: SelectorFile, route: Route) -> Iterator[str]:
    """Yield the words by which a route's control is known."""
    match route.control:
        case SwitchControl(element=element):
            names: tuple[str, ...] = (element,)
        case ChoiceControl(off=off):
            names = (off,)
        case _:
            names = ()
    yield from (fold(label) for name in names for label in labels_of(file, name))


def _stands_in(file: SelectorFile, route: Route, places: set[str]) -> bool:
    sections = [file.sections[name] for name in (route.within, route.section) if name]
    return not sections or any(fold(h) in places for each in sections for h in each.headings)
