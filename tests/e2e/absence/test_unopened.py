"""Nothing is absent from a page with a part that nobody has opened, or a list that says that it has more."""

from __future__ import annotations

import pytest

from offswitch.model.words import Reason
from tests.e2e.absence.conftest import CHECKED, LABEL, ROWS, Look, layout, page, refusal, told
from tests.kinds.app import App

pytestmark = pytest.mark.e2e

# microsoft/playwright#20610: what is in closed details is not drawn, or not even there.
DETAILS = "<details><summary>Sharing <b>(2)</b></summary><p>Daily digest</p></details>"
BADGE = DETAILS.replace("<b>(2)</b>", "<span>New</span>")
DISCLOSURE = '<h3><button aria-expanded="false" aria-controls="no">Sharing</button></h3>'
# TryQuiet/quiet#3584: settings moved from one tab to another.
TABS = """<div role="tablist"><button role="tab" aria-selected="true">General</button>
<button role="tab" aria-selected="false">Sharing</button></div>"""
# searxng/searxng: the tabs are labels of radios.
RADIO_TABS = """<div role="tablist"><input type="radio" name="tab" id="a" checked><label for="a" role="tab">General</label>
<input type="radio" name="tab" id="b"><label for="b" role="tab">Sharing</label></div>"""
# honestbleeps/Reddit-Enhancement-Suite#1505: rows that a box brings out.
BOX = '<p><label><input type="checkbox"> Show advanced options</label></p>'
# SEED-platform/seed#1044: a filter that the site remembers.
FILTER = '<p><label>Filter <input type="search" value="{}"></label></p>'
COUNT = "<p>{}</p>"

UNOPENED = [
    pytest.param(DETAILS, "Sharing", id="closed details"),
    pytest.param(BADGE, "Sharing", id="closed details with a badge"),
    pytest.param(
        BADGE.replace("Sharing", "Newsletter"), "Newsletter", id="whose name begins like it"
    ),
    pytest.param(DISCLOSURE, "Sharing", id="a closed disclosure"),
    pytest.param(TABS, "Sharing", id="another tab"),
    pytest.param(RADIO_TABS, "Sharing", id="another tab that is a radio"),
    pytest.param(
        "<p><button>Sharing \u25be</button></p>", "Sharing", id="a button with a triangle"
    ),
    pytest.param(
        '<div style="cursor: pointer">Sharing \u25b8</div>',
        "Sharing",
        id="a part that can be pressed",
    ),
    pytest.param(
        '<p><button popovertarget="more">Sharing</button></p><div popover id="more"><input></div>',
        "Sharing",
        id="what a button brings up",
    ),
    pytest.param(
        '<p><button popovertarget="more">Sharing</button></p><div popover id="more"></div>',
        "Sharing",
        id="what a button brings up and fills",
    ),
    # Automattic/jetpack#7050: settings that are reached only by a small link below the others.
    pytest.param('<p><a href="#all">Sharing</a></p>', "Sharing", id="a link to nowhere"),
    pytest.param('<p><a href="javascript:0"><b>Sharing</b></a></p>', "Sharing", id="a script"),
]
GOES_ON = [
    pytest.param(
        "<p>Some settings are managed by the plan\u2019s owner and are not shown here.</p>",
        id="what is not shown to everybody",
    ),
    pytest.param(BOX, id="a box that brings out more"),
    # brave/brave-browser#1819: a plain button that brings out rows.
    pytest.param("<p><button>Advanced</button></p>", id="a button that brings out more"),
    pytest.param(FILTER.format("backup"), id="a filter"),
    pytest.param(COUNT.format("2 of 5 settings"), id="fewer than there are"),
    pytest.param(COUNT.format("Showing 1 to 2 of 5"), id="a part of them"),
]
NOTHING = [
    pytest.param("<p>No settings of yours are managed here.</p>", id="nothing is managed"),
    pytest.param(
        '<p><button popovertarget="hint">Why?</button></p><div popover id="hint">Words</div>',
        id="a hint",
    ),
    pytest.param("<div>Sharing \u25b8</div>", id="what cannot be pressed"),
    pytest.param(DETAILS.replace("<details>", "<details open>"), id="open details"),
    pytest.param(DISCLOSURE.replace("false", "true"), id="an open disclosure"),
    pytest.param(f"<nav>{DISCLOSURE}{TABS}{DETAILS}</nav>", id="the site's navigation"),
    pytest.param(
        DISCLOSURE.replace("aria-controls", 'aria-haspopup="menu" aria-controls'), id="a menu"
    ),
    pytest.param(
        f"<aside style='position:absolute;left:60vw'>{TABS}<p>Anna</p></aside>", id="beside"
    ),
    pytest.param(f"<div hidden>{DETAILS}{TABS}</div>", id="nothing that is seen"),
    pytest.param('<p><a href="/sharing">Sharing</a></p>', id="a link to another page"),
    pytest.param('<p><a href="#/sharing">Sharing</a></p>', id="a link to another view"),
    pytest.param('<p id="all"><a href="#all">Sharing</a></p>', id="a link to a part of the page"),
    pytest.param('<p><a href="#top">To the top</a></p>', id="a link to its top"),
    pytest.param('<p>What we do with it: <a href="#">more on this</a></p>', id="in a sentence"),
    pytest.param('<footer><p><a href="#">Terms</a></p></footer>', id="in the site's footer"),
    pytest.param(FILTER.format(""), id="an empty filter"),
    pytest.param(COUNT.format("5 of 5 settings"), id="all of them"),
    pytest.param(COUNT.format("Founded in 2 of 5 countries, and open to all"), id="other numbers"),
]


