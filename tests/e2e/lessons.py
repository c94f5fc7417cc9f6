"""A scripted person who shows offswitch where a setting is: walks in the window, and answers at the terminal."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from playwright.sync_api import Page

from offswitch.local.folders import folders
from offswitch.model.scope import Scope
from offswitch.screen import Clicks
from offswitch.sessions.store import Sessions
from offswitch.teach import visit
from tests import browsers
from tests.conftest import Program

Walk = Callable[[Page], object]
Answer = str | Callable[[Sequence[str]], str | None]
"""What is typed; or chosen by the lines that were shown. None is an answer in the window, without a key."""


@dataclass
class Hands:
    """Walks once, then answers the questions in turn.

    Attributes:
        walk: to the control.
        answers: to the questions that come after the walk.
        said: every line that was shown, and every question.
    """

    walk: Walk
    answers: list[Answer]
    said: list[str] = field(default_factory=list)
    asked: int = 0
    page: Page | None = None
    _silent: int = 0

    def say(self, text: str) -> None:
        self.said.append(text)

    def ask(self, question: str) -> None:
        self.said.append(question)
        self.asked += 1

    def answer(self) -> str | None:
        if self.asked == 1:
            assert self.page is not None
            self.walk(self.page)
            return "\n"
        if self._silent == self.asked:
            return None
        assert self.answers, "\n".join(self.said)
        answer = self.answers.pop(0)
        typed = answer if isinstance(answer, str) else answer(self.said)
        if typed is None:
            self._silent = self.asked
            return None
        return f"{typed}\n"


def the_one(words: str) -> Answer:
    """Answer with the number of the last line that holds some words."""

    def number(said: Sequence[str]) -> str:
        found = [line.split()[0] for line in said if words in line and line.split()[0].isdigit()]
        assert found, f"{words!r} was not listed:\n" + "\n".join(said)
        return found[-1]

    return number


def show(
    program: Program, replica: str | None, names: Sequence[str], hands: Hands, **more: object
) -> Path:
    """Give a lesson inside the test's own process, without a window.

    Raises:
        OffswitchError: as `offswitch teach` would.
    """

    def clicks(page: Page) -> Clicks:
        hands.page = page
        return Clicks(page)

    def lesson() -> Path:
        sessions = Sessions(folders(), Scope.of("default", replica))
        subject = visit.subject_named(names, (), sessions)
        return visit.teach(subject, hands, profile="default", headless=True, replica=replica)

    with _home(program), mock.patch.object(visit, "Clicks", clicks), ThreadPoolExecutor(1) as pool:
        return pool.submit(lesson).result()


def own_file(program: Program, platform: str, host: str) -> None:
    """Put a selector file that knows only the host of an app into the program's own folder."""
    own = program.home / "config" / "selectors"
    own.mkdir(parents=True)
    text = f'schema = 1\nplatform = "{platform}"\nversion = "2026-11"\nhosts = ["{host}"]\n'
    (own / f"{platform}.toml").write_text(text, encoding="utf-8")


@contextmanager
def _home(program: Program) -> Iterator[None]:
    own = {k: v for k, v in program.environment().items() if k.startswith("OFFSWITCH_")}
    with mock.patch.dict(os.environ, own), browsers.named_headless():
        yield
