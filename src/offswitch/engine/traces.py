"""Every word that could give a setting away on a page, in any layout of its platform.

A setting whose words can be seen is never called absent: it may carry a badge, a full stop more, or a
control that nobody can read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from offswitch.engine.task import Task
from offswitch.model.controls import ActionControl, ChoiceControl, PageControl, SwitchControl
from offswitch.model.geography import Route, SelectorFile, labels_of
from offswitch.model.text import fold
from offswitch.model.variant import Variant
from offswitch.screen import ACCOUNT, Screen, Survey

_WORD = re.compile(r"\w+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_RUN_TOGETHER = re.compile(r"[\u0e00-\u0fff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts that write words without spaces between them."""
_Labels = Callable[[Variant, Route], Iterable[str]]
_FEWEST_WORDS = 3
"""An option of fewer words ("Allow", "Only me") says nothing about what it is an option of."""


@dataclass(frozen=True)
class Traces:
    """The words of one setting.

    Args:
        task: the setting, and every layout that it is known in.
    """

    task: Task

    def of_control(self, screen: Screen) -> frozenset[str]:
        """Return the words of the control itself, and of the question that it stands under."""
        return self._shown(screen, lambda variant, route: self._own(variant.file, route))

    def of_doors(self, screen: Screen, seen_at: Collection[str] = ()) -> frozenset[str]:
        """Return the words of what leads to the control.

        Args:
            screen: the page.
            seen_at: sources of the layouts whose own page this is; what has led here says nothing.
        """

        def doors(variant: Variant, route: Route) -> Iterator[str]:
            steps = list(route.open)
            if variant.source not in seen_at:
                steps += [*route.then[-1:], *route.path[-1:]]
                steps += [route.result] if route.result else []
            for name in steps:
                yield from (
                    label
                    for label in labels_of(variant.file, name)
                    if not self._leads_elsewhere(route, label)
                )

        return self._shown(screen, doors)

    def of_options(self, screen: Screen) -> frozenset[str]:
        """Return the words of every option of the control, also of those that other settings share."""

        def options(variant: Variant, route: Route) -> Iterator[str]:
            if isinstance(route.control, ChoiceControl):
                for name in route.control.options:
                    yield from labels_of(variant.file, name)

        return self._shown(screen, options)

    def watched(self, screen: Screen) -> frozenset[str]:
        """Return the words that a renamed setting would still hold."""
        return self._shown(screen, lambda _variant, route: route.watch)

    def _shown(self, screen: Screen, labels: _Labels) -> frozenset[str]:
        """Translate labels of every layout that has the setting to what the page's language shows."""
        found: set[str] = set()
        for variant, route in self._routes():
            under = screen.under(variant.file, variant.lexicon)
            for label in labels(variant, route):
                if label != ACCOUNT:
                    found |= {plain(label), *map(plain, under.known_words(label))}
        return frozenset(found - {""})

    def _routes(self) -> Iterator[tuple[Variant, Route]]:
        """Yield the layouts in which the setting can be worked; a guide tells only that it is elsewhere."""
        for variant in self.task.variants:
            route = variant.file.routes.get(self.task.setting.id)
            if route is not None and not _is_guide(route):
                yield variant, route

    def _own(self, file: SelectorFile, route: Route) -> Iterator[str]:
        match route.control:
            case SwitchControl(element=element) | ActionControl(element=element):
                yield from labels_of(file, element)
            case PageControl(element=str(element)):
                yield from labels_of(file, element)
            case ChoiceControl(options=options, menu=menu):
                yield from labels_of(file, menu or "")
                yield from (
                    label
                    for name in options
                    for label in labels_of(file, name)
                    if len(label.split()) >= _FEWEST_WORDS
                    and not self._belongs_to_another_setting(label)
                )
            case _:
                pass
        if route.within and route.within != route.section:
            yield from file.sections[route.within].headings

    def _belongs_to_another_setting(self, option: str) -> bool:
        """Tell whether another setting has an option of these words."""
        return any(
            fold(option) == fold(label)
            for file, route in self._others()
            for name in route.control.elements
            for label in labels_of(file, name)
        )

    def _leads_elsewhere(self, own: Route, label: str) -> bool:
        """Tell whether these words also lead to another setting's page, as a button "Review" does."""
        return any(
            fold(label) == fold(other)
            for file, route in self._others()
            if route.section != own.section
            for name in (*route.then, *route.path, *route.open)
            for other in labels_of(file, name)
        )

    def _others(self) -> Iterator[tuple[SelectorFile, Route]]:
        for variant in self.task.variants:
            for name, route in variant.file.routes.items():
                if name != self.task.setting.id:
                    yield variant.file, route


def plain(text: str) -> str:
    """Reduce a text to its words as a person hears them: no case, quotes, punctuation, or what is unseen."""
    return " ".join(_WORD.findall(fold(_UNSEEN.sub("", unicodedata.normalize("NFKC", text)))))


def holds(text: str, words: str) -> bool:
    """Tell whether a text holds some words, as whole words; both are plain."""
    if _RUN_TOGETHER.search(words):
        return words.replace(" ", "") in text.replace(" ", "")
    return f" {words} " in f" {text} "


def texts_of(seen: Survey) -> Iterator[str]:
    """Yield everything that a page says, covered or not."""
    yield from (line.text for line in seen.lines)
    yield from (*seen.headings, *seen.dialogs)
    for row in seen.rows:
        yield from (row.text, row.subject, *row.lines)
    for control in seen.controls:
        yield from (control.name, control.own, control.row, *control.headings, *control.options)


def orphans(seen: Survey) -> frozenset[str]:
    """Return the plain lines of a page that belong to no control and no row that offswitch can read."""
    read = {text for row in seen.rows for text in (row.text, row.subject, *row.lines)}
    for control in seen.controls:
        read |= {
            control.name,
            control.own,
            control.row,
            *control.options,
            *control.signals.values(),
        }
    return frozenset(map(plain, (line.text for line in seen.lines))) - set(map(plain, read))


def held_in(texts: Iterable[str], words: Collection[str]) -> frozenset[str]:
    """Return which of some plain words one of some texts holds."""
    said = {plain(text) for text in texts}
    return frozenset(each for each in words if any(holds(text, each) for text in said))


def _is_guide(route: Route) -> bool:
    return isinstance(route.control, PageControl) and route.control.kind == "guide"
