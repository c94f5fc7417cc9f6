"""A person shows a setting on pages of component libraries that nobody drew for this project, and a run switches it.

The selector file that is there before knows only the host. The server of the pages judges.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page

from offswitch.teach.talk import Refused, Stopped
from tests.conftest import Program
from tests.e2e.display import MISSING_SCREEN
from tests.e2e.lessons import Answer, Hands, own_file, show, the_one
from tests.e2e.terminal import attended
from tests.e2e.terminal_lessons import Lesson
from tests.libraries.cases import LIBRARIES, PLATFORM, cases_of
from tests.libraries.server import Case, Libraries

pytestmark = [pytest.mark.e2e, pytest.mark.thorough, pytest.mark.long]

NAMES = (PLATFORM, "shown")
SETTING = ".".join(NAMES)
CHOSEN, PRIVATE, OTHER = "Everyone", "Nobody", "Friends"
AT_A_TERMINAL = (
    Case("antd", "switch", "wrapped"),
    Case("fluent", "box", "beside"),
    Case("headlessui", "radio", "labelled"),
    Case("mui", "menu", "named"),
)
"""Pages that are shown by a person at a real terminal, in a window."""
UNNAMED = (Case("ariakit", "menu", "wrapped"), Case("carbon", "menu", "wrapped"))
"""Menus that nothing names: the label is around the list as well."""
NAMED_BY_ITS_STATE = Case("grommet", "menu", "named")
"""It puts the choice into the name: "Who sees your posts; Selected: Everyone"."""


def one_each() -> Iterator[Case]:
    """Yield one page of each library, of a kind and with a label that the fewest pages before it have."""
    taken = Counter[tuple[str, str]]()
    for library in LIBRARIES:
        case = min(cases_of(library), key=lambda each: taken[each.kind, each.label])
        taken[case.kind, case.label] += 1
        yield case


def address_of(pages: Libraries, case: Case) -> str:
    return f"http://{pages.host}/?{case.query}"


def name_of(case: Case) -> str:
    """Return what a person calls the page's control."""
    return "Who sees your posts" if case.kind in {"radio", "menu"} else "Share usage data"


def person_at(pages: Libraries, case: Case, **otherwise: Answer) -> Hands:
    """Return a person who goes to a page, and knows the answer to each question about it.

    Args:
        pages: the server.
        case: the page.
        otherwise: other answers than the usual ones, by a word of their question.
    """

    def walk(page: Page) -> None:
        page.goto(address_of(pages, case))
        page.get_by_text("Sync").wait_for()

    hands = Hands(walk, [])
    replies: dict[str, Answer] = {
        "Which one is it?": the_one(name_of(case)),
        "Open its list": lambda _: opened(case, hands.page),
        "stay there": "y",
        "does the site use your data?": "y",
        "keeps your data private?": the_one(PRIVATE),
        "What keeps a change?": "a",
        "What is your data used for?": the_one("research"),
    }
    replies = {
        question: next((otherwise[word] for word in otherwise if word in question), usual)
        for question, usual in replies.items()
    }

    def reply(said: Sequence[str]) -> str | None:
        [answer] = [answer for question, answer in replies.items() if question in said[-1]]
        return answer if isinstance(answer, str) else answer(said)

    hands.answers = [reply] * len(replies)
    return hands


def opened(case: Case, page: Page | None) -> None:
    """Open the list of the page's menu, as a person does: by a click on what it shows, or on the arrow beside it."""
    assert page is not None
    if case.library == "headlessui_field":
        page.get_by_role("button").click()
    else:
        menus = page.get_by_role("combobox").or_(page.locator("[aria-haspopup=listbox]"))
        shown = page.get_by_text(CHOSEN, exact=True).or_(menus).filter(visible=True)
        shown.first.click(force=True)
    page.get_by_text(OTHER).filter(visible=True).first.wait_for()


def assert_switched_and_proved(program: Program, pages: Libraries, case: Case) -> None:
    """Run by the file that was kept, and check: one write, of the private value, which the server has."""
    assert pages.writes == [], "before anything was run"
    only = ("--json", "--only", SETTING)
    done = program("run", "--yes", "--headless", *only)
    assert done.results()[SETTING]["status"] == "changed", done.out
    assert (pages.writes, pages.state(case)) == ([(case, case.off)], case.off)
    done = program("check", PLATFORM, *only)
    assert (done.code, done.results()[SETTING]["status"]) == (0, "ok"), done.out
    assert pages.writes == [(case, case.off)]


@pytest.mark.parametrize("case", [*one_each()], ids=lambda case: case.id)
def test_what_a_person_shows_is_switched_off_and_proved(
    program: Program, pages: Libraries, case: Case
) -> None:
    own_file(program, PLATFORM, pages.host)
    hands = person_at(pages, case)
    show(program, None, NAMES, hands)
    assert_switched_and_proved(program, pages, case)


@pytest.mark.skipif(bool(MISSING_SCREEN), reason=MISSING_SCREEN)
@pytest.mark.parametrize("case", AT_A_TERMINAL, ids=lambda case: case.id)
def test_a_person_shows_it_at_a_terminal(
    program: Program, person: Program, pages: Libraries, tmp_path: Path, case: Case
) -> None:
    own_file(program, PLATFORM, pages.host)
    steps = tmp_path / "steps"
    steps.touch()
    with attended(person, str(steps), "teach", *NAMES, module="tests.e2e.walker") as terminal:
        lesson = Lesson(terminal, steps)
        lesson.asked("press Enter here")
        lesson.walk([("go", address_of(pages, case))])
        terminal.press("\n")
        lesson.pick("Which one is it?", name_of(case))
        if case.kind == "menu":
            lesson.asked("Open its list")
            lesson.walk([("press", CHOSEN)])  # and no key: the list may close when they turn away
        if case.kind in {"radio", "menu"}:
            lesson.pick("keeps your data private?", PRIVATE)
        else:
            lesson.asked("does the site use your data?")
            lesson.answer("y")
        lesson.asked("What keeps a change?")
        lesson.answer("a")
        lesson.pick("What is your data used for?", "research")
        done = terminal.done()
    assert (done.code, lesson.questions) == (0, 4), done.err
    assert_switched_and_proved(program, pages, case)


@pytest.mark.parametrize("case", UNNAMED, ids=lambda case: case.id)
def test_a_menu_that_nothing_names_cannot_be_picked(
    program: Program, pages: Libraries, case: Case
) -> None:
    own_file(program, PLATFORM, pages.host)
    hands = person_at(pages, case, Which="q")
    with pytest.raises(Stopped):
        show(program, None, NAMES, hands)
    assert any("nothing on the page names it" in line for line in hands.said), hands.said
    assert pages.writes == []


def test_a_menu_that_its_choice_names_is_not_kept(program: Program, pages: Libraries) -> None:
    own_file(program, PLATFORM, pages.host)
    hands = person_at(pages, NAMED_BY_ITS_STATE, stay="n")
    with pytest.raises(Refused, match="that is its state"):
        show(program, None, NAMES, hands)
    assert pages.writes == []
