"""A locator of a selector file, in the page's language, as it is asked of the browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Frame, Locator

from offswitch.model.locators import ByAttribute, ByHref, ByPhrase, ByRole, ByText
from offswitch.model.locators import Locator as Place
from offswitch.model.text import pattern, phrase


@dataclass(frozen=True)
class Query:
    """A locator that the browser itself can find, with its words in the page's language.

    Attributes:
        place: the locator; ``label``, ``key``, and ``row`` locators are found by a survey instead.
        labels: what the page's language may show for its label.
    """

    place: Place
    labels: tuple[str, ...] = ()

    def locators(self, frame: Frame) -> Iterator[Locator]:
        """Yield what to look for in a frame."""
        match self.place:
            case ByRole(role=role, name=None):
                yield frame.get_by_role(role)
            case ByRole(role=role):
                for label in self.labels:
                    yield frame.get_by_role(role, name=pattern(label))
            case ByHref(value=value):
                yield frame.locator(f"a[href^={_quoted(value)}]")
            case ByText():
                for label in self.labels:
                    yield frame.get_by_text(pattern(label))
            case ByPhrase():
                for label in self.labels:
                    yield frame.get_by_text(phrase(label))
            case ByAttribute(attribute=attribute, value=value):
                yield frame.locator(f"[{attribute}={_quoted(value)}]")
            case _:
                return


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
