"""Questions to the person at the terminal, while the page in the window goes on living."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from offswitch.errors import OffswitchError
from offswitch.exitcodes import ExitCode


class Person(Protocol):
    """Sits beside the window: reads what is said, and answers."""

    def say(self, text: str, /) -> None:
        """Show one line."""

    def ask(self, question: str, /) -> None:
        """Ask a question; what was typed before is no answer to it."""

    def answer(self) -> str | None:
        """Return the line that they typed, or None while they have not; never wait for it.

        Raises:
            KeyboardInterrupt: nobody is there any more.
        """


def _nowhere() -> None:
    """They can answer nowhere else."""


class Stopped(OffswitchError):
    """The person did not want to go on; nothing was kept."""

    exit_code = ExitCode.OK


class Refused(OffswitchError):
    """What the person showed was not kept: why, and what they can do."""


@dataclass
class Talk:
    """A conversation with a person.

    Attributes:
        person: who answers.
        rest: lets the page live for a moment; raises if the window is gone.
        questions: how many were asked, the walk to the setting not counted.
    """

    person: Person
    rest: Callable[[], None]
    questions: int = 0

    def hear(self, question: str, elsewhere: Callable[[], str | None] = _nowhere) -> str:
        """Ask, and wait for a line, or for what they do elsewhere instead.

        Args:
            question: what to ask.
            elsewhere: returns an answer that they gave in the window; None while they have not.

        Raises:
            Stopped: they typed ``q``.
        """
        self.person.ask(question)
        while (line := self.person.answer()) is None:
            if (found := elsewhere()) is not None:
                return found
            self.rest()
        said = line.strip().lower()
        if said in {"q", "quit", "stop"}:
            raise Stopped("you stopped; nothing was kept")
        return said

    def number(
        self,
        question: str,
        count: int,
        others: str = "",
        elsewhere: Callable[[], str | None] = _nowhere,
    ) -> int | str:
        """Ask for one of some numbers, beginning with 1, or for one of some letters.

        Args:
            question: with everything that may be answered.
            count: of what was listed.
            others: letters that are an answer, too.
            elsewhere: as for ``hear``.
        """
        self.questions += 1
        while True:
            said = self.hear(question, elsewhere)
            if said.isdigit() and 1 <= int(said) <= count:
                return int(said)
            if said and said in others:
                return said
            letters = f" {', '.join(others)}" if others else ""
            self.person.say(
                f"type{f' {span(count)}' if count else ''}{' or' if count and others else ''}{letters}"
            )

    def yes(self, question: str) -> bool:
        """Ask for a yes or a no; Enter alone is neither."""
        self.questions += 1
        while True:
            said = self.hear(question)
            if said in {"y", "yes", "n", "no"}:
                return said.startswith("y")
            self.person.say("type y or n")


def span(count: int) -> str:
    """Return what may be typed for one of some numbers: ``1``, or such as ``1-4``."""
    return "1" if count == 1 else f"1-{count}"
