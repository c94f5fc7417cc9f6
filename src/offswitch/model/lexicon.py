"""English labels and what a site shows instead of them in another language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from offswitch.model.text import fold

OWN = "D"
"""Grade of a translation of our own, which no source confirms."""
_BRITISH = "en-gb"
"""Other spellings on an English page: its language may be given as plain ``en``."""


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
    """What stands for one English label in one language, and the grade of its evidence."""

    shown: tuple[str, ...]
    grade: str = "C"


@dataclass(frozen=True)
class Lexicon:
    """Translations of a platform's labels: language → folded English label → what is shown."""

    languages: Mapping[str, Mapping[str, Words]] = field(default_factory=dict)

    def translate(self, label: str, language: str, *, proven: bool = False) -> tuple[str, ...]:
        """Return the words that stand for an English label on a page of this language.

        Args:
            label: the English label of the selector file.
            language: the page's language tag (``de``, ``pt-BR``); empty counts as English, since
                a page that is not will then not be recognised.
            proven: whether a translation of our own will not do.

        Raises:
            UnknownWords: there are none; never a guess.
        """
        tag = language.replace("_", "-")
        if is_english(tag):
            british = self._named(_BRITISH).get(fold(label))
            fits = british is not None and not (proven and british.grade == OWN)
            return (label, *(british.shown if british and fits else ()))
        known = self._of(tag)
        if not known:
            raise UnknownWords(
                f"the page is in another language ({tag}) and no labels for it are known",
                "set the site to English, or add a labels file for that language",
            )
        words = known.get(fold(label))
        if words is None or (proven and words.grade == OWN):
            raise UnknownWords(
                f"the label {label!r} is not known in this language ({tag})",
                "set the site to English, or add the label to the labels file",
            )
        return words.shown

    def is_own(self, label: str, language: str) -> bool:
        """Tell whether the words for a label are only a translation of our own."""
        tag = language.replace("_", "-")
        words = None if is_english(tag) else self._of(tag).get(fold(label))
        return words is not None and words.grade == OWN

    def everywhere(self, label: str) -> Iterator[tuple[str, str]]:
        """Return every language that has words for an English label, with each of them."""
        folded = fold(label)
        for language, known in self.languages.items():
            words = known.get(folded)
            yield from ((language, shown) for shown in (words.shown if words else ()))

    def _of(self, tag: str) -> Mapping[str, Words]:
        """Return the words of a language, and over them those of the region, where it has its own."""
        return {**self._named(primary(tag)), **self._named(tag.lower())}

    def _named(self, tag: str) -> Mapping[str, Words]:
        found = (words for name, words in self.languages.items() if name.lower() == tag)
        return next(found, {})


def is_english(tag: str) -> bool:
    """Tell whether a page with this language tag shows the labels as they are."""
    return primary(tag) in {"", "en"}


def primary(tag: str) -> str:
    """Return the language of a tag without its region."""
    return tag.partition("-")[0].lower()