@pytest.mark.parametrize(("part", "name"), UNOPENED)
def test_a_part_that_is_not_open_may_hold_the_setting(
    app: App, look: Look, part: str, name: str
) -> None:
    app.page = page(ROWS + part)
    error = refusal(look)
    assert error.reason is Reason.NOT_FOUND
    assert f"a part of the page was not opened: “{name}" in told(error)


def test_a_control_in_closed_details_is_not_drawn(app: App, look: Look) -> None:
    app.page = page(ROWS + DETAILS.replace("<p>Daily digest</p>", CHECKED))
    error = refusal(look)
    assert error.reason is Reason.NOT_FOUND
    assert "a part of the page was not opened: “Sharing" in told(error)


@pytest.mark.parametrize(
    ("part", "name"),
    [
        UNOPENED[0],
        *(
            pytest.param(*each.values, id=each.id, marks=pytest.mark.thorough)
            for each in UNOPENED[1:]
        ),
    ],
)
def test_a_part_that_the_file_knows_does_not(app: App, look: Look, part: str, name: str) -> None:
    app.page = page(ROWS + part.replace(" <b>(2)</b>", ""))
    knows = layout(app, elements={"sharing": [{"by": "row", "label": name}]})
    assert refusal(look, knows).reason is Reason.NOT_OFFERED


@pytest.mark.parametrize("part", GOES_ON)
def test_a_list_that_says_that_it_has_more_may_hold_the_setting(
    app: App, look: Look, part: str
) -> None:
    app.page = page(ROWS + part)
    error = refusal(look)
    assert error.reason is Reason.NOT_FOUND
    assert "the list goes on beyond what was looked at" in told(error)


@pytest.mark.parametrize("part", NOTHING)
def test_what_hides_nothing_of_the_page_says_nothing(app: App, look: Look, part: str) -> None:
    app.page = page(ROWS + part)
    assert refusal(look).reason is Reason.NOT_OFFERED


@pytest.mark.parametrize(
    "row",
    [
        "<label><input type='checkbox' checked> {}</label>",
        "<span role='switch' aria-checked='true'></span> <span>{}</span>",
        "<input type='checkbox' aria-label='{}'>",
    ],
    ids=["label", "row", "name"],
)
def test_a_row_that_the_page_holds_and_does_not_show_is_not_absent(
    app: App, look: Look, row: str
) -> None:
    """As for a wider window."""
    hidden = f'<p class="wide">{row.format(LABEL)}</p>'
    app.page = page(ROWS + hidden, "<style>.wide { display: none }</style>")
    error = refusal(look)
    assert error.reason is Reason.NOT_FOUND
    assert "its label is there, but no control that can be read stands beside it" in told(error)


