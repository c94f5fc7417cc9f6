"""A selector file with what was seen on a page, and a comment wherever a person has to decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten
from urllib.parse import urlsplit

from offswitch.look.parts import LeftOut, Names, Part, parts_of
from offswitch.look.proofs import LONGEST, heading_of, neighbors_of
from offswitch.look.summary import PageSummary
from offswitch.look.toml_text import pair, table, written
from offswitch.model.geography import SCHEMA
from offswitch.model.lexicon import is_english, language_tag, primary
from offswitch.model.text import one_line
from offswitch.model.words import Category

_LONGEST_SHOWN = 60
_OWN = "own_"
"""Begins the names in a file for a platform that has its own: none of them may be one of those."""
_CATEGORIES = ", ".join(Category)
_SAVE = (
    "decide: instant, autosave, button, close, or confirm; the last three also need confirm = [...]"
)


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What the file is for.

    Attributes:
        platform: its name.
        title: as a person knows it; empty for the page's own.
        settings: of a platform that has a flow, which says what they are; None for any other.
    """

    platform: str
    title: str = ""
    settings: tuple[str, ...] | None = None


def subject_named(address: str, known: Sequence[str]) -> Subject:
    """Name a platform after a host, but not like one that there is.

    Args:
        address: of a page.
        known: names of the platforms that there are.
    """
    host = urlsplit(address).hostname or ""
    words = [] if host.rpartition(".")[2].isdigit() else host.split(".")
    name = Names("").name(words[-2] if len(words) > 1 else "", "my_app")
    return Subject(platform=f"my_{name}" if name in known else name)


def draft(summary: PageSummary, subject: Subject, today: dt.date) -> str:
    """Return a selector file that `selectors lint` takes.

    Args:
        summary: the page.
        subject: what the file is for.
        today: when the page was seen.
    """
    return "\n".join(_Draft(summary, subject, today).lines()) + "\n"


class _Draft:
    """The lines of one draft."""

    def __init__(self, summary: PageSummary, subject: Subject, today: dt.date) -> None:
        self._summary, self._subject, self._today = summary, subject, today
        self._is_known = subject.settings is not None
        tag = language_tag(summary.language)
        self._language = "" if self._is_known or is_english(tag) else primary(tag)
        names = Names(_OWN if self._is_known else "")
        self._parts, self._left = parts_of(summary, self._language, names)
        self._sections: dict[str, str] = {}
        for part in self._parts:
            for heading in (self._heading(part), part.question):
                if heading and heading not in self._sections:
                    self._sections[heading] = names.name(f"{heading} section", "section")

    @property
    def _suffix(self) -> str:
        """What keeps the version from being one that the platform has already."""
        if self._is_known:
            return "-own"
        return "-draft" if self._subject.title else ""

    def lines(self) -> Iterator[str]:
        """Yield the file."""
        yield from self._top()
        if not self._is_known:
            for part in self._parts:
                yield from self._intent(part)
        yield from ("", "[elements]")
        for part in self._parts:
            for name, label in part.elements.items():
                yield f'{name} = [{{ by = "label", label = {written(label)} }}]'
        yield from self._proofs()
        for part in self._parts:
            route = self._route(part)
            yield from (f"# {line}".rstrip() for line in route) if self._is_known else route
        yield from self._rest()

    def _top(self) -> Iterator[str]:
        summary, subject = self._summary, self._subject
        yield f"# Drafted by `offswitch look` on {self._today}; nothing in it has been tried."
        yield '# Each comment with "decide" is for you. Then: offswitch selectors lint FILE'
        yield f"schema = {SCHEMA}"
        yield pair("platform", subject.platform, "" if subject.title else "your name for the app")
        yield pair("version", f"{self._today:%Y-%m}{self._suffix}")
        if self._is_known:
            return
        title = subject.title or summary.title[:LONGEST]
        if title:
            yield pair("title", title)
        if self._language:
            yield pair("language", self._language)
        yield pair("hosts", [urlsplit(summary.address).netloc])
        if summary.elsewhere:
            yield f"# {pair('content_hosts', list(summary.elsewhere), 'which of them it needs')}"

    def _intent(self, part: Part) -> Iterator[str]:
        yield from ("", f"[intent.{part.name}]")
        yield pair("category", str(Category.RESEARCH), _CATEGORIES)
        yield pair("title", part.label)

    def _proofs(self) -> Iterator[str]:
        for heading, name in self._sections.items():
            yield from ("", f"[sections.{name}]", pair("heading", heading))
            neighbors = neighbors_of(heading, self._summary)
            if neighbors:
                yield pair("neighbours", neighbors, "leave out what may not be there every time")

    def _route(self, part: Part) -> Iterator[str]:
        name = part.name
        if self._is_known:
            name = "SETTING"
            yield from ("", f"decide: SETTING is one of {', '.join(self._subject.settings or ())}")
        yield from ("", f"[routes.{name}]") if not self._is_known else (f"[routes.{name}]",)
        lead = "" if self._is_known else "# "
        heading = self._heading(part)
        if heading:
            yield pair("section", self._sections[heading])
        else:
            yield f"{lead}decide: no heading proves the page; give it a section if you can"
        if part.question:
            yield pair("within", self._sections[part.question])
        yield pair("url", self._summary.address)
        yield from (f"{lead}{note}" for note in part.notes)
        yield f"control = {table(part.control)}"
        yield f'save = "instant"  # {_SAVE}'
        yield from ("", f"[evidence.{name}]", 'grade = "B"', f"seen = {self._today}")
        yield pair("source", "seen with offswitch look")

    def _rest(self) -> Iterator[str]:
        summary = self._summary
        if summary.outside and not self._is_known:
            yield from (
                "",
                "# decide: what a person who is signed in sees at `home`, and add it to [elements]",
            )
            yield from ("# [session]", f"# {pair('sign_in', summary.address)}")
            yield from ('# signed_in = "account_menu"', '# home = "https://..."')
        if summary.held_back:
            yield from ("", "# decide: these requests were held back; keep those that only read")
            yield from ("# [requests]", f"# {pair('reads', list(summary.held_back))}")
        if summary.elsewhere:
            yield from (
                "",
                "# decide: the page asked these hosts for something; add those it needs",
            )
            yield f"# {pair('content_hosts', list(summary.elsewhere))}"
        if self._left:
            yield ""
        yield from (_left_out(each) for each in self._left)

    def _heading(self, part: Part) -> str:
        return heading_of(part.heading, self._summary)


def _left_out(each: LeftOut) -> str:
    label = shorten(one_line(each.label), _LONGEST_SHOWN) or "a control"
    return f"# left out: {written(label)}: {one_line(each.reason)}"
