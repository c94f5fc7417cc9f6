"""A person shows a setting of an app of which nothing is known but its host, and sees more than a page says."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from offswitch.teach.talk import Refused, Stopped
from tests.conftest import Program
from tests.e2e.lessons import Hands, Walk, own_file, show, the_one
from tests.kinds.app import DROP, LOADS, PLATFORM, USAGE, Answer, App, page

pytestmark = pytest.mark.e2e

LIES = f"""<p><button role="switch" aria-checked="false" aria-label="{USAGE}">on</button></p>"""
"""A switch that always says to assistive technology that it is off."""

FLIPS = """<p><button id="usage" aria-pressed="true">Usage data: on</button></p>"""
"""A button that is called otherwise once it is switched."""


def stay(_page: Page) -> None:
    """The page that is opened is the right one."""


@pytest.mark.thorough
@pytest.mark.parametrize("front", ["its own", "none"])
def test_the_walk_begins_at_the_front_page_of_the_host_or_at_an_address(
    program: Program, front: str
) -> None:
    with App(page(LOADS)) as app:
        walk: Walk = stay
        if front == "none":
            app.route("GET /")(lambda _: DROP)
            app.route("GET /settings")(lambda _: Answer(app.drawn()))
            walk = lambda page: page.goto(f"{app.url}/settings")  # noqa: E731
        own_file(program, PLATFORM, app.host)
        hands = Hands(walk, [the_one(USAGE), "y", "a", the_one("research")])
        file = show(program, None, [PLATFORM, "usage"], hands)
        assert any("type the address" in line for line in hands.said) is (front == "none")
        address = f"{app.url}/" if front == "its own" else f"{app.url}/settings"
        assert f'url = "{address}"' in file.read_text(encoding="utf-8")
        assert app.writes == []


def test_what_the_person_sees_otherwise_is_not_kept(program: Program) -> None:
    with App(page(body=LIES)) as app:
        own_file(program, PLATFORM, app.host)
        hands = Hands(stay, [the_one(USAGE), "x"])
        with pytest.raises(Refused, match="another state than the one that you see"):
            show(program, None, [PLATFORM, "usage"], hands)
        assert "It shows OFF now" in hands.said[-1]
        assert (app.writes, len(list(program.home.rglob("*.toml")))) == ([], 1)


@pytest.mark.thorough
def test_a_switch_whose_name_tells_its_state_is_not_kept(program: Program) -> None:
    with App(page(body=FLIPS)) as app:
        own_file(program, PLATFORM, app.host)
        hands = Hands(stay, [the_one("Usage data"), "n"])
        with pytest.raises(Refused, match="that is its state"):
            show(program, None, [PLATFORM, "usage"], hands)
        assert "stay there when it is switched?" in hands.said[-1]


@pytest.mark.thorough
def test_a_request_that_was_held_back_is_named_where_no_control_is_seen(program: Program) -> None:
    with App(page("fetch('/query', {method: 'POST'})", "<p>Loading your settings</p>")) as app:
        own_file(program, PLATFORM, app.host)
        with pytest.raises(Stopped):
            show(program, None, [PLATFORM, "usage"], hands := Hands(stay, ["q"]))
        assert any("`POST /query`" in line for line in hands.said), hands.said
        assert "POST /query" not in app.requests


LINK = '<p><a href="/settings" target="_blank">Privacy settings</a></p>'
"""A page whose settings open in another tab."""


@pytest.mark.thorough
def test_a_page_that_a_click_opens_in_another_tab_is_shown_in_the_first_one(
    program: Program,
) -> None:
    def walk(page: Page) -> None:
        with page.expect_popup():
            page.get_by_role("link").click()

    with App(page(body=LINK)) as app:
        app.route("GET /settings")(lambda _: Answer(page(LOADS)))
        own_file(program, PLATFORM, app.host)
        hands = Hands(walk, [the_one(USAGE), "y", "a", the_one("research")])
        file = show(program, None, [PLATFORM, "usage"], hands)
        assert f'url = "{app.url}/settings"' in file.read_text(encoding="utf-8")
        assert app.writes == []


@pytest.mark.thorough
def test_a_tab_that_the_person_opens_is_theirs_and_not_looked_at(program: Program) -> None:
    with App(page(LOADS)) as app:
        own_file(program, PLATFORM, app.host)
        hands = Hands(lambda page: page.context.new_page().goto(app.url), ["q"])
        with pytest.raises(Stopped):
            show(program, None, [PLATFORM, "usage"], hands)
        assert any("only the first tab is looked at" in line for line in hands.said), hands.said
        assert app.requests.count("GET /") == 2
