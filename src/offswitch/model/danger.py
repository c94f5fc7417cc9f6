"""Words that grant a data use, or destroy something, in every language of ``danger.toml``.

A step on the way must not be pressed where it says such a word, unless that is its own label. A word
counts anywhere in a text, as a whole word; "don't allow" and "only allow essential" grant nothing.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from offswitch.model.lexicon import primary
from offswitch.model.text import Polarity, fold, one_spelling, polarity


@dataclass(frozen=True)
class _Language:
    """One language's words.

    Attributes:
        tag: the language's own, without a region.
        granting: what a form stands for → its forms, as a regular expression.
        destructive: the same for what deletes, leaves or signs out.
        declining: forms that say no by themselves.
        refusing: what before a granting form turns it round.
        least: with a granting form, what only lets through what must be: no grant.
        spaced: whether words are parted by spaces.
    """

    tag: str
    granting: Mapping[str, str]
    destructive: Mapping[str, str]
    declining: str = "(?!)"
    refusing: str = "(?!)"
    least: Sequence[str] = ()
    spaced: bool = True

    def without_refusals(self, text: str) -> str:
        """Return a folded text without what it refuses to grant."""
        for refused in self._refused:
            text = refused.sub(" ; ", text)
        return text

    def says_no(self, text: str) -> bool:
        """Tell whether a folded text declines, or refuses what it speaks of."""
        return any(each.search(text) for each in (self._declines, *self._refused))

    def granting_words(self, text: str) -> set[str]:
        """Return what a folded text grants."""
        return {word for word, forms in self._grants.items() if forms.search(text)}

    def destructive_words(self, text: str) -> set[str]:
        """Return what a folded text destroys."""
        return {word for word, forms in self._destroys.items() if forms.search(text)}

    @cached_property  # most commands look at no page, and compiling takes longer than all else they do
    def _grants(self) -> dict[str, re.Pattern[str]]:
        return {word: self._whole(forms) for word, forms in self.granting.items()}

    @cached_property
    def _destroys(self) -> dict[str, re.Pattern[str]]:
        return {word: self._whole(forms) for word, forms in self.destructive.items()}

    @cached_property
    def _refused(self) -> list[re.Pattern[str]]:
        any_form = "(?:" + "|".join(self.granting.values()) + ")"
        gap = r"\s+" if self.spaced else ""
        refused = [rf"(?:{self.refusing}){gap}{any_form}"]
        refused += [least.replace("GRANT", any_form) for least in self.least]
        return [self._whole(each) for each in refused]

    @cached_property
    def _declines(self) -> re.Pattern[str]:
        return self._whole(self.declining)

    def _whole(self, forms: str) -> re.Pattern[str]:
        forms = one_spelling(forms)
        return re.compile(rf"(?<!\w)(?:{forms})(?!\w)" if self.spaced else forms)


def _languages() -> tuple[_Language, ...]:
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return tuple(_Language(**words) for words in tomllib.loads(text).values())


_LANGUAGES = _languages()


@lru_cache(maxsize=4096)
def granting_words(label: str) -> frozenset[str]:
    """Return what the words of a label grant, each in one English word."""
    folded = fold(label)
    for language in _LANGUAGES:  # all of them first: some share a word
        folded = language.without_refusals(folded)
    return frozenset(word for language in _LANGUAGES for word in language.granting_words(folded))


@lru_cache(maxsize=4096)
def destructive_words(label: str) -> frozenset[str]:
    """Return what the words of a label delete, leave or sign out of, each in one English word."""
    folded = fold(label)
    return frozenset(word for language in _LANGUAGES for word in language.destructive_words(folded))


def is_known_language(tag: str) -> bool:
    """Tell whether the words of a language that grant, destroy and decline are known here."""
    return primary(tag.replace("_", "-")) in known_languages()


def known_languages() -> frozenset[str]:
    """Return the tags of the languages whose words are known here, without regions."""
    return frozenset(language.tag for language in _LANGUAGES)


def side_of(words: str, tag: str) -> Polarity:
    """Say whether a control's words in some language refuse a data use, allow it, or do not tell.

    Args:
        words: a label as the page shows it.
        tag: the page's language; one that is not known here tells nothing.
    """
    if told := polarity(words):
        return told
    if any(
        each.says_no(fold(words))
        for each in _LANGUAGES
        if each.tag == primary(tag.replace("_", "-"))
    ):
        return "negative"
    return "positive" if is_granting(words) else ""


def is_granting(label: str) -> bool:
    """Tell whether a button's label gives a consent or allows a data use."""
    return bool(granting_words(label))


def is_destructive(label: str) -> bool:
    """Tell whether a label speaks of deleting, leaving or signing out."""
    return bool(destructive_words(label))
