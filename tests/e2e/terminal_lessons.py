"""A person at a real terminal who shows a setting: answers there, and walks in the window."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from tests.e2e.terminal import Terminal
from tests.e2e.unknown_layouts import Step
from tests.e2e.walker import WALKED


class Lesson:
    """A person who shows a setting: hands in the window, and at the keyboard."""

    def __init__(self, terminal: Terminal, steps: Path) -> None:
        self._terminal, self._steps = terminal, steps
        self._walked = 0
        self.questions = 0

    def walk(self, steps: Iterable[Step]) -> None:
        """Do something in the window, and see that it is done."""
        with self._steps.open("a", encoding="utf-8") as file:
            for step in steps:
                file.write(f"{json.dumps(step)}\n")
                self._walked += 1
        if self._walked:
            self._terminal.wait_for(WALKED.format(self._walked))

    def asked(self, question: str) -> list[str]:
        """Wait for a question; return what stands in the terminal by then."""
        self._terminal.wait_for(question)
        return self._terminal.shown.replace("[replica] ", "").splitlines()

    def answer(self, keys: str) -> None:
        self.questions += 1
        self._terminal.press(f"{keys}\n")

    def pick(self, question: str, words: str) -> None:
        """Answer with the number of the last line that holds some words."""
        shown = self.asked(question)
        found = [line.split()[0] for line in shown if words in line and re.match(r" *\d+ ", line)]
        assert found, f"{words!r} was not listed:\n" + "\n".join(shown)
        self.answer(found[-1])
