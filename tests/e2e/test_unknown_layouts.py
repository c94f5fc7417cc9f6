"""Where no selector file knows a layout: an honest refusal, and, once a person has shown it, a proved change.

The person sits at a real terminal, before a real window, and walks in the page that the program has opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from offswitch.model.words import SHOWABLE
from offswitch.replica import Replica
from tests.conftest import Done, Program
from tests.e2e.display import MISSING_SCREEN, Display
from tests.e2e.scenarios import states, writes
from tests.e2e.terminal import Terminal, attended
from tests.e2e.terminal_lessons import Lesson
from tests.e2e.unknown_layouts import (
    LAYOUTS,
    NAMED_BY_ITS_STATE,
    Unknown,
    Words,
)
from tests.e2e.waiting import until
from tests.e2e.wrongly_shown import GRANTED_ON_THE_WAY, WRONGLY_SHOWN

pytestmark = [pytest.mark.e2e, pytest.mark.thorough]

MOST_QUESTIONS = 4
SWITCH = "does the site use your data?"
CHOICE = "keeps your data private?"
STAYS = "stay there when another option is chosen?"
KEEPS = "What keeps a change?"
OFFERED = "Capture the page of"


@contextmanager
def walked_to(
    person: Program, unknown: Unknown, words: Words, steps: Path
) -> Iterator[tuple[Terminal, Lesson]]:
    """Begin to teach a setting, and walk to it in the window, or without one where there is no screen."""
    steps.touch()
    windowless = () if "DISPLAY" in person.env else ("--headless",)
    command = [str(steps), "teach", unknown.setting, *windowless]
    with attended(person, *command, module="tests.e2e.walker") as terminal:
        lesson = Lesson(terminal, steps)
        lesson.asked("press Enter here")
        lesson.walk(words.steps(unknown.walk))
        yield terminal, lesson


def show(person: Program, unknown: Unknown, words: Words, steps: Path) -> tuple[Done, int]:
    """Show a setting; return how the lesson ended, and how many questions it took."""
    with walked_to(person, unknown, words, steps) as (terminal, lesson):
        terminal.press("\n")
        lesson.pick("Which one is it?", words.said(unknown.control))
        if unknown.is_another_s:
            return ended(terminal), lesson.questions
        if unknown.stays is not None:
            lesson.asked(STAYS)
            lesson.answer("y" if unknown.stays else "n")
        elif unknown.off:
            lesson.pick(CHOICE, words.said(unknown.off))
        else:
            lesson.asked(SWITCH)
            lesson.answer("y" if unknown.uses else "n")
        if unknown.keeps:
            shown = lesson.asked(KEEPS)
            lesson.walk(words.steps(unknown.asked))
            lesson.answer(_keeps(unknown.keeps, words, shown[-1]))
        return ended(terminal), lesson.questions


def ended(terminal: Terminal) -> Done:
    """Wait for the end; what was refused is not captured."""
    until(lambda: terminal.process.poll() is not None or OFFERED in terminal.shown, 120)
    if OFFERED in terminal.shown:
        terminal.press("n\n")
    return terminal.done()


def _keeps(keeps: str, words: Words, question: str) -> str:
    if keeps in {"a", "w"}:
        return keeps
    found = re.search(rf"(\d+): “{re.escape(words.said(keeps))}”", question)
    assert found, question
    return found[1]


def said(done: Done, unknown: Unknown) -> dict[str, Any]:
    """What a run says of the setting."""
    assert done.out, done.err
    result: dict[str, Any] = done.results()[unknown.setting]
    return result


@pytest.mark.parametrize("unknown", LAYOUTS, ids=lambda unknown: unknown.name)
def test_what_no_file_knows_is_refused(
    program: Program, replica_of: Callable[..., Replica], unknown: Unknown
) -> None:
    replica = replica_of(unknown.toml())
    done = program.signed_in(replica)(
        "run", "--yes", "--headless", "--json", "--only", unknown.setting
    )
    result = said(done, unknown)
    assert writes(replica) == []
    assert (result["status"], result["reason"] in SHOWABLE) == ("failed", True), str(result)


@pytest.mark.skipif(bool(MISSING_SCREEN), reason=MISSING_SCREEN)
@pytest.mark.parametrize("unknown", LAYOUTS, ids=lambda unknown: unknown.name)
def test_once_shown_it_is_proved_off_and_found_again(
    program: Program,
    screen: Display,
    replica_of: Callable[..., Replica],
    tmp_path: Path,
    unknown: Unknown,
) -> None:
    replica = replica_of(unknown.toml())
    person = program.signed_in(replica)
    before_it = Program(person.home, {**person.env, **screen.env})
    words, only = Words(replica, unknown.platform), ("--json", "--only", unknown.setting)
    done, questions = show(before_it, unknown, words, tmp_path / "steps")
    assert done.code == 0, done.err
    assert questions <= MOST_QUESTIONS
    assert writes(replica) == []

    before = states(replica)
    result = said(person("run", "--yes", "--headless", *only), unknown)
    assert (result["status"], result["after"]) == ("changed", "off"), str(result)
    assert result["proofs"]
    assert writes(replica) == [(unknown.setting, "on", "off")]
    assert states(replica) == {**before, unknown.setting: "off", **unknown.also}

    assert said(person("check", *only), unknown)["status"] == "ok"
    assert writes(replica) == [(unknown.setting, "on", "off")]


def test_a_list_that_only_its_state_names_is_not_kept(
    program: Program, replica_of: Callable[..., Replica], tmp_path: Path
) -> None:
    unknown = NAMED_BY_ITS_STATE
    replica = replica_of(unknown.toml())
    words = Words(replica, unknown.platform)
    done, _ = show(program.signed_in(replica), unknown, words, tmp_path / "steps")
    assert done.code == 4
    assert "that is its state" in " ".join(done.err.split())
    assert writes(replica) == []
    assert not list((program.home / "config").rglob("*.toml"))


@pytest.mark.parametrize(("unknown", "why"), WRONGLY_SHOWN.values(), ids=WRONGLY_SHOWN)
def test_a_wrong_answer_does_no_harm(
    program: Program, replica_of: Callable[..., Replica], tmp_path: Path, unknown: Unknown, why: str
) -> None:
    replica = replica_of(unknown.toml())
    before = states(replica)
    words = Words(replica, unknown.platform)
    done, _ = show(program.signed_in(replica), unknown, words, tmp_path / "steps")
    assert done.code == 4
    assert why in " ".join(done.err.replace("[replica] ", "").split())
    assert (states(replica), writes(replica)) == (before, [])
    assert not list((program.home / "config").rglob("*.toml"))


def test_what_a_person_grants_on_the_way_does_not_leave_the_window(
    program: Program, replica_of: Callable[..., Replica], tmp_path: Path
) -> None:
    unknown, steps = GRANTED_ON_THE_WAY, tmp_path / "steps"
    replica = replica_of(unknown.toml())
    person, words = program.signed_in(replica), Words(replica, unknown.platform)
    with walked_to(person, unknown, words, steps) as (terminal, lesson):
        lesson.answer("q")
        assert ended(terminal).code == 0
    assert writes(replica) == []
