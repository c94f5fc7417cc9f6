"""One control of a page as a selector file names it, the way round that makes no contradiction."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from offswitch.look.summary import ControlSummary, PageSummary
from offswitch.model.coherence import contradictions
from offswitch.model.danger import known_languages, side_of
from offswitch.model.geography import SCHEMA, SelectorFile
from offswitch.model.lexicon import Lexicon
from offswitch.model.text import counted

_LONGEST_NAME = 40
_MOST_OPTIONS = 8
_SIDES = {"negative": 0, "": 1, "positive": 2}
POLARITY = 'decide: "on" must mean that your data is used; otherwise inverted = {}'
UNOPENED = "a menu whose options are not shown until it is opened"
OPTIONS = "decide: which option means off; every other one means on"


class Names:
    """Gives each label a name of its own.

    Args:
        prefix: begins every name.
    """

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self._taken = set[str]()

    def name(self, label: str, otherwise: str) -> str:
        """Return a name that reads like a label, or like something else if it has no Latin letters."""
        plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
        words = "_".join(re.findall("[a-z0-9]+", plain))[:_LONGEST_NAME].strip("_")
        base = name = self.prefix + (words if words[:1].isalpha() else otherwise)
        number = 1
        while name in self._taken:
            number += 1
            name = f"{base}_{number}"
        self._taken.add(name)
        return name


@dataclass(frozen=True, kw_only=True)
class Part:
    """A setting of the draft.

    Attributes:
        name: of the setting.
        label: what a person would call it.
        elements: the label of each element that it uses.
        control: as in the file.
        heading: nearest one above it.
        question: what its options answer.
        notes: what a person has to decide about it.
    """

    name: str
    label: str
    elements: Mapping[str, str]
    control: Mapping[str, Any]
    heading: str
    question: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class LeftOut:
    """A control that the draft cannot name.

    Attributes:
        label: what a person would call it.
        reason: why not.
    """

    label: str
    reason: str


def parts_of(summary: PageSummary, language: str, names: Names) -> tuple[list[Part], list[LeftOut]]:
    """Return every control that a selector file can name, and those that it cannot.

    Args:
        summary: the page.
        language: tag of the labels' language; empty for English.
        names: where their names come from.
    """
    parts: list[Part] = []
    left: list[LeftOut] = []
    for group in grouped(summary.controls):
        shown = group[0].question or group[0].label
        if reason := why_unusable(group):
            left.append(LeftOut(shown, reason))
            continue
        reasons = []
        for part in ways_round(group, language, names):
            reason = contradiction(part, language)
            if not reason:
                parts.append(replace(part, notes=(*part.notes, *_warnings(group, summary))))
                break
            reasons.append(reason)
        else:
            left.append(LeftOut(shown, reasons[0]))
    return parts, left


def grouped(controls: Sequence[ControlSummary]) -> list[list[ControlSummary]]:
    """Put the radio buttons of one question together; every other control stands alone."""
    groups: dict[object, list[ControlSummary]] = {}
    for index, control in enumerate(controls):
        together = (control.question, control.section, control.dialog)
        key = together if control.kind == "radio" else index
        groups.setdefault(key, []).append(control)
    return list(groups.values())


def why_unusable(group: Sequence[ControlSummary]) -> str:
    """Say why a selector file cannot name a control; nothing if it can."""
    first = group[0]
    options = first.options if first.kind == "menu" else [each.label for each in group]
    if first.behind:
        return "a dialog covers it"
    if not all(each.label for each in group):
        return "nothing on the page names it"
    if first.kind == "menu" and not options:
        return UNOPENED
    if first.kind in {"menu", "radio"} and not 1 < len(options) <= _MOST_OPTIONS:
        return f"a choice of {counted(len(options), 'option')}"
    return ""


def ways_round(group: Sequence[ControlSummary], language: str, names: Names) -> Iterator[Part]:
    """Yield a part with each possible polarity, the likeliest first."""
    if group[0].kind == "switch":
        yield from _switches(group[0], language, names)
    else:
        yield from _choices(group, language, names)


def _switches(switch: ControlSummary, language: str, names: Names) -> Iterator[Part]:
    name = names.name(switch.label, "setting")
    refuses = side_of(switch.label, language) == "negative"
    for inverted in (refuses, not refuses):
        control = {"kind": "switch", "element": name} | ({"inverted": True} if inverted else {})
        note = POLARITY.format(str(not inverted).lower())
        yield _part(switch, name, {name: switch.label}, control, note)


def _choices(group: Sequence[ControlSummary], language: str, names: Names) -> Iterator[Part]:
    first = group[0]
    is_menu = first.kind == "menu"
    labels = first.options if is_menu else tuple(each.label for each in group)
    name = names.name(first.question or first.label, "setting")
    own = name.removeprefix(names.prefix)
    elements = {names.name(f"{own} {label}", f"{own}_option"): label for label in labels}
    order = list(elements)
    # The last of the options that say nothing about it is the likelier refusal: "Everyone, Friends, Me".
    likely = sorted(
        order, key=lambda each: (_SIDES[side_of(elements[each], language)], -order.index(each))
    )
    for off in likely:
        on = next(each for each in reversed(likely) if each != off)
        control: dict[str, Any] = {"kind": "choice", "off": off, "on": on}
        others = [each for each in elements if each not in {off, on}]
        control |= {"others": others} if others else {}
        control |= {"menu": name} if is_menu else {}
        named = {name: first.label, **elements} if is_menu else elements
        yield _part(first, name, named, control, OPTIONS)


def _part(
    first: ControlSummary,
    name: str,
    elements: Mapping[str, str],
    control: Mapping[str, Any],
    note: str,
) -> Part:
    return Part(
        name=name,
        label=first.question or first.label,
        elements=elements,
        control=control,
        heading=first.section,
        question=first.question,
        notes=(note,),
    )


def _warnings(group: Sequence[ControlSummary], summary: PageSummary) -> Iterator[str]:
    first = group[0]
    same = sum((c.label, c.kind) == (first.label, first.kind) for c in summary.controls)
    if same > len([each for each in group if each.label == first.label]) and not first.question:
        yield f'decide: {same} controls are called this; tell them apart by section, or by = "key"'
    if first.dialog:
        yield "decide: this is in a dialog; name in `open` what brings it up"
    if any(each.disabled for each in group):
        yield "it cannot be operated at the moment"


def contradiction(part: Part, language: str) -> str:
    """Return what `selectors lint` would say about a file that has this part alone."""
    data = {
        "schema": SCHEMA,
        "platform": "draft",
        "hosts": ["draft.example"],
        "elements": {
            name: [{"by": "label", "label": label}] for name, label in part.elements.items()
        },
        "routes": {part.name: {"url": "https://draft.example/", "control": part.control}},
    }
    try:
        file = SelectorFile.model_validate(data)
    except ValidationError as error:
        return str(error.errors()[0]["msg"])
    lexicon = Lexicon().speaking(language or None, known_languages())
    return next((reason for _, reason in contradictions(file, lexicon)), "")
