"""What the tests of lessons share: controls, pages, settings, and a person who types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from offswitch.look.summary import ControlSummary, PageSummary, RowSummary
from offswitch.model.text import fold
from offswitch.model.words import Category
from offswitch.packs import Library, lint
from offswitch.teach.candidates import Candidate, candidates
from offswitch.teach.draft import Shown
from offswitch.teach.meaning import understood
from offswitch.teach.subject import Subject, subject_of

DAY = dt.date(2026, 11, 26)
HOME, END = "https://www.facebook.com/settings", "https://accountscenter.facebook.com/ads/"
AI = "accounts_center.data_use_for_ai"


def control(label: str, **more: Any) -> ControlSummary:
    facts: dict[str, Any] = {
        "label": label, "section": "Data use", "question": "", "kind": "switch", "state": "on",
        "signals": {"checked": "true"}, "options": (), "disabled": False, "dialog": "", "behind": False,
    }  # fmt: skip
    return ControlSummary(**{**facts, **more})


def radios(question: str, *labels: str, chosen: int = 0) -> list[ControlSummary]:
    return [
        control(x, kind="radio", question=question, state="on" if n == chosen else "off")
        for n, x in enumerate(labels)
    ]


def summary(
    controls: Sequence[ControlSummary], rows: Sequence[RowSummary] = (), language: str = "en"
) -> PageSummary:
    words = ["Data use", *(c.label for c in controls), *(c.question for c in controls)]
    return PageSummary(
        address=END, status=200, title="Data", language=language, headings=("Data use",), dialogs=(),
        controls=tuple(controls), rows=tuple(rows), words=frozenset(map(fold, words)),
    )  # fmt: skip


def one(*controls: ControlSummary) -> Candidate:
    [found] = candidates(summary(controls), ())
    return found


def subject(library: Library, *names: str) -> Subject:
    return subject_of(library, lambda _: False, names)


def shown(of: Subject, picked: Candidate, **more: Any) -> Shown:
    facts: dict[str, Any] = {
        "subject": of, "part": understood(picked, "en"), "summary": summary(picked.group), "dialog": "",
        "buttons": (), "is_asked": False, "tabs": frozenset(), "category": Category.AI_TRAINING, "day": DAY, "live": False,
    }  # fmt: skip
    return Shown(**{**facts, **more})


def checked(text: str, folder: Path) -> list[str]:
    path = folder / "shown.toml"
    path.write_text(text, encoding="utf-8")
    return [problem.partition(".toml: ")[2] for problem in lint([path])]


class Typing:
    """Types some lines, one after the other."""

    def __init__(self, *lines: str) -> None:
        self.lines, self.said = [*lines], list[str]()

    def say(self, text: str) -> None:
        self.said.append(text)

    def ask(self, question: str) -> None:
        self.said.append(question)

    def answer(self) -> str | None:
        return self.lines.pop(0)
