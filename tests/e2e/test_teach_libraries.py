"""A person shows a setting on pages of component libraries that nobody drew for this project, and a run switches it.

The selector file that is there before knows only the host. The server of the pages judges.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page

from offswitch.teach.talk import Refused
from tests.conftest import ROOT, Program
from tests.e2e.lessons import Answer, Hands, own_file, show, the_one
from tests.libraries.cases import LIBRARIES, PLATFORM, cases_of
from tests.libraries.server import Case, Libraries
from tests.npm import ensure_built

pytestmark = [pytest.mark.e2e, pytest.mark.thorough, pytest.mark.long]

FOLDER = ROOT / "tests" / "libraries"
SHOWN = "Everyone"
REFUSED: dict[str, str] = {}


def page_of(library: str, turn: int = 0) -> Case:
    """Return one page of a library: the next one is of another kind, and labeled in another way."""
    pages = cases_of(library)
    return pages[5 * (LIBRARIES.index(library) + turn) % len(pages)]


@pytest.fixture
def pages() -> Iterator[Libraries]:
    if reason := ensure_built(FOLDER):
        pytest.skip(f"the component libraries are not here: {reason}")
    with Libraries() as served:
        yield served


def person_at(pages: Libraries, case: Case) -> Hands:
    """Return a person who goes to a page, and knows the answer to each question about it."""
    is_choice = case.kind in {"radio", "menu"}

    def walk(page: Page) -> None:
        page.goto(f"http://{pages.host}/?{case.query}")
        page.get_by_text("Sync").wait_for()

    hands = Hands(walk, [])
    replies: dict[str, Answer] = {
        "Which one is it?": the_one("Who sees your posts" if is_choice else "Share usage data"),
        "does the site use your data?": "y",
        "Open its list": lambda _: opened(hands.page),
        "stay there when another option is chosen?": "y",
        "keeps your data private?": the_one("Nobody"),
        "What keeps a change?": "a",
        "What is your data used for?": the_one("research"),
    }

    def reply(said: Sequence[str]) -> str:
        [answer] = [answer for question, answer in replies.items() if question in said[-1]]
        return answer if isinstance(answer, str) else answer(said)

    hands.answers = [reply] * len(replies)
    return hands


def opened(page: Page | None) -> str:
    """Open the list of the page's only menu, as a person does: by a click on what it shows."""
    assert page is not None
    menus = page.get_by_role("combobox").or_(page.locator("[aria-haspopup=listbox]"))
    page.get_by_text(SHOWN, exact=True).or_(menus).filter(visible=True).first.click()
    return ""


def test_what_a_person_shows_is_switched_off_and_proved(
    program: Program, pages: Libraries, library: str
) -> None:
    case = page_of(library)
    own_file(program, PLATFORM, pages.host)
    name = f"{PLATFORM}.shown"
    hands = person_at(pages, case)
    show(program, None, [PLATFORM, "shown"], hands)
    assert pages.writes == []
    done = program("run", "--yes", "--headless", "--json", "--only", name)
    assert done.results()[name]["status"] == "changed", done.out
    assert (pages.writes, pages.state(case)) == ([(case, case.off)], case.off)
    done = program("check", PLATFORM, "--json", "--only", name)
    assert (done.code, done.results()[name]["status"]) == (0, "ok"), done.out
    assert pages.writes == [(case, case.off)]
