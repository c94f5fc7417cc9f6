"""A locator of a selector file, in the page's language, as it is asked of the browser."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from playwright.sync_api import ElementHandle, Frame, Locator

from offswitch.model.locators import ByAttribute, ByHref, ByPhrase, ByRole, ByText
from offswitch.model.locators import Locator as Place
from offswitch.model.text import fold, pattern, phrase
from offswitch.screen.scripts import script

_WORDS_SAID = script("said.js", "wordsSaid")
_TITLE_SAID = script("said.js", "titleSaid")


@dataclass(frozen=True)
class Query:
    """A locator that the browser itself can find, with its words in the page's language.

    Attributes:
        place: the locator; ``label``, ``key``, and ``row`` locators are found by a survey instead.
        labels: what the page's language may show for its label.
    """

    place: Place
    labels: tuple[str, ...] = ()

    def elements(self, frame: Frame) -> Iterator[ElementHandle]:
        """Yield the visible elements of a frame that match."""
        if isinstance(self.place, ByRole | ByText):
            for label in self.labels:
                yield from self._saying(frame, label)
        if not self.labels or not isinstance(self.place, ByRole | ByText):
            for locator in self.locators(frame):
                yield from locator.filter(visible=True).element_handles()

    def may_match(self, missing: Collection[str]) -> bool:
        """Tell whether it may match anything on a page that cannot show some labels."""
        by_words = isinstance(self.place, ByText | ByPhrase) or (
            isinstance(self.place, ByRole) and self.place.name is not None
        )
        return not by_words or any(label not in missing for label in self.labels)

    def locators(self, frame: Frame) -> Iterator[Locator]:
        """Yield what finds all that match in a frame; it may find more, such as what only holds a label."""
        match self.place:
            case ByRole(role=role, name=None):
                yield frame.get_by_role(role)
            case ByRole(role=role):
                for label in self.labels:
                    yield frame.get_by_role(role, name=phrase(label))
            case ByHref(value=value):
                yield frame.locator(f"a[href^={_quoted(value)}]")
            case ByText() | ByPhrase():
                for label in self.labels:
                    yield frame.get_by_text(phrase(label))
            case ByAttribute(attribute=attribute, value=value):
                yield frame.locator(f"[{attribute}={_quoted(value)}]")
            case _:
                return

    def _saying(self, frame: Frame, label: str) -> list[ElementHandle]:
        """Return what says a label as a person reads it: without what stands beside it, or with small print below.

        Where something says the label and nothing else, that is meant, and not what has more to say.
        """
        place = self.place
        if isinstance(place, ByRole):
            holding = frame.get_by_role(place.role, name=phrase(label))
            saying = frame.get_by_role(place.role, name=pattern(label))
        else:
            holding, saying = frame.get_by_text(phrase(label)), frame.get_by_text(pattern(label))
        nodes = holding.filter(visible=True).element_handles()
        exact = saying.filter(visible=True).element_handles() if nodes else []
        for said in () if exact else (_WORDS_SAID, _TITLE_SAID):
            if exact := [n for n in nodes if fold(n.evaluate(said)) == fold(label)]:
                break
        return exact


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
