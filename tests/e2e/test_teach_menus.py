"""A menu that a page draws shows its options only while it is open: the person opens it, and nobody else."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Page

from offswitch.teach.talk import Refused
from tests.conftest import Program
from tests.e2e.lessons import Answer, Hands, own_file, show, the_one
from tests.kinds.app import EVERYONE, NOBODY, OFF, PLATFORM, SHARING, App, page

pytestmark = pytest.mark.e2e

NAME = f"{PLATFORM}.recordings"
OTHER = "Who may see your garden"


def menu(name: str, options: str = "") -> str:
    """Return a button that opens a list at the end of the page, and has a name that nobody sees."""
    return _drawn(f'aria-label="{name}"', options)


def beside(name: str, options: str = "") -> str:
    """Return such a button that is named by the line beside it; it says that its choice is its name."""
    return f"<div><span>{name}</span> {_drawn('aria-labelledby=chosen', options)}</div>"


def _drawn(named: str, options: str) -> str:
    return f"""<button role="combobox" aria-haspopup="listbox" aria-expanded="false" {named}
 data-options="{options}"><span id="chosen">…</span></button>"""


DRAWN = f"""
const menus = document.querySelectorAll('[role=combobox]');
for (const menu of menus) menu.onclick = () => {{
  document.querySelector('[role=listbox]')?.remove();
  const list = Object.assign(document.createElement('div'), {{role: 'listbox'}});
  for (const words of menu.dataset.options.split(',')) {{
    const option = Object.assign(document.createElement('div'), {{role: 'option', textContent: words}});
    option.onclick = () => {{ list.remove(); choose(menu, words); }};
    list.append(option);
  }}
  document.body.append(list);
}};
const choose = (menu, words) => {{
  menu.firstChild.textContent = words;
  if (menu === menus[0])
    fetch('/save', {{method: 'POST', body: JSON.stringify({{sharing: words.toLowerCase()}})}});
}};
menus[1].firstChild.textContent = 'Friends';
fetch('/state').then(answer => answer.json()).then(state => {{
  menus[0].firstChild.textContent = state.sharing === 'nobody' ? '{NOBODY}' : '{EVERYONE}';
}});
"""
"""What a page does that draws its menus: the first one is saved."""


def drawn(options: str = f"{EVERYONE},{NOBODY}", draw: Callable[[str, str], str] = menu) -> str:
    """Return a page with two menus, of which the first one has some options."""
    return page(DRAWN, draw(SHARING, options) + menu(OTHER, "Friends,Neighbors"))


def opens(hands: Hands, number: int = 0) -> None:
    """Open one of the menus in the window; no key is needed for that."""
    assert hands.page is not None
    hands.page.get_by_role("combobox").nth(number).click()


def stay(_page: Page) -> None:
    """The page that is opened is the right one."""


@pytest.mark.thorough
@pytest.mark.parametrize(("draw", "stays"), [(menu, []), (beside, ["y"])], ids=["menu", "beside"])
def test_a_menu_that_the_person_opens_is_adopted(
    program: Program, draw: Callable[[str, str], str], stays: list[Answer]
) -> None:
    with App(drawn(draw=draw)) as app:
        own_file(program, PLATFORM, app.host)
        hands = Hands(stay, [the_one(SHARING)])

        def opened(_said: Sequence[str]) -> None:
            assert app.requests.count("GET /") == 1, "nothing was loaded anew meanwhile"
            opens(hands)

        hands.answers += [*stays, "", opened, the_one(NOBODY), "a", the_one("ai training")]
        file = show(program, None, [PLATFORM, "recordings"], hands)
        assert any("its list is not open" in line for line in hands.said)
        assert app.writes == []
        assert re.search(r"menu = \"own_\w+\"", file.read_text(encoding="utf-8"))
        done = program("run", "--yes", "--headless", "--json", "--only", NAME)
        assert done.results()[NAME]["status"] == "changed", done.out
        assert app.writes == [("sharing", "everyone", OFF["sharing"])]
        assert program("check", PLATFORM, "--only", NAME).code == 0


@pytest.mark.parametrize(
    ("options", "opened", "why"),
    [
        # The list of the other menu: what this one shows is no option of it.
        pytest.param(f"{EVERYONE},{NOBODY}", 1, f"shows “{EVERYONE}”", id="another menu's"),
        pytest.param(
            f"{EVERYONE},{NOBODY},{NOBODY}",
            0,
            "2 options of the menu",
            id="twins",
            marks=pytest.mark.thorough,
        ),
        pytest.param(
            ",".join([EVERYONE, NOBODY, *"abcdefg"]),
            0,
            "a choice of 9 options",
            id="many",
            marks=pytest.mark.thorough,
        ),
    ],
)
def test_a_list_that_no_file_can_name_is_refused(
    program: Program, options: str, opened: int, why: str
) -> None:
    with App(drawn(options)) as app:
        own_file(program, PLATFORM, app.host)
        hands = Hands(stay, [the_one(SHARING)])
        hands.answers.append(lambda _: opens(hands, opened))
        with pytest.raises(Refused, match=re.escape(why)):
            show(program, None, [PLATFORM, "recordings"], hands)
        assert app.writes == []
        assert [*Path(program.home / "config" / "selectors").rglob("*.toml")] == [
            program.home / "config" / "selectors" / f"{PLATFORM}.toml"
        ]


@pytest.mark.thorough
def test_a_menu_whose_name_tells_what_is_chosen_is_not_kept(program: Program) -> None:
    name = f"{SHARING}: {EVERYONE}"
    with App(page(DRAWN, menu(name, f"{EVERYONE},{NOBODY}") + menu(OTHER))) as app:
        own_file(program, PLATFORM, app.host)
        hands = Hands(stay, [the_one(name), "n"])
        with pytest.raises(Refused, match="that is its state"):
            show(program, None, [PLATFORM, "recordings"], hands)
        assert app.writes == []
