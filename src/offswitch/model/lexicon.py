"""The labels of a selector file, and what a site shows instead of them in another language."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from offswitch.model.text import fold

OWN = "D"
"""Grade of a translation of our own, which no source confirms."""
ENGLISH = "en"
_BRITISH = "en-gb"
"""Other spellings on an English page: its language may be given as plain ``en``."""
_TAG = re.compile(r"[a-z]{2,3}(?![a-z])", re.IGNORECASE)
_NO_LANGUAGE = frozenset({"und", "zxx", "mul", "mis"})
"""Tags for: not determined, no words, several languages, not listed."""


class UnknownWords(LookupError):
    """A language has no words for a label.

    Args:
        message: which, in one line.
        hint: the next step, in one line.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True)
class Words:
    """What stands for one label in one language, and the grade of its evidence."""

    shown: tuple[str, ...]
    grade: str = "C"


@dataclass(frozen=True)
class Lexicon:
    """The language of a file's labels, and their translations.

    Attributes:
        languages: language → folded label → what is shown.
        spoken: tag of the language that the labels themselves are in.
        assumed_in: languages whose pages may show the labels as they are written, though nobody said that
            the labels are in that language. What is found by them is there; what is not found may be
            there in other words.
    """

    languages: Mapping[str, Mapping[str, Words]] = field(default_factory=dict)
    spoken: str = ENGLISH
    assumed_in: frozenset[str] = frozenset()

    def speaking(self, language: str | None, assumed_in: frozenset[str]) -> "Lexicon":
        """Return the same translations for a file whose labels are in some language.

        Args:
            language: its tag; None for a file that names none, whose labels count as English.
            assumed_in: as the attribute; only for a file that names none.
        """
        if language is not None:
            return replace(self, spoken=language)
        return replace(self, assumed_in=assumed_in)

    def translate(self, label: str, language: str, *, proven: bool = False) -> tuple[str, ...]:
        """Return the words that stand for a label on a page of this language.

        Args:
            label: of the selector file.
            language: the page's language tag (``de``, ``pt-BR``). A page that names no language counts
                as one in the labels' own, since a page that is not will then not be recognized.
            proven: whether a translation of our own will not do.

        Raises:
            UnknownWords: there are none; never a guess.
        """
        tag = language_tag(language)
        if self.speaks(tag):
            return (label, *self._british(label, proven=proven))
        known = self._of(tag)
        if not known and self.assumes(tag):
            return (label,)
        if not known:
            raise self._unknown_language(tag)
        words = known.get(fold(label))
        if words is None or (proven and words.grade == OWN):
            raise UnknownWords(
                f"the label {label!r} is not known in this language ({tag})",
                f"set the site to {self._own_name}, or add the label to the labels file",
            )
        return words.shown

    def speaks(self, language: str) -> bool:
        """Tell whether a page of this language shows the labels as they are written."""
        page, own = _parts(language_tag(language)), _parts(self.spoken)
        if not page[0]:
            return True
        return page[0] == own[0] and (own[0] == ENGLISH or "" in (page[1], own[1]) or page == own)

    def assumes(self, language: str) -> bool:
        """Tell whether the labels are looked for on such a page though nobody said that they fit it."""
        tag = language_tag(language)
        return not self.speaks(tag) and primary(tag) in self.assumed_in and not self._of(tag)

    def is_own(self, label: str, language: str) -> bool:
        """Tell whether the words for a label are only a translation of our own."""
        tag = language_tag(language)
        words = None if self.speaks(tag) else self._of(tag).get(fold(label))
        return words is not None and words.grade == OWN

    def everywhere(self, label: str) -> Iterator[tuple[str, str]]:
        """Return every language that has words for a label, with each of them."""
        folded = fold(label)
        for language, known in self.languages.items():
            words = known.get(folded)
            yield from ((language, shown) for shown in (words.shown if words else ()))

    @property
    def _own_name(self) -> str:
        return (
            "English" if is_english(self.spoken) else f"the language of the labels ({self.spoken})"
        )

    def _unknown_language(self, tag: str) -> UnknownWords:
        message = f"the page is in another language ({tag}) and no labels for it are known"
        hint = f"set the site to {self._own_name}, or add a labels file for that language"
        if self.assumed_in:
            hint += f'; if the labels of your file are in it, say so at its top: language = "{primary(tag)}"'
        if not is_english(self.spoken):
            hint += "; if the page only says that it is, leave `language` out of your file"
        return UnknownWords(message, hint)

    def _british(self, label: str, *, proven: bool) -> tuple[str, ...]:
        british = self._named(_BRITISH).get(fold(label)) if is_english(self.spoken) else None
        fits = british is not None and not (proven and british.grade == OWN)
        return british.shown if british and fits else ()

    def _of(self, tag: str) -> Mapping[str, Words]:
        """Return the words of a language, and over them those of the region, where it has its own."""
        return {**self._named(primary(tag)), **self._named(tag.lower())}

    def _named(self, tag: str) -> Mapping[str, Words]:
        found = (words for name, words in self.languages.items() if name.lower() == tag)
        return next(found, {})


def language_tag(declared: str) -> str:
    """Return the language tag that a page declares; empty where that names no language.

    Servers fill in what they have: ``C``, ``POSIX``, ``{{ lang }}``, or nothing.
    """
    tag = declared.strip().replace("_", "-")
    return tag if _TAG.match(tag) and primary(tag) not in _NO_LANGUAGE else ""


def is_english(tag: str) -> bool:
    """Tell whether this is the tag of English, or of no language."""
    return primary(language_tag(tag)) in {"", ENGLISH}


def primary(tag: str) -> str:
    """Return the language of a tag without its region."""
    return tag.partition("-")[0].lower()


def _parts(tag: str) -> tuple[str, str]:
    language, _, region = tag.replace("_", "-").lower().partition("-")
    return language, region
