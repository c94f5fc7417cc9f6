"""Is this the page? Proved by its heading and most of its known neighbours before anything on it counts."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from offswitch.errors import SettingError
from offswitch.model.geography import Route, Section, SelectorFile, labels_of
from offswitch.model.text import fold
from offswitch.model.words import Reason
from offswitch.screen import Screen, Survey

MOST = 0.6
"""Share of a section's known neighbours that must be there."""
_POLL_MS = 250
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Absence:
    """Why the way in was not taken: what the page where it should be looked like."""

    recognised: bool
    strangers: tuple[str, ...] = ()

    @property
    def proves_not_offered(self) -> bool:
        """A recognised page on which everything is known, and the way in is not among it."""
        return self.recognised and not self.strangers


def stands(screen: Screen, section: Section, seen: Survey | None = None) -> bool:
    """Tell whether a section is in front of us: its heading, and most of its neighbours.

    Raises:
        SettingError: ``language``, when the heading has no known words in the page's language.
    """
    seen = seen or screen.survey()
    if not any(seen.shows(word) for word in _heading_words(screen, section)):
        return False
    known = [words for label in section.neighbours if (words := screen.proven_words(label))]
    there = sum(any(seen.shows(word) for word in words) for words in known)
    return not known or there >= MOST * len(known)


def await_section(screen: Screen, section: Section, wait: float) -> bool:
    """Wait until a section is in front of us; content may arrive after the page has finished."""
    deadline = time.monotonic() + wait
    while not stands(screen, section):
        if time.monotonic() >= deadline:
            return False
        screen.checkpoint()
        screen.page.wait_for_timeout(_POLL_MS)
    return True


def refuse_untranslated(screen: Screen, file: SelectorFile, route: Route) -> None:
    """Refuse to look for a page whose heading has no known words in the page's language.

    Raises:
        SettingError: ``language``.
    """
    if route.section:
        _heading_words(screen, file.sections[route.section])


def on_the_way(screen: Screen, url: str) -> bool:
    """Tell whether the page is still at the deep link's address, wherever its query went."""
    here, wanted = urlsplit(screen.address), urlsplit(url)
    return here.netloc == wanted.netloc and here.path.rstrip("/") == wanted.path.rstrip("/")


def absence(screen: Screen, file: SelectorFile, route: Route) -> Absence:
    """Say what the page where the way in should be looks like without it.

    ``not_offered`` needs positive evidence: a row that nobody knows may be the setting under a new
    name, so then it is not known whether the setting is offered.

    Raises:
        SettingError: ``language``, when what is missed could not be told in the page's language.
    """
    section = file.sections.get(route.entry or "")
    if section is None:
        return Absence(recognised=False)
    seen = screen.survey()
    if not stands(screen, section, seen):
        return Absence(recognised=False)
    ways_in = [way[-1] for way in (route.then, route.path) if way] or list(route.control.elements)
    for name in ways_in:
        _refuse_unknown_words(screen, labels_of(file, name))
    if not section.more:
        return Absence(recognised=True, strangers=_strangers(screen, file, section, seen))
    # Nobody has listed all rows of this page, so one that the file knows from elsewhere counts as well.
    watched = [fold(shown) for word in route.watch for shown in screen.words(word)]
    around = _around(screen, section, seen, but=_labels_of_section(screen, section))
    doubtful = [text for text in around if any(_holds(fold(text), word) for word in watched)]
    return Absence(recognised=True, strangers=tuple(doubtful))


def lacking(screen: Screen, file: SelectorFile, section: Section) -> SettingError:
    """Say what it means that something is not on the page of a section."""
    seen = screen.survey()
    if stands(screen, section, seen) and not _strangers(screen, file, section, seen):
        return SettingError(Reason.NOT_OFFERED, "the page is there, and this setting is not on it")
    return SettingError(
        Reason.NOT_FOUND,
        "the page has a row that the selector file does not know",
        "the setting may have been renamed; look at the page yourself",
    )


def _holds(text: str, words: str) -> bool:
    """Tell whether a folded text holds some folded words, as whole words."""
    return f" {words} " in f" {' '.join(_WORD.findall(text))} "


def refuse_unknown_dialog(screen: Screen, file: SelectorFile, seen: Survey) -> None:
    """Refuse to go on when a dialog that the selector file does not know lies over the page.

    Raises:
        SettingError: ``unexpected_dialog``.
    """
    if seen.top < 0 or not seen.dialogs[seen.top]:
        return
    headings = [h for section in file.sections.values() for h in section.headings]
    known = known_labels(screen, file, None) | {
        fold(word) for heading in headings for word in screen.known_words(heading)
    }
    if fold(seen.dialogs[seen.top]) not in known:
        raise SettingError(
            Reason.UNEXPECTED_DIALOG,
            "a dialog that offswitch does not know lies over the page",
            "open the page yourself, answer it, and run again",
        )


def known_labels(screen: Screen, file: SelectorFile, section: Section | None) -> frozenset[str]:
    """Return every label, folded, that the selector file knows on this page's language."""
    elements = [label for element in file.elements for label in labels_of(file, element)]
    neighbours = (*section.neighbours, *section.also) if section else ()
    return frozenset(
        fold(w) for label in (*elements, *neighbours) for w in screen.known_words(label)
    )


def _strangers(
    screen: Screen, file: SelectorFile, section: Section, seen: Survey
) -> tuple[str, ...]:
    """Return the rows between the section's neighbours that the selector file does not know."""
    return _around(screen, section, seen, but=known_labels(screen, file, section))


def _around(screen: Screen, section: Section, seen: Survey, but: frozenset[str]) -> tuple[str, ...]:
    """Return the rows that stand in a list with the section's neighbours, without some labels."""
    neighbours = {fold(word) for label in section.neighbours for word in screen.known_words(label)}
    around = seen.rows_around(neighbours)
    return tuple(dict.fromkeys(text for text in around if text and fold(text) not in but))


def _labels_of_section(screen: Screen, section: Section) -> frozenset[str]:
    labels = (*section.neighbours, *section.also)
    return frozenset(fold(word) for label in labels for word in screen.known_words(label))


def _heading_words(screen: Screen, section: Section) -> tuple[str, ...]:
    """Return what a section's heading may say; a translation of our own proves no page."""
    found = [word for label in section.headings for word in screen.proven_words(label)]
    if not found:
        screen.lexicon.translate(section.headings[0], screen.language, proven=True)
    return tuple(found)


def _refuse_unknown_words(screen: Screen, labels: Sequence[str]) -> None:
    if labels and not any(screen.known_words(label) for label in labels):
        screen.words(labels[0])
