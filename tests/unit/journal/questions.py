"""Everything that can be asked of a journal, and what it says where it cannot answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from offswitch.errors import JournalError
from offswitch.journal import JournalReader, open_journal
from tests.unit.journal.conftest import KEY, OK, REAL, Clock

QUESTIONS: tuple[Callable[[JournalReader], object], ...] = (
    lambda journal: journal.runs(REAL),
    lambda journal: journal.results("a"),
    lambda journal: journal.history(REAL),
    lambda journal: journal.history(REAL, KEY.setting),
    lambda journal: journal.latest(REAL, read=True),
    lambda journal: journal.transitions(REAL),
    lambda journal: journal.findings(REAL),
    lambda journal: journal.last_proved(KEY),
    lambda journal: journal.proof_lacked(KEY),
    lambda journal: journal.was_offered(KEY, "b"),
    lambda journal: journal.intents("a"),
    lambda journal: journal.changes(REAL),
    lambda journal: journal.open_intents(REAL),
    lambda journal: journal.attestations(REAL),
    lambda journal: journal.last_attestations(REAL),
    lambda journal: journal.inventory(REAL, "site"),
    lambda journal: journal.head(),
    lambda journal: journal.holds("1:x"),
)


def refused(path: Path) -> list[str]:
    """Ask everything, and write; return each error's message, and let nothing but clear errors through."""
    said: list[str] = []
    with clear(said), open_journal(path, Clock()) as journal:
        for question in QUESTIONS:
            with clear(said):
                question(journal)
        with clear(said):
            journal.record("b", OK)
    return said


@contextmanager
def clear(said: list[str]) -> Iterator[None]:
    try:
        yield
    except JournalError as error:
        said.append(f"{error.message} ({error.hint})" if error.hint else "no hint")


def verified(path: Path) -> list[str]:
    try:
        with open_journal(path) as journal:
            return journal.verify()
    except JournalError as error:
        return [error.message]
