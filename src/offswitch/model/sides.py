"""Which side of a control means off: do its words say so in every language, and do two files agree?"""

from __future__ import annotations

import re

from offswitch.model.controls import (
    AttributeState,
    ChoiceControl,
    ClassState,
    Control,
    SwitchControl,
)
from offswitch.model.danger import destructive_words, is_destructive, side_of
from offswitch.model.geography import SelectorFile, labels_of
from offswitch.model.lexicon import Lexicon, is_english
from offswitch.model.text import Polarity, fold, polarity

_ON = frozenset({"true", "on", "yes", "checked", "selected", "active", "enabled"})
_OFF = frozenset({"false", "off", "unchecked", "unselected", "inactive", "disabled"})
_NO = _OFF | {"no", "0"}
_YES = _ON | {"1"}


def wrong_side(control: SwitchControl | ChoiceControl, part: str) -> Polarity:
    """Return what the words of a control's part must not read like; empty where either will do.

    Args:
        control: what is operated.
        part: name of one of its elements.
    """
    if isinstance(control, SwitchControl):
        return "positive" if control.inverted else "negative"
    if part == control.off:
        return "positive"
    return "negative" if part == control.on else ""


def side_problems(
    file: SelectorFile, place: str, control: Control, lexicon: Lexicon
) -> list[tuple[str, str]]:
    """Check the words of a control against the side that the file gives them.

    Args:
        file: complete, with what it extends merged in.
        place: of the route, dotted.
        control: the route's.
        lexicon: the platform's labels in other languages.

    Returns:
        ``(dotted place, reason)`` for everything that contradicts itself.
    """
    if not isinstance(control, SwitchControl | ChoiceControl):
        return []
    problems = _state_problems(place, control)
    if isinstance(control, ChoiceControl):
        problems += _alike(file, place, control, lexicon)
    for part in _parts(control):
        for label in labels_of(file, part):
            shown = [(repr(label), _told(label, lexicon.spoken))]
            shown += [
                (f"{label!r} as {words!r} ({language})", side_of(words, language))
                for language, words in lexicon.everywhere(label)
            ]
            problems += [
                _reversed(place, control, part, words)
                for words, told in shown
                if told and told == wrong_side(control, part)
            ]
            problems += _destruction(place, control, part, label, lexicon)
    return problems


def disagreements(
    own: SelectorFile, known: SelectorFile, lexicon: Lexicon
) -> list[tuple[str, str]]:
    """Hold a person's own file against a bundled one: the same words never mean the other side.

    Labels alone do not always tell which side of a control is which, and a file that had it the
    wrong way round would switch a data use on.

    Args:
        own: the person's own, complete.
        known: a bundled one of the same platform, complete.
        lexicon: the platform's labels in other languages.

    Returns:
        ``(dotted place, reason)`` for every control that has its sides the other way round.
    """
    problems = []
    for name, route in own.routes.items():
        other = known.routes.get(name)
        if other is None:
            continue
        means_off, means_on = _sides(own, route.control, lexicon)
        known_off, known_on = _sides(known, other.control, lexicon)
        problems += [
            (f"routes.{name}.control", f"{label!r} means the other side in the bundled file")
            for label in sorted((means_off & known_on) | (means_on & known_off))
        ]
    return problems


def shared_words(file: SelectorFile) -> list[tuple[str, str]]:
    """Find controls of one place that the file takes for two settings: a click would switch the other.

    Args:
        file: complete.
    """
    problems = []
    known: dict[tuple[object, ...], str] = {}
    for name, route in file.routes.items():
        control = route.control
        if not isinstance(control, SwitchControl | ChoiceControl):
            continue
        for label in {fold(label) for part in _parts(control) for label in labels_of(file, part)}:
            way = (route.url, route.then, route.path, route.open)
            place = (*way, route.section, route.within, label)
            if (other := known.setdefault(place, name)) != name:
                problems.append(
                    (f"routes.{name}.control", f"{label!r} is the control of `{other}`")
                )
    return problems


def _told(label: str, spoken: str) -> Polarity:
    return polarity(label) if is_english(spoken) else side_of(label, spoken)


def _parts(control: SwitchControl | ChoiceControl) -> tuple[str, ...]:
    return (control.element,) if isinstance(control, SwitchControl) else control.options


def _reversed(
    place: str, control: SwitchControl | ChoiceControl, part: str, shown: str
) -> tuple[str, str]:
    if isinstance(control, SwitchControl):
        inverted = str(control.inverted).lower()
        return f"{place}.control", f"{shown} contradicts inverted = {inverted}"
    side = "off" if part == control.off else "on"
    return f"{place}.control.{side}", f"reversed? {shown} reads like the other side"


def _destruction(
    place: str, control: SwitchControl | ChoiceControl, part: str, label: str, lexicon: Lexicon
) -> list[tuple[str, str]]:
    """What is pressed to switch a use off never destroys; what means on is not pressed for that."""
    if isinstance(control, ChoiceControl) and part != control.off:
        return []
    reason = f"destructive label {label!r} in the way of a {control.kind}"
    found = [(place, reason)] if is_destructive(label) else []
    return found + [
        (place, f"{label!r} destroys something as {words!r} ({language})")
        for language, words in lexicon.everywhere(label)
        if destructive_words(words) - destructive_words(label)
    ]


def _alike(
    file: SelectorFile, place: str, control: ChoiceControl, lexicon: Lexicon
) -> list[tuple[str, str]]:
    """The option that means off shares its words with no other one, in any language."""
    if control.off == control.on:
        return [(f"{place}.control", "`off` and `on` are the same element")]
    means_off, means_on = _sides(file, control, lexicon)
    return [
        (f"{place}.control", f"{words!r} would mean both off and on")
        for words in sorted(means_off & means_on)
    ]


def _sides(file: SelectorFile, control: Control, lexicon: Lexicon) -> tuple[set[str], set[str]]:
    """Return the folded words that, chosen or switched on, mean off; and those that mean on."""

    def folded(*names: str) -> set[str]:
        labels = [label for name in names for label in labels_of(file, name)]
        shown = [words for label in labels for _, words in lexicon.everywhere(label)]
        return {fold(words) for words in (*labels, *shown)}

    match control:
        case SwitchControl(element=element, inverted=inverted):
            return (folded(element), set()) if inverted else (set(), folded(element))
        case ChoiceControl(off=off, on=on, others=others):
            return folded(off), folded(*((on,) if on else ()), *others)
        case _:
            return set(), set()


def _state_problems(place: str, control: SwitchControl | ChoiceControl) -> list[tuple[str, str]]:
    """What is declared to tell the state must not say the opposite of what it is declared to mean."""
    wrong = False
    match control.state:
        case AttributeState(on=on, off=off):
            wrong = fold(on) in _NO or fold(off) in _YES or fold(on) == fold(off)
        case ClassState(class_=name):
            wrong = bool(_OFF & set(re.split(r"[^a-z]+", name.casefold())))
        case None:
            pass
    if wrong:
        return [(f"{place}.control.state", "what is to mean on reads like off, or the other way")]
    return []
