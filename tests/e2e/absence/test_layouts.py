"""Absence where several layouts are known, or a route names a search."""

from __future__ import annotations

from typing import Any

import pytest

from offswitch.errors import SettingError, Unreachable
from offswitch.model.words import Reason
from offswitch.screen import Screen
from tests.e2e.absence.conftest import (
    CHECKED,
    ROWS,
    TITLE,
    Look,
    by_a_door,
    layout,
    page,
    refusal,
    told,
)
from tests.kinds.app import Answer, App

pytestmark = pytest.mark.e2e


# Several layouts


def test_one_layout_s_absence_does_not_beat_another_layout_s_stranger(app: App, look: Look) -> None:
    rows = "".join(
        f'<p><a href="/{n}">{row}</a></p>'
        for n, row in enumerate(["Daily reminder", "Backup to the cloud", "Diary and science"])
    )
    app.page = page(rows)
    loose = by_a_door(app, section={"more": True}, route={"watch": ["research"]})
    assert refusal(look, loose).reason is Reason.NOT_OFFERED
    assert refusal(look, loose, by_a_door(app)).reason is Reason.NOT_FOUND
    assert refusal(look, by_a_door(app), loose).reason is Reason.NOT_FOUND


def test_a_row_that_another_layout_knows_is_not_unknown(app: App, look: Look) -> None:
    rows = "".join(
        f'<p><a href="/{n}">{row}</a></p>'
        for n, row in enumerate(["Daily reminder", "Backup to the cloud", "Colors"])
    )
    app.page = page(rows)
    assert refusal(look, by_a_door(app)).reason is Reason.NOT_FOUND
    knows = by_a_door(app, elements={"colors": [{"by": "row", "label": "Colors"}]})
    assert refusal(look, by_a_door(app), knows).reason is Reason.NOT_OFFERED


def test_what_one_layout_s_page_lacks_may_be_on_a_page_that_only_menus_lead_to(
    app: App, look: Look
) -> None:
    app.page = page("").replace("<h2>Privacy</h2>", '<a href="/yours">More</a>')
    app.route("GET /privacy")(lambda _: Answer(page(ROWS)))
    app.route("GET /yours")(lambda _: Answer(page(CHECKED).replace("Privacy", TITLE)))
    app.route("GET /gone")(lambda _: Answer(page("").replace("Privacy", "This page has moved")))
    older = layout(app, route={"entry": "privacy", "url": f"{app.url}/privacy"})
    assert refusal(look, older).reason is Reason.NOT_OFFERED
    newer = layout(
        app,
        elements={"more": [{"by": "role", "role": "link", "name": "More"}]},
        sections={"research": {"heading": TITLE}},
        route={"section": "research", "url": f"{app.url}/gone", "path": ["more"]},
    )
    assert look(newer, older).screen.address == f"{app.url}/yours"
    alike = layout(app, route={"entry": "privacy", "url": f"{app.url}/privacy", "path": ["more"]})
    alike["elements"] |= newer["elements"]
    assert refusal(look, alike, older).reason is Reason.NOT_OFFERED


# Nobody has listed all its rows


@pytest.mark.parametrize(
    ("watch", "stranger", "reason"),
    [
        (["research"], "Diary and science", Reason.NOT_OFFERED),
        (["science"], "Diary and science", Reason.NOT_FOUND),
        ([], "Diary and science", Reason.NOT_FOUND),
        ([], "", Reason.NOT_OFFERED),
    ],
    ids=["another-word", "watched-word", "no-words", "no-stranger"],
)
def test_an_unknown_row_of_a_page_with_more_is_told_by_the_words_to_watch_for(
    app: App, look: Look, watch: list[str], stranger: str, reason: Reason
) -> None:
    rows = ["Daily reminder", "Backup to the cloud", *([stranger] if stranger else [])]
    app.page = page("".join(f'<p><a href="/{n}">{row}</a></p>' for n, row in enumerate(rows)))
    file = by_a_door(app, section={"more": True}, route={"watch": watch})
    assert refusal(look, file).reason is reason


def test_an_unknown_switch_casts_doubt_wherever_it_stands(app: App, look: Look) -> None:
    app.page = page(f"{ROWS}<p><label><input type=checkbox> Send it to science</label></p>")
    file = by_a_door(app, section={"more": True}, route={"watch": ["research"]})
    assert refusal(look, file).reason is Reason.NOT_FOUND


# Its route names a search


BOX = """<input type="search" aria-label="Search settings" oninput="setTimeout(() => {
document.getElementById('found').innerHTML = `%s` }, 200)"><div id="found"></div>"""


def by_search(app: App) -> dict[str, Any]:
    """A selector file whose one setting may be found by the site's own search, too."""
    elements = {
        "box": [{"by": "role", "role": "searchbox", "name": "Search settings"}],
        "nothing": [{"by": "phrase", "value": "Nothing was found"}],
        "hit": [{"by": "role", "role": "link", "name": TITLE}],
    }
    file = layout(
        app,
        elements=elements,
        section={"more": True},
        route={
            "entry": "privacy",
            "search": "research",
            "result": "hit",
            "watch": ["research"],
        },
    )
    return file | {"search": {"box": "box", "none": "nothing"}}


def searched(look: Look, app: App, *layouts: dict[str, Any]) -> SettingError | Unreachable:
    def search(screen: Screen, query: str) -> None:
        screen.type("box", query)

    return refusal(look, *layouts, search_at=f"{app.url}/", search_settings=search)


