"""A control is found only where the file says it is: a heading that nobody can see has nothing under it."""

from __future__ import annotations

import pytest

from offswitch.engine.control import Found, find_control
from offswitch.errors import SettingError
from offswitch.model.words import Reason
from tests.e2e.pages import Show

pytestmark = pytest.mark.e2e

ELEMENTS = {
    "no": [{"by": "label", "label": "Do not allow"}],
    "yes": [{"by": "label", "label": "Allow"}],
    "switch": [{"by": "label", "label": "Enabled"}],
}
SECTIONS = {"privacy": {"heading": "Privacy"}, "usage": {"heading": "Usage statistics"}}
CHOICE = {"kind": "choice", "off": "no", "on": "yes"}
OPEN_CHOICE = {"kind": "choice", "off": "no"}
SWITCH = {"kind": "switch", "element": "switch"}


def find(
    show: Show, body: str, control: object = CHOICE, *, within: str | None = "usage"
) -> Found | None:
    route = {
        "section": "privacy",
        "within": within,
        "url": "https://example.org/",
        "control": control,
    }
    screen = show(body, ELEMENTS, sections=SECTIONS, routes={"usage": route})
    try:
        return find_control(screen, screen.file, screen.file.routes["usage"], 0)
    except SettingError as error:
        if error.reason in {Reason.NOT_FOUND, Reason.NOT_OFFERED, Reason.UNEXPECTED_DIALOG}:
            return None
        raise


def ids(found: Found | None) -> list[str]:
    return [part.keys.get("id", "") for part in found.parts.values()] if found else []


def radios(name: str) -> str:
    return (
        f"<label><input type=radio name={name} id={name}_on> Allow</label> "
        f"<label><input type=radio name={name} id={name}_off checked> Do not allow</label>"
    )


SHAPES = {
    "boxes": "<div><p>{q}</p>{o}</div>",
    "flat": "<p>{q}</p>{o}",
    "legends": "<fieldset><legend>{q}</legend>{o}</fieldset>",
    "headings": "<h3>{q}</h3>{o}",
}
WANTED, TWIN = "Usage statistics", "Location history"


def page(shape: str, *groups: tuple[str, str]) -> str:
    drawn = "".join(SHAPES[shape].format(q=q, o=o) for q, o in groups)
    return f"<h1>Settings</h1><h2>Privacy</h2>{drawn}<p>Backups</p>"


@pytest.mark.parametrize("control", [CHOICE, OPEN_CHOICE], ids=["named", "open"])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("first", [WANTED, TWIN])
def test_the_twin_under_the_heading_is_the_one_meant(
    show: Show, shape: str, first: str, control: object
) -> None:
    groups = [(WANTED, radios("u")), (TWIN, radios("l"))]
    body = page(shape, *(groups if first == WANTED else reversed(groups)))
    assert sorted(ids(find(show, body, control))) == ["u_off", "u_on"]


@pytest.mark.parametrize("control", [CHOICE, OPEN_CHOICE], ids=["named", "open"])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("left", [None, "", "<p>Not available here.</p>"])
def test_the_twin_is_not_taken_if_the_group_is_gone(
    show: Show, shape: str, left: str | None, control: object
) -> None:
    gone = [] if left is None else [(WANTED, left)]
    assert find(show, page(shape, *gone, (TWIN, radios("l"))), control) is None
    assert find(show, page(shape, (TWIN, radios("l")), *gone), control) is None


@pytest.mark.parametrize("hide", ["display:none", "visibility:hidden", "opacity:0"])
def test_a_heading_that_nobody_can_see_has_nothing_under_it(show: Show, hide: str) -> None:
    hidden = f"<h3 style='{hide}'>{WANTED}</h3>{radios('u')}"
    assert find(show, f"<h2>Privacy</h2>{hidden}") is None
    named = f"<div role=group aria-label='{WANTED}'>{radios('u')}</div>"
    assert find(show, f"<h2>Privacy</h2>{named}") is None


def test_a_link_of_that_name_is_not_a_heading(show: Show) -> None:
    link = f"<p><a href=/usage>{WANTED}</a></p>{radios('l')}"
    assert find(show, f"<h2>Privacy</h2>{link}") is None


