"""The browser's own dialogs: a question is answered with OK only if the plan contains its exact words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from playwright.sync_api import Dialog, Page

from offswitch.model.text import fold, one_line


class NativeDialogs:
    """Answers ``alert()``, ``confirm()``, and ``prompt()``; the answer is "no" unless they are expected.

    Args:
        page: the page to watch.
    """

    def __init__(self, page: Page) -> None:
        self._expected: frozenset[str] = frozenset()
        self._declined: list[str] = []
        page.on("dialog", self._answer)

    @contextmanager
    def expecting(self, questions: Sequence[str]) -> Iterator[None]:
        """Answer these questions with OK inside the ``with`` block.

        Args:
            questions: the whole text of each, in the page's language.
        """
        self._expected, self._declined = frozenset(fold(each) for each in questions), []
        try:
            yield
        finally:
            self._expected = frozenset()

    @property
    def declined(self) -> tuple[str, ...]:
        """The questions answered with Cancel since the last ``expecting`` began."""
        return tuple(self._declined)

    def _answer(self, dialog: Dialog) -> None:
        if dialog.type in {"alert", "beforeunload"}:
            dialog.accept()  # a notice, or a page that we leave on purpose
        elif dialog.type == "confirm" and fold(dialog.message) in self._expected:
            dialog.accept()
        else:
            self._declined.append(one_line(dialog.message))
            dialog.dismiss()