@pytest.mark.parametrize("box", ["", BOX % ""], ids=["no box", "no answer"])
def test_a_search_that_could_not_be_asked_proves_nothing(app: App, look: Look, box: str) -> None:
    app.page = page(ROWS + box)
    error = searched(look, app, by_search(app))
    assert error.reason is Reason.NOT_FOUND
    assert "no row for it" in told(error)


@pytest.mark.parametrize(
    "answer",
    ["<p>Nothing was found</p>", "<p><a href='/c'>Colors</a></p>"],
    ids=["nothing", "others"],
)
def test_a_search_that_answers_without_it_does(app: App, look: Look, answer: str) -> None:
    app.page = page(ROWS + BOX % answer)
    assert searched(look, app, by_search(app)).reason is Reason.NOT_OFFERED


def test_a_layout_without_a_search_needs_none(app: App, look: Look) -> None:
    app.page = page(ROWS)
    assert refusal(look, layout(app, route={"entry": "privacy"})).reason is Reason.NOT_OFFERED


def test_it_does_not_outweigh_a_layout_that_names_one(app: App, look: Look) -> None:
    app.page = page(ROWS)
    older = layout(app, route={"entry": "privacy"})
    error = searched(look, app, by_search(app), older)
    assert error.reason is Reason.NOT_FOUND
    assert "no row for it" in told(error)


def test_a_layout_that_leaves_a_setting_to_the_person_names_no_search_itself(
    app: App, look: Look
) -> None:
    """The page is known to that layout alone; another one knows that the site's search finds the setting."""
    app.page = page(ROWS)
    guide = by_a_door(app, route={"control": {"kind": "guide"}})
    known = by_search(app)
    known["sections"]["privacy"] = {"heading": "Diary settings", "neighbours": ["Reminders"]}
    error = searched(
        look,
        app,
        guide | {"search": known["search"], "elements": guide["elements"] | known["elements"]},
        known,
    )
    assert error.reason is Reason.NOT_FOUND
    assert "no row for it" in told(error)


def test_a_name_that_only_the_search_uses_explains_no_row(app: App, look: Look) -> None:
    rows = "".join(
        f'<p><a href="/{n}">{row}</a></p>'
        for n, row in enumerate(["Daily reminder", "Backup to the cloud", "Colors"])
    )
    app.page = page(rows)
    other = {
        "section": "privacy",
        "url": f"{app.url}/",
        "search": "colors",
        "result": "colors",
        "control": {"kind": "guide"},
    }
    file = by_a_door(
        app, elements={"colors": [{"by": "row", "label": "Colors"}]}, routes={"colors": other}
    )
    assert refusal(look, file).reason is Reason.NOT_FOUND


def test_nobody_calls_absent_what_was_landed_on(app: App, look: Look) -> None:
    app.route("GET /r")(lambda _: Answer(page(f"<h3>{TITLE}</h3><p>Nothing more</p>")))
    app.page = page(f'<p><a href="/r">{TITLE}</a></p>{ROWS}')
    error = refusal(look, by_a_door(app))
    assert error.reason is Reason.NOT_FOUND
    assert "its page is there" in told(error)


DIALOG = """<button onclick="document.getElementById('d').showModal()">Review</button>
<dialog id="d"><h2>Diary and research</h2><label><input type="radio" name="r"> %s</label>
<label><input type="radio" name="r" checked> Do give it</label></dialog>"""


def test_other_words_of_an_option_are_no_absence(app: App, look: Look) -> None:
    def file(**route: Any) -> dict[str, Any]:
        return by_a_door(
            app,
            elements={
                "review": [{"by": "role", "role": "button", "name": "Review"}],
                "no": [{"by": "label", "label": "Do not give it"}],
                "yes": [{"by": "label", "label": "Do give it"}],
            },
            route={
                "open": ["review"],
                "control": {"kind": "choice", "off": "no", "on": "yes"},
            }
            | route,
        )

    app.route("GET /r")(lambda _: Answer(page(f"<h3>{TITLE}</h3>" + DIALOG % "Never give it")))
    app.page = page(f'<p><a href="/r">{TITLE}</a></p>{ROWS}')
    assert refusal(look, file()).reason is Reason.NOT_FOUND
    app.route("GET /list")(lambda _: Answer(page(ROWS)))
    # A layout that looks in the list for a row of another name would call it absent.
    elsewhere = by_a_door(
        app,
        elements={"door": [{"by": "row", "label": "Science"}]},
        route={"url": f"{app.url}/list", "control": {"kind": "switch", "element": "usage"}},
    )
    assert refusal(look, file(), elsewhere).reason is Reason.NOT_FOUND
    assert refusal(look, elsewhere, file()).reason is Reason.NOT_FOUND


def test_a_page_that_was_reached_in_vain_is_not_walked_to_again(app: App, look: Look) -> None:
    app.page = page("<button>Menu</button><p>Other words</p>").replace("Privacy", TITLE)
    walk = {
        "elements": {"menu": [{"by": "role", "role": "button", "name": "Menu"}]},
        "sections": {"research": {"heading": TITLE}},
        "route": {"section": "research", "path": ["menu"]},
    }
    error = refusal(look, layout(app, **walk))
    assert error.reason is Reason.NOT_FOUND
    assert app.requests.count("GET /") == 1, "neither the start page nor the menu was asked"
