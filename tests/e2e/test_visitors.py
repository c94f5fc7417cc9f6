"""A page that offers to sign in may show what every visitor sees, and one that offers to switch back somebody else's.

iv-org/invidious shows its preferences to visitors as well, without what only accounts have.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Program
from tests.kinds.app import CONTROLS, LOADS, PLAIN, App, page
from tests.kinds.runs import check, hint, run, selectors, told

pytestmark = pytest.mark.e2e

OFFERS = {
    "address": '<p><a href="/login?referer=%2Fsettings">Enter</a></p>',
    "words": '<p><button type="button">Log in</button></p>',
    "german": '<p><a href="#">Anmelden</a></p>',
}
NONE = {
    "settings": '<p><a href="/settings/auth">Authentication</a></p>',
    "words": "<p>Log in</p>",
    "design": '<p><button type="button">Switch back to the classic view</button></p>',
    "back": '<p><a href="/account">Back to your account</a></p>',
    "out": '<p><a href="/logout">Log out</a></p>',
}
ONLY = ("--only", "birdhouse.usage")


def drawn(more: str) -> str:
    return page(PLAIN + LOADS, body=CONTROLS + more)


def each(pages: dict[str, str]) -> list[object]:
    """Return the first one for every day, and the others for the thorough tests."""
    first, *others = pages
    thorough = [pytest.param(pages[name], id=name, marks=pytest.mark.thorough) for name in others]
    return [pytest.param(pages[first], id=first), *thorough]


@pytest.mark.parametrize("more", each(OFFERS))
def test_an_off_there_is_not_said(program: Program, tmp_path: Path, more: str) -> None:
    with App(drawn(more)) as app:
        app.state["usage"] = False
        done = check(program, selectors(tmp_path, app), *ONLY)
        assert told(done) == {"usage": "failed:unreadable"}, done.out
        assert "offers to sign in" in hint(done, "usage")


def test_what_is_switched_off_there_is_proved_and_stays_so(
    program: Program, tmp_path: Path
) -> None:
    """A server that anybody may set up: the change is its own."""
    with App(drawn(OFFERS["address"])) as app:
        folder = selectors(tmp_path, app)
        assert told(run(program, folder, *ONLY)) == {"usage": "changed"}
        assert app.writes == [("usage", True, False)]
        assert told(check(program, folder, *ONLY)) == {"usage": "ok"}


def test_what_was_switched_off_says_nothing_of_another_setting(
    program: Program, tmp_path: Path
) -> None:
    with App(drawn(OFFERS["address"])) as app:
        app.state["sharing"] = "nobody"
        folder = selectors(tmp_path, app)
        for done, usage in ((run(program, folder), "changed"), (check(program, folder), "ok")):
            assert told(done) == {"usage": usage, "sharing": "failed:unreadable"}, done.out


@pytest.mark.parametrize("more", each(NONE))
def test_what_is_no_offer_casts_no_doubt(program: Program, tmp_path: Path, more: str) -> None:
    with App(drawn(more)) as app:
        app.state["usage"] = False
        assert told(check(program, selectors(tmp_path, app), *ONLY)) == {"usage": "ok"}


@pytest.mark.parametrize("is_on", [True, pytest.param(False, marks=pytest.mark.thorough)])
def test_somebody_else_s_setting_is_neither_read_nor_switched(
    program: Program, tmp_path: Path, is_on: bool
) -> None:
    """As in apps in which an administrator can be at work as another person."""
    with App(drawn('<p><a href="#">Switch back to kim</a></p>')) as app:
        app.state["usage"] = is_on
        done = run(program, selectors(tmp_path, app), *ONLY)
        assert told(done) == {"usage": "failed:unreadable"}, done.out
        assert "may be somebody else's" in hint(done, "usage")
        assert app.writes == []