# osano/cookieconsent#278: each part of a settings page is hidden for a reason of its own.
SAYS_SO = "<p>Voice cloning is not available in your region.</p>"
ABSENT = {
    "elements": {"absent": [{"by": "phrase", "value": "is not available in your region"}]},
    "route": {"absent": ["absent"]},
}


@pytest.mark.parametrize(
    ("part", "reason"), [(DISCLOSURE, Reason.NOT_FOUND), ("", Reason.NOT_OFFERED)]
)
def test_a_sign_of_absence_may_be_another_setting_s_while_a_part_is_closed(
    app: App, look: Look, part: str, reason: Reason
) -> None:
    app.page = page(ROWS + SAYS_SO + part)
    assert refusal(look, layout(app, **ABSENT)).reason is reason


# Only the slide that is shown is in the document; the dots below have no words.
DOTS = """<p><span role="button" aria-label="Slide 1" aria-current="{}">\u2022</span>
<span role="button" tabindex="0" aria-label="Slide 2" style="padding: 4px"></span></p>"""


def test_another_slide_may_hold_the_setting(app: App, look: Look) -> None:
    app.page = page(ROWS + DOTS.format("true"))
    error = refusal(look)
    assert error.reason is Reason.NOT_FOUND
    assert "a part of the page was not opened: “Slide 2”" in told(error)


def test_buttons_beside_each_other_are_no_slides(app: App, look: Look) -> None:
    app.page = page(ROWS + DOTS.format("false"))
    assert refusal(look).reason is Reason.NOT_OFFERED


LANGUAGES = "<label>Language <select><option>English</option></select></label>"


# seed issue 1044, vscode issue 98515: what a person has left in the search box leaves rows out.
@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ('<input type="text" aria-label="Search settings" value="@modified">', Reason.NOT_FOUND),
        pytest.param(
            '<input placeholder="Einstellungen suchen" value="neu">',
            Reason.NOT_FOUND,
            marks=pytest.mark.thorough,
        ),
        ('<input type="text" aria-label="Search settings">', Reason.NOT_OFFERED),
        pytest.param(
            '<input type="text" aria-label="Name" value="Ada">',
            Reason.NOT_OFFERED,
            marks=pytest.mark.thorough,
        ),
    ],
)
def test_what_is_left_in_a_search_box_leaves_rows_out(
    app: App, look: Look, field: str, reason: Reason
) -> None:
    app.page = page(f"{ROWS}<p>{field}</p>")
    assert refusal(look).reason is reason


def test_a_control_without_any_name_may_be_the_setting(app: App, look: Look) -> None:
    app.page = page(f'{ROWS}<p><input type="checkbox" checked></p>')
    assert refusal(look).reason is Reason.NOT_FOUND


def test_buttons_in_a_shadow_root_are_looked_at(app: App, look: Look) -> None:
    """home-assistant/core#1441: its buttons stand at the top of a shadow root."""
    app.page = page(
        f"{ROWS}<x-bolt></x-bolt><script>document.querySelector('x-bolt').attachShadow({{mode: 'open'}})"
        '.innerHTML = "<button title=On></button><button title=Off></button>";</script>'
    )
    assert refusal(look).reason is Reason.NOT_OFFERED


@pytest.mark.parametrize(
    ("place", "reason"), [("header", Reason.NOT_OFFERED), ("div", Reason.NOT_FOUND)]
)
def test_a_control_of_the_whole_site_is_no_setting_of_its_page(
    app: App, look: Look, place: str, reason: Reason
) -> None:
    app.page = page(f"{ROWS}<{place}>{LANGUAGES}</{place}>")
    assert refusal(look).reason is reason
