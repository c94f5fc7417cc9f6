"""A person shows where a setting is, once: what is kept has been proved, and a wrong answer does no harm."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from offswitch.replica import Replica
from offswitch.teach.talk import Refused
from tests.conftest import Done, Program
from tests.e2e.display import MISSING_HANDS, Display
from tests.e2e.lessons import Answer, Hands, show, the_one
from tests.e2e.scenarios import ACCOUNT, asked_for, states, writes
from tests.e2e.terminal import Terminal, attended
from tests.kinds.app import LOADS, NOBODY, OFF, PLATFORM, SHARING, USAGE, App, page

pytestmark = pytest.mark.e2e

DRAWN_OTHERWISE = (
    f'generation = "2026-07"\nlatency = 0.02\nshapes = {{ review = "switch" }}\n{ACCOUNT}'
)
"""What the files know as a choice is a switch."""
HERE = f"latency = 0.02\nshape = -1\n{ACCOUNT}"
"""Pages that nobody could guess."""
ASKS = 'shapes = { switch_saves = "confirmed" }\n'
AI, REUSE = "instagram.ai_activity_sharing", "instagram.content_reuse"
AI_LABEL = "Allow sharing of your activity data for AI training"
PARTNERS = "accounts_center.partner_activity"
ELSEWHERE = "https://www.instagram.com/accounts/privacy_and_security/"
ITS_PAGE = "https://accountscenter.facebook.com/ad_preferences/ad_settings/shared_activity/"
ITS_BUTTON = "Decide about this"
PREFERENCES = "https://accountscenter.facebook.com/ad_preferences"


def answered(terminal: Terminal, *answers: tuple[str, Answer]) -> Done:
    """Answer each question once it is asked, and wait for the end."""
    for question, answer in answers:
        terminal.wait_for(question)
        said = terminal.shown.replace("[replica] ", "").splitlines()
        terminal.press(f"{answer if isinstance(answer, str) else answer(said)}\n")
    return terminal.done()


def go_to(screen: Display, replica: Replica, address: str) -> None:
    """Type an address into the browser, and again where keys got lost."""
    for _ in range(4):
        screen.await_window()
        screen.press("ctrl+l")
        screen.type(f"{address}\n")
        time.sleep(6)
        if asked_for(replica, urlsplit(address).path):
            return
    pytest.fail("nobody went there")


def its_last(said: Sequence[str]) -> str:
    """Choose the last button that a question lists."""
    return str(re.findall(r"(\d+): “", said[-1])[-1])


def go_elsewhere(page: Page) -> None:
    page.goto(ELSEWHERE)
    page.wait_for_timeout(1500)


def stay(_page: Page) -> None:
    """The page that is opened is the right one."""


@pytest.mark.long
def test_what_a_person_shows_is_proved_and_kept(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(DRAWN_OTHERWISE)
    person = program.signed_in(replica)
    with attended(person, "teach", PARTNERS, "--headless") as terminal:
        done = answered(
            terminal,
            ("press Enter here", ""),
            ("Which one is it?", "1"),
            ("does the site use your data?", "y"),
            ("What keeps a change?", "a"),
        )
    assert done.code == 0, done.err
    assert writes(replica) == []
    before = states(replica)
    done = person("run", "--yes", "--headless", "--json", "--only", PARTNERS)
    assert (done.code, done.results()[PARTNERS]["status"]) == (0, "changed"), done.out
    assert writes(replica) == [(PARTNERS, "on", "off")]
    assert states(replica) == {**before, PARTNERS: "off"}
    assert person("check", "--only", PARTNERS).code == 0
    assert f"{PARTNERS}, grade P" in person("selectors", "list").out
    assert person("selectors", "remove", PARTNERS, "--yes").code == 0
    assert not list((program.home / "config").rglob("*.toml"))


@pytest.mark.thorough
@pytest.mark.skipif(bool(MISSING_HANDS), reason=MISSING_HANDS)
def test_a_person_points_at_the_words_beside_the_control_in_the_window(
    program: Program, person: Program, screen: Display, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(DRAWN_OTHERWISE)
    program.signed_in(replica)
    with attended(person.at(replica), "teach", PARTNERS) as terminal:
        terminal.wait_for("click it with Shift held")
        screen.point_at("Use data from")
        done = answered(
            terminal, ("does the site use your data?", "y"), ("What keeps a change?", "a")
        )
    assert done.code == 0, done.err
    assert "you point at number 1" in done.err
    assert writes(replica) == []
    assert f"{PARTNERS}, grade P" in person("selectors", "list").out


@pytest.mark.thorough
@pytest.mark.skipif(bool(MISSING_HANDS), reason=MISSING_HANDS)
def test_a_person_walks_there_in_the_window(
    program: Program, person: Program, screen: Display, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(f'generation = "2026-07"\n{HERE}')
    program.signed_in(replica)
    with attended(person.at(replica), "teach", PARTNERS) as terminal:
        terminal.wait_for("press Enter here")
        go_to(screen, replica, ITS_PAGE)
        screen.choose(ITS_BUTTON)
        done = answered(
            terminal,
            ("press Enter here", ""),
            ("Which one is it?", the_one("Keep things")),
            ("keeps your data private?", the_one("allow Meta")),
            ("What keeps a change?", "1"),
        )
    assert done.code == 0, done.err
    assert writes(replica) == []


@pytest.mark.thorough
@pytest.mark.skipif(bool(MISSING_HANDS), reason=MISSING_HANDS)
def test_a_run_that_asks_ends_with_what_was_shown_switched_off(
    program: Program, person: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(DRAWN_OTHERWISE)
    program.signed_in(replica)
    with attended(person.at(replica), "run", "--only", PARTNERS) as terminal:
        done = answered(
            terminal,
            ("show offswitch where it is?", "y"),
            ("press Enter here", ""),
            ("Which one is it?", "1"),
            ("does the site use your data?", "y"),
            ("What keeps a change?", "a"),
            ("Switch off this one?", "y"),
        )
    assert done.code == 0, done.err + done.out
    assert "offswitch teach" in done.out, "the report before the lesson names the command, too"
    assert writes(replica) == [(PARTNERS, "on", "off")]


@pytest.mark.thorough
def test_a_walk_through_menus_and_a_dialog_is_found_again(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(f'generation = "2026-07"\n{HERE}')
    person = program.signed_in(replica)
    alone = person("run", "--yes", "--headless", "--only", PARTNERS)
    assert (alone.code, "offswitch teach" in alone.out) == (4, True), alone.out

    def walk(page: Page) -> None:
        page.goto(PREFERENCES)
        for words in ("Manage info", "Activity from other businesses", ITS_BUTTON):
            page.get_by_text(words).last.click()
            page.wait_for_timeout(1500)

    hands = Hands(walk, [the_one("Keep things"), the_one("allow Meta"), "1"])
    file = show(person, replica.url, [PARTNERS], hands)
    text = file.read_text(encoding="utf-8")
    assert 'open = ["own_decide_about_this_row"]' in text
    assert hands.asked <= 4 + 1, hands.said
    assert writes(replica) == []


@pytest.mark.thorough
def test_what_the_site_asks_after_the_click_is_shown_in_the_window_and_sends_nothing(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(f'generation = "article"\n{ASKS}{HERE}')
    person = program.signed_in(replica)
    hands = Hands(go_elsewhere, [the_one("AI training"), "y"])

    def switch_and_confirm(said: Sequence[str]) -> str:
        assert hands.page is not None
        hands.page.get_by_role("switch", name=AI_LABEL).click()
        hands.page.wait_for_timeout(800)
        hands.page.get_by_role("button", name="Turn off").last.click()
        hands.page.wait_for_timeout(800)
        return "w"

    hands.answers.append(switch_and_confirm)
    file = show(person, replica.url, [AI], hands)
    assert 'save = "confirm"' in file.read_text(encoding="utf-8")
    assert writes(replica) == []
    done = person("run", "--yes", "--headless", "--json", "--only", AI)
    assert done.results()[AI]["status"] == "changed", done.out
    assert writes(replica) == [(AI, "on", "off")]


@pytest.mark.thorough
def test_a_page_in_another_language_is_found_again_by_its_own_words(
    program: Program, replica_of: Callable[..., Replica]
) -> None:
    replica = replica_of(f'generation = "2026-07"\nlanguage = "de"\n{HERE}')
    person = program.signed_in(replica)

    def walk(page: Page) -> None:
        page.goto(ITS_PAGE)
        page.wait_for_timeout(1500)
        page.get_by_role("button").last.click()
        page.wait_for_timeout(1500)

    hands = Hands(walk, ["1", the_one("nicht"), its_last])
    show(person, replica.url, [PARTNERS], hands)
    done = person("run", "--yes", "--headless", "--json", "--only", PARTNERS)
    assert done.results()[PARTNERS]["status"] == "changed", done.out
    assert writes(replica) == [(PARTNERS, "on", "off")]


@pytest.mark.thorough
def test_wrong_answers_do_no_harm(program: Program, replica_of: Callable[..., Replica]) -> None:
    replica = replica_of(f'generation = "article"\n{HERE}')
    person = program.signed_in(replica)
    wrong: list[tuple[str, list[Answer], str]] = [
        (REUSE, [the_one("AI training")], f"is the control of {AI}"),
        (AI, [the_one("AI training"), "n"], "says that ON keeps your data"),
    ]
    for setting, answers, why in wrong:
        with pytest.raises(Refused, match=why):
            show(person, replica.url, [setting], Hands(go_elsewhere, answers))
    assert writes(replica) == []
    assert not list((program.home / "config").rglob("*.toml"))


@pytest.mark.thorough
def test_a_setting_that_no_file_knows_is_adopted(program: Program) -> None:
    with App(page(LOADS)) as app:
        _own_file(program, app)
        hands = Hands(stay, [the_one(SHARING), the_one(NOBODY), "a", the_one("ai training")])
        file = show(program, None, [PLATFORM, "recordings"], hands)
        assert hands.asked <= 4 + 1, hands.said
        assert app.writes == []
        assert "live = true" in file.read_text(encoding="utf-8")
        name = f"{PLATFORM}.recordings"
        done = program("run", "--yes", "--headless", "--json", "--only", name)
        assert done.results()[name]["status"] == "changed", done.out
        assert (app.state["sharing"], app.state["usage"]) == (OFF["sharing"], True)
        assert program("check", PLATFORM, "--only", name).code == 0


def _own_file(program: Program, app: App) -> None:
    """Put a selector file that knows only the app's usage data into the program's own folder."""
    own = program.home / "config" / "selectors"
    own.mkdir(parents=True)
    (own / f"{PLATFORM}.toml").write_text(
        f"""schema = 1
platform = "{PLATFORM}"
version = "2026-11"
hosts = ["{app.host}"]
[intent.usage]
category = "research"
title = "Usage data"
[elements]
usage = [{{ by = "label", label = "{USAGE}" }}]
[sections.data_use]
heading = "Data use"
[routes.usage]
section = "data_use"
url = "{app.url}/"
control = {{ kind = "switch", element = "usage" }}
""",
        encoding="utf-8",
    )
