"""One gate for every click: what a step may be, and what it may say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from offswitch.engine.asked import refuse_destructive_dialog
from offswitch.errors import SettingError
from offswitch.model.lexicon import Lexicon, Words
from offswitch.model.words import Reason
from offswitch.screen import Screen
from tests.e2e.pages import Show, button, by_role, frame, pressed
from tests.e2e.press.conftest import GO

pytestmark = pytest.mark.e2e


def step(screen: Screen) -> SettingError | None:
    try:
        screen.click("go", 0)
    except SettingError as error:
        return error
    return None


BY_TEXT = {"go": [{"by": "text", "value": "Go on"}]}
BY_HREF = {"go": [{"by": "href", "value": "/next"}]}
BY_ID = {"go": [{"by": "attribute", "attribute": "id", "value": "go"}]}
LINK = '<a href="/next" onclick="pressed.push(\'go\'); return false">{}</a>'


@pytest.mark.parametrize(
    ("elements", "body"),
    [
        (BY_ID, button("go", "Accept all")),
        (BY_ID, button("go", "OK, allow and close")),
        (BY_ID, button("go", "Weiter und zustimmen")),
        (BY_ID, button("go", "同意する")),
        (BY_ID, button("go", "Delete my account")),
        (BY_ID, button("go", "Konto löschen")),
        (BY_ID, button("go", "<img alt='Accept all' width=40 height=20>")),
        (BY_ID, "<input type=submit id=go value='Turn on' onclick='pressed.push(this.id)'>"),
        (GO, button("go", "Accept all", "aria-label='Go on'")),
        (GO, button("go", "Go on", "title='Turn on ads'")),
        (BY_HREF, LINK.format("Allow partners")),
        (BY_HREF, LINK.format("<div>Leave group</div><div>Go on</div>")),
        (BY_TEXT, button("go", "<span>Go on</span> <span>and accept all</span>")),
        (BY_TEXT, LINK.format("<div>Allow all</div><div>Go on</div>")),
        ({"go": by_role("button", "I accept")}, button("go", "I accept")),
        ({"go": by_role("button", "Delete account")}, button("go", "Delete account")),
        ({"go": by_role("link", "Accept all")}, LINK.format("Accept all")),
        ({"go": [{"by": "text", "value": "OK, I agree"}]}, button("go", "OK, I agree")),
        ({"go": [{"by": "row", "label": "Turn on"}]}, button("go", "Turn on")),
    ],
)
def test_a_step_that_grants_or_destroys_is_not_pressed(
    show: Show, elements: dict[str, Any], body: str
) -> None:
    screen = show(body, elements)
    error = step(screen)
    assert error
    assert error.reason is Reason.UNEXPECTED_DIALOG
    assert pressed(screen) == []


@pytest.mark.parametrize(
    ("elements", "body"),
    [
        ({"go": by_role("button", "Turn off")}, button("go", "Turn off")),
        (GO, button("go", "Go on")),
        (BY_ID, button("go", "Don't allow")),
        (BY_ID, button("go", "Only allow essential cookies")),
        (BY_HREF, LINK.format("<div>Partners</div><div>Allow them to see it</div>")),
    ],
)
def test_a_step_that_only_leads_on_or_refuses_is_pressed(
    show: Show, elements: dict[str, Any], body: str
) -> None:
    screen = show(body, elements)
    assert step(screen) is None
    assert pressed(screen) == ["go"]


def test_what_a_language_file_calls_by_another_name_is_not_pressed(show: Show) -> None:
    lexicon = Lexicon({"de": {"go on": Words(("Alle akzeptieren",))}})
    screen = show(button("go", "Alle akzeptieren"), GO, language="de", lexicon=lexicon)
    error = step(screen)
    assert error
    assert error.reason is Reason.UNEXPECTED_DIALOG
    assert pressed(screen) == []


@pytest.mark.parametrize(
    ("text", "language", "more"),
    [
        ("Clear history", "en", None),
        ("Verlauf leeren", "de", None),
        ("Clear history and allow ads", "en", "allow"),
        ("Clear history and leave", "en", "leave"),
    ],
)
def test_an_action_that_the_person_confirmed_destroys_what_it_says_and_no_more(
    show: Show, text: str, language: str, more: str | None
) -> None:
    screen = show(button("go", text), BY_ID, language=language)
    if more is None:
        screen.click("go", 0, meant=("Clear history", "Verlauf leeren"))
        assert pressed(screen) == ["go"]
        return
    with pytest.raises(SettingError, match=more) as error:
        screen.click("go", 0, meant=("Clear history",))
    assert "clear" not in error.value.message
    assert pressed(screen) == []


# searxng/searxng: what is shown of a page is chosen by radios, without a script.
TABS = """<style>.far {{ position: absolute; left: -9999px }}</style><div role=tablist>
<input type=radio name=tab id=a class=far checked><label for=a {more}>General</label>
<input type=radio name=tab id=b class=far onclick="pressed.push('go')"><label for=b role=tab>Go on</label></div>"""


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(TABS.format(more="role=tab"), id="labels"),
        pytest.param(
            "<div role=tablist><input type=radio name=tab role=tab aria-label=General checked>"
            "<input type=radio name=tab role=tab aria-label='Go on' onclick=\"pressed.push('go')\"></div>",
            id="radios",
        ),
    ],
)
def test_a_radio_that_is_a_tab_leads_on(show: Show, body: str) -> None:
    screen = show(body, {"go": by_role("tab", "Go on")})
    assert step(screen) is None
    assert pressed(screen) == ["go"]


TOGGLE = (
    "<script>if (!customElements.get('x-toggle')) customElements.define('x-toggle',"
    " class extends HTMLElement { constructor() { super(); this.checked = false; } })</script>"
)
NOTED = "onclick=\"pressed.push('state')\""


@pytest.mark.parametrize(
    ("elements", "body"),
    [
        (BY_ID, f"<input type=checkbox id=go {NOTED}>"),
        (BY_ID, f"<input type=radio id=go {NOTED}>"),
        (BY_ID, f"<div role=switch id=go {NOTED}>Go on</div>"),
        (BY_ID, f"<div role=menuitemcheckbox id=go {NOTED}>Go on</div>"),
        (BY_ID, f"<div role=listbox><div role=option id=go {NOTED}>Go on</div></div>"),
        (
            BY_TEXT,
            f"<div role=listbox><div role=option {NOTED}><span>Go on</span></div></div>",
        ),
        (
            BY_ID,
            f"{TOGGLE}<x-toggle id=go {NOTED}>Go on</x-toggle>",
        ),
        (BY_ID, f"<select id=go {NOTED}><option>Go on</select>"),
        (BY_ID, f"<div role=combobox id=go {NOTED}>Go on</div>"),
        (GO, f"<button aria-pressed=false {NOTED}>Go on</button>"),
        (GO, f"<div role=switch {NOTED}><button>Go on</button></div>"),
        (GO, f"<button {NOTED}>Go on <span role=checkbox></span></button>"),
        (BY_TEXT, f"<label>Go on <input type=checkbox {NOTED}></label>"),
        (BY_TEXT, f"<label for=box>Go on</label><input type=checkbox id=box {NOTED}>"),
        (BY_TEXT, TABS.format(more="")),
        (BY_TEXT, TABS.format(more="role=tab").replace("tablist", "group")),
        (BY_TEXT, TABS.format(more="role=tab").replace("type=radio", "type=checkbox")),
        (
            BY_TEXT,
            f"<div style='cursor:pointer' {NOTED}><b>Go on</b> <i role=switch>x</i></div>",
        ),
        (
            BY_TEXT,
            f"<button {NOTED}><span>Go on</span><input type=checkbox aria-label=x></button>",
        ),
    ],
)
def test_a_control_with_a_state_is_not_used_as_a_step(
    show: Show, elements: dict[str, Any], body: str
) -> None:
    screen = show(body, elements)
    error = step(screen)
    assert error
    assert error.reason is Reason.AMBIGUOUS
    assert pressed(screen) == []


@pytest.mark.parametrize(
    "body",
    [
        f"<label><input type=checkbox> I read the {LINK.format('terms')}</label>",
        f"<label><input type=checkbox> Go {button('go', 'on')}</label>",
    ],
)
def test_a_link_inside_a_label_is_pressed(show: Show, body: str) -> None:
    screen = show(body, BY_HREF if "href" in body else BY_ID)
    assert step(screen) is None
    assert pressed(screen) == ["go"]
    assert screen.page.is_checked("input") is False


@pytest.mark.parametrize("where", [str, frame])
def test_a_dialog_that_destroys_is_not_confirmed(show: Show, where: Callable[[str], str]) -> None:
    dialog = "<div role=dialog><h2>Delete your account?</h2><button>Confirm</button></div>"
    screen = show(where(dialog))
    with pytest.raises(SettingError, match="deleting"):
        refuse_destructive_dialog(screen.survey())


def test_what_puts_a_dialog_away_grants_nothing(show: Show) -> None:
    screen = show(
        f"<dialog open><h2>Offer</h2>{button('go', 'Accept all', 'aria-label=Later')}</dialog>",
        {"later": by_role("button", "Later")},
        interruptions={"offer": {"visible": "later", "title": "Offer", "dismiss": "later"}},
    )
    with pytest.raises(SettingError, match="accept"):
        screen.settle()
    assert pressed(screen) == []


def test_a_dialog_that_goes_away_by_itself_is_left_alone(show: Show) -> None:
    screen = show(
        "<button style='margin:60px'>Elsewhere</button>"
        f"<dialog open><h2>Offer</h2>{button('go', 'Later')}</dialog>"
        "<script>document.getElementById('go').addEventListener('mouseenter', () => {"
        " document.querySelector('dialog').remove(); });</script>",
        {"later": by_role("button", "Later")},
        interruptions={"offer": {"visible": "later", "title": "Offer", "dismiss": "later"}},
    )
    assert screen.settle() is False
    assert pressed(screen) == []
