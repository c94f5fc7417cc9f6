"""Is this the page? Proved by its heading and most of its known neighbours before anything on it counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

from offswitch.errors import SettingError
from offswitch.model.geography import Route, Section, SelectorFile, labels_of
from offswitch.model.text import fold
from offswitch.model.words import Reason
from offswitch.screen import Screen, Survey, dialog_asks_for_a_secret, has_covered_text

_ID = re.compile(r"\d+|(?=[\w-]*\d)[\w-]{8,}")
_OF_ACCOUNT = re.compile(
    r"^(u|uid|act|id)$|account|user|profile|org|team|workspace|tenant", re.IGNORECASE
)
"""Names of a query's parts that say whose page it is, such as ``authuser``."""
MOST = 0.6
"""Share of a section's known neighbours that must be there."""


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
    return screen.until(lambda: stands(screen, section), wait)


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


def refuse_another_account(screen: Screen, url: str) -> None:
    """Refuse a page that the site gave in place of one whose address has another number or id in it.

    Args:
        screen: the page, just loaded.
        url: the address that was asked for.

    Raises:
        SettingError: ``not_found``.
    """
    if not _differ_by_ids(url, screen.address):
        return
    wanted, here = (
        urlsplit(address)._replace(scheme="", netloc="").geturl()
        for address in (url, screen.address)
    )
    raise SettingError(
        Reason.NOT_FOUND,
        f"the site led to {here} in place of {wanted}, which may be another account's",
        "look at the page yourself; if you are signed in to several accounts, sign in to the one that is meant",
    )


def _differ_by_ids(one: str, other: str) -> bool:
    """Tell whether two addresses of one host are the same but for ids in them."""
    first, second = urlsplit(one), urlsplit(other)
    if first.netloc != second.netloc:
        return False
    paths = [urlsplit(each).path.strip("/").split("/") for each in (one, other)]
    if len(paths[0]) == len(paths[1]) and paths[0] != paths[1]:
        return all(
            a == b or (_ID.fullmatch(a) and _ID.fullmatch(b)) for a, b in zip(*paths, strict=True)
        )
    told = parse_qs(second.query)
    return any(
        _OF_ACCOUNT.search(name) and name in told and told[name] != values
        for name, values in parse_qs(first.query).items()
    )


def refuse_unknown_dialog(screen: Screen, file: SelectorFile, seen: Survey) -> None:
    """Refuse to go on when a dialog that the selector file does not know lies over the page.

    Raises:
        SettingError: ``unexpected_dialog``.
    """
    if title := unknown_dialog(screen, file, seen):
        if dialog_asks_for_a_secret(screen.page):
            raise asks_for_a_secret(title)
        raise SettingError(
            Reason.UNEXPECTED_DIALOG,
            f"a dialog that offswitch does not know lies over the page: “{title}”",
            "open the page yourself, answer it, and run again",
        )


def asks_for_a_secret(title: str) -> SettingError:
    """Return the error for a dialog with a field for a password or a code."""
    return SettingError(
        Reason.UNEXPECTED_DIALOG,
        f"the site asks for a password or a code: “{title}”",
        "switch it yourself; offswitch never types a password or a code",
    )


def unknown_dialog(screen: Screen, file: SelectorFile, seen: Survey) -> str:
    """Return what the topmost dialog says if the selector file does not know it; empty where there is none.

    A dialog without a title goes by its first line.
    """
    title = seen.dialogs[seen.top] or seen.title_of(seen.top) if seen.top >= 0 else ""
    labels = [h for section in file.sections.values() for h in section.headings]
    labels += [label for element in file.elements for label in labels_of(file, element)]
    labels += [i.title for i in file.interruptions.values() if i.title]
    known = {fold(word) for label in labels for word in screen.known_words(label)}
    return "" if fold(title) in known else title


def _heading_words(screen: Screen, section: Section) -> tuple[str, ...]:
    """Return what a section's heading may say; a translation of our own proves no page."""
    found = [word for label in section.headings for word in screen.proven_words(label)]
    if not found:
        screen.translated(section.headings[0], proven=True)
    return tuple(found)


def words_on(screen: Screen, section: Section | None) -> frozenset[str]:
    """Return what stands on a section's page, as its language shows it."""
    labels = (*section.headings, *section.neighbours) if section else ()
    return frozenset(word for label in labels for word in screen.known_words(label))


def refuse_shade(screen: Screen, sections: Iterable[Section]) -> None:
    """Refuse to call a page unknown that is drawn, but lies under something.

    Args:
        screen: the page.
        sections: what it may be: where a way ends, and then the pages that lead there. A site may keep
            those drawn beneath the page that they have led to.

    Raises:
        SettingError: ``unexpected_dialog``.
    """
    seen = screen.survey()
    for section in sections:
        words = _shaded_words(screen, section, seen)
        if words and has_covered_text(screen.page, words):
            raise SettingError(
                Reason.UNEXPECTED_DIALOG,
                "something lies over the page",
                "open the page yourself, close what lies over it, and run again",
            )
        if any(
            seen.shows(word) for label in section.headings for word in screen.known_words(label)
        ):
            return


def _shaded_words(screen: Screen, section: Section, seen: Survey) -> set[str]:
    """Return what is drawn of a section's words, seen or not; empty where it is too little to be the section."""
    drawn = {fold(line.text) for line in seen.lines}
    headings, *rows = [
        {word for label in labels for word in screen.known_words(label)}
        for labels in (section.headings, *([label] for label in section.neighbours))
    ]
    known = [words for words in rows if words]
    there = [words for words in known if drawn & {fold(word) for word in words}]
    is_drawn = drawn & {fold(word) for word in headings} and len(there) >= MOST * len(known)
    return headings.union(*there) if is_drawn else set()