# The section of a page may be plain text; it must be there all the same.


@pytest.mark.parametrize("heading", ["<h2>Privacy</h2>", "<p>Privacy</p>", "<div>Privacy</div>"])
def test_a_page_may_draw_its_heading_as_plain_text(show: Show, heading: str) -> None:
    body = f"{heading}<p>{TWIN}</p>{radios('l')}"
    assert ids(find(show, body, within=None)) == ["l_off", "l_on"]


@pytest.mark.parametrize(
    "body",
    [
        f"<h2>Other</h2>{radios('l')}",
        f"<p style='display:none'>Privacy</p>{radios('l')}",
        f"<h2>Privacy</h2><p>x</p><h2>Other</h2>{radios('l')}",
    ],
)
def test_nothing_counts_on_a_page_without_its_heading(show: Show, body: str) -> None:
    assert find(show, body, within=None) is None


def test_what_is_in_another_group_is_not_an_option(show: Show) -> None:
    other = "<label><input type=radio name=o> Always</label> <label><input type=radio name=o> Never</label>"
    body = f"<h2>Privacy</h2><p>{WANTED}</p>{radios('u')}<p>{TWIN}</p>{other}"
    assert sorted(ids(find(show, body, OPEN_CHOICE, within=None))) == ["u_off", "u_on"]


# Dialogs

BOX = "position:fixed;left:10%;top:10%;width:80%;height:60%;background:#fff"


def dialog(body: str, more: str = "") -> str:
    page = f"<h2>Privacy</h2><p>{WANTED}</p>{radios('l')}"
    return f"{page}<div role=dialog style='{BOX}' {more}>{body}</div>"


def test_what_is_beneath_a_dialog_is_not_taken(show: Show) -> None:
    body = f"<h2>Privacy</h2>{radios('u')}<div role=dialog style='{BOX}'><h2>Wait</h2></div>"
    assert find(show, body, within=None) is None


ENABLED = "<label><input type=checkbox id=s> Enabled</label>"


@pytest.mark.parametrize(
    "body",
    [
        f"<h2>{WANTED}</h2>{ENABLED}",
        f"<div>{WANTED}</div>{ENABLED}",
        f"<button>Close</button><div>{WANTED}</div><p>It tells us what you do.</p>{ENABLED}",
    ],
    ids=["heading", "plain", "after a button"],
)
def test_a_dialog_is_known_by_its_title(show: Show, body: str) -> None:
    assert ids(find(show, dialog(body), SWITCH)) == ["s"]


def test_a_dialog_may_be_named_by_an_attribute(show: Show) -> None:
    assert ids(find(show, dialog(ENABLED, f"aria-label='{WANTED}'"), SWITCH)) == ["s"]


@pytest.mark.parametrize(
    "body",
    [
        f"<h2>{TWIN}</h2>{ENABLED}",
        f"<div>{TWIN}</div>{ENABLED}",
        f"<div>{TWIN}</div><p>{WANTED}</p>{ENABLED}",
        ENABLED,
    ],
    ids=["heading", "plain", "mentioned", "none"],
)
def test_in_a_dialog_of_another_title_nothing_is_found(show: Show, body: str) -> None:
    assert find(show, dialog(body), SWITCH) is None


@pytest.mark.parametrize(
    "words",
    ["Do not share usage statistics", "Turn off usage statistics", "Delete usage statistics"],
)
def test_a_control_whose_words_contradict_the_file_is_not_found(show: Show, words: str) -> None:
    body = (
        f"<h2>Privacy</h2><p><label>{words} <input type=checkbox aria-label='Enabled'></label></p>"
    )
    with pytest.raises(SettingError, match="contradict") as error:
        find(show, body, SWITCH, within=None)
    assert error.value.reason is Reason.AMBIGUOUS


def test_words_that_a_style_sheet_adds_may_contradict_the_file(show: Show) -> None:
    style = "<style>.no::before{content:'Do not '}</style>"
    label = "<label class=no>Enabled <input type=checkbox></label>"
    with pytest.raises(SettingError, match="contradict") as error:
        find(show, f"{style}<h2>Privacy</h2><p>{label}</p>", SWITCH, within=None)
    assert error.value.reason is Reason.AMBIGUOUS
