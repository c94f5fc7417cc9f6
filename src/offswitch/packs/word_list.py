"""The words of a platform that are no secret: what its selector files and files of words say, in every language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from offswitch.model.geography import SelectorFile, labels_of
from offswitch.model.locators import ByAttribute, ByPhrase
from offswitch.model.text import fold
from offswitch.packs.library import Library
from offswitch.packs.pack import Pack
from offswitch.screen.snapshot import STATE_WORDS

_FEWEST_WORDS = 2
_TEMPLATE = "{"
_MARKS = ".:!?…,;"


@dataclass(frozen=True)
class WordList:
    """Texts that may be told as they are.

    Attributes:
        texts: folded, and whole.
        phrases: those of several words, by their first one, the longest first.
    """

    texts: frozenset[str]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]

    def knows(self, text: str) -> bool:
        """Tell whether a whole text is one of them."""
        return fold(text) in self.texts

    def parts(self, text: str) -> Iterator[tuple[str, bool]]:
        """Yield a text in parts, each with whether it is known."""
        words, strange, index = text.split(), list[str](), 0
        folded = [fold(word) for word in words]
        while index < len(words):
            length = self._known_at(folded, index)
            if not length:
                strange.append(words[index])
                index += 1
                continue
            if strange:
                yield " ".join(strange), False
            strange = []
            yield " ".join(words[index : index + length]), True
            index += length
        if strange:
            yield " ".join(strange), False

    def _known_at(self, words: Sequence[str], index: int) -> int:
        """Return how many words the longest known phrase has that stands at a place; its end may carry a mark."""
        for phrase in self.phrases.get(words[index], ()):
            *first, last = words[index : index + len(phrase)]
            ends_alike = last.rstrip(_MARKS) == phrase[-1].rstrip(_MARKS)
            if ends_alike and tuple(first) == phrase[:-1]:
                return len(phrase)
        return 0


def word_list(texts: Iterator[str] | frozenset[str]) -> WordList:
    """Return a list of some texts, and of the words for a state."""
    folded = frozenset(fold(text) for text in texts if _TEMPLATE not in text) | STATE_WORDS
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for text in folded:
        words = tuple(text.split())
        if len(words) >= _FEWEST_WORDS:
            phrases.setdefault(words[0], []).append(words)
    ordered = {first: tuple(sorted(some, key=len, reverse=True)) for first, some in phrases.items()}
    return WordList(folded - {""}, ordered)


def words_of(pack: Pack) -> WordList:
    """Return the words of a platform that came with offswitch; of one that did not, those of its own files.

    What a person showed on their own pages is in files of their own, and may name them.

    Args:
        pack: the platform, with the person's own files.
    """
    bundled = Library()
    name = pack.platform.name
    known = bundled.pack(name) if name in bundled.platforms() else pack
    return word_list(text for each in (known, *known.others) for text in _texts(each))


def _texts(pack: Pack) -> Iterator[str]:
    for variant in pack.variants:
        yield from _said(variant.file)
        for words in variant.lexicon.languages.values():
            for shown in words.values():
                yield from shown.shown


def _said(file: SelectorFile) -> Iterator[str]:
    for element in file.elements:
        yield from labels_of(file, element)
        yield from _shown_otherwise(file, element)
    for section in file.sections.values():
        yield from (*section.headings, *section.neighbours, *section.also)
    for route in file.routes.values():
        yield from filter(None, (route.search, route.native, *route.watch))
    for interruption in file.interruptions.values():
        if interruption.title:
            yield interruption.title


def _shown_otherwise(file: SelectorFile, element: str) -> Iterator[str]:
    """Yield parts of sentences, and names that nobody sees."""
    for locator in file.elements[element]:
        if isinstance(locator, ByPhrase) or (
            isinstance(locator, ByAttribute) and locator.attribute == "aria-label"
        ):
            yield locator.value
