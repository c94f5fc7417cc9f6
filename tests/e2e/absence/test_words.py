"""A setting is absent only where no trace of its words can be seen."""

from __future__ import annotations

from typing import Any

import pytest

from offswitch.model.words import Reason
from tests.e2e.absence.conftest import (
    LABEL,
    ROWS,
    TITLE,
    Look,
    by_a_door,
    layout,
    page,
    refusal,
    told,
)
from tests.kinds.app import App

pytestmark = pytest.mark.e2e


# What is truly not there


def test_a_setting_that_is_not_on_its_page_is_not_offered(app: App, look: Look) -> None:
    app.page = page(ROWS)
    assert refusal(look).reason is Reason.NOT_OFFERED


def test_a_row_that_is_not_in_its_list_is_not_offered(app: App, look: Look) -> None:
    app.page = page(
        '<p><a href="/a">Daily reminder</a></p><p><a href="/b">Backup to the cloud</a></p>'
    )
    assert refusal(look, by_a_door(app)).reason is Reason.NOT_OFFERED


# Its words are there


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{LABEL}</p>",
        f"<p>{LABEL}.</p>",
        f"<p>{LABEL.upper()} <b>New</b></p>",
        f"<p>{LABEL} (2)</p>",
        f"<p>Soon: “{LABEL}”, and more</p>",
        f'<div class="toggle" aria-label="{LABEL}" style="width:40px;height:20px"></div>',
        f'<img alt="{LABEL}" src="data:," width="40" height="20">',
        f"<p>{LABEL.replace('research', 're­search')}</p>",
    ],
    ids=["plain", "stop", "badge", "count", "quoted", "toggle", "image", "soft-hyphen"],
)
def test_a_label_that_can_be_seen_speaks_against_absence(app: App, look: Look, body: str) -> None:
    app.page = page(body + ROWS)
    error = refusal(look)
    assert error.reason is Reason.NOT_FOUND
    assert "its label is there, but no control that can be read stands beside it" in told(error)


@pytest.mark.parametrize(
    "row", [f"{TITLE} New", f"{TITLE}.", f"{TITLE} (1)"], ids=["badge", "stop", "count"]
)
def test_a_door_with_an_extra_word_speaks_against_absence(app: App, look: Look, row: str) -> None:
    app.page = page(f'<p><a href="/r">{row}</a></p>' + ROWS)
    more = {"more": True}
    assert refusal(look, by_a_door(app, section=more)).reason is Reason.NOT_FOUND


def test_the_label_of_another_layout_speaks_against_absence(app: App, look: Look) -> None:
    app.page = page("<p>Give the diary to science</p>" + ROWS)
    older = layout(app, elements={"usage": [{"by": "label", "label": "Give the diary to science"}]})
    assert refusal(look, layout(app), older).reason is Reason.NOT_FOUND


def test_watched_words_speak_against_absence_on_any_page(app: App, look: Look) -> None:
    app.page = page("<p>Research partners</p>" + ROWS)
    assert refusal(look, layout(app, route={"watch": ["research"]})).reason is Reason.NOT_FOUND


@pytest.mark.parametrize(
    ("label", "reason"),
    [("Backup to the cloud", Reason.NOT_OFFERED), ("Backup in the cloud", Reason.NOT_FOUND)],
)
def test_what_explains_a_known_control_is_not_about_another(
    app: App, look: Look, label: str, reason: Reason
) -> None:
    backup = (
        f"<div><input type=checkbox id=b><label for=b>{label}</label><p>Helps research</p></div>"
    )
    app.page = page(f"<p>Daily reminder</p>{backup}")
    known: dict[str, Any] = {"neighbours": ["Daily reminder", "Backup to the cloud"], "more": True}
    if label not in known["neighbours"]:
        known["neighbours"] = ["Daily reminder"]
    wanted = layout(app, section=known, route={"watch": ["research"]})
    assert refusal(look, wanted).reason is reason


def test_the_name_of_the_page_itself_is_not_a_trace(app: App, look: Look) -> None:
    app.page = page(ROWS)
    older = by_a_door(app, elements={"door": [{"by": "row", "label": "Privacy"}]})
    entry = layout(app, route={"entry": "privacy", "watch": ["privacy"]})
    assert refusal(look, entry, older).reason is Reason.NOT_OFFERED


def test_words_on_another_layouts_way_to_a_dead_end_do_not_count(app: App, look: Look) -> None:
    app.page = page(ROWS)
    guide = layout(app, route={"watch": ["daily"], "control": {"kind": "guide"}})
    assert refusal(look, layout(app), guide).reason is Reason.NOT_OFFERED


CHOICE = {
    "elements": {
        "no": [{"by": "label", "label": "Do not allow it here"}],
        "yes": [{"by": "label", "label": "Allow"}],
        "other_no": [{"by": "label", "label": "Do not allow it here"}],
    },
    "route": {"control": {"kind": "choice", "off": "no", "on": "yes"}},
}


def test_an_option_s_words_speak_against_absence_unless_others_have_them(
    app: App, look: Look
) -> None:
    app.page = page("<p>Do not allow it here</p>" + ROWS)
    assert refusal(look, layout(app, **CHOICE)).reason is Reason.NOT_FOUND
    twin = {
        "section": "privacy",
        "url": f"{app.url}/",
        "control": {"kind": "choice", "off": "other_no", "on": "yes"},
    }
    shared = layout(app, **CHOICE, routes={"backup": twin})
    assert refusal(look, shared).reason is Reason.NOT_FOUND
    app.page = page("<label><input type=radio> Do not allow it here</label>" + ROWS)
    assert refusal(look, shared).reason is Reason.NOT_OFFERED
