"""The selector file of one setting that a person showed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from offswitch.look.parts import Names, Part
from offswitch.look.proofs import heading_of, is_shown, neighbors_of
from offswitch.look.summary import PageSummary
from offswitch.look.toml_text import pair, table, written
from offswitch.model.geography import SCHEMA, Route
from offswitch.model.lexicon import is_english, language_tag, primary
from offswitch.model.variant import Variant
from offswitch.model.words import Category
from offswitch.packs import Pack
from offswitch.packs.fencing import fence_of
from offswitch.packs.platforms import load_flow
from offswitch.packs.precedence import SHOWN
from offswitch.teach.meaning import PREFIX
from offswitch.teach.subject import Subject
from offswitch.teach.way import Way

_A_DIALOG = "a dialog"
"""What a summary calls a dialog without a title."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Everything that the person showed and said.

    Attributes:
        subject: the setting.
        part: its control, the way round that they said.
        summary: the page that it is on.
        dialog: title of the dialog that it is in; empty on the page itself.
        buttons: what keeps the change, in order; none where the site keeps it at once.
        is_asked: whether the site shows them only after the click.
        tabs: which of the rows on the way are tabs.
        category: what the data is used for.
        day: when.
        live: whether this was the real site.
    """

    subject: Subject
    part: Part
    summary: PageSummary
    dialog: str
    buttons: tuple[str, ...]
    is_asked: bool
    tabs: frozenset[str]
    category: Category
    day: dt.date
    live: bool

    @property
    def version(self) -> str:
        """Name of the layout that the file describes."""
        return f"{self.day}-p-{self.subject.name.replace('_', '-')}"


def draft(shown: Shown, way: Way) -> str:
    """Return the selector file.

    Args:
        shown: what the person showed.
        way: how to get there.
    """
    return "\n".join(_Draft(shown, way).lines()) + "\n"


class _Draft:
    """The lines of one file."""

    def __init__(self, shown: Shown, way: Way) -> None:
        self._shown, self._way = shown, way
        self._names = Names(PREFIX)
        self._heading, self._within = _places(shown, way)
        self._sections: dict[str, str] = {}
        for heading in (self._heading, self._within):
            if heading and heading not in self._sections:
                self._sections[heading] = self._names.name(f"{heading} section", "section")
        self._committed = Committed((), {}) if shown.buttons else committed_of(shown.subject)
        self._buttons = {
            label: self._names.name(f"{label} button", "button") for label in shown.buttons
        }
        self._steps = {
            label: self._names.name(f"{label} row", "row") for label in (*way.then, *way.open)
        }

    def lines(self) -> Iterator[str]:
        """Yield the file."""
        shown, subject = self._shown, self._shown.subject
        yield f"# Shown to `offswitch teach` on {shown.day}, and read twice from pages loaded anew."
        yield pair("schema", SCHEMA)
        yield pair("platform", subject.pack.platform.name)
        yield pair("version", shown.version)
        yield from self._of_an_app_without_flow()
        if self._is_intended():
            yield from ("", f"[intent.{subject.name}]", *self._intent())
        yield from ("", "[elements]")
        for name, label in shown.part.elements.items():
            yield f'{name} = [{{ by = "label", label = {written(label)} }}]'
        for label, name in self._steps.items():
            is_tab = label in self._shown.tabs
            by = '"role", role = "tab", name = ' if is_tab else '"row", label = '
            yield f"{name} = [{{ by = {by}{written(label)} }}]"
        for label, name in self._buttons.items():
            by_role = f'{{ by = "role", role = "button", name = {written(label)} }}'
            yield f'{name} = [{by_role}, {{ by = "row", label = {written(label)} }}]'
        for name, locators in self._committed.elements.items():
            yield f"{name} = [{', '.join(table(each) for each in locators)}]"
        for heading, name in self._sections.items():
            yield from ("", f"[sections.{name}]", pair("heading", heading))
            if neighbors := neighbors_of(heading, shown.summary):
                yield pair("neighbours", neighbors)
        yield from ("", f"[routes.{subject.name}]", *self._route())
        yield from ("", f"[evidence.{subject.name}]", *self._evidence())

    def _of_an_app_without_flow(self) -> Iterator[str]:
        """Say what only the files of a platform without a flow say, each for itself."""
        if self._has_flow:
            return
        language = language_tag(self._shown.summary.language)
        if not is_english(language):
            yield pair("language", primary(language))
        yield pair("hosts", sorted(fence_of(self._shown.subject.pack).hosts))

    @property
    def _has_flow(self) -> bool:
        return load_flow(self._shown.subject.pack.platform.name) is not None

    def _is_intended(self) -> bool:
        """Tell whether the file must say what the setting is for, since no flow does."""
        subject = self._shown.subject
        told = any(subject.name in each.file.intent for each in subject.pack.variants)
        return subject.setting is None or told

    def _intent(self) -> Iterator[str]:
        setting = self._shown.subject.setting
        yield pair("category", str(self._shown.category))
        yield pair("title", setting.title if setting else self._shown.part.label)
        for key in ("effect", "limits", "warning", "help") if setting else ():
            if told := getattr(setting, key):
                yield pair(key, told)

    def _route(self) -> Iterator[str]:
        way = self._way
        if self._heading:
            yield pair("section", self._sections[self._heading])
        yield pair("url", way.url)
        if way.then:
            yield pair("then", [self._steps[label] for label in way.then])
        if way.open:
            yield pair("open", [self._steps[label] for label in way.open])
        if self._within:
            yield pair("within", self._sections[self._within])
        yield f"control = {table(self._shown.part.control)}"
        if self._buttons:
            yield pair("save", "confirm" if self._shown.is_asked else "button")
            yield pair("confirm", list(self._buttons.values()))
        elif self._committed.names:
            yield pair("asked", list(self._committed.names))
        if mutations := _mutations(self._shown.subject):
            yield pair("mutations", mutations)

    def _evidence(self) -> Iterator[str]:
        shown = self._shown
        language = language_tag(shown.summary.language) or "no language"
        layout = layout_of(shown.subject.pack, shown.summary)
        yield pair("grade", SHOWN)
        yield f"seen = {shown.day}"
        yield pair("source", "shown by a person with offswitch teach, and read twice")
        yield pair("live", shown.live)
        yield pair("note", f"seen in {language}, in a layout most like {layout}")


def _places(shown: Shown, way: Way) -> tuple[str, str]:
    """Return the heading that proves the page, and that of the part of it which holds the control."""
    part = shown.part
    dialog = "" if shown.dialog == _A_DIALOG else shown.dialog
    if shown.dialog and way.open:  # the page beneath is known by its address alone
        return "", dialog or part.question
    return dialog or heading_of(part.heading, shown.summary), part.question


def layout_of(pack: Pack, summary: PageSummary) -> str:
    """Return the version of the known layout with most headings and neighbors on a page; the newest of several."""

    def shown(variant: Variant) -> int:
        labels = [
            label
            for section in variant.file.sections.values()
            for label in (*section.headings, *section.neighbours)
        ]
        return sum(is_shown(label, summary) for label in labels)

    return str(max(pack.variants, key=shown).file.version)


@dataclass(frozen=True)
class Committed:
    """What a known way to the setting presses to commit a change.

    Attributes:
        names: of the elements.
        elements: those of them that not every layout shares, as locators.
    """

    names: tuple[str, ...]
    elements: Mapping[str, tuple[dict[str, Any], ...]]


def committed_of(subject: Subject) -> Committed:
    """Return what the newest known way presses to commit a change; pressed only where the site asks for it."""
    for variant, route in subject.routes:
        if route.committed:
            return Committed(route.committed, _unshared(variant, route))
    return Committed((), {})


def _unshared(variant: Variant, route: Route) -> dict[str, tuple[dict[str, Any], ...]]:
    """Return the locators of what a route commits with, copied: another layout may not share them."""
    return {
        name: tuple(each.model_dump(exclude_none=True) for each in variant.file.elements[name])
        for name in route.committed
    }


def _mutations(subject: Subject) -> list[str]:
    """Return what switching may send: what the known way admits, else what the platform's ways have in common."""
    for _, route in subject.routes:
        if route.mutations:
            return list(route.mutations)
    each = [
        r.mutations for v in subject.pack.variants for r in v.file.routes.values() if r.mutations
    ]
    return list(each[0]) if each and all(globs == each[0] for globs in each) else []
